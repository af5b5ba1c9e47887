import { say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { CheckboxField, FieldRow, FieldSet, Form, MoneyField, NumberField, SelectField } from '#kit/web/ui/index.ts';
import { projectAddress } from '../../project-address.ts';
import { projectCrumbs, projectSide } from '../../project-navigation.ts';
import type { CallList } from '../calls/call-list.query.ts';
import { FUNDERS } from './application.ts';
import { AmountFields } from './file-forms.page.tsx';
import { t } from './files.sentences.ts';
import type { FundingView } from './funding-view.ts';

export interface DraftCase {
  readonly view: FundingView;
  readonly calls: CallList;
  /** Names of the regions of 2013, by code. */
  readonly regions: Readonly<Record<string, string>>;
}

/** A new file: call, funder, and what each partner asks. */
export function draftPage({ data, values, errors }: Filled<DraftCase>): Page {
  const words = t().forms.draft;
  const { view, calls, regions } = data;
  const { project } = view;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'funding', words.title),
    side: projectSide(project, 'funding'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={projectAddress(project.id, 'funding', '/dossiers/nouveau')}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: projectAddress(project.id, 'funding') }}
        consequence={words.consequence}
      >
        <FieldRow>
          <SelectField
            name="call"
            label={words.call}
            choices={calls.rows.map((call) => ({ value: call.id, label: say(call) }))}
          />
          <SelectField
            name="funder"
            label={words.funder}
            choices={FUNDERS.map((value) => ({ value, label: t().funders[value] }))}
          />
          <SelectField
            name="region"
            label={words.region}
            blank={words.noRegion}
            required={false}
            choices={Object.entries(regions).map(([value, label]) => ({ value, label }))}
          />
        </FieldRow>
        <AmountFields view={view} />
        <FieldSet legend={words.loan} hint={words.loanHint}>
          <FieldRow>
            <SelectField
              name="loan.borrower"
              label={words.borrower}
              blank={words.noBorrower}
              required={false}
              choices={view.partners
                .filter(({ kind }) => kind === 'firm')
                .map((partner) => ({ value: partner.id, label: partner.name }))}
            />
            <MoneyField name="loan.amountCents" label={words.loanAmount} required={false} />
            <MoneyField name="loan.privateCofundingCents" label={words.cofunding} required={false} />
          </FieldRow>
          <FieldRow>
            <SelectField
              name="loan.origin"
              label={words.origin}
              blank={t().unknown}
              required={false}
              choices={calls.windows.map((one) => ({ value: one.id, label: say(one) }))}
            />
            <NumberField name="loan.years" label={words.years} required={false} />
            <NumberField name="loan.deferredYears" label={words.deferredYears} required={false} />
          </FieldRow>
          <CheckboxField name="loan.originFundedByState" label={words.originFundedByState} />
          <CheckboxField name="loan.workDone" label={words.workDone} />
        </FieldSet>
      </Form>
    ),
  };
}
