import { dot } from '../linear-algebra.ts';
import type { ClusterSum } from '../result.ts';

/** What each cluster brings to the effects of one level, by the cluster's name: one value for each outcome. */
export type ClusterEffects = ReadonlyMap<number | string, Float64Array>;

/**
 * Influences of clusters on cells and shares, carried to averages of them.
 * @param gradients derivative of each average by what the joint covariance describes
 */
export const clusterEffects = (
  sums: readonly ClusterSum[],
  gradients: readonly Float64Array[],
  nameOf: (cluster: number) => number | string,
): ClusterEffects =>
  new Map(
    sums.map(({ cluster, sums: own }) => [
      nameOf(cluster),
      Float64Array.from(gradients, (gradient) => dot(gradient, own)),
    ]),
  );

/**
 * Covariance of the effects of two levels estimated apart, each with controls of its own: Σ over the clusters with units in both of the
 * product of what the cluster brings to each, as within a level (Liang & Zeger 1986). Zero when no cluster is shared.
 * @returns outcomes of the first level × outcomes of the second
 */
export function covarianceBetween(first: ClusterEffects, second: ClusterEffects): number[][] {
  const width = first.values().next().value?.length ?? 0;
  const covariance = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  for (const [name, a] of first) {
    const b = second.get(name);
    if (b) for (const [k, row] of covariance.entries()) for (const l of row.keys()) row[l]! += a[k]! * b[l]!;
  }
  return covariance;
}
