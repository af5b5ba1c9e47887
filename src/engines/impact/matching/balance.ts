import type { Column } from './covariates.ts';
import { meanPairDistance, type Pairs } from './pair-distance.ts';
import { Sorting } from './stable-order.ts';
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

export interface BalanceProblem {
  readonly columns: readonly Column[];
  readonly treated: Uint8Array;
  /** Weights of the matched sample; before matching all weigh 1. */
  readonly weights: Float64Array;
  readonly estimand: Estimand;
  readonly pairs: Pairs | null;
  /** Orders known already. */
  readonly sorting?: Sorting;
}

export interface Balance {
  readonly before: readonly BalanceRow[];
  readonly after: readonly BalanceRow[];
}

/** Balance of each column before and after matching, by MatchIt's and cobalt's definitions (Stuart & Green 2008 for the pair distance). */
export function balance({
  columns,
  treated,
  weights,
  estimand,
  pairs,
  sorting = new Sorting(),
}: BalanceProblem): Balance {
  const before: BalanceRow[] = [];
  const after: BalanceRow[] = [];
  const shares = gapShares(treated, weights);
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
    const order = binary ? null : sorting.rowsOf(values);
    const gaps = order && distributionGaps(values, order, treated, weights, shares);
    before.push(balanceRow(name, whole, scale, binary, gaps?.[0], null));
    const distance = pairs && meanPairDistance(values, order, treated, pairs);
    after.push(balanceRow(name, matched, scale, binary, gaps?.[1], distance));
  }
  return { before, after };
}

function balanceRow(
  name: string,
  { meanTreated, meanControl, varianceTreated, varianceControl }: Moments,
  scale: number,
  binary: boolean,
  gaps: Gaps | undefined,
  distance: number | null,
): BalanceRow {
  const difference = meanTreated - meanControl;
  return {
    name,
    meanTreated,
    meanControl,
    // A variable that is constant in the group that gives the scale: no difference is 0, any other cannot be told.
    standardisedDifference: difference === 0 ? 0 : difference / scale,
    varianceRatio: binary ? null : varianceTreated / varianceControl,
    ecdfMean: gaps ? gaps.mean : Math.abs(difference),
    ecdfMax: gaps ? gaps.max : Math.abs(difference),
    pairDistance: distance === null ? null : distance / scale,
  };
}

interface Moments {
  readonly meanTreated: number;
  readonly meanControl: number;
  readonly varianceTreated: number;
  readonly varianceControl: number;
}

/** Weighted means and variances of both groups; of a 0/1 variable p (1 - p), otherwise as R's `cov.wt` (unbiased for equal weights). */
function moments(values: Float64Array, treated: Uint8Array, weights: Float64Array | null, binary: boolean): Moments {
  const treatment = groupMoments(values, treated, 1, weights, binary);
  const control = groupMoments(values, treated, 0, weights, binary);
  return {
    meanTreated: treatment.mean,
    meanControl: control.mean,
    varianceTreated: treatment.variance,
    varianceControl: control.variance,
  };
}

function groupMoments(
  values: Float64Array,
  treated: Uint8Array,
  group: 0 | 1,
  weights: Float64Array | null,
  binary: boolean,
): { readonly mean: number; readonly variance: number } {
  let [total, squared, sum] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    if (treated[i] !== group) continue;
    const weight = weights ? weights[i]! : 1;
    total += weight;
    squared += weight * weight;
    sum += weight * values[i]!;
  }
  const mean = sum / total;
  if (binary) return { mean, variance: mean * (1 - mean) };
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    if (treated[i] === group) squares += (weights ? weights[i]! : 1) * (values[i]! - mean) ** 2;
  return { mean, variance: squares / total / (1 - squared / total ** 2) };
}

/** What a unit of weight one adds to the gap between the distribution functions, control minus treated: one for each group. */
interface GapShares {
  readonly before: readonly [control: number, treated: number];
  readonly after: readonly [control: number, treated: number];
}

function gapShares(treated: Uint8Array, weights: Float64Array): GapShares {
  const count = [0, 0];
  const total = [0, 0];
  for (let row = 0; row < treated.length; row++) {
    count[treated[row]!]!++;
    total[treated[row]!]! += weights[row]!;
  }
  return { before: [1 / count[0]!, -1 / count[1]!], after: [1 / total[0]!, -1 / total[1]!] };
}

interface Gaps {
  readonly mean: number;
  readonly max: number;
}

/** Gaps between the distribution functions at each distinct value of the whole sample, before and after matching. */
function distributionGaps(
  values: Float64Array,
  order: Int32Array,
  treated: Uint8Array,
  weights: Float64Array,
  shares: GapShares,
): [before: Gaps, after: Gaps] {
  const [controlBefore, treatedBefore] = shares.before;
  const [controlAfter, treatedAfter] = shares.after;
  let distinct = 0;
  let [before, sumBefore, maxBefore] = [0, 0, 0];
  let [after, sumAfter, maxAfter] = [0, 0, 0];
  let row = order[0]!;
  let value = values[row]!;
  for (let i = 1; i <= order.length; i++) {
    const isTreated = treated[row] === 1;
    before += isTreated ? treatedBefore : controlBefore;
    after += weights[row]! * (isTreated ? treatedAfter : controlAfter);
    row = i < order.length ? order[i]! : row;
    if (i < order.length && values[row] === value) continue;
    value = values[row]!;
    distinct++;
    const gapBefore = Math.abs(before);
    const gapAfter = Math.abs(after);
    sumBefore += gapBefore;
    sumAfter += gapAfter;
    if (gapBefore > maxBefore) maxBefore = gapBefore;
    if (gapAfter > maxAfter) maxAfter = gapAfter;
  }
  return [
    { mean: sumBefore / distinct, max: maxBefore },
    { mean: sumAfter / distinct, max: maxAfter },
  ];
}
