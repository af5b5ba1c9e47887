import { cohortOf } from '../panel.ts';
import type { EarlierOutcomes } from './error-model.ts';

/** How alike the changes of units of one cluster are. */
export interface ClusterCorrelation {
  /** Clusters that have units. */
  readonly count: number;
  /** Intra-cluster correlation of changes, 0 to 1. */
  readonly icc: number;
}

/**
 * Intra-cluster correlation of changes before treatment, by analysis of variance (Donner & Koval 1980): each unit's change from its first to its
 * last known period, less the mean change of its cohort; with mean squares between and within clusters and n₀ = (N − Σ n_c²/N)/(C − 1),
 * ρ = (MSB − MSW)/(MSB + (n₀ − 1) MSW), at least 0. Levels do not matter: differences in differences see changes alone.
 * @param clusters of each unit
 * @returns null when no unit has two periods, or clusters have one unit each
 */
export function clusterCorrelation(
  { periods, firstTreated, values }: Pick<EarlierOutcomes, 'periods' | 'firstTreated' | 'values'>,
  clusters: ArrayLike<number | string>,
): ClusterCorrelation | null {
  const units = firstTreated.length;
  const changes = Float64Array.from({ length: units }, (_, unit) => {
    const known = periods.map((_, p) => values[p * units + unit]!).filter(Number.isFinite);
    return known.length < 2 ? Number.NaN : known.at(-1)! - known[0]!;
  });
  const kept = Array.from(changes.keys()).filter((unit) => Number.isFinite(changes[unit]!));
  for (const members of Map.groupBy(kept, (unit) => cohortOf(firstTreated[unit]!)).values()) {
    const mean = members.reduce((sum, unit) => sum + changes[unit]!, 0) / members.length;
    for (const unit of members) changes[unit] = changes[unit]! - mean;
  }
  const groups = [...Map.groupBy(kept, (unit) => clusters[unit]!).values()];
  const count = groups.length;
  if (count < 2 || kept.length <= count) return null;
  let between = 0;
  let within = 0;
  for (const members of groups) {
    const mean = members.reduce((sum, unit) => sum + changes[unit]!, 0) / members.length;
    between += members.length * mean ** 2;
    for (const unit of members) within += (changes[unit]! - mean) ** 2;
  }
  const [msb, msw] = [between / (count - 1), within / (kept.length - count)];
  const squares = groups.reduce((sum, { length }) => sum + length ** 2, 0);
  const size = (kept.length - squares / kept.length) / (count - 1);
  const icc = (msb - msw) / (msb + (size - 1) * msw);
  return { count, icc: Math.min(1, Math.max(0, icc)) };
}
