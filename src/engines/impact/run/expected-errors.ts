import { cohortOf, type LongPanel, type WidePanel } from '../panel.ts';
import { type ClusterCorrelation, clusterCorrelation } from '../sensitivity/cluster-correlation.ts';
import { type ErrorModel, errorModelOf } from '../sensitivity/error-model.ts';
import { ImpactError } from '../sentence.ts';

/** The first period in which a unit may react to a treatment that falls within the panel: power reads no outcome from then on. */
export function firstReaction(firstPeriod: number, firstTreated: Iterable<number>, anticipation: number): number {
  const start = firstPeriod + anticipation;
  let first = Number.POSITIVE_INFINITY;
  for (const given of firstTreated) {
    const g = cohortOf(given);
    if (g > start && g < first) first = g;
  }
  return first - anticipation;
}

/** Outcomes before the first reaction; units treated from the start tell nothing. */
function earlierOutcomes(panel: WidePanel, outcome: string, anticipation: number) {
  const start = panel.periods[0]! + anticipation;
  const chosen = Array.from(panel.firstTreated.keys()).filter((unit) => {
    const g = cohortOf(panel.firstTreated[unit]!);
    return g === 0 || g > start;
  });
  const first = firstReaction(panel.periods[0]!, panel.firstTreated, anticipation);
  const before = Array.from(panel.periods).filter((period) => period < first);
  const units = panel.unit.length;
  return {
    chosen,
    periods: before,
    firstTreated: chosen.map((unit) => panel.firstTreated[unit]!),
    values: Float64Array.from(
      before.flatMap((_, p) => chosen.map((unit) => panel.outcomes[outcome]![p * units + unit]!)),
    ),
    anticipation,
  };
}

/** How the outcome moved before the first reaction. @throws ImpactError */
export const followedErrors = (panel: WidePanel, outcome: string, anticipation: number): ErrorModel =>
  errorModelOf(earlierOutcomes(panel, outcome, anticipation));

/** How alike changes were within the panel's clusters before the first reaction; null where that cannot be known. */
export function followedClusters(panel: WidePanel, outcome: string, anticipation: number): ClusterCorrelation | null {
  if (!panel.cluster) return null;
  const { chosen, ...earlier } = earlierOutcomes(panel, outcome, anticipation);
  return clusterCorrelation(
    earlier,
    chosen.map((unit) => panel.cluster![unit]!),
  );
}

/**
 * Repeated cross-sections: each period draws other units, so a change varies by twice the variance of one observation around the mean of its
 * cohort and period. @throws ImpactError when no cell before treatment has two observations
 */
export function crossSectionErrors(panel: LongPanel, outcome: string, first: number): ErrorModel {
  const cells = new Map<string, { count: number; mean: number; squares: number }>();
  for (const [row, period] of panel.period.entries()) {
    const value = panel.outcomes[outcome]![row]!;
    if (!(period < first) || !Number.isFinite(value)) continue;
    const key = `${period}|${cohortOf(panel.firstTreated[row]!)}`;
    const cell = cells.get(key) ?? { count: 0, mean: 0, squares: 0 };
    cells.set(key, cell);
    // Welford's update: no cancellation, whatever the level.
    cell.count += 1;
    const gap = value - cell.mean;
    cell.mean += gap / cell.count;
    cell.squares += gap * (value - cell.mean);
  }
  const all = [...cells.values()].filter(({ count }) => count > 1);
  const freedom = all.reduce((sum, { count }) => sum + count - 1, 0);
  if (freedom === 0)
    throw new ImpactError('power-no-earlier-rows', {
      fr: `Aucune observation de « ${outcome} » avant tout traitement ne se répète : l’effet détectable ne se calcule pas.`,
      en: `No observation of "${outcome}" before any treatment is repeated: the detectable effect cannot be computed.`,
    });
  return { sd: Math.sqrt(all.reduce((sum, { squares }) => sum + squares, 0) / freedom), persistence: 0 };
}
