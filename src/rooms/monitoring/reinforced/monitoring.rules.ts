import { inARow, type ReturnRecord, settled } from '../attention/return-record.rules.ts';
import { ROUNDING, THRESHOLDS } from '../thresholds.ts';
import { judgedIn, onTrackShare, type Tally } from '../trajectory/trajectory.rules.ts';
import type { Criterion } from './criterion.ts';

/** The public reasons for which reinforced monitoring may begin. None begins it by itself: a person proposes, the cluster answers. */
export const TRIGGERS = ['late-campaigns', 'poor-objectives', 'no-return', 'support-decision'] as const;
export type TriggerKind = (typeof TRIGGERS)[number];

/** A trigger on a day: met or not, with what was found. */
export interface Trigger {
  readonly kind: TriggerKind;
  readonly met: boolean;
  /** Years that it was read from, the latest first. */
  readonly years: readonly number[];
  /** What was found: campaigns late in a row, part of objectives behind (the better of the years), campaigns without return, decisions standing. */
  readonly found: number | null;
}

/** What triggers, criteria and lighter returns are read from. */
export interface Conduct {
  readonly records: readonly ReturnRecord[];
  /** Objectives by standing, for each year that is over, the latest first. */
  readonly objectives: readonly { readonly year: number; readonly tally: Tally }[];
  /** Decisions on support that stand: notified, replied or confirmed. */
  readonly decisions: number;
  /** Retained values of indicators, by key, known years only, oldest first. */
  readonly values: ReadonlyMap<string, readonly { readonly year: number; readonly value: number }[]>;
  /** A plan is proposed or running. */
  readonly monitored: boolean;
}

const isLate = ({ kept }: ReturnRecord): boolean => kept === 'late' || kept === 'overdue' || kept === 'missing';
const isOnTime = ({ kept }: ReturnRecord): boolean => kept === 'on-time';

/** Part of the judged objectives that is behind or at risk; null when none is judged. */
const poorShare = (tally: Tally): number | null => {
  const share = onTrackShare(tally);
  return share === null ? null : 1 - share;
};

/** The public triggers, all of them, met or not. */
export function triggersOf({
  records,
  objectives,
  decisions,
}: Pick<Conduct, 'records' | 'objectives' | 'decisions'>): Trigger[] {
  const late = inARow(records, isLate);
  const judged = objectives.filter(({ tally }) => judgedIn(tally) > 0).slice(0, THRESHOLDS.poorYears);
  const shares = judged.map(({ tally }) => poorShare(tally)!);
  const refused = settled(records).filter(({ kept }) => kept === 'missing');
  const years = settled(records).map(({ year }) => year);
  return [
    { kind: 'late-campaigns', met: late >= THRESHOLDS.lateCampaigns, years: years.slice(0, late), found: late },
    {
      kind: 'poor-objectives',
      met: judged.length === THRESHOLDS.poorYears && shares.every((share) => share >= THRESHOLDS.poorShare - ROUNDING),
      years: judged.map(({ year }) => year),
      found: shares.length === 0 ? null : Math.min(...shares),
    },
    // The last campaign that is over: a refusal of four years ago is history.
    {
      kind: 'no-return',
      met: refused.some(({ year }) => year === years[0]),
      years: refused.map(({ year }) => year),
      found: refused.length,
    },
    { kind: 'support-decision', met: decisions > 0, years: [], found: decisions },
  ];
}

/** Steps in proportion: dialogue, plan, decision on support. */
export const STEPS = [1, 2, 3] as const;
export type Step = (typeof STEPS)[number];

/** The step that the triggers suggest: a plan when two are met or a return is refused, a decision when one is already taken; dialogue otherwise. */
export function stepFor(triggers: readonly Trigger[]): Step {
  const met = triggers.filter((one) => one.met).map(({ kind }) => kind);
  if (met.includes('support-decision')) return 3;
  return met.length >= 2 || met.includes('no-return') ? 2 : 1;
}

/** A criterion on a day: met or not, with what was found; `found` is null while nothing can be read. */
export interface Measured {
  readonly criterion: Criterion;
  readonly met: boolean;
  readonly found: number | null;
  readonly years: readonly number[];
}

/** Whether what ends the monitoring has come. Only campaigns and years after `since` count: what came before is why it began. */
export function measure(criterion: Criterion, conduct: Conduct, since: string): Measured {
  const firstYear = Number(since.slice(0, 4));
  switch (criterion.kind) {
    case 'returns-on-time': {
      const after = conduct.records.filter(({ dueOn }) => dueOn >= since);
      const found = inARow(after, isOnTime);
      return { criterion, met: found >= criterion.campaigns, found, years: settled(after).map(({ year }) => year) };
    }
    case 'on-track-share': {
      const judged = conduct.objectives
        .filter(({ year, tally }) => year >= firstYear && judgedIn(tally) > 0)
        .slice(0, criterion.campaigns);
      const shares = judged.map(({ tally }) => onTrackShare(tally)!);
      return {
        criterion,
        met:
          judged.length === criterion.campaigns && shares.every((share) => 100 * share >= criterion.percent - ROUNDING),
        found: shares.length === 0 ? null : Math.min(...shares),
        years: judged.map(({ year }) => year),
      };
    }
    case 'indicator': {
      const seen = (conduct.values.get(criterion.indicator) ?? [])
        .filter(({ year }) => year >= firstYear)
        .toReversed()
        .slice(0, criterion.campaigns);
      const holds = ({ value }: { value: number }): boolean =>
        criterion.direction === 'at-least' ? value >= criterion.bound : value <= criterion.bound;
      return {
        criterion,
        met: seen.length === criterion.campaigns && seen.every(holds),
        found: seen[0]?.value ?? null,
        years: seen.map(({ year }) => year),
      };
    }
  }
}

/** What a cluster in good standing owes less of, and why it does or does not. */
export interface Lighter {
  readonly earned: boolean;
  /** Campaigns on time in a row, with nothing sent back. */
  readonly campaigns: number;
  readonly onTrack: number | null;
  readonly monitored: boolean;
}

/** A cluster that keeps its campaigns and its objectives is only asked for what facts cannot feed (principle 3). */
export function lighterReturn({
  records,
  objectives,
  monitored,
}: Pick<Conduct, 'records' | 'objectives' | 'monitored'>): Lighter {
  const campaigns = inARow(records, (record) => isOnTime(record) && !record.sentBack);
  const latest = objectives.find(({ tally }) => judgedIn(tally) > 0);
  const onTrack = latest ? onTrackShare(latest.tally) : null;
  const earned =
    !monitored &&
    campaigns >= THRESHOLDS.lighterCampaigns &&
    onTrack !== null &&
    onTrack >= THRESHOLDS.lighterOnTrackShare - ROUNDING;
  return { earned, campaigns, onTrack, monitored };
}

/** What ends a monitoring when nobody proposes otherwise. */
export const USUAL_CRITERIA: readonly Criterion[] = [
  { kind: 'returns-on-time', campaigns: THRESHOLDS.exitReturnsOnTime },
  { kind: 'on-track-share', percent: 100 * THRESHOLDS.exitOnTrackShare, campaigns: 1 },
];
