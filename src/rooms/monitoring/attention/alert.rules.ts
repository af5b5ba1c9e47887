import type { Day } from '#kit/period.ts';
import { THRESHOLDS } from '../thresholds.ts';
import type { Outlier } from './outlier.rules.ts';
import type { ReturnRecord } from './return-record.rules.ts';

export const ALERT_KINDS = ['late', 'at-risk', 'outlier', 'silent-authority', 'money-due'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Whom an alert is about: a silent authority and unpaid money are no fault of the cluster. */
export const ALERT_ABOUT: Readonly<Record<AlertKind, 'cluster' | 'authority'>> = {
  late: 'cluster',
  'at-risk': 'cluster',
  outlier: 'cluster',
  'silent-authority': 'authority',
  'money-due': 'authority',
};

/** Why a cluster is looked at, with the figures that the sentence is made of. One alert of a kind, whatever the number of things behind it. */
export type Alert =
  | {
      readonly kind: 'late';
      /** Campaigns awaited, the oldest first; the days are those of the oldest, the state that of the newest. */
      readonly years: readonly number[];
      readonly state: ReturnRecord['state'];
      readonly days: number;
    }
  | { readonly kind: 'at-risk'; readonly indicators: readonly { readonly title: string; readonly chance: number }[] }
  | {
      readonly kind: 'outlier';
      readonly indicators: readonly ({ readonly title: string; readonly unit: string } & Outlier)[];
    }
  | {
      readonly kind: 'silent-authority';
      /** Campaigns whose returns wait, the oldest first; the rest is of the oldest. */
      readonly years: readonly number[];
      readonly by: 'state' | 'region';
      readonly days: number;
    }
  | {
      readonly kind: 'money-due';
      readonly years: readonly number[];
      readonly missingCents: number;
      readonly promisedCents: number;
    };

export interface MoneyYear {
  readonly year: number;
  readonly promisedCents: number;
  readonly paidCents: number;
}

/** Years whose money was due by a day and is not all there. */
export const unpaidOn = (money: readonly MoneyYear[], on: Day): MoneyYear[] =>
  money.filter(
    ({ year, promisedCents, paidCents }) =>
      on > `${year}-${THRESHOLDS.moneyDueOn}` && promisedCents - paidCents > promisedCents * THRESHOLDS.moneyTolerance,
  );

export interface AlertFacts {
  readonly records: readonly ReturnRecord[];
  readonly money: readonly MoneyYear[];
  /** Chance of each projected indicator to reach its last target. */
  readonly chances: readonly { readonly title: string; readonly chance: number }[];
  readonly outliers: readonly ({ readonly title: string; readonly unit: string } & Outlier)[];
  readonly on: Day;
}

/** Everything that calls for attention on a cluster, in the order of `ALERT_KINDS`. */
export function alertsOf({ records, money, chances, outliers, on }: AlertFacts): Alert[] {
  const alerts: Alert[] = [];
  // A return is late while it is awaited; once submitted, being late is a habit that triggers look at.
  const late = records.filter(({ kept }) => kept === 'overdue').toSorted((a, b) => a.year - b.year);
  if (late.length > 0)
    alerts.push({
      kind: 'late',
      years: late.map(({ year }) => year),
      state: late.at(-1)!.state,
      days: late[0]!.daysLate,
    });
  const low = chances.filter(({ chance }) => chance < THRESHOLDS.lowChance).toSorted((a, b) => a.chance - b.chance);
  if (low.length > 0 && low.length >= chances.length * THRESHOLDS.improbableShare)
    alerts.push({ kind: 'at-risk', indicators: low });
  if (outliers.length > 0) alerts.push({ kind: 'outlier', indicators: outliers });
  const silent = records.filter(({ daysSilent }) => daysSilent > 0).toSorted((a, b) => a.year - b.year);
  if (silent.length > 0)
    alerts.push({
      kind: 'silent-authority',
      years: silent.map(({ year }) => year),
      by: silent[0]!.answerBy!,
      days: silent[0]!.daysSilent,
    });
  const unpaid = unpaidOn(money, on);
  if (unpaid.length > 0)
    alerts.push({
      kind: 'money-due',
      years: unpaid.map(({ year }) => year),
      missingCents: unpaid.reduce((sum, one) => sum + one.promisedCents - one.paidCents, 0),
      promisedCents: unpaid.reduce((sum, one) => sum + one.promisedCents, 0),
    });
  return alerts;
}
