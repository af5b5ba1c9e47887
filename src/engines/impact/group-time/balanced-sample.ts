import type { GroupTimeOptionsUsed } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import { type CellPlan, periodFor } from './cells.ts';
import type { CohortPlan } from './cohorts.ts';
import { type DesignColumn, designColumns } from './covariate-columns.ts';
import { type Observations, rowIn } from './observations.ts';
import type { SampleFlow } from './sample-flow.ts';
import { whiten } from './whiten.ts';

/**
 * A balanced panel ready to estimate, in memory that threads share. Units are sorted by cohort (never treated first), then by name: a
 * cohort is a range of units.
 */
export interface BalancedSample {
  readonly units: number;
  readonly periods: number;
  /** Where each cohort of the plan starts; one place more for the end. */
  readonly cohortStarts: Int32Array;
  /** One for each outcome: units × periods, each period less its mean. Effects do not change, and cancellation is avoided. */
  readonly outcomes: readonly Float64Array[];
  /** Columns of the design, the intercept first. */
  readonly columns: number;
  /** One for each covariate period: units × columns, orthonormal over the sample. */
  readonly designs: readonly Float64Array[];
  /** Place in `designs` of each period's covariates. */
  readonly designOf: Int32Array;
  /** One for each weight period; empty when units weigh the same. */
  readonly weights: readonly Float64Array[];
  /** Place in `weights` of each period's. */
  readonly weightsOf: Int32Array;
  /** Cluster of each unit, or null. */
  readonly clusters: Int32Array | null;
}

export function shared(doubles: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(doubles * 8));
}

/** Units of the plan's cohorts that are observed in all its periods, in the order of the sample; the loss is told. */
export function balancedUnits(
  observed: Observations,
  plan: CohortPlan,
  flow: SampleFlow,
): { readonly units: Int32Array; readonly cohortStarts: Int32Array } {
  const span = observed.periods.length;
  const kept = keptPeriods(observed, plan);
  const cohortOf = new Int16Array(observed.units).fill(-1);
  const starts = new Int32Array(plan.cohorts.length + 1);
  let [missing, missingTreated, whole] = [0, 0, 0];
  for (let i = 0; i < observed.units; i++) {
    if (!isSeen(observed, i)) continue;
    const cohort = plan.placeOf(observed.firstTreated[i]!);
    if (cohort === -1) continue;
    if (kept.every((p) => observed.places[i * span + p] !== -1)) {
      cohortOf[i] = cohort;
      starts[cohort + 1] = starts[cohort + 1]! + 1;
      whole += 1;
    } else {
      missing += 1;
      if (cohort > 0) missingTreated += 1;
    }
  }
  flow.step(
    {
      step: 'unbalanced',
      counted: 'units',
      dropped: missing,
      kept: whole,
      droppedTreated: missingTreated,
      droppedNever: missing - missingTreated,
      why: {
        fr: `${missing} unités absentes d’une période au moins ne sont pas utilisées (panel cylindré).`,
        en: `${missing} units missing in some period are not used (balanced panel).`,
      },
    },
    { warn: true },
  );
  if (whole === 0)
    throw new ImpactError('nothing-balanced', {
      fr: 'Aucune unité n’est observée à toutes les périodes : choisissez un panel non cylindré, ou moins de périodes.',
      en: 'No unit is observed in every period: choose an unbalanced panel, or fewer periods.',
    });
  for (let c = 0; c < plan.cohorts.length; c++) starts[c + 1] = starts[c + 1]! + starts[c]!;
  const next = starts.slice();
  const units = new Int32Array(whole);
  for (let i = 0; i < observed.units; i++) {
    const cohort = cohortOf[i]!;
    if (cohort === -1) continue;
    const at = next[cohort]!;
    units[at] = i;
    next[cohort] = at + 1;
  }
  return { units, cohortStarts: starts };
}

/** Positions, among all periods observed, of those of the plan. */
export const keptPeriods = ({ periods }: Observations, plan: CohortPlan): number[] =>
  plan.periods.map((t) => periods.indexOf(t));

export function isSeen({ places, periods }: Observations, unit: number): boolean {
  for (let at = unit * periods.length; at < (unit + 1) * periods.length; at++) if (places[at] !== -1) return true;
  return false;
}

export function balancedSample(
  observed: Observations,
  plan: CohortPlan,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  chosen: { readonly units: Int32Array; readonly cohortStarts: Int32Array },
  flow: SampleFlow,
): BalancedSample {
  const { units, cohortStarts } = chosen;
  const kept = keptPeriods(observed, plan);
  const span = observed.periods.length;
  const place = (unit: number, period: number) => observed.places[unit * span + kept[period]!]!;
  const columns = designColumns(used.covariates, observed.columns.covariates, observed.units);
  const covariatePeriods = columns.every(({ constant }) => constant)
    ? [0]
    : distinct(cells.map((cell) => periodFor(cell, used.covariateTiming)));
  const raw = covariatePeriods.map((period) => readDesign(units, columns, (unit) => place(unit, period)));
  const designs = raw.every((design) => isSame(design, raw[0]!)) ? [raw[0]!] : raw;
  const width = whiten(designs, columns, flow);
  const { weights, periods: weightPeriods } = readWeights(observed, cells, used, units, place);
  return {
    units: units.length,
    periods: kept.length,
    cohortStarts,
    outcomes: observed.columns.outcomes.map((values) => readOutcome(values, units, kept.length, place)),
    columns: width,
    designs,
    designOf: placesOf(covariatePeriods, designs.length, kept.length),
    weights,
    weightsOf: placesOf(weightPeriods, weights.length, kept.length),
    clusters: observed.cluster && sharedIntegers(units, observed.cluster),
  };
}

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function sharedIntegers(units: Int32Array, values: Int32Array): Int32Array {
  const result = new Int32Array(new SharedArrayBuffer(units.length * 4));
  for (let k = 0; k < units.length; k++) result[k] = values[units[k]!]!;
  return result;
}

/** For each period, which of the stored versions holds its values: the only one when they do not change. */
function placesOf(stored: readonly number[], versions: number, periods: number): Int32Array {
  return Int32Array.from({ length: periods }, (_, period) => (versions <= 1 ? 0 : stored.indexOf(period)));
}

function readOutcome(
  values: Float64Array,
  units: Int32Array,
  periods: number,
  place: (unit: number, period: number) => number,
): Float64Array {
  const outcome = shared(units.length * periods);
  for (let period = 0; period < periods; period++) {
    let sum = 0;
    for (let k = 0; k < units.length; k++) sum += values[place(units[k]!, period)]!;
    const mean = sum / units.length;
    for (let k = 0; k < units.length; k++) outcome[k * periods + period] = values[place(units[k]!, period)]! - mean;
  }
  return outcome;
}

function readDesign(
  units: Int32Array,
  columns: readonly DesignColumn[],
  place: (unit: number) => number,
): Float64Array {
  const width = columns.length + 1;
  const design = shared(units.length * width);
  for (let k = 0; k < units.length; k++) design[k * width] = 1;
  for (const [column, { value }] of columns.entries())
    for (let k = 0; k < units.length; k++) design[k * width + column + 1] = value(units[k]!, place(units[k]!));
  return design;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

function readWeights(
  { columns: { weights: values }, units: all }: Observations,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  units: Int32Array,
  place: (unit: number, period: number) => number,
): { readonly weights: Float64Array[]; readonly periods: number[] } {
  if (!values) return { weights: [], periods: [] };
  // The first period's weights also make the shares of cohorts.
  const periods =
    values.length === all ? [0] : distinct([0, ...cells.map((cell) => periodFor(cell, used.weightTiming))]);
  const weights = periods.map((period) => {
    const result = shared(units.length);
    for (let k = 0; k < units.length; k++) result[k] = values[rowIn(values, all, units[k]!, place(units[k]!, period))]!;
    return result;
  });
  return weights.every((one) => isSame(one, weights[0]!)) ? { weights: [weights[0]!], periods } : { weights, periods };
}
