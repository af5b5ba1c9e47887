import type { CellReason, ClusterSum, JointCovariance } from '../result.ts';

export interface CellEstimate {
  readonly att: number | null;
  readonly reason?: CellReason;
}

export interface Estimates {
  /** By outcome, in the order of the plan's cells. */
  readonly cells: readonly (readonly CellEstimate[])[];
  /** Weighted share of each treated cohort. */
  readonly shares: readonly number[];
  /** Of [cells of the first outcome, of the second …, shares]. */
  readonly covariance: JointCovariance;
  /** Of each cluster, when asked: see GroupTimeResult. */
  readonly clusterSums?: readonly ClusterSum[];
}

export interface EstimatedSums {
  readonly cells: Estimates['cells'];
  /** See `jointCovariance`. */
  readonly moments: readonly Float64Array[];
  readonly width: number;
  readonly cohortWeights: readonly number[];
  /** Units of the sample. */
  readonly n: number;
  /** Sums of the same columns over the units of each cluster; null where they are not kept. */
  readonly clusters: readonly ClusterSum[] | null;
}

/** Effects with the covariance that their second moments give. */
export function estimatesFrom({ cells, moments, width, cohortWeights, n, clusters }: EstimatedSums): Estimates {
  const joint = jointCovariance(moments, width, cohortWeights, n);
  const influence = { shares: joint.shares, cohortWeights, n };
  return {
    cells,
    ...joint,
    ...(clusters
      ? { clusterSums: clusters.map((one) => ({ ...one, sums: influenceOfCluster(one.sums, influence) })) }
      : {}),
  };
}

/**
 * Sums over the units of one cluster of [cells, w 1{G = g} of each treated cohort, 1], as their influences on [cells, shares], over n: the
 * same change of columns as that of second moments in `jointCovariance`.
 */
function influenceOfCluster(
  sums: Float64Array,
  {
    shares,
    cohortWeights,
    n,
  }: { readonly shares: readonly number[]; readonly cohortWeights: readonly number[]; readonly n: number },
): Float64Array {
  const one = sums.length - 1;
  const cells = one - shares.length;
  const meanWeight = cohortWeights.reduce((sum, weight) => sum + weight, 0) / n;
  return Float64Array.from({ length: one }, (_, column) =>
    column < cells ? sums[column]! / n : (sums[column]! / meanWeight - shares[column - cells]! * sums[one]!) / n,
  );
}

/**
 * From second moments of [cells, w 1{G = g} of each treated cohort, 1], summed within clusters first, to the covariance of
 * [cells, shares]: the influence of a unit on a share is w 1{G = g} − share, with weights of mean one.
 * @param moments parts whose sum, in their order, is the upper triangle of a width × width matrix
 * @param cohortWeights Σ w of every cohort, the never treated first
 * @param n units of the sample
 */
function jointCovariance(
  moments: readonly Float64Array[],
  width: number,
  cohortWeights: readonly number[],
  n: number,
): Pick<Estimates, 'covariance' | 'shares'> {
  const whole = new Float64Array(width * width);
  for (const part of moments) for (let at = 0; at < whole.length; at++) whole[at] = whole[at]! + part[at]!;
  const meanWeight = cohortWeights.reduce((sum, weight) => sum + weight, 0) / n;
  const shares = cohortWeights.slice(1).map((weight) => weight / n / meanWeight);
  const moment = (a: number, b: number) => whole[Math.min(a, b) * width + Math.max(a, b)]!;
  const one = width - 1;
  const cells = one - shares.length;
  /** Each estimate's influence as a column of the moments, scaled, less a multiple of the column of ones. */
  const scale = (column: number) => (column < cells ? 1 : 1 / meanWeight);
  const offset = (column: number) => (column < cells ? 0 : shares[column - cells]!);
  const values = new Float64Array(one * one);
  for (let a = 0; a < one; a++) {
    for (let b = a; b < one; b++) {
      const value =
        scale(a) * scale(b) * moment(a, b) -
        offset(a) * scale(b) * moment(b, one) -
        offset(b) * scale(a) * moment(a, one) +
        offset(a) * offset(b) * moment(one, one);
      values[a * one + b] = value / n ** 2;
      values[b * one + a] = value / n ** 2;
    }
  }
  return { shares, covariance: { size: one, values } };
}
