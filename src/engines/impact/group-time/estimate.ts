import { cohortOf, type Panel } from '../panel.ts';
import type { GroupTimeOptionsUsed, GroupTimeResult } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import { assemble, type Work } from './assemble.ts';
import { estimateBalanced } from './balanced-estimate.ts';
import { balancedSample, balancedUnits } from './balanced-sample.ts';
import { planCells } from './cells.ts';
import { type CohortPlan, planSample } from './cohorts.ts';
import { selectColumns } from './columns.ts';
import { aloneCrew, threadedCrew } from './crew.ts';
import { digestOf } from './digest.ts';
import { isSeen, keptPeriods, type Observations, observeUnits, placeOf } from './observations.ts';
import { type GroupTimeOptions, resolveOptions } from './options.ts';
import { SampleFlow } from './sample-flow.ts';
import { estimateStacked } from './stacked-estimate.ts';
import { crossSectionSample, followedSample, observeRows, type StackedSample } from './stacked-sample.ts';

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
  for (let unit = 0; unit < observed.units; unit++) {
    if (!isSeen(observed, unit)) continue;
    const g = observed.firstTreated[unit]!;
    counts.set(g, (counts.get(g) ?? 0) + 1);
  }
  for (const [p, t] of observed.periods.entries()) {
    let unit = 0;
    while (unit < observed.units && placeOf(observed, unit, p) === -1) unit += 1;
    if (unit < observed.units) seen.add(t);
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
  const threads = workers ?? (whole.units.length * cells.length >= WORTH_THREADS ? 2 : 1);
  const crew = threads > 1 ? threadedCrew(threads) : aloneCrew();
  try {
    const sample = balancedSample(observed, plan, cells, used, whole, flow);
    crew.begin(sample);
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
  return planSample({ periods, counts, controls: used.controls, anticipation: used.anticipation }, counted, flow);
}

function seenUnits(observed: Observations, plan: CohortPlan): Int32Array {
  const kept = keptPeriods(observed, plan.periods);
  const units: number[] = [];
  for (let unit = 0; unit < observed.units; unit++) {
    const isThere = kept.some((p) => placeOf(observed, unit, p) !== -1);
    if (isThere && plan.placeOf(observed.firstTreated[unit]!) !== -1) units.push(unit);
  }
  return Int32Array.from(units);
}

function everyPeriod(observed: Observations, plan: CohortPlan, units: Int32Array): boolean {
  const kept = keptPeriods(observed, plan.periods);
  return units.every((unit) => kept.every((p) => placeOf(observed, unit, p) !== -1));
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
