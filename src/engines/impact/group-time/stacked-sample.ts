import { cohortOf, indexLabels, type LongPanel, type Panel } from '../panel.ts';
import type { GroupTimeOptionsUsed } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import type { CohortPlan } from './cohorts.ts';
import type { Columns } from './columns.ts';
import { designColumns, valueIn } from './covariate-columns.ts';
import { incompleteRows, incompleteStep, indexPeriods, type Observations, placeOf, rowIn } from './observations.ts';
import type { SampleFlow } from './sample-flow.ts';
import { whiten } from './whiten.ts';

/** Observations one under the other: repeated cross-sections, or a panel whose units come and go. */
export interface StackedSample {
  /** Units, numbered from 0 in their order; for cross-sections each row is one. */
  readonly units: number;
  /** Periods and cohorts of the plan. */
  readonly periods: number;
  readonly cohorts: number;
  readonly unit: Int32Array;
  /** Position of each row's period and cohort in the plan. */
  readonly period: Int32Array;
  readonly cohort: Int32Array;
  readonly outcomes: readonly Float64Array[];
  /** rows × columns, whitened, the intercept first. */
  readonly design: Float64Array;
  readonly columns: number;
  readonly weights: Float64Array | null;
  /** Row of each unit in each period of the plan (units × periods), -1 where there is none; null for cross-sections. */
  readonly rowOf: Int32Array | null;
  /** By unit: cohort, weight in shares, cluster. */
  readonly unitCohort: Int32Array;
  readonly unitWeight: Float64Array;
  readonly clusters: Int32Array | null;
}

/** Where one row of the sample comes from. */
interface Row {
  readonly unit: number;
  readonly period: number;
  readonly cohort: number;
  /** Unit and place in the columns of the input. */
  readonly source: number;
  readonly place: number;
}

/** Rows of a followed panel, for the units chosen. */
export function followedSample(
  observed: Observations,
  plan: CohortPlan,
  used: GroupTimeOptionsUsed,
  chosen: Int32Array,
  flow: SampleFlow,
): StackedSample {
  const kept = plan.periods.map((t) => observed.periods.indexOf(t));
  const rows: Row[] = [];
  const rowOf = new Int32Array(chosen.length * kept.length).fill(-1);
  for (const [unit, source] of chosen.entries()) {
    const cohort = plan.placeOf(observed.firstTreated[source]!);
    for (const [period, p] of kept.entries()) {
      const place = placeOf(observed, source, p);
      if (place === -1) continue;
      rowOf[unit * kept.length + period] = rows.length;
      rows.push({ unit, period, cohort, source, place });
    }
  }
  const sample = stack(rows, chosen.length, plan, observed.columns, observed.units, used, flow);
  return {
    ...sample,
    rowOf,
    clusters: observed.cluster && Int32Array.from(chosen, (source) => observed.cluster![source]!),
  };
}

export interface CrossSectionRows {
  readonly panel: LongPanel;
  readonly columns: Columns;
  readonly periods: Float64Array;
  /** Position of each row's period, -1 where the row is incomplete. */
  readonly periodOf: Int32Array;
}

/** Rows of repeated cross-sections that are complete. */
export function observeRows(
  panel: Panel,
  columns: Columns,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): CrossSectionRows {
  if (panel.layout === 'wide' || used.transform === 'growth')
    throw new ImpactError('cross-section-layout', {
      fr: 'Des coupes répétées se lisent une ligne par observation, sans taux de croissance\u202f: chaque ligne y est une unité.',
      en: 'Repeated cross-sections are read one row for each observation, without growth rates: each row is a unit.',
    });
  const { periods, index } = indexPeriods(panel.period);
  const missing = incompleteRows(columns, index.length, 1);
  let dropped = 0;
  for (let row = 0; row < index.length; row++) {
    if (missing.units[row] === 0) continue;
    index[row] = -1;
    dropped += 1;
  }
  flow.step(incompleteStep(dropped, index.length - dropped), { warn: true });
  return { panel, columns, periods, periodOf: index };
}

export function crossSectionSample(
  { panel, columns, periods, periodOf }: CrossSectionRows,
  plan: CohortPlan,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): StackedSample {
  const planPeriod = Int32Array.from(periods, (t) => plan.periods.indexOf(t));
  const rows: Row[] = [];
  for (let place = 0; place < periodOf.length; place++) {
    const cohort = plan.placeOf(cohortOf(panel.firstTreated[place]!));
    const period = periodOf[place] === -1 ? -1 : planPeriod[periodOf[place]!]!;
    if (cohort !== -1 && period !== -1) rows.push({ unit: rows.length, period, cohort, source: place, place });
  }
  const cluster = columns.cluster ? indexLabels(columns.cluster).index : null;
  return {
    ...stack(rows, rows.length, plan, columns, periodOf.length, used, flow),
    rowOf: null,
    clusters: cluster && Int32Array.from(rows, ({ place }) => cluster[place]!),
  };
}

function stack(
  rows: readonly Row[],
  units: number,
  plan: CohortPlan,
  columns: Columns,
  allUnits: number,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Omit<StackedSample, 'rowOf' | 'clusters'> {
  const read = (values: Float64Array) =>
    Float64Array.from(rows, ({ source, place }) => values[rowIn(values, allUnits, source, place)]!);
  const covariates = designColumns(used.covariates, columns.covariates);
  const raw = new Float64Array(rows.length * covariates.length);
  for (const [row, { source, place }] of rows.entries()) {
    for (const [k, column] of covariates.entries())
      raw[k * rows.length + row] = valueIn(column, rowIn(column.values, allUnits, source, place));
  }
  const designs = [raw];
  const left = whiten(designs, covariates, rows.length, flow);
  const weights = columns.weights ? read(columns.weights) : null;
  const unitCohort = new Int32Array(units);
  const unitRows = new Int32Array(units);
  const unitWeight = new Float64Array(units);
  for (const [row, { unit, cohort }] of rows.entries()) {
    unitCohort[unit] = cohort;
    unitRows[unit] = unitRows[unit]! + 1;
    unitWeight[unit] = unitWeight[unit]! + (weights ? weights[row]! : 1);
  }
  return {
    units,
    periods: plan.periods.length,
    cohorts: plan.cohorts.length,
    unit: Int32Array.from(rows, ({ unit }) => unit),
    period: Int32Array.from(rows, ({ period }) => period),
    cohort: Int32Array.from(rows, ({ cohort }) => cohort),
    outcomes: columns.outcomes.map(read),
    design: withIntercept(designs[0]!, rows.length, left),
    columns: left,
    weights,
    unitCohort,
    // A unit weighs in the shares of cohorts what its rows weigh on average, as in did.
    unitWeight: unitWeight.map((sum, unit) => sum / unitRows[unit]!),
  };
}

/** Rows of [1 | columns] from columns one after the other. */
function withIntercept(columns: Float64Array, rows: number, width: number): Float64Array {
  const design = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    design[row * width] = 1;
    for (let a = 1; a < width; a++) design[row * width + a] = columns[(a - 1) * rows + row]!;
  }
  return design;
}
