import type { Day } from '#kit/period.ts';
import { clusterView } from '../objectives/cluster-watch.rules.ts';
import type { WatchedIndicatorView } from '../objectives/cluster-watch.ts';
import { THRESHOLDS } from '../thresholds.ts';
import type { WatchedCluster } from '../watch/watch.ts';
import type { ComparedIndicator, Comparison } from './comparison.ts';

/** Indicators of the common catalogue that a cluster follows, by code: its own ones compare with nobody's. */
const commonOf = (one: WatchedCluster, on: Day): Map<string, WatchedIndicatorView> =>
  new Map(
    clusterView(one, on).objectives.flatMap(({ indicators }) =>
      indicators.flatMap((indicator) => (indicator.code ? [[indicator.code, indicator] as const] : [])),
    ),
  );

export const contextOf = ({ cluster, watched }: WatchedCluster): NonNullable<Comparison['a']> => ({
  id: cluster.id,
  name: cluster.name,
  category: cluster.category,
  sector: cluster.sector,
  region: cluster.region?.name ?? null,
  members: cluster.members,
  strategic: cluster.strategic,
  rating: cluster.rating?.rating ?? null,
  objectives: watched.objectives.length,
});

/** Two clusters, on the indicators that both follow. */
export function compareTwo(a: WatchedCluster, b: WatchedCluster, on: Day): ComparedIndicator[] {
  const other = commonOf(b, on);
  return [...commonOf(a, on)].flatMap(([key, indicator]) => {
    const beside = other.get(key);
    return beside ? [{ key, a: indicator, b: beside, ofClass: [] }] : [];
  });
}

/** At a share of a sorted list, between the two nearest ranks (R's type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!);
}

/**
 * A cluster and the quartiles of the others of its category, for the years in which enough of them are known; nothing of a class under `leastClass`, whose
 * members could be read from it.
 */
export function compareWithClass(a: WatchedCluster, others: readonly WatchedCluster[], on: Day): ComparedIndicator[] {
  if (others.length < THRESHOLDS.leastClass) return [];
  const series = others.map((other) => commonOf(other, on));
  return [...commonOf(a, on)].map(([key, indicator]) => ({
    key,
    a: indicator,
    b: null,
    ofClass: indicator.years.flatMap(({ year }, place) => {
      const values = series.flatMap((one) => one.get(key)?.years[place]?.value ?? []).toSorted((x, y) => x - y);
      if (values.length < THRESHOLDS.leastClass) return [];
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share)) as [number, number, number];
      return [{ year, low, middle, high, clusters: values.length }];
    }),
  }));
}
