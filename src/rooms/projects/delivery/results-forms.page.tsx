import type { ComponentChildren } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  DateField,
  FieldRow,
  Form,
  type FormProps,
  HiddenField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { countryChoices } from './country.ts';
import { t } from './delivery.sentences.ts';
import { RESULT_KINDS } from './delivery.ts';
import { resultsAddress } from './results.page.tsx';
import type { ResultsView } from './results.query.ts';

/** A form on what came of a project; `replaces` names the line that it corrects. */
export interface OutcomeCase {
  readonly view: ResultsView;
  readonly replaces: string | null;
}
type FilledCase = Filled<OutcomeCase>;

function formPage(
  { data, values, errors, visit }: FilledCase,
  spec: { title: string; lead?: string; submit?: string; kind?: FormProps['submit']['kind'] },
  fields: ComponentChildren,
): Page {
  const { project } = data.view;
  const { forms } = t().results;
  return {
    title: spec.title,
    lead: data.replaces ? forms.correction : spec.lead,
    crumbs: projectCrumbs(project, 'results', spec.title),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: spec.submit ?? forms.submit, kind: spec.kind }}
        cancel={{ href: resultsAddress(project.id), label: t().cancel }}
      >
        {data.replaces ? <HiddenField name="replaces" value={data.replaces} /> : null}
        {fields}
      </Form>
    ),
  };
}

const partnerChoices = ({ view }: OutcomeCase) => view.partners.map(({ id, name }) => ({ value: id, label: name }));

export function resultFormPage(filled: FilledCase): Page {
  const words = t().results;
  return formPage(
    filled,
    { title: words.forms.resultTitle },
    <>
      <SelectField
        name="kind"
        label={words.kind}
        choices={RESULT_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
      />
      <TextField name="title" label={words.what} width="full" maxlength={300} />
      <DateField name="obtainedOn" label={words.obtainedOn} max={filled.data.view.on} />
      <TextField name="reference" label={words.reference} hint={words.referenceHint} required={false} />
      <SelectField
        name="partner"
        label={t().partner}
        blank={t().allPartners}
        choices={partnerChoices(filled.data)}
        required={false}
      />
    </>,
  );
}

export function plantFormPage(filled: FilledCase): Page {
  const words = t().results;
  const { view } = filled.data;
  return formPage(
    filled,
    { title: words.forms.plantTitle },
    <>
      <SelectField name="partner" label={t().partner} choices={partnerChoices(filled.data)} />
      <DateField name="decidedOn" label={words.decidedOn} max={view.on} />
      <TextField name="commune" label={words.site} hint={words.siteHint} maxlength={5} required={false} />
      <FieldRow>
        <MoneyField name="investmentCents" label={words.investment} required={false} />
        <NumberField name="jobs" label={words.jobs} required={false} />
      </FieldRow>
      <DateField name="productionStartsOn" label={words.productionStartsOn} required={false} />
      {view.files.length > 0 ? (
        <SelectField
          name="fundingApplication"
          label={words.loan}
          blank={words.noLoan}
          choices={view.files.map((file) => ({
            value: file.id,
            label: `${file.window.toUpperCase()} (${file.funder})`,
          }))}
          required={false}
        />
      ) : null}
    </>,
  );
}

/** Three fields and one button: under a minute on a phone. */
export function saleFormPage(filled: FilledCase): Page {
  const words = t().results;
  const { view } = filled.data;
  const products = (view.results ?? []).filter((one) => one.withdrawnOn === null);
  return formPage(
    filled,
    { title: words.forms.saleTitle, lead: words.forms.saleLead },
    <>
      <SelectField name="partner" label={t().partner} choices={partnerChoices(filled.data)} />
      <DateField name="soldOn" label={words.soldOn} max={view.on} />
      <SelectField name="country" label={words.country} choices={countryChoices()} />
      <MoneyField name="amountCents" label={words.amount} hint={words.amountHint} required={false} />
      {products.length > 0 ? (
        <SelectField
          name="result"
          label={words.ofResult}
          blank={words.noResultNamed}
          choices={products.map(({ id, title }) => ({ value: id, label: title }))}
          required={false}
        />
      ) : null}
    </>,
  );
}

export function yearFormPage(filled: FilledCase): Page {
  const words = t().results;
  return formPage(
    filled,
    { title: words.forms.yearTitle, lead: words.forms.yearLead },
    <>
      <SelectField name="partner" label={t().partner} choices={partnerChoices(filled.data)} />
      <NumberField name="year" label={words.year} />
      <MoneyField name="revenueCents" label={words.revenue} hint={words.revenueHint} required={false} />
      <NumberField name="exportPercent" label={words.exportPercent} unit="%" decimals required={false} />
      <FieldRow>
        <NumberField name="jobsCreated" label={words.jobsCreated} decimals required={false} />
        <NumberField name="jobsKept" label={words.jobsKept} decimals required={false} />
      </FieldRow>
    </>,
  );
}

export function withdrawOutcomePage(filled: FilledCase): Page {
  const { forms } = t().results;
  return formPage(
    filled,
    { title: forms.withdrawTitle, lead: forms.withdrawLead, submit: forms.withdrawSubmit, kind: 'danger' },
    <TextareaField name="reason" label={t().reason} rows={3} />,
  );
}
