import { sandwich } from '../linear-algebra.ts';
import { ImpactError, type Warning } from '../sentence.ts';
import { type Effect, startsOf } from './absorb.ts';
import type { Prepared } from './effects-data.ts';
import type { Design, Fitted } from './effects-fit.ts';
import { clusterFactor } from './effects-result.ts';
import { eachRowAlone, type RowGroups, rowsByLevel } from './rows-by-level.ts';
import { SparseSums } from './sparse-sums.ts';
import { twoWayCovariance } from './two-way-errors.ts';

/** What errors follow from. */
export interface Fit {
  readonly fitted: Fitted;
  readonly residuals: Float64Array;
  /** Of a residual, when all are equal. */
  readonly variance: number;
}

export interface Errors {
  readonly covariance: Float64Array;
  readonly df: number;
  readonly warnings: readonly Warning[];
}

/** Coefficients and levels of effects, a level of each effect but the first being one too many. */
export const parametersOf = ({ names }: Fitted, effects: readonly Effect[]): number =>
  names.length + effects.reduce((sum, { count }) => sum + count, 0) - Math.max(0, effects.length - 1);

/**
 * Covariance of coefficients, and the degrees of freedom of their tests.
 * @throws ImpactError when more than two clusters are given, or none
 */
export function errorsOf(
  { n, weights, effects, errors, groups }: Prepared,
  { fitted, residuals, variance }: Fit,
): Errors {
  const parameters = parametersOf(fitted, effects);
  const free = n - parameters;
  const score = (rows: RowGroups, common: readonly Effect[]): Float64Array =>
    sandwichOf(fitted, residuals, weights, rows, common);
  switch (errors) {
    case 'iid':
      return { covariance: scaled(fitted.inverse, variance), df: free, warnings: [] };
    case 'hetero':
      return { covariance: scaled(score(eachRowAlone(n), []), n / free), df: free, warnings: [] };
    case 'cluster': {
      const [first, second] = groups;
      if (!first || groups.length > 2) throw new ImpactError('clusters', ONE_OR_TWO_CLUSTERS);
      const smallest = Math.min(...groups.map(({ count }) => count));
      // Effects nested in a cluster do not count as parameters, and the smallest number of groups rules.
      const nested = effects.filter((effect) => groups.some((group) => isNested(effect, group)));
      const counted = parameters - nested.reduce((sum, { count }) => sum + count - 1, 0);
      const one = score(rowsByLevel([first]), [first]);
      const two = second
        ? twoWayCovariance(
            one,
            score(rowsByLevel([second]), [second]),
            score(rowsByLevel([first, second]), [first, second]),
          )
        : { covariance: one, warnings: [] };
      const factor = clusterFactor(smallest, n, counted);
      return { ...two, covariance: scaled(two.covariance, factor), df: smallest - 1 };
    }
  }
}

/** Bread, sums of scores over groups of rows squared, bread. `groups` are the effects whose levels the rows have in common. */
function sandwichOf(
  { design, inverse }: Fitted,
  residuals: Float64Array,
  weights: Float64Array,
  rows: RowGroups,
  groups: readonly Effect[],
): Float64Array {
  const { size, matrix } = squaredScores(design, residuals, weights, rows, groups);
  const kept = design.places.length;
  const bread = new Float64Array(kept * size);
  const { columns, dummies } = design;
  const levels = size - columns.length - dummies.count;
  for (const [k, place] of design.places.entries()) {
    for (let a = 0; a < kept; a++) {
      const weight = inverse[a * kept + k]!;
      bread[a * size + place] = bread[a * size + place]! + weight;
      // What the smaller effect explains of a dummy does not pull at it.
      for (let s = 0; place >= columns.length && s < levels; s++) {
        const explained = dummies.bySmall![s * dummies.count + place - columns.length]!;
        const at = a * size + columns.length + dummies.count + s;
        bread[at] = bread[at]! - weight * explained;
      }
    }
  }
  return sandwich(bread, kept, matrix, size);
}

/**
 * Sums over groups of rows of what each row pulls at columns, dummies and levels of the smaller effect, multiplied with one another and added up.
 * Averages of dummies over the larger effect matter only where it is not nested in groups: within its levels, residuals sum to zero.
 */
function squaredScores(
  { columns, sets, dummies }: Design,
  residuals: Float64Array,
  weights: Float64Array,
  { order, ends }: RowGroups,
  groups: readonly Effect[],
): { readonly size: number; readonly matrix: Float64Array } {
  const { large, small, count } = dummies;
  const starts = startsOf(sets).map((start) => columns.length + start);
  const levels = small && count > 0 ? small : null;
  const size = columns.length + count + (levels?.count ?? 0);
  const isNestedIn = large !== null && groups.length > 0 && groups.every((group) => isNested(large, group));
  const averages = large && count > 0 && !isNestedIn ? dummies.averages() : null;
  const matrix = new Float64Array(size * size);
  const sums = new SparseSums(size);
  for (let group = 0, at = 0; group < ends.length; group++) {
    for (; at < ends[group]!; at++) {
      const row = order[at]!;
      const pull = weights[row]! * residuals[row]!;
      for (let k = 0; k < columns.length; k++) sums.add(k, pull * columns[k]![row]!);
      for (let set = 0; set < sets.length; set++) {
        const level = sets[set]!.index[row]!;
        if (level >= 0) sums.add(starts[set]! + level, pull);
      }
      if (levels) sums.add(columns.length + count + levels.index[row]!, pull);
      if (averages) {
        const start = large!.index[row]! * count;
        for (let k = 0; k < count; k++) sums.add(columns.length + k, -pull * averages[start + k]!);
      }
    }
    sums.addProductsTo(matrix, 1);
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) matrix[b * size + a] = matrix[a * size + b]!;
  return { size, matrix };
}

/** Is every level of the effect within one group? */
function isNested(effect: Effect, group: Effect): boolean {
  if (effect === group) return true;
  const groupOf = new Int32Array(effect.count).fill(-1);
  for (let row = 0; row < effect.index.length; row++) {
    const level = effect.index[row]!;
    if (groupOf[level] === -1) groupOf[level] = group.index[row]!;
    else if (groupOf[level] !== group.index[row]) return false;
  }
  return true;
}

const scaled = (matrix: Float64Array, factor: number): Float64Array => matrix.map((value) => value * factor);

const ONE_OR_TWO_CLUSTERS = {
  fr: 'Donnez une ou deux variables de grappe.',
  en: 'Give one or two cluster variables.',
};
