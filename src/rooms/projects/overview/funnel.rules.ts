import type { Stage } from '../project.ts';

/** Days from the last stage reached before to this one, and how many projects took so many. */
export interface Gap {
  readonly to: Stage;
  readonly days: number;
  readonly count: number;
}

export interface FunnelCounts {
  readonly all: number;
  /** Where projects stand today. */
  readonly stopped: Readonly<Partial<Record<string, number>>>;
  readonly gaps: readonly Gap[];
  /** Some of the projects counted were invented. */
  readonly synthetic: boolean;
}

export interface Spread {
  readonly count: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** Below this, a median says nothing. */
export const LEAST_PROJECTS = 3;

/**
 * Quartiles of a histogram, as `percentile_cont` and R's default (type 7) give them: linear between the two nearest ranks. Null under `LEAST_PROJECTS`.
 * `histogram`: days and how many projects took them, in any order.
 */
export function spreadOf(histogram: readonly { readonly days: number; readonly count: number }[]): Spread | null {
  const sorted = histogram.toSorted((a, b) => a.days - b.days);
  const count = sorted.reduce((sum, bin) => sum + bin.count, 0);
  if (count < LEAST_PROJECTS) return null;
  const atRank = (rank: number): number => {
    let before = 0;
    for (const bin of sorted) {
      before += bin.count;
      if (rank < before) return bin.days;
    }
    return sorted.at(-1)!.days;
  };
  const quantile = (share: number): number => {
    const place = share * (count - 1);
    const low = Math.floor(place);
    const [below, above] = [atRank(low), atRank(Math.min(low + 1, count - 1))];
    return below + (place - low) * (above - below);
  };
  return { count, lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) };
}

export interface FunnelStep {
  readonly stage: Exclude<Stage, 'abandoned'>;
  readonly reached: number;
  /** Of all projects. */
  readonly share: number | null;
  /** Of those that reached the step before. */
  readonly ofPrevious: number | null;
  /** Standing here today: where products stop. */
  readonly standing: number;
  /** Days from the last stage that each project had reached before. */
  readonly days: Spread | null;
}

/** The steps of the funnel. A project that jumped over a stage counts in the next one all the same, so that a share may pass 100 %; it is shown as it is. */
export function funnelSteps(counts: FunnelCounts, stages: readonly Exclude<Stage, 'abandoned'>[]): FunnelStep[] {
  const gapsTo = Map.groupBy(counts.gaps, ({ to }) => to);
  const reachedBy = (stage: Stage): number =>
    stage === 'idea' ? counts.all : (gapsTo.get(stage) ?? []).reduce((sum, { count }) => sum + count, 0);
  return stages.map((stage, place) => {
    const reached = reachedBy(stage);
    const before = place === 0 ? null : reachedBy(stages[place - 1]!);
    return {
      stage,
      reached,
      share: counts.all === 0 ? null : reached / counts.all,
      ofPrevious: before === null || before === 0 ? null : reached / before,
      standing: counts.stopped[stage] ?? 0,
      days: spreadOf(gapsTo.get(stage) ?? []),
    };
  });
}
