import { inverse as invertMatrix } from '../linear-algebra.ts';
import { ImpactError } from '../sentence.ts';
import { type AbsorbedDummies, absorber, type Effect, partialCholesky, startsOf, sumsBy } from './absorb.ts';
import type { Prepared, Regressor } from './effects-data.ts';

/** A regressor explained by others up to this share of its variation is left out. */
const COLLINEAR = 1e-10;
/** Of squares, what rounding leaves where an outcome does not vary. */
export const ROUNDING = 1e-24;

/** Coefficients of weighted least squares, and what errors are computed from. */
export interface Fitted {
  readonly names: readonly string[];
  readonly collinear: readonly string[];
  readonly estimates: readonly number[];
  /** Inverse of the products of regressors freed of effects. */
  readonly inverse: Float64Array;
  readonly residuals: Float64Array;
  /** Weighted squares of the outcome freed of effects. */
  readonly within: number;
  readonly design: Design;
}

/** Regressors freed of effects: columns, then dummies that are not written out. */
export interface Design {
  readonly columns: readonly Float64Array[];
  readonly sets: readonly Effect[];
  readonly dummies: AbsorbedDummies;
  /** Of each coefficient: its place among columns, then dummies. */
  readonly places: readonly number[];
}

/**
 * Least squares on regressors and effects; regressors that others explain are set aside.
 * @param outcome becomes the residuals
 * @throws ImpactError when no regressor is left, the outcome does not vary, or the effects do not fit
 */
export function leastSquares(
  outcome: Float64Array,
  { regressors, effects }: Pick<Prepared, 'regressors' | 'effects'>,
  weights: Float64Array,
): Fitted {
  const numbers = regressors.flatMap((one) => ('values' in one ? [one] : []));
  const sets = regressors.flatMap((one) => ('values' in one ? [] : [{ index: one.codes, count: one.names.length }]));
  const { free, dummies } = absorber(effects, weights, sets);
  const raw = squaresOf(outcome, weights);
  free(outcome);
  const within = squaresOf(outcome, weights);
  if (within <= ROUNDING * raw) throw new ImpactError('outcome-constant', CONSTANT);
  const columns = numbers.map(({ values }) => {
    const column = values.slice();
    free(column);
    return column;
  });
  const size = columns.length + dummies.count;
  const gram = gramOf(columns, sets, dummies, weights);
  const before = Float64Array.of(
    ...numbers.map(({ values }) => squaresOf(values, weights)),
    ...sets.flatMap((set) => [...sumsBy(set, weights)]),
  );
  const right = Float64Array.of(
    ...columns.map((column) => productOf(column, outcome, weights)),
    ...sets.flatMap((set) => [...sumsBy(set, weights, outcome)]),
  );
  // What effects alone explain leaves rounding behind, which is no variation.
  const named = placesOf(regressors, columns.length);
  const varying = named.filter(({ place }) => gram[place * size + place]! > COLLINEAR * before[place]!);
  const independent = partialCholesky(chosen(gram, size, varying), varying.length, COLLINEAR).kept;
  const kept = varying.filter((_, k) => independent[k] === 1);
  if (kept.length === 0) throw new ImpactError('nothing-to-estimate', NOTHING_TO_ESTIMATE);
  const inverse = invertMatrix(chosen(gram, size, kept), kept.length)!;
  const estimates = kept.map((_, a) =>
    kept.reduce((sum, { place }, b) => sum + inverse[a * kept.length + b]! * right[place]!, 0),
  );
  const slopes = new Float64Array(size);
  for (const [k, { place }] of kept.entries()) slopes[place] = estimates[k]!;
  for (const [k, column] of columns.entries()) subtract(outcome, column, slopes[k]!);
  if (dummies.count > 0) {
    const explained = new Float64Array(outcome.length);
    for (const [k, start] of startsOf(sets).slice(0, -1).entries())
      addLevels(explained, sets[k]!, slopes.subarray(columns.length + start));
    free(explained);
    subtract(outcome, explained, 1);
  }
  return {
    names: kept.map(({ name }) => name),
    collinear: named.filter((one) => !kept.includes(one)).map(({ name }) => name),
    estimates,
    inverse,
    residuals: outcome,
    within,
    design: { columns, sets, dummies, places: kept.map(({ place }) => place) },
  };
}

/** Each regressor by its name, in the order given, and its place among columns, then dummies. */
function placesOf(regressors: readonly Regressor[], columns: number): { name: string; place: number }[] {
  let [column, dummy] = [0, columns];
  return regressors.flatMap((one) =>
    'values' in one ? [{ name: one.name, place: column++ }] : one.names.map((name) => ({ name, place: dummy++ })),
  );
}

/** Products of columns and dummies freed of effects. A column freed of them is orthogonal to what they explain of a dummy. */
function gramOf(
  columns: readonly Float64Array[],
  sets: readonly Effect[],
  dummies: AbsorbedDummies,
  weights: Float64Array,
): Float64Array {
  const size = columns.length + dummies.count;
  const gram = new Float64Array(size * size);
  const set = (a: number, b: number, value: number): void => {
    gram[a * size + b] = value;
    gram[b * size + a] = value;
  };
  for (const [a, column] of columns.entries()) {
    for (let b = 0; b <= a; b++) set(a, b, productOf(column, columns[b]!, weights));
    for (const [k, value] of sets.flatMap((one) => [...sumsBy(one, weights, column)]).entries())
      set(a, columns.length + k, value);
  }
  for (let a = 0; a < dummies.count; a++)
    for (let b = 0; b <= a; b++) set(columns.length + a, columns.length + b, dummies.gram[a * dummies.count + b]!);
  return gram;
}

/** The square matrix of some of the places. */
const chosen = (matrix: Float64Array, size: number, places: readonly { readonly place: number }[]): Float64Array =>
  Float64Array.from(
    places.flatMap(({ place: a }) => places.map(({ place: b }) => a * size + b)),
    (at) => matrix[at]!,
  );

function addLevels(column: Float64Array, { index }: Effect, values: Float64Array): void {
  for (let row = 0; row < column.length; row++) if (index[row]! >= 0) column[row] = column[row]! + values[index[row]!]!;
}

function subtract(from: Float64Array, column: Float64Array, times: number): void {
  if (times === 0) return;
  for (let row = 0; row < from.length; row++) from[row] = from[row]! - column[row]! * times;
}

function productOf(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += weights[row]! * a[row]! * b[row]!;
  return sum;
}

export const squaresOf = (values: Float64Array, weights: Float64Array): number => productOf(values, values, weights);

export const NOTHING_TO_ESTIMATE = {
  fr: 'Aucune variable explicative ne varie à effets fixes donnés\u202f: il n’y a rien à estimer.',
  en: 'No regressor varies within fixed effects: there is nothing to estimate.',
};

export const CONSTANT = {
  fr: 'La variable expliquée ne varie pas à effets fixes donnés\u202f: il n’y a rien à expliquer. Vérifiez la colonne, ou ôtez un effet fixe.',
  en: 'The outcome does not vary within fixed effects: there is nothing to explain. Check the column, or leave out a fixed effect.',
};
