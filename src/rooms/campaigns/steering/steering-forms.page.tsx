import type { ComponentChildren } from 'preact';
import { colon } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  DateField,
  FieldRow,
  Form,
  HiddenField,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { Campaign } from '../campaign.ts';
import { CAMPAIGNS, campaignAddress, campaignCrumbs } from './campaign-frame.ts';
import type { getFrozenFigures } from './exception.query.ts';
import { t } from './steering.sentences.ts';

interface FormSpec {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly year: number | null;
  readonly fields: ComponentChildren;
  readonly synthetic?: boolean;
}

function formPage({ values, errors, visit }: Filled<unknown>, spec: FormSpec): Page {
  const back = spec.year === null ? CAMPAIGNS : campaignAddress(spec.year);
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs:
      spec.year === null
        ? [{ label: t().campaigns, href: CAMPAIGNS }, { label: spec.title }]
        : campaignCrumbs(spec.year, spec.title),
    synthetic: spec.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: spec.submit, kind: spec.danger ? 'danger' : 'primary' }}
        cancel={{ href: back, label: t().forms.cancel }}
      >
        {spec.fields}
      </Form>
    ),
  };
}

function SettingsFields() {
  const words = t().forms;
  return (
    <>
      <FieldRow>
        <DateField name="opensOn" label={words.opensOn} />
        <DateField name="dueOn" label={words.dueOn} />
      </FieldRow>
      <FieldRow>
        <NumberField name="stateDays" label={words.stateDays} unit={words.days} />
        <NumberField name="regionDays" label={words.regionDays} unit={words.days} />
      </FieldRow>
      <RadioField
        name="silence"
        label={words.silence}
        choices={[
          { value: 'accepts', label: words.silenceAccepts },
          { value: 'waits', label: words.silenceWaits },
        ]}
      />
      <FieldRow>
        <NumberField name="reasonThreshold" label={words.threshold} unit="%" decimals />
        <NumberField name="minutesPerQuarter" label={words.ceiling} unit={words.minutesPerQuarter} decimals />
      </FieldRow>
    </>
  );
}

export function preparePage(filled: Filled<unknown>): Page {
  const words = t().forms;
  return formPage(filled, {
    title: words.prepareTitle,
    lead: words.prepareLead,
    submit: words.prepareSubmit,
    year: null,
    fields: (
      <>
        <NumberField name="year" label={t().year} hint={words.yearHint} />
        <SettingsFields />
      </>
    ),
  });
}

export function settingsPage(filled: Filled<Campaign>): Page {
  const words = t().forms;
  const { year, state, revision, synthetic } = filled.data;
  const prepared = state === 'prepared';
  return formPage(filled, {
    title: words.settingsTitle(year),
    lead: prepared ? words.settingsLead : words.settingsLeadOpen,
    submit: words.settingsSubmit,
    year,
    synthetic,
    fields: (
      <>
        <HiddenField name="revision" value={String(revision)} />
        <SettingsFields />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} required={!prepared} />
      </>
    ),
  });
}

export function publishPage(filled: Filled<Campaign>): Page {
  const words = t().acts;
  return formPage(filled, {
    title: words.publishTitle(filled.data.year),
    lead: words.publishLead,
    submit: words.publishSubmit,
    year: filled.data.year,
    synthetic: filled.data.synthetic,
    fields: <Alert kind="warning">{words.publishWarning}</Alert>,
  });
}

type Frozen = OutputOf<typeof getFrozenFigures>;

export function closeWithoutPage(filled: Filled<Frozen>): Page {
  const words = t().forms;
  const { cluster, year, synthetic } = filled.data;
  return formPage(filled, {
    title: words.closeTitle(cluster.name, year),
    lead: words.closeLead,
    submit: words.closeSubmit,
    danger: true,
    year,
    synthetic,
    fields: <TextareaField name="reason" label={words.closeReason} hint={words.closeReasonHint} rows={3} />,
  });
}

export function delayPage(filled: Filled<Frozen>): Page {
  const words = t().forms;
  const { cluster, year, synthetic } = filled.data;
  return formPage(filled, {
    title: words.delayTitle(cluster.name, year),
    lead: words.delayLead,
    submit: words.delaySubmit,
    year,
    synthetic,
    fields: (
      <>
        <DateField name="untilOn" label={words.delayUntil} />
        <TextareaField name="reason" label={words.closeReason} hint={words.delayReasonHint} rows={3} />
      </>
    ),
  });
}

export function exceptionPage(filled: Filled<Frozen>): Page {
  const words = t().forms;
  const { cluster, year, figures, synthetic } = filled.data;
  return formPage(filled, {
    title: words.exceptionTitle(cluster.name, year),
    lead: words.exceptionLead,
    submit: words.exceptionSubmit,
    year,
    synthetic,
    fields: (
      <>
        <SelectField
          name="key"
          label={words.figure}
          blank={words.choose}
          choices={figures.map(({ key, label, words: now }) => ({ value: key, label: `${label}${colon()}${now}` }))}
        />
        <TextField name="value" label={words.value} hint={words.valueHint} required={false} />
        <FieldRow>
          <TextField name="numerator" label={words.numerator} required={false} />
          <TextField name="denominator" label={words.denominator} required={false} />
        </FieldRow>
        <TextField name="title" label={words.exceptionName} hint={words.exceptionNameHint} />
        <TextareaField name="reason" label={words.exceptionReason} rows={3} />
        <FieldRow>
          <TextField name="authority" label={words.authority} />
          <DateField name="decidedOn" label={words.decidedOn} />
        </FieldRow>
      </>
    ),
  });
}
