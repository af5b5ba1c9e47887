import type { GroupTimeOptionsUsed, SampleStep } from '../result.ts';
import { ImpactError, plural, type Sentence } from '../sentence.ts';
import { type CellPlan, periodFor } from './cells.ts';
import type { CohortPlan } from './cohorts.ts';
import { type DesignColumn, designColumns, isConstant } from './covariate-columns.ts';
import { isSeen, keptPeriods, type Observations, placeOf } from './observations.ts';
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
  readonly outcomes: readonly SampleOutcome[];
  /** Columns of the design, the intercept first. */
  readonly columns: number;
  /** One for each covariate period: (columns − 1) × units, the intercept understood, orthonormal over the sample. */
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

export interface SampleOutcome {
  readonly values: OutcomeInMemory | OutcomeInStore;
  /** About the mean of each period, taken off wherever values are read: effects do not change, and cancellation is avoided. */
  readonly centres: Float64Array;
}

/** periods × units. */
export type OutcomeInMemory = Float64Array;

/** An outcome that stays in the file of a panel store: each thread reads what it works on. */
export interface OutcomeInStore {
  readonly path: string;
  /** Its column in each period. */
  readonly columns: readonly string[];
  /** By cohort: how many rows of the file are before its units beyond those that are before them in the sample. */
  readonly shifts: readonly number[];
}

export function shared(doubles: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(doubles * 8));
}

/** Units of the plan's cohorts that are observed in all its periods, in the order of the sample. */
export interface BalancedUnits {
  readonly units: Int32Array;
  /** Place in the sample of each unit of the input, -1 for those left out; null when all are there in the same order. */
  readonly placeIn: Int32Array | null;
  readonly cohortStarts: Int32Array;
}

/** Chooses the units, and tells which are lost for missing some period. */
export function balancedUnits(observed: Observations, plan: CohortPlan, flow: SampleFlow): BalancedUnits {
  const kept = keptPeriods(observed, plan.periods);
  const cohortOf = new Int16Array(observed.units).fill(-1);
  const starts = new Int32Array(plan.cohorts.length + 1);
  const placeOfCohort = memoised(plan.placeOf);
  let [missing, missingTreated, whole] = [0, 0, 0];
  for (let i = 0; i < observed.units; i++) {
    const cohort = isSeen(observed, i) ? placeOfCohort(observed.firstTreated[i]!) : -1;
    if (cohort === -1) continue;
    if (isWhole(observed, kept, i)) {
      cohortOf[i] = cohort;
      starts[cohort + 1] = starts[cohort + 1]! + 1;
      whole += 1;
    } else {
      missing += 1;
      if (cohort > 0) missingTreated += 1;
    }
  }
  flow.step(unbalancedStep(missing, missingTreated, whole), { warn: true });
  if (whole === 0)
    throw new ImpactError('nothing-balanced', {
      fr: 'Aucune unité n’est observée à toutes les périodes\u202f: choisissez un panel non cylindré, ou moins de périodes.',
      en: 'No unit is observed in every period: choose an unbalanced panel, or fewer periods.',
    });
  for (let c = 0; c < plan.cohorts.length; c++) starts[c + 1] = starts[c + 1]! + starts[c]!;
  const next = starts.slice();
  const units = new Int32Array(whole);
  if (whole === observed.units && isSorted(cohortOf)) {
    for (let i = 0; i < whole; i++) units[i] = i;
    return { units, placeIn: null, cohortStarts: starts };
  }
  const placeIn = new Int32Array(observed.units).fill(-1);
  for (let i = 0; i < observed.units; i++) {
    const cohort = cohortOf[i]!;
    if (cohort === -1) continue;
    const at = next[cohort]!;
    units[at] = i;
    placeIn[i] = at;
    next[cohort] = at + 1;
  }
  return { units, placeIn, cohortStarts: starts };
}

export const unbalancedStep = (missing: number, missingTreated: number, whole: number): SampleStep => ({
  step: 'unbalanced',
  counted: 'units',
  dropped: missing,
  kept: whole,
  droppedTreated: missingTreated,
  droppedNever: missing - missingTreated,
  why:
    missing === 0
      ? EVERYWHERE
      : {
          fr: `${plural.fr(missing, '# unité absente d’une période au moins n’est pas utilisée (panel cylindré)', '# unités absentes d’une période au moins ne sont pas utilisées (panel cylindré)')}.`,
          en: `${plural.en(missing, '# unit missing in some period is not used (balanced panel)', '# units missing in some period are not used (balanced panel)')}.`,
        },
});

const EVERYWHERE: Sentence = {
  fr: 'Chaque unité est observée à toutes les périodes (panel cylindré).',
  en: 'Every unit is observed in every period (balanced panel).',
};

function isSorted(values: Int16Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

function memoised(placeOfCohort: (g: number) => number): (g: number) => number {
  const known = new Map<number, number>();
  return (g) => {
    let place = known.get(g);
    if (place === undefined) {
      place = placeOfCohort(g);
      known.set(g, place);
    }
    return place;
  };
}

function isWhole(observed: Observations, kept: readonly number[], unit: number): boolean {
  if (!observed.places) return true;
  for (const p of kept) if (placeOf(observed, unit, p) === -1) return false;
  return true;
}

export function balancedSample(
  observed: Observations,
  plan: CohortPlan,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  { units, placeIn, cohortStarts }: BalancedUnits,
  flow: SampleFlow,
): BalancedSample {
  const kept = keptPeriods(observed, plan.periods);
  const columns = designColumns(used.covariates, observed.columns.covariates);
  const covariatePeriods = covariatePeriodsOf(
    columns.every((column) => isConstant(column, observed.units)),
    cells,
    used,
  );
  const designs = differing(covariatePeriods.map((period) => readDesign(observed, units, columns, kept[period]!)));
  const width = whiten(designs, columns, units.length, flow);
  const { weights, periods: weightPeriods } = readWeights(observed, cells, used, units, kept);
  return {
    units: units.length,
    periods: kept.length,
    cohortStarts,
    outcomes: observed.columns.outcomes.map((values) => readOutcome(observed, values, units, placeIn, kept)),
    columns: width,
    designs,
    designOf: placesOf(covariatePeriods, designs.length, kept.length),
    weights,
    weightsOf: placesOf(weightPeriods, weights.length, kept.length),
    clusters: observed.cluster && sharedIntegers(units, observed.cluster),
  };
}

/** Positions of the periods whose covariates some cell takes. */
export const covariatePeriodsOf = (
  constant: boolean,
  cells: readonly CellPlan[],
  { covariateTiming }: Pick<GroupTimeOptionsUsed, 'covariateTiming'>,
): number[] => (constant ? [0] : distinct(cells.map((cell) => periodFor(cell, covariateTiming))));

/** Versions that are all the same are one. */
export const differing = (versions: Float64Array[]): Float64Array[] =>
  versions.every((one) => isSame(one, versions[0]!)) ? versions.slice(0, 1) : versions;

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function sharedIntegers(units: Int32Array, values: Int32Array): Int32Array {
  const result = new Int32Array(new SharedArrayBuffer(units.length * 4));
  for (let k = 0; k < units.length; k++) result[k] = values[units[k]!]!;
  return result;
}

/** For each period, which of the stored versions holds its values: the only one when they do not change. */
export function placesOf(stored: readonly number[], versions: number, periods: number): Int32Array {
  return Int32Array.from({ length: periods }, (_, period) => (versions <= 1 ? 0 : stored.indexOf(period)));
}

/** The centre need not be the exact mean: that of some units is near enough to avoid cancellation. */
const PILOT = 4_096;

/** The values as they stand when they can be shared and units keep their order: a panel store has them so. */
function readOutcome(
  observed: Observations,
  values: Float64Array,
  units: Int32Array,
  placeIn: Int32Array | null,
  kept: readonly number[],
): SampleOutcome {
  const count = units.length;
  const centres = Float64Array.from(kept, (p) => pilotMean(observed, values, units, p));
  const first = kept[0]!;
  const isAsStored = !placeIn && !observed.places && kept.every((p, period) => p === first + period);
  if (isAsStored && values.buffer instanceof SharedArrayBuffer)
    return { values: values.subarray(first * count, (first + kept.length) * count), centres };
  const outcome = shared(count * kept.length);
  for (const [period, p] of kept.entries())
    scatter(values, observed, p, placeIn, outcome.subarray(period * count, (period + 1) * count));
  return { values: outcome, centres };
}

/** into[place in the sample] = value, for every unit of the sample: reads in the order of the input and writes at the end of each cohort so far. */
function scatter(
  values: Float64Array,
  { places, units }: Observations,
  period: number,
  placeIn: Int32Array | null,
  into: Float64Array,
): void {
  const first = period * units;
  for (let i = 0; i < units; i++) {
    const k = placeIn ? placeIn[i]! : i;
    if (k !== -1) into[k] = values[places ? places[first + i]! : first + i]!;
  }
}

function pilotMean(observed: Observations, values: Float64Array, units: Int32Array, p: number): number {
  const pilot = Math.min(units.length, PILOT);
  let sum = 0;
  for (let k = 0; k < pilot; k++) sum += values[placeOf(observed, units[Math.floor((k * units.length) / pilot)]!, p)]!;
  return sum / pilot;
}

function readDesign(
  observed: Observations,
  units: Int32Array,
  columns: readonly DesignColumn[],
  period: number,
): Float64Array {
  const design = shared(units.length * columns.length);
  for (const [at, column] of columns.entries()) {
    const { values, code } = column;
    const constant = isConstant(column, observed.units);
    const first = constant ? 0 : period * observed.units;
    const places = constant ? null : observed.places;
    const into = design.subarray(at * units.length, (at + 1) * units.length);
    for (let k = 0; k < units.length; k++) {
      const place = first + units[k]!;
      const value = values[places ? places[place]! : place]!;
      into[k] = code === null ? value : value === code ? 1 : 0;
    }
  }
  return design;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

function readWeights(
  observed: Observations,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  units: Int32Array,
  kept: readonly number[],
): { readonly weights: Float64Array[]; readonly periods: number[] } {
  const values = observed.columns.weights;
  if (!values) return { weights: [], periods: [] };
  const constant = values.length === observed.units;
  // The first period's weights also make the shares of cohorts.
  const periods = constant ? [0] : distinct([0, ...cells.map((cell) => periodFor(cell, used.weightTiming))]);
  const weights = periods.map((period) => {
    const result = shared(units.length);
    for (let k = 0; k < units.length; k++)
      result[k] = values[constant ? units[k]! : placeOf(observed, units[k]!, kept[period]!)]!;
    return result;
  });
  return { weights: differing(weights), periods };
}
