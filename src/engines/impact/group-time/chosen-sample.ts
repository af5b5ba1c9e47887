import { cohortOf, type Panel } from '../panel.ts';
import type { GroupTimeOptionsUsed, SampleStep } from '../result.ts';
import { type BalancedUnits, balancedUnits } from './balanced-sample.ts';
import { type CohortPlan, planSample } from './cohorts.ts';
import { selectColumns } from './columns.ts';
import { isSeen, keptPeriods, type Observations, observeUnits, placeOf } from './observations.ts';
import { type GroupTimeOptions, resolveOptions } from './options.ts';
import type { SampleFlow } from './sample-flow.ts';
import { type CrossSectionRows, observeRows } from './stacked-sample.ts';

interface Chosen {
  /** Options as used: an unbalanced panel in which nobody is missing is a balanced one. */
  readonly used: GroupTimeOptionsUsed;
  readonly plan: CohortPlan;
}

/** Who enters the estimate, by the way it will be made: rows of cross-sections, units with gaps, or units seen in every period. */
export type ChosenSample =
  | (Chosen & { readonly way: 'rows'; readonly panel: Panel; readonly rows: CrossSectionRows })
  | (Chosen & { readonly way: 'stacked'; readonly observed: Observations; readonly units: Int32Array })
  | (Chosen & { readonly way: 'whole'; readonly observed: Observations; readonly whole: BalancedUnits });

/**
 * All that is decided before any comparison: it depends on which values are there, never on what an outcome is worth (unless a transformation
 * leaves some undefined).
 * @throws ImpactError when nobody is left, or nobody to compare with
 */
export function chooseSample(panel: Panel, options: GroupTimeOptions, flow: SampleFlow): ChosenSample {
  const used = resolveOptions(options, { weights: Boolean(panel.weights), cluster: Boolean(panel.cluster) });
  const columns = selectColumns(panel, used, flow);
  return used.panel === 'rc'
    ? chooseRows(panel, observeRows(panel, columns, used, flow), used, flow)
    : chooseUnits(observeUnits(panel, columns, used, flow), used, flow);
}

function chooseRows(panel: Panel, rows: CrossSectionRows, used: GroupTimeOptionsUsed, flow: SampleFlow): ChosenSample {
  const counts = new Map<number, number>();
  const seen = new Set<number>();
  for (const [row, period] of rows.periodOf.entries()) {
    if (period === -1) continue;
    seen.add(rows.periods[period]!);
    const g = cohortOf(panel.firstTreated[row]!);
    counts.set(g, (counts.get(g) ?? 0) + 1);
  }
  return { way: 'rows', used, plan: planned(seen, counts, used, flow, 'rows'), panel, rows };
}

function chooseUnits(observed: Observations, options: GroupTimeOptionsUsed, flow: SampleFlow): ChosenSample {
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
  const units = options.panel === 'unbalanced' ? seenUnits(observed, plan) : null;
  const isBalanced = !units || everyPeriod(observed, plan, units);
  const used: GroupTimeOptionsUsed = isBalanced ? { ...options, panel: 'balanced' } : options;
  if (units && !isBalanced) return { way: 'stacked', used, plan, observed, units };
  const whole = balancedUnits(observed, plan, flow);
  // Weights that change inside a comparison have no panel estimator: each row keeps its own, as in two cross-sections.
  if (used.weighted && used.weightTiming === 'varying')
    return { way: 'stacked', used, plan, observed, units: whole.units };
  return { way: 'whole', used, plan, observed, whole };
}

function planned(
  seen: ReadonlySet<number>,
  counts: ReadonlyMap<number, number>,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
  counted: SampleStep['counted'],
): CohortPlan {
  const periods = [...seen].sort((a, b) => a - b);
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

/** Units of the sample (rows, for cross-sections) by first treated period, 0 = never; ascending. */
export function cohortSizes(chosen: ChosenSample): Map<number, number> {
  const { plan } = chosen;
  const sizes = new Map(plan.cohorts.map((g) => [g, 0]));
  const count = (firstTreated: number) => {
    const place = plan.placeOf(firstTreated);
    if (place === -1) return;
    const g = plan.cohorts[place]!;
    sizes.set(g, sizes.get(g)! + 1);
  };
  if (chosen.way === 'rows') {
    const isKept = Array.from(chosen.rows.periods, (t) => plan.periods.includes(t));
    for (const [row, period] of chosen.rows.periodOf.entries())
      if (period !== -1 && isKept[period]) count(cohortOf(chosen.panel.firstTreated[row]!));
    return sizes;
  }
  for (const unit of chosen.way === 'whole' ? chosen.whole.units : chosen.units)
    count(chosen.observed.firstTreated[unit]!);
  return sizes;
}
