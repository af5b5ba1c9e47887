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
import type { CellEstimate, Estimates } from './estimates.ts';
import { differencesFromDid } from './options.ts';
import type { SampleFlow } from './sample-flow.ts';
import { warnOfCells, warnOfClusters, warnOfSmallCohorts } from './warnings.ts';

/** Shares add up to one but for rounding. */
const ROUNDING = 1e-12;

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
    const described = cells.map((cell, k): Cell => {
      const { g, t, base } = cell;
      const { att, reason } = withoutWeight(cell, estimates.cells[o]![k]!, estimates.shares);
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

/** Weights of zero look like separation to a logit and like absence to a mean: a cell that fails for want of weight says so, whichever path met it. */
function withoutWeight({ cohort, controls }: CellPlan, found: CellEstimate, shares: readonly number[]): CellEstimate {
  if (found.att !== null && Number.isFinite(found.att)) return found;
  const never = 1 - shares.reduce((sum, share) => sum + share, 0);
  const total = controls.reduce((sum, place) => sum + (place === 0 ? never : shares[place - 1]!), 0);
  const isZero = shares[cohort - 1] === 0 || (controls.length > 0 && Math.abs(total) < ROUNDING);
  return isZero ? { att: null, reason: 'no-weight' } : found;
}
