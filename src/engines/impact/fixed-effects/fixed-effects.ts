import { inverse as invertMatrix, sandwich } from '../linear-algebra.ts';
import { indexLabels, type Labels } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { absorb, type Effect, partialCholesky } from './absorb.ts';
import { clusterFactor, coefficientsOf, type EffectsResult, type ErrorKind } from './effects-result.ts';

/** Rows of a regression with fixed effects. A row with a missing or infinite number, or without weight, does not count. */
export interface EffectsData {
  readonly outcome: Float64Array;
  readonly regressors: readonly { readonly name: string; readonly values: Float64Array }[];
  /** One or two: unit, period, or a crossing such as sector × year. */
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

/**
 * Least squares with one or two fixed effects, with the conventions of R's fixest (`feols`): levels seen once are left out, collinear
 * regressors too; small-sample factors of IMPACT section 4.5. Two-way clusters add the two and take away their crossing.
 * @throws ImpactError when nothing remains to estimate
 */
export function fixedEffects(data: EffectsData, options: EffectsOptions = {}): EffectsResult {
  const { errors = 'hetero', clusters = [], alpha = 0.05 } = options;
  const rows = usableRows(data);
  const n = rows.length;
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const weights = data.weights ? pick(data.weights) : new Float64Array(n).fill(1);
  const effects = data.effects.map((labels) => effectOf(labels, rows));
  const [outcome, ...regressors] = absorb(
    [data.outcome, ...data.regressors.map(({ values }) => values)].map(pick),
    effects,
    weights,
  );
  const { kept, inverse, estimates } = leastSquaresOf(
    outcome!,
    regressors,
    data.regressors.map(({ values }) => pick(values)),
    weights,
  );
  const names = kept.map((k) => data.regressors[k]!.name);
  if (kept.length === 0) throw new ImpactError('nothing-to-estimate', nothingToEstimate);
  const columns = kept.map((k) => regressors[k]!);
  const residuals = outcome!.map((value, row) =>
    columns.reduce((rest, column, k) => rest - column[row]! * estimates[k]!, value),
  );
  const groups = clusters.map((labels) => effectOf(labels, rows));
  const parameters = kept.length + effects.reduce((sum, { count }) => sum + count, 0) - Math.max(0, effects.length - 1);
  const scores = columns.map((column) => column.map((value, row) => value * weights[row]! * residuals[row]!));
  const fit = { inverse, scores, n, parameters, effects };
  const squares = residuals.reduce((sum, e, row) => sum + weights[row]! * e * e, 0);
  const covariance =
    errors === 'iid'
      ? inverse.map((value) => (value * squares) / (n - parameters))
      : errors === 'hetero'
        ? scaled(sandwichOf(fit, null), n / (n - parameters))
        : clusteredCovariance(fit, groups);
  const df = errors === 'cluster' ? Math.min(...groups.map(({ count }) => count)) - 1 : n - parameters;
  return {
    coefficients: coefficientsOf(names, estimates, covariance, df, alpha),
    covariance,
    errors,
    df,
    observations: n,
    clusters: groups.map(({ count }) => count),
    collinear: data.regressors.filter((_, k) => !kept.includes(k)).map(({ name }) => name),
    warnings: [],
  };
}

/** Complete rows, without those that a level of an effect has alone: they tell nothing. */
function usableRows({ outcome, regressors, effects, weights }: EffectsData): Int32Array {
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
function effectOf(labels: Labels, rows: Int32Array): Effect {
  const { index } = indexLabels(labels);
  return indexLabels(Int32Array.from(rows, (row) => index[row]!));
}

function leastSquaresOf(
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

interface Fit {
  readonly inverse: Float64Array;
  /** Weighted regressor × residual, by regressor then row. */
  readonly scores: readonly Float64Array[];
  readonly n: number;
  readonly parameters: number;
  readonly effects: readonly Effect[];
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
export function isNested(effect: Effect, group: Effect): boolean {
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
