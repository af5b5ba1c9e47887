import { inverse as invertMatrix, sandwich } from '../linear-algebra.ts';
import { indexLabels, type Labels } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { type Effect, partialCholesky } from './absorb.ts';
import { clusterFactor, type ErrorKind } from './effects-result.ts';

/** Rows of a regression with fixed effects. A row with a missing or infinite number, or without weight, does not count. */
export interface EffectsData {
  readonly outcome: Float64Array;
  readonly regressors: readonly { readonly name: string; readonly values: Float64Array }[];
  /** None, one or two: unit, period, or a crossing such as sector × year. Without any, give a constant among the regressors. */
  readonly effects: readonly Labels[];
  readonly weights?: Float64Array;
}

export interface EffectsOptions {
  readonly errors?: ErrorKind;
  /** One or two variables, when errors are by cluster. */
  readonly clusters?: readonly Labels[];
  readonly alpha?: number;
}

/** A regressor explained by others up to this share of its variation is left out. */
const COLLINEAR = 1e-10;

/** Complete rows, without those that a level of an effect has alone: they tell nothing. */
export function usableRows({ outcome, regressors, effects, weights }: EffectsData): Int32Array {
  const columns = [outcome, ...regressors.map(({ values }) => values)];
  let rows = Int32Array.from(outcome.keys()).filter(
    (row) => columns.every((column) => Number.isFinite(column[row]!)) && (weights === undefined || weights[row]! > 0),
  );
  const levels = effects.map((labels) => indexLabels(labels));
  for (let before = -1; before !== rows.length; ) {
    before = rows.length;
    for (const { index, count } of levels) {
      const seen = new Int32Array(count);
      for (const row of rows) seen[index[row]!] = seen[index[row]!]! + 1;
      rows = rows.filter((row) => seen[index[row]!]! > 1);
    }
  }
  return rows;
}

/** Levels of the rows kept, numbered again so that none is empty. */
export function effectOf(labels: Labels, rows: Int32Array): Effect {
  const { index } = indexLabels(labels);
  return indexLabels(Int32Array.from(rows, (row) => index[row]!));
}

/** What a regression reads of the rows it keeps, and how its errors are asked for. */
export interface Prepared {
  readonly n: number;
  readonly outcome: Float64Array;
  readonly regressors: readonly Float64Array[];
  /** One for each row where none are given. */
  readonly weights: Float64Array;
  readonly effects: readonly Effect[];
  readonly errors: ErrorKind;
  /** Groups of each clustering variable. */
  readonly groups: readonly Effect[];
  readonly alpha: number;
}

/** @param rows those kept: `usableRows`, or fewer */
export function prepared(
  { outcome, regressors, effects, weights }: EffectsData,
  { errors = 'hetero', clusters = [], alpha = 0.05 }: EffectsOptions,
  rows: Int32Array,
): Prepared {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const own = (labels: readonly Labels[]): Effect[] => labels.map((one) => effectOf(one, rows));
  return {
    n: rows.length,
    outcome: pick(outcome),
    regressors: regressors.map(({ values }) => pick(values)),
    weights: weights ? pick(weights) : new Float64Array(rows.length).fill(1),
    effects: own(effects),
    errors,
    groups: own(clusters),
    alpha,
  };
}

/** Coefficients of columns already freed of effects; those that others explain are set aside.
 * @throws ImpactError when none is left */
export function leastSquaresOf(
  outcome: Float64Array,
  regressors: readonly Float64Array[],
  originals: readonly Float64Array[],
  weights: Float64Array,
) {
  const product = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < a.length; row++) sum += weights[row]! * a[row]! * b[row]!;
    return sum;
  };
  // What effects alone explain leaves rounding behind, which is no variation.
  const varying = regressors.map(
    (column, k) => product(column, column) > COLLINEAR * product(originals[k]!, originals[k]!),
  );
  const candidates = [...regressors.keys()].filter((k) => varying[k]);
  const size = candidates.length;
  const gram = new Float64Array(size * size);
  for (const [a, k] of candidates.entries()) {
    for (let b = 0; b <= a; b++) {
      gram[a * size + b] = product(regressors[k]!, regressors[candidates[b]!]!);
      gram[b * size + a] = gram[a * size + b]!;
    }
  }
  const independent = partialCholesky(gram, size, COLLINEAR).kept;
  const kept = candidates.filter((_, k) => independent[k] === 1);
  if (kept.length === 0) throw new ImpactError('nothing-to-estimate', nothingToEstimate);
  const places = [...candidates.keys()].filter((k) => independent[k] === 1);
  const inverse = invertMatrix(
    Float64Array.from(
      { length: kept.length ** 2 },
      (_, at) => gram[places[Math.floor(at / kept.length)]! * size + places[at % kept.length]!]!,
    ),
    kept.length,
  )!;
  const moments = kept.map((k) => product(regressors[k]!, outcome));
  const estimates = kept.map((_, a) =>
    moments.reduce((sum, moment, b) => sum + inverse[a * kept.length + b]! * moment, 0),
  );
  return { kept, inverse, estimates };
}

/** What errors follow from. */
export interface Fit {
  readonly inverse: Float64Array;
  /** Weighted regressor × residual, by regressor then row. */
  readonly scores: readonly Float64Array[];
  readonly n: number;
  readonly parameters: number;
  readonly effects: readonly Effect[];
}

/** Coefficients and levels of effects, a level of each effect but the first being one too many. */
export const parametersOf = (kept: number, effects: readonly Effect[]): number =>
  kept + effects.reduce((sum, { count }) => sum + count, 0) - Math.max(0, effects.length - 1);

/** Covariance of coefficients, and the degrees of freedom of their tests. `variance` is that of a residual when all are equal. */
export function errorsOf(
  fit: Fit,
  {
    errors,
    groups,
    variance,
  }: { readonly errors: ErrorKind; readonly groups: readonly Effect[]; readonly variance: number },
): { readonly covariance: Float64Array; readonly df: number } {
  const free = fit.n - fit.parameters;
  switch (errors) {
    case 'iid':
      return { covariance: scaled(fit.inverse, variance), df: free };
    case 'hetero':
      return { covariance: scaled(sandwichOf(fit, null), fit.n / free), df: free };
    case 'cluster':
      return { covariance: clusteredCovariance(fit, groups), df: Math.min(...groups.map(({ count }) => count)) - 1 };
  }
}

/** Bread, sums of scores over groups (or rows) squared, bread. */
function sandwichOf({ inverse, scores }: Fit, groups: Effect | null): Float64Array {
  const size = scores.length;
  const sums = groups ? scores.map((score) => sumsBy(score, groups)) : scores;
  const meat = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let k = 0; k < sums[a]!.length; k++) sum += sums[a]![k]! * sums[b]![k]!;
      meat[a * size + b] = sum;
      meat[b * size + a] = sum;
    }
  }
  return sandwich(inverse, size, meat, size);
}

function sumsBy(score: Float64Array, { index, count }: Effect): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < score.length; row++) sums[index[row]!] = sums[index[row]!]! + score[row]!;
  return sums;
}

/** One- or two-way clusters; effects nested in a cluster do not count as parameters, and the smallest number of groups rules. */
function clusteredCovariance(fit: Fit, groups: readonly Effect[]): Float64Array {
  const [first, second] = groups;
  if (!first || groups.length > 2) throw new ImpactError('clusters', oneOrTwoClusters);
  const nested = fit.effects.filter((effect) => groups.some((group) => isNested(effect, group)));
  const parameters = fit.parameters - nested.reduce((sum, { count }) => sum + count - 1, 0);
  const factor = clusterFactor(Math.min(...groups.map(({ count }) => count)), fit.n, parameters);
  if (!second) return scaled(sandwichOf(fit, first), factor);
  const crossing = indexLabels(first.index.map((group, row) => group * second.count + second.index[row]!));
  const [a, b, both] = [first, second, crossing].map((group) => sandwichOf(fit, group));
  return a!.map((value, k) => (value + b![k]! - both![k]!) * factor);
}

/** Is every level of the effect within one group? */
function isNested(effect: Effect, group: Effect): boolean {
  const groupOf = new Int32Array(effect.count).fill(-1);
  for (let row = 0; row < effect.index.length; row++) {
    const level = effect.index[row]!;
    if (groupOf[level] === -1) groupOf[level] = group.index[row]!;
    else if (groupOf[level] !== group.index[row]) return false;
  }
  return true;
}

const scaled = (matrix: Float64Array, factor: number): Float64Array => matrix.map((value) => value * factor);

const nothingToEstimate = {
  fr: 'Aucune variable explicative ne varie à effets fixes donnés\u202f: il n’y a rien à estimer.',
  en: 'No regressor varies within fixed effects: there is nothing to estimate.',
};

const oneOrTwoClusters = {
  fr: 'Donnez une ou deux variables de grappe.',
  en: 'Give one or two cluster variables.',
};
