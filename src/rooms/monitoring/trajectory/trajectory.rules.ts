import type { Content, YearValue } from '../followed.ts';
import { ROUNDING, THRESHOLDS } from '../thresholds.ts';

/** Where an indicator, or an objective, stands against what was promised for a year. From the best to the worst, then those that are not judged. */
export const STANDINGS = [
  'reached',
  'on-track',
  'behind',
  'at-risk',
  'not-known',
  'not-applicable',
  'no-target',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** Standings that judge; the others say why nothing is judged. */
export const JUDGED = ['reached', 'on-track', 'behind', 'at-risk'] as const satisfies readonly Standing[];
export type Judged = (typeof JUDGED)[number];
export const isJudged = (standing: Standing): standing is Judged => (JUDGED as readonly string[]).includes(standing);

/** What was promised for a year: a target of the contract, or a point of the line between two of them. */
export interface Expected {
  readonly value: number;
  readonly interpolated: boolean;
}

/**
 * The path of an indicator: its targets, and between two of them (or the baseline and the first) a straight line. Nothing after the last target, nothing
 * before the baseline. A yes or a level of a scale is promised for its own year only.
 */
export function expectedIn({ targets, baseline, measure }: Content, year: number): Expected | null {
  const own = targets[String(year)];
  if (own !== null && own !== undefined) return { value: own, interpolated: false };
  if (measure === 'yes-no' || measure === 'scale') return null;
  const set = Object.entries(targets)
    .flatMap(([of, value]) => (value === null ? [] : [{ year: Number(of), value }]))
    .toSorted((a, b) => a.year - b.year);
  const after = set.find((one) => one.year > year);
  const before = set.findLast((one) => one.year < year) ?? (baseline && baseline.year < year ? baseline : null);
  if (!after || !before) return null;
  const part = (year - before.year) / (after.year - before.year);
  return { value: before.value + part * (after.value - before.value), interpolated: true };
}

/** The last target of an indicator; null when it has none. */
export function lastTarget({ targets }: Content): { readonly year: number; readonly value: number } | null {
  const years = Object.keys(targets).filter((year) => targets[year] != null);
  const year = Math.max(...years.map(Number));
  return years.length === 0 ? null : { year, value: targets[year]! };
}

export interface Judgement {
  readonly standing: Standing;
  readonly expected: Expected | null;
  /** How far short it falls, in part of the greater of target and baseline; 0 when met; null when not judged. */
  readonly gap: number | null;
}

/** How far a value falls short of what was promised, in the direction of the indicator: 0 when it meets it. */
function shortfall(content: Content, value: number, expected: number): number {
  const { direction, measure, baseline } = content;
  const miss =
    direction === 'up' ? expected - value : direction === 'down' ? value - expected : Math.abs(value - expected);
  if (miss <= 0) return 0;
  // One level short is behind, two are at risk; a yes that is a no is behind as long as its year is not the last.
  if (measure === 'scale') return miss === 1 ? THRESHOLDS.atRiskGap : 1;
  if (measure === 'yes-no') return THRESHOLDS.atRiskGap;
  const size = Math.max(Math.abs(expected), Math.abs(baseline?.value ?? 0));
  return size === 0 ? 1 : miss / size;
}

/** Where an indicator stands in a year (T6, T7). `value`: what is retained for that year; absent when nothing is filed. */
export function judge(content: Content, year: number, value: YearValue | undefined): Judgement {
  const expected = expectedIn(content, year);
  if (value?.state === 'not-applicable') return { standing: 'not-applicable', expected, gap: null };
  if (!expected) return { standing: 'no-target', expected, gap: null };
  if (value?.state !== 'known' || value.value === null) return { standing: 'not-known', expected, gap: null };
  const gap = shortfall(content, value.value, expected.value);
  const kept = content.direction === 'keep' && gap <= THRESHOLDS.onTrackGap + ROUNDING;
  if (gap === 0 || kept) return { standing: 'reached', expected, gap };
  if (gap <= THRESHOLDS.onTrackGap + ROUNDING) return { standing: 'on-track', expected, gap };
  return { standing: gap <= THRESHOLDS.atRiskGap + ROUNDING ? 'behind' : 'at-risk', expected, gap };
}

/** How many stand where. */
export type Tally = Readonly<Record<Standing, number>>;

export const tallyOf = (standings: readonly Standing[]): Tally =>
  Object.fromEntries(
    STANDINGS.map((standing) => [standing, standings.filter((one) => one === standing).length]),
  ) as Tally;

export const judgedIn = (tally: Tally): number => JUDGED.reduce((sum, standing) => sum + tally[standing], 0);

/** Part of what is judged that is reached or on track; null when nothing is judged. */
export function onTrackShare(tally: Tally): number | null {
  const judged = judgedIn(tally);
  return judged === 0 ? null : (tally.reached + tally['on-track']) / judged;
}

/**
 * Where an objective stands, from its indicators: reached when all that are judged are; on track when all are reached or on track; at risk when half of
 * them or more are; behind otherwise. When none is judged: not known if one waits for its value, not applicable if all are, without target otherwise.
 */
export function objectiveStanding(tally: Tally): Standing {
  const judged = judgedIn(tally);
  if (judged === 0) {
    if (tally['not-known'] > 0) return 'not-known';
    return tally['not-applicable'] > 0 && tally['no-target'] === 0 ? 'not-applicable' : 'no-target';
  }
  if (tally.reached === judged) return 'reached';
  if (tally.behind + tally['at-risk'] === 0) return 'on-track';
  return tally['at-risk'] / judged >= THRESHOLDS.atRiskShare ? 'at-risk' : 'behind';
}
