import { errorOf } from '../aggregate.ts';
import { preTrendTest } from '../pre-trend.ts';
import {
  type Cell,
  ENGINE_VERSION,
  type GroupTimeOptionsUsed,
  type GroupTimeResult,
  type OutcomeEffects,
} from '../result.ts';
import type { CellPlan } from './cells.ts';
import type { CohortPlan } from './cohorts.ts';
import type { Estimates } from './estimates.ts';
import { differencesFromDid } from './options.ts';
import type { SampleFlow } from './sample-flow.ts';
import { warnOfCells, warnOfClusters, warnOfSmallCohorts } from './warnings.ts';

/** What an estimation found, whichever path did it: unit columns, stacked rows or cohort moments. */
export interface Work {
  readonly used: GroupTimeOptionsUsed;
  readonly plan: CohortPlan;
  readonly cells: readonly CellPlan[];
  readonly estimates: Estimates;
  readonly units: number;
  /** Units of each cohort of the plan. */
  readonly sizes: readonly number[];
  readonly clusters: number | null;
}

/** The result, with errors, pre-trend tests and warnings. */
export function assemble(
  { used, plan, cells, estimates, units, sizes, clusters }: Work,
  flow: SampleFlow,
  inputDigest: string,
): GroupTimeResult {
  warnOfSmallCohorts(plan, sizes, used, flow);
  warnOfClusters(clusters, flow);
  const { covariance } = estimates;
  const outcomes = used.outcomes.map((outcome, o): OutcomeEffects => {
    const offset = o * cells.length;
    const described = cells.map(({ g, t, base }, k): Cell => {
      const { att, reason } = estimates.cells[o]![k]!;
      const se = att === null || reason ? null : errorOf(covariance.values[(offset + k) * (covariance.size + 1)]!);
      const why = reason ?? (se === null ? ('no-variance' as const) : undefined);
      return { g, t, base: plan.periods[base]!, att, se, ...(why ? { reason: why } : {}) };
    });
    warnOfCells(outcome, described, flow);
    const { wald, warning } = preTrendTest(described, offset, covariance);
    if (warning) flow.warnings.push(warning);
    return { outcome, cells: described, offset, wald };
  });
  return {
    estimand: {
      fr: 'Effet moyen sur les traités, par cohorte de premier traitement et par période.',
      en: 'Average effect on the treated, by cohort of first treatment and by period.',
    },
    outcomes,
    cohorts: plan.cohorts.slice(1).map((g, k) => ({ g, units: sizes[k + 1]!, share: estimates.shares[k]! })),
    periods: plan.periods,
    covariance,
    units,
    clusters,
    ...(estimates.clusterSums ? { clusterSums: estimates.clusterSums } : {}),
    sample: flow.steps,
    warnings: flow.warnings,
    options: used,
    differsFromDid: differencesFromDid(used),
    engine: ENGINE_VERSION,
    inputDigest,
  };
}
