import type { VNode } from 'preact';
import { formatCents, formatDay, formatNumber } from '#kit/say.ts';
import {
  Alert,
  Callout,
  DateField,
  FieldRow,
  HiddenField,
  NumberField,
  RadioField,
  SelectField,
  TextField,
} from '#kit/web/ui/index.ts';
import { countryChoices, countryName } from './country.ts';
import { PRODUCT_STANDINGS } from './delivery.ts';
import { t } from './follow-up.sentences.ts';

/** What is known of a partner on a project, shown above its questions. */
export interface KnownFacts {
  readonly year: number;
  readonly sale: { readonly soldOn: string; readonly country: string } | null;
  readonly last: { readonly year: number; readonly revenueCents: number | null; readonly jobs: number | null } | null;
}

/** What is already recorded, or why nothing more is asked. */
export function KnownSoFar({ facts, closed }: { facts: KnownFacts | null; closed: string | null }): VNode {
  const words = t().link;
  if (closed) return <Alert kind="info">{words.closed(formatDay(closed))}</Alert>;
  if (!facts) return <Alert kind="info">{words.cancelled}</Alert>;
  const lines = [
    ...(facts.sale ? [words.sale(formatDay(facts.sale.soldOn), countryName(facts.sale.country))] : []),
    ...(facts.last && facts.last.revenueCents !== null
      ? [words.year(facts.last.year, formatCents(facts.last.revenueCents))]
      : []),
    ...(facts.last && facts.last.jobs !== null
      ? [words.yearJobs(facts.last.year, formatNumber(facts.last.jobs, 1))]
      : []),
  ];
  return (
    <Callout title={words.known}>
      {lines.length === 0 ? (
        <p>{words.knownNothing}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

export interface AnswerProps {
  readonly year: number;
  readonly asksFirstSale: boolean;
  /** When the page was shown, an instant. */
  readonly openedAt: string;
}

/** The three questions. None is required: an empty field is not known, zero is zero. */
export function AnswerFields({ year, asksFirstSale, openedAt }: AnswerProps): VNode {
  const words = t().link;
  return (
    <>
      <HiddenField name="openedAt" value={openedAt} />
      <RadioField
        name="answer"
        label={words.answer}
        hint={words.answerHint}
        choices={(['known', 'not-known', 'refused'] as const).map((value) => ({ value, label: words.answers[value] }))}
      />
      <NumberField
        name="revenueEuros"
        label={words.revenue(year)}
        hint={words.revenueHint}
        unit={words.euro}
        required={false}
      />
      <FieldRow>
        <NumberField name="jobsCreated" label={words.jobsCreated(year)} decimals required={false} />
        <NumberField name="jobsKept" label={words.jobsKept} decimals required={false} />
      </FieldRow>
      <RadioField
        name="standing"
        label={words.standing}
        required={false}
        choices={PRODUCT_STANDINGS.map((value) => ({ value, label: words.standings[value] }))}
      />
      <NumberField name="exportPercent" label={words.exportPercent} unit="%" decimals required={false} />
      {asksFirstSale ? (
        <FieldRow>
          <DateField name="firstSaleOn" label={words.firstSaleOn} required={false} />
          <SelectField
            name="firstSaleCountry"
            label={words.firstSaleCountry}
            choices={countryChoices()}
            blank="—"
            required={false}
          />
        </FieldRow>
      ) : null}
      <TextField name="reason" label={words.reason} width="full" maxlength={500} required={false} />
    </>
  );
}
