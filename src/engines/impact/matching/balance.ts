import type { Column } from './covariates.ts';
import { stableOrder } from './stable-order.ts';
import type { Estimand } from './weights.ts';

/** How alike the groups are on one variable. All differences are treated minus control. */
export interface BalanceRow {
  readonly name: string;
  readonly meanTreated: number;
  readonly meanControl: number;
  /**
   * Difference of means in standard deviations of the *unmatched* sample: of the treated for the ATT, of the controls for the
   * ATC, the root of the mean variance for the ATE; so that a change comes from the means alone.
   */
  readonly standardisedDifference: number;
  /** Variance of the treated over that of the controls; null for a 0/1 variable. */
  readonly varianceRatio: number | null;
  /** Mean and largest (Kolmogorov–Smirnov) gap between the two empirical distribution functions. */
  readonly ecdfMean: number;
  readonly ecdfMax: number;
  /** Mean distance within pairs (or strata), in the same deviations; null without pairs. */
  readonly pairDistance: number | null;
}

/** Who is compared with whom when distances within pairs are averaged. */
export type Pairs =
  | { readonly kind: 'matches'; readonly matches: Int32Array; readonly ratio: number }
  | { readonly kind: 'strata'; readonly strata: Int32Array; readonly count: number };

export interface BalanceProblem {
  readonly columns: readonly Column[];
  readonly treated: Uint8Array;
  /** Weights of the matched sample; before matching all weigh 1. */
  readonly weights: Float64Array;
  readonly estimand: Estimand;
  readonly pairs: Pairs | null;
}

export interface Balance {
  readonly before: readonly BalanceRow[];
  readonly after: readonly BalanceRow[];
}

/** Balance of each column before and after matching, by MatchIt's and cobalt's definitions (Stuart & Green 2008 for the pair distance). */
export function balance({ columns, treated, weights, estimand, pairs }: BalanceProblem): Balance {
  const before: BalanceRow[] = [];
  const after: BalanceRow[] = [];
  for (const { name, values } of columns) {
    const binary = values.every((value) => value === 0 || value === 1);
    const whole = moments(values, treated, null, binary);
    const matched = moments(values, treated, weights, binary);
    const scale = Math.sqrt(
      estimand === 'ATT'
        ? whole.varianceTreated
        : estimand === 'ATC'
          ? whole.varianceControl
          : (whole.varianceTreated + whole.varianceControl) / 2,
    );
    const order = binary ? null : stableOrder(values);
    const row = (own: Moments, weighting: Float64Array | null): Omit<BalanceRow, 'pairDistance'> => {
      const difference = own.meanTreated - own.meanControl;
      const gaps = order ? distributionGaps(values, order, treated, weighting) : null;
      return {
        name,
        meanTreated: own.meanTreated,
        meanControl: own.meanControl,
        // A variable that is constant in the group that gives the scale: no difference is 0, any other cannot be told.
        standardisedDifference: difference === 0 ? 0 : difference / scale,
        varianceRatio: binary ? null : own.varianceTreated / own.varianceControl,
        ecdfMean: gaps ? gaps.mean : Math.abs(difference),
        ecdfMax: gaps ? gaps.max : Math.abs(difference),
      };
    };
    before.push({ ...row(whole, null), pairDistance: null });
    const distance = pairs && meanPairDistance(values, order ?? stableOrder(values), treated, pairs);
    after.push({ ...row(matched, weights), pairDistance: distance && distance / scale });
  }
  return { before, after };
}

interface Moments {
  readonly meanTreated: number;
  readonly meanControl: number;
  readonly varianceTreated: number;
  readonly varianceControl: number;
}

/** Weighted means and variances of both groups; of a 0/1 variable p (1 - p), otherwise as R's `cov.wt` (unbiased for equal weights). */
function moments(values: Float64Array, treated: Uint8Array, weights: Float64Array | null, binary: boolean): Moments {
  const total = [0, 0];
  const squared = [0, 0];
  const sum = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    if (weight === 0) continue;
    const group = treated[i]!;
    total[group]! += weight;
    squared[group]! += weight * weight;
    sum[group]! += weight * values[i]!;
  }
  const mean = [sum[0]! / total[0]!, sum[1]! / total[1]!];
  const variance = [mean[0]! * (1 - mean[0]!), mean[1]! * (1 - mean[1]!)];
  if (!binary) {
    const squares = [0, 0];
    for (let i = 0; i < values.length; i++)
      squares[treated[i]!]! += (weights ? weights[i]! : 1) * (values[i]! - mean[treated[i]!]!) ** 2;
    for (const group of [0, 1])
      variance[group] = squares[group]! / total[group]! / (1 - squared[group]! / total[group]! ** 2);
  }
  return {
    meanTreated: mean[1]!,
    meanControl: mean[0]!,
    varianceTreated: variance[1]!,
    varianceControl: variance[0]!,
  };
}

/** Gaps between the weighted distribution functions at each distinct value of the whole sample. */
function distributionGaps(values: Float64Array, order: Int32Array, treated: Uint8Array, weights: Float64Array | null) {
  const total = [0, 0];
  for (let i = 0; i < values.length; i++) total[treated[i]!]! += weights ? weights[i]! : 1;
  let gap = 0;
  let distinct = 0;
  let sum = 0;
  let max = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const share = (weights ? weights[row]! : 1) / total[treated[row]!]!;
    gap += treated[row] ? -share : share;
    if (i + 1 < order.length && values[order[i + 1]!] === values[row]) continue;
    distinct++;
    sum += Math.abs(gap);
    max = Math.max(max, Math.abs(gap));
  }
  return { mean: sum / distinct, max };
}

function meanPairDistance(values: Float64Array, order: Int32Array, treated: Uint8Array, pairs: Pairs): number {
  return pairs.kind === 'matches'
    ? meanMatchDistance(values, pairs.matches, pairs.ratio)
    : meanStratumDistance(values, order, treated, pairs.strata, pairs.count);
}

function meanMatchDistance(values: Float64Array, matches: Int32Array, ratio: number): number {
  let sum = 0;
  let count = 0;
  for (let slot = 0; slot < matches.length; slot++) {
    if (matches[slot] === -1) continue;
    sum += Math.abs(values[Math.floor(slot / ratio)]! - values[matches[slot]!]!);
    count++;
  }
  return sum / count;
}

/**
 * Mean of |treated - control| over all pairs within strata, without listing the pairs: in ascending order, each value is above
 * the ones of the other group that came before it in its stratum.
 */
function meanStratumDistance(
  values: Float64Array,
  order: Int32Array,
  treated: Uint8Array,
  strata: Int32Array,
  count: number,
): number {
  const seen = [new Float64Array(count), new Float64Array(count)];
  const sums = [new Float64Array(count), new Float64Array(count)];
  let distance = 0;
  let pairs = 0;
  for (const row of order) {
    const stratum = strata[row]!;
    if (stratum < 0) continue;
    const own = treated[row]!;
    const other = 1 - own;
    pairs += seen[other]![stratum]!;
    distance += seen[other]![stratum]! * values[row]! - sums[other]![stratum]!;
    seen[own]![stratum]!++;
    sums[own]![stratum] = sums[own]![stratum]! + values[row]!;
  }
  return distance / pairs;
}

/** Numbers of units; the effective ones are (Σw)² / Σw², what an unweighted sample would need for the same precision. */
export interface GroupSizes {
  readonly all: number;
  readonly matched: number;
  readonly effective: number;
  readonly unmatched: number;
  readonly discarded: number;
}

export function groupSizes(treated: Uint8Array, weights: Float64Array, kept: Uint8Array, group: 0 | 1): GroupSizes {
  const sizes = { all: 0, matched: 0, unmatched: 0, discarded: 0 };
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < treated.length; row++) {
    if (treated[row] !== group) continue;
    const weight = weights[row]!;
    sizes.all++;
    if (weight > 0) sizes.matched++;
    else if (kept[row]) sizes.unmatched++;
    else sizes.discarded++;
    sum += weight;
    squares += weight * weight;
  }
  return { ...sizes, effective: squares > 0 ? sum ** 2 / squares : 0 };
}
