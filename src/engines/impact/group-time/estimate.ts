import { errorOf } from '../aggregate.ts';
import { cohortOf, type Panel } from '../panel.ts';
import { preTrendTest } from '../pre-trend.ts';
import {
  type Cell,
  ENGINE_VERSION,
  type GroupTimeOptionsUsed,
  type GroupTimeResult,
  type OutcomeEffects,
} from '../result.ts';
import { ImpactError } from '../sentence.ts';
import { estimateBalanced } from './balanced-estimate.ts';
import { balancedSample, balancedUnits, isSeen, keptPeriods } from './balanced-sample.ts';
import { type CellPlan, planCells } from './cells.ts';
import { type CohortPlan, planCohorts } from './cohorts.ts';
import { selectColumns } from './columns.ts';
import { aloneCrew, threadedCrew } from './crew.ts';
import { digestOf } from './digest.ts';
import type { Estimates } from './estimates.ts';
import { type Observations, observeUnits } from './observations.ts';
import { differencesFromDid, type GroupTimeOptions, resolveOptions } from './options.ts';
import { SampleFlow } from './sample-flow.ts';
import { estimateStacked } from './stacked-estimate.ts';
import { crossSectionSample, followedSample, observeRows, type StackedSample } from './stacked-sample.ts';
import { warnOfCells, warnOfClusters, warnOfSmallCohorts } from './warnings.ts';

/** Below this many units × cells, threads take longer to start than they save. */
const WORTH_THREADS = 3_000_000;

/**
 * Group-time average effects on the treated (Callaway & Sant'Anna 2021) with their joint covariance, by the conventions of R's did 2.5.1
 * (IMPACT section 4). Aggregate them with `aggregate`, bound them with `simultaneousBand`.
 *
 * A balanced panel is estimated from sums by cohort and blocks of influence functions, on several threads when it is large; cross-sections
 * and unbalanced panels cell by cell.
 * @throws ImpactError when the data or the options allow no estimate: the sentence says which rows and what to do
 */
export async function estimateGroupTime(panel: Panel, options: GroupTimeOptions): Promise<GroupTimeResult> {
  const used = resolveOptions(options, { weights: Boolean(panel.weights), cluster: Boolean(panel.cluster) });
  const flow = new SampleFlow();
  const columns = selectColumns(panel, used, flow);
  const work =
    used.panel === 'rc'
      ? crossSections(panel, observeRows(panel, columns, used, flow), used, flow)
      : await followed(observeUnits(panel, columns, used, flow), used, flow, options.workers);
  return assemble(work, flow, options.inputDigest ?? digestOf(panel, used));
}

interface Work {
  readonly used: GroupTimeOptionsUsed;
  readonly plan: CohortPlan;
  readonly cells: readonly CellPlan[];
  readonly estimates: Estimates;
  readonly units: number;
  /** Units of each cohort of the plan. */
  readonly sizes: readonly number[];
  readonly clusters: number | null;
}

function crossSections(
  panel: Panel,
  rows: ReturnType<typeof observeRows>,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Work {
  const counts = new Map<number, number>();
  const seen = new Set<number>();
  for (const [row, period] of rows.periodOf.entries()) {
    if (period === -1) continue;
    seen.add(rows.periods[period]!);
    const g = cohortOf(panel.firstTreated[row]!);
    counts.set(g, (counts.get(g) ?? 0) + 1);
  }
  const plan = planned(seen, counts, used, flow, 'rows');
  const sample = crossSectionSample(rows, plan, used, flow);
  return stackedWork(sample, plan, used, flow);
}

async function followed(
  observed: Observations,
  options: GroupTimeOptionsUsed,
  flow: SampleFlow,
  workers?: number,
): Promise<Work> {
  const counts = new Map<number, number>();
  const seen = new Set<number>();
  const span = observed.periods.length;
  for (let unit = 0; unit < observed.units; unit++) {
    if (!isSeen(observed, unit)) continue;
    const g = observed.firstTreated[unit]!;
    counts.set(g, (counts.get(g) ?? 0) + 1);
  }
  for (let p = 0; p < span; p++)
    for (let unit = 0; unit < observed.units; unit++)
      if (observed.places[unit * span + p] !== -1) {
        seen.add(observed.periods[p]!);
        break;
      }
  const plan = planned(seen, counts, options, flow, 'units');
  const chosen = options.panel === 'unbalanced' ? seenUnits(observed, plan) : null;
  const isBalanced = !chosen || everyPeriod(observed, plan, chosen);
  const used: GroupTimeOptionsUsed = isBalanced ? { ...options, panel: 'balanced' } : options;
  if (chosen && !isBalanced) return stackedWork(followedSample(observed, plan, used, chosen, flow), plan, used, flow);
  const whole = balancedUnits(observed, plan, flow);
  // Weights that change inside a comparison have no panel estimator: each row keeps its own, as in two cross-sections.
  if (used.weighted && used.weightTiming === 'varying')
    return stackedWork(followedSample(observed, plan, used, whole.units, flow), plan, used, flow);
  const cells = planCells(plan, used);
  const sample = balancedSample(observed, plan, cells, used, whole, flow);
  const threads = workers ?? (sample.units * cells.length >= WORTH_THREADS ? 2 : 1);
  const crew = threads > 1 ? threadedCrew(sample, threads) : aloneCrew(sample);
  try {
    return {
      used,
      plan,
      cells,
      estimates: await estimateBalanced(sample, cells, used, crew),
      units: sample.units,
      sizes: plan.cohorts.map((_, c) => sample.cohortStarts[c + 1]! - sample.cohortStarts[c]!),
      clusters: sample.clusters && new Set(sample.clusters).size,
    };
  } finally {
    await crew.stop();
  }
}

function planned(
  seen: ReadonlySet<number>,
  counts: ReadonlyMap<number, number>,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
  counted: 'units' | 'rows',
): CohortPlan {
  const periods = [...seen].sort((a, b) => a - b);
  if (periods.length < 2)
    throw new ImpactError('one-period', {
      fr: `Il faut au moins deux périodes observées ; il y en a ${periods.length}.`,
      en: `At least two observed periods are needed; there are ${periods.length}.`,
    });
  const plan = planCohorts({ periods, counts, controls: used.controls, anticipation: used.anticipation }, flow);
  let [dropped, kept] = [0, 0];
  for (const [g, count] of counts) {
    if (plan.placeOf(g) === -1) dropped += count;
    else kept += count;
  }
  const early = used.anticipation > 0;
  flow.step(
    {
      step: 'already-treated',
      counted,
      dropped,
      kept,
      droppedTreated: dropped,
      droppedNever: 0,
      why: {
        fr: `${dropped} ${counted === 'units' ? 'unités' : 'lignes'} déjà traitées à la première période${early ? ` (anticipation de ${used.anticipation})` : ''} ne sont pas utilisées.`,
        en: `${dropped} ${counted} already treated in the first period${early ? ` (anticipation of ${used.anticipation})` : ''} are not used.`,
      },
    },
    { warn: true },
  );
  return plan;
}

function seenUnits(observed: Observations, plan: CohortPlan): Int32Array {
  const kept = keptPeriods(observed, plan);
  const span = observed.periods.length;
  const units: number[] = [];
  for (let unit = 0; unit < observed.units; unit++) {
    const isThere = kept.some((p) => observed.places[unit * span + p] !== -1);
    if (isThere && plan.placeOf(observed.firstTreated[unit]!) !== -1) units.push(unit);
  }
  return Int32Array.from(units);
}

function everyPeriod(observed: Observations, plan: CohortPlan, units: Int32Array): boolean {
  const kept = keptPeriods(observed, plan);
  return units.every((unit) => kept.every((p) => observed.places[unit * observed.periods.length + p] !== -1));
}

function stackedWork(sample: StackedSample, plan: CohortPlan, used: GroupTimeOptionsUsed, flow: SampleFlow): Work {
  const cells = planCells(plan, used);
  const sizes = plan.cohorts.map(() => 0);
  for (const cohort of sample.unitCohort) sizes[cohort] = sizes[cohort]! + 1;
  flow.step({
    step: used.panel === 'rc' ? 'cross-sections' : 'stacked',
    counted: 'units',
    dropped: 0,
    kept: sample.units,
    why: {
      fr: `${sample.units} unités, ${sample.unit.length} observations entrent dans l’estimation.`,
      en: `${sample.units} units, ${sample.unit.length} observations enter the estimate.`,
    },
  });
  return {
    used,
    plan,
    cells,
    estimates: estimateStacked(sample, cells, used),
    units: sample.units,
    sizes,
    clusters: sample.clusters && new Set(sample.clusters).size,
  };
}

function assemble(
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
    sample: flow.steps,
    warnings: flow.warnings,
    options: used,
    differsFromDid: differencesFromDid(used),
    engine: ENGINE_VERSION,
    inputDigest,
  };
}
