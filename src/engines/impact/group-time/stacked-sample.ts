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

/** Where the rows of the sample come from, column by column: millions of objects would take gigabytes. */
interface Rows {
  readonly count: number;
  readonly unit: Int32Array;
  readonly period: Int32Array;
  readonly cohort: Int32Array;
  /** Unit and place in the columns of the input. */
  readonly source: Int32Array;
  readonly place: Int32Array;
}

/** Room for rows that are known one by one. @param most how many there may be */
function rowsToFill(most: number) {
  const column = () => new Int32Array(most);
  const [unit, period, cohort, source, place] = [column(), column(), column(), column(), column()];
  let count = 0;
  return {
    add(row: { unit: number; period: number; cohort: number; source: number; place: number }): number {
      unit[count] = row.unit;
      period[count] = row.period;
      cohort[count] = row.cohort;
      source[count] = row.source;
      place[count] = row.place;
      return count++;
    },
    filled: (): Rows => ({
      count,
      unit: unit.subarray(0, count),
      period: period.subarray(0, count),
      cohort: cohort.subarray(0, count),
      source: source.subarray(0, count),
      place: place.subarray(0, count),
    }),
  };
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
  const rows = rowsToFill(chosen.length * kept.length);
  const rowOf = new Int32Array(chosen.length * kept.length).fill(-1);
  for (let unit = 0; unit < chosen.length; unit++) {
    const source = chosen[unit]!;
    const cohort = plan.placeOf(observed.firstTreated[source]!);
    for (let period = 0; period < kept.length; period++) {
      const place = placeOf(observed, source, kept[period]!);
      if (place !== -1) rowOf[unit * kept.length + period] = rows.add({ unit, period, cohort, source, place });
    }
  }
  const sample = stack(rows.filled(), chosen.length, plan, observed.columns, observed.units, used, flow);
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
  flow.step(incompleteStep(dropped, index.length - dropped, 'rows'), { warn: true });
  return { panel, columns, periods, periodOf: index };
}

export function crossSectionSample(
  { panel, columns, periods, periodOf }: CrossSectionRows,
  plan: CohortPlan,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): StackedSample {
  const planPeriod = Int32Array.from(periods, (t) => plan.periods.indexOf(t));
  const kept = rowsToFill(periodOf.length);
  let unit = 0;
  for (let place = 0; place < periodOf.length; place++) {
    const cohort = plan.placeOf(cohortOf(panel.firstTreated[place]!));
    const period = periodOf[place] === -1 ? -1 : planPeriod[periodOf[place]!]!;
    if (cohort !== -1 && period !== -1) kept.add({ unit: unit++, period, cohort, source: place, place });
  }
  const rows = kept.filled();
  const cluster = columns.cluster ? indexLabels(columns.cluster).index : null;
  return {
    ...stack(rows, rows.count, plan, columns, periodOf.length, used, flow),
    rowOf: null,
    clusters: cluster && rows.place.map((place) => cluster[place]!),
  };
}

function stack(
  { count, unit, period, cohort, source, place }: Rows,
  units: number,
  plan: CohortPlan,
  columns: Columns,
  allUnits: number,
  used: GroupTimeOptionsUsed,
  flow: SampleFlow,
): Omit<StackedSample, 'rowOf' | 'clusters'> {
  const placeIn = (values: ArrayLike<number>, row: number): number =>
    rowIn(values, allUnits, source[row]!, place[row]!);
  const read = (values: Float64Array): Float64Array => {
    const own = new Float64Array(count);
    for (let row = 0; row < count; row++) own[row] = values[placeIn(values, row)]!;
    return own;
  };
  const covariates = designColumns(used.covariates, columns.covariates);
  const raw = new Float64Array(count * covariates.length);
  for (const [k, column] of covariates.entries())
    for (let row = 0; row < count; row++) raw[k * count + row] = valueIn(column, placeIn(column.values, row));
  const designs = [raw];
  const left = whiten(designs, covariates, count, flow);
  const weights = columns.weights ? read(columns.weights) : null;
  const unitCohort = new Int32Array(units);
  const unitRows = new Int32Array(units);
  const unitWeight = new Float64Array(units);
  for (let row = 0; row < count; row++) {
    const own = unit[row]!;
    unitCohort[own] = cohort[row]!;
    unitRows[own] = unitRows[own]! + 1;
    unitWeight[own] = unitWeight[own]! + (weights ? weights[row]! : 1);
  }
  return {
    units,
    periods: plan.periods.length,
    cohorts: plan.cohorts.length,
    unit,
    period,
    cohort,
    outcomes: columns.outcomes.map(read),
    design: withIntercept(designs[0]!, count, left),
    columns: left,
    weights,
    unitCohort,
    // A unit weighs in the shares of cohorts what its rows weigh on average, as in did.
    unitWeight: unitWeight.map((sum, own) => sum / unitRows[own]!),
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
