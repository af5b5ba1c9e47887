import { say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  DateField,
  FieldRow,
  FieldSet,
  Form,
  MoneyField,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { CERTAINTIES } from '#rooms/registry';
import type { CallList } from './call-list.query.ts';
import { t } from './calls.sentences.ts';

/** Adding a call is typing the entry of the reference file. */
export function addCallPage({ data: list, values, errors }: Filled<CallList>): Page {
  const words = t().form;
  const named = (names: readonly string[]) => names.map((value) => ({ value, label: value }));
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().title, href: '/projets/appels' }, { label: words.title }],
    body: (
      <Form
        action="/projets/appels/ajouter"
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: '/projets/appels' }}
        consequence={words.consequence}
      >
        <FieldRow>
          <TextField name="call" label={words.id} hint={words.idHint} />
          <SelectField
            name="window"
            label={words.window}
            choices={list.windows.map((one) => ({ value: one.id, label: say(one) }))}
          />
        </FieldRow>
        <FieldRow>
          <TextField name="nameFr" label={words.nameFr} />
          <TextField name="nameEn" label={words.nameEn} />
        </FieldRow>
        <FieldRow>
          <DateField name="opens" label={words.opens} required={false} />
          <DateField name="closes" label={words.closes} required={false} />
        </FieldRow>
        <FieldRow>
          <TextField name="datesFr" label={words.datesFr} hint={words.datesHint} required={false} />
          <TextField name="datesEn" label={words.datesEn} hint={words.datesHint} required={false} />
        </FieldRow>
        <FieldRow>
          <DateField name="validFrom" label={words.validFrom} required={false} />
          <DateField name="validTo" label={words.validTo} required={false} />
        </FieldRow>
        <FieldSet legend={t().rules}>
          <SelectField
            name="ruleSet"
            label={words.ruleSet}
            blank={words.noRuleSet}
            required={false}
            choices={named(list.ruleSets)}
          />
          <SelectField
            name="scheme"
            label={words.scheme}
            blank={words.noScheme}
            required={false}
            choices={named(list.schemes)}
          />
          <FieldRow>
            <NumberField name="launchFromYears" label={words.launchFrom} required={false} />
            <NumberField name="launchToYears" label={words.launchTo} required={false} />
          </FieldRow>
          <FieldRow>
            <MoneyField name="baseLeastCents" label={words.baseLeast} required={false} />
            <MoneyField name="baseMostCents" label={words.baseMost} required={false} />
            <MoneyField name="projectAidMostCents" label={words.projectAidMost} required={false} />
          </FieldRow>
        </FieldSet>
        <TextareaField name="source" label={words.source} hint={words.sourceHint} rows={2} />
        <RadioField
          name="certainty"
          label={words.certainty}
          choices={CERTAINTIES.map((value) => ({ value, label: words.certainties[value] }))}
        />
      </Form>
    ),
  };
}
