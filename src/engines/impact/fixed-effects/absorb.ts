import { ImpactError } from '../sentence.ts';
import { rowsByLevel } from './rows-by-level.ts';
import { SparseSums } from './sparse-sums.ts';

/** An effect to absorb, or a set of dummies: its level for each row, numbered from 0. */
export interface Effect {
  readonly index: Int32Array;
  readonly count: number;
}

/** A level explained by others up to this share of its own weight carries no information. */
const SINGULAR = 1e-10;
/** The second effect is solved exactly, by a square matrix of its levels; dummies are, too. */
const MOST_LEVELS = 3_000;

/** One or two effects, ready to be taken out of columns, and 0/1 columns freed of them without being written out. */
export interface Absorber {
  /** Frees a column of the effects, in place: what is left are residuals of weighted least squares on them. */
  readonly free: (column: Float64Array) => void;
  /** The dummies, in the order in which they were given. */
  readonly dummies: AbsorbedDummies;
}

/**
 * 0/1 columns freed of effects. Of a row, the k-th is left with: 1 where the row has that level, less `bySmall` at its level of the smaller
 * effect, less the same difference averaged over its level of the larger. A column of ten million rows takes as much room as one of ten.
 */
export interface AbsorbedDummies {
  readonly count: number;
  /** Products of the columns left: dummies × dummies. */
  readonly gram: Float64Array;
  /** What the smaller effect explains of each: levels × dummies; null without a second effect. */
  readonly bySmall: Float64Array | null;
  /** Of each, less what the smaller effect explains, the averages over the larger: levels × dummies. */
  readonly averages: () => Float64Array;
  readonly large: Effect | null;
  readonly small: Effect | null;
}

/**
 * One or two effects taken out by weighted least squares, exactly: the effect with more levels by means, the other by the normal equations
 * of what remains of its dummies. No iteration, so no tolerance of convergence.
 * @param levels for each set of dummies, the level of each row; below 0 for none
 * @throws ImpactError when there are more than two effects, or the smaller of two or the dummies have too many levels
 */
export function absorber(effects: readonly Effect[], weights: Float64Array, levels: readonly Effect[] = []): Absorber {
  if (effects.length > 2) {
    throw new ImpactError('too-many-effects', {
      fr: `Deux effets fixes au plus\u202f; reçu\u202f: ${effects.length}. Croisez-en deux en un seul (secteur × année).`,
      en: `Two fixed effects at most; received ${effects.length}. Cross two of them into one (sector × year).`,
    });
  }
  const [large = null, small = null] = [...effects].sort((a, b) => b.count - a.count);
  if (small && small.count > MOST_LEVELS) {
    throw new ImpactError('effect-too-large', {
      fr: `Le plus petit des deux effets fixes a ${small.count} niveaux, plus que les ${MOST_LEVELS} possibles.`,
      en: `The smaller of the two fixed effects has ${small.count} levels, more than the ${MOST_LEVELS} that fit.`,
    });
  }
  const dummies = startsOf(levels).at(-1)!;
  if (dummies > MOST_LEVELS) {
    throw new ImpactError('too-many-levels', {
      fr: `Les explicatives ont ${dummies} modalités ou temps relatifs, plus que les ${MOST_LEVELS} possibles\u202f: regroupez-les, ou donnez-les en effet fixe (--effects).`,
      en: `Regressors have ${dummies} levels or event times, more than the ${MOST_LEVELS} that fit: merge some, or give them as a fixed effect (--effects).`,
    });
  }
  const sets = small ? [small, ...levels] : levels;
  const gram = sets.length > 0 ? levelGram(large, sets, weights) : new Float64Array(0);
  const solve = small ? eliminator(corner(gram, sets), small.count) : null;
  const totals = large ? sumsBy(large, weights) : null;
  const withoutMeans = (column: Float64Array): void => {
    if (!large || !totals) return;
    const means = sumsBy(large, weights, column);
    for (let level = 0; level < means.length; level++) means[level] = means[level]! / totals[level]!;
    const { index } = large;
    for (let row = 0; row < column.length; row++) column[row] = column[row]! - means[index[row]!]!;
  };
  const free = (column: Float64Array): void => {
    withoutMeans(column);
    if (!small || !solve) return;
    const coefficients = solve(sumsBy(small, weights, column));
    const { index } = small;
    for (let row = 0; row < column.length; row++) column[row] = column[row]! - coefficients[index[row]!]!;
    withoutMeans(column);
  };
  const freed = freedDummies(gram, sets, solve);
  const averages = (): Float64Array => averagesBy(large!, small, levels, freed, weights);
  return { free, dummies: { ...freed, averages, large, small } };
}

/** Sums of weights, or of weighted values, by level; rows below 0 have none. */
export function sumsBy({ index, count }: Effect, weights: Float64Array, values?: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < index.length; row++) {
    const level = index[row]!;
    if (level >= 0) sums[level] = sums[level]! + (values ? weights[row]! * values[row]! : weights[row]!);
  }
  return sums;
}

/** D' W (I - P) D for the dummies D of all sets of levels, one after another, and the projection P on the large effect. */
function levelGram(large: Effect | null, sets: readonly Effect[], weights: Float64Array): Float64Array {
  const starts = startsOf(sets);
  const size = starts.at(-1)!;
  const gram = new Float64Array(size * size);
  for (const [a, { index: first }] of sets.entries()) {
    for (const [b, { index: second }] of sets.slice(0, a + 1).entries()) {
      for (let row = 0; row < weights.length; row++) {
        if (first[row]! < 0 || second[row]! < 0) continue;
        const place = (starts[a]! + first[row]!) * size + starts[b]! + second[row]!;
        gram[place] = gram[place]! + weights[row]!;
      }
    }
  }
  if (large) {
    const { order, ends } = rowsByLevel([large]);
    const sums = new SparseSums(size);
    for (let group = 0, at = 0; group < ends.length; group++) {
      let total = 0;
      for (; at < ends[group]!; at++) {
        const row = order[at]!;
        total += weights[row]!;
        for (let set = 0; set < sets.length; set++) {
          const level = sets[set]!.index[row]!;
          if (level >= 0) sums.add(starts[set]! + level, weights[row]!);
        }
      }
      sums.addProductsTo(gram, -1 / total);
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) gram[b * size + a] = gram[a * size + b]!;
  return gram;
}

/** Where each set of levels begins in a matrix of all, and where the last ends. */
export function startsOf(sets: readonly Effect[]): number[] {
  const starts = [0];
  for (const { count } of sets) starts.push(starts.at(-1)! + count);
  return starts;
}

/** The part of the matrix that belongs to the first set. */
function corner(gram: Float64Array, sets: readonly Effect[]): Float64Array {
  const [size, whole] = [sets[0]!.count, startsOf(sets).at(-1)!];
  return Float64Array.from({ length: size * size }, (_, at) => gram[Math.floor(at / size) * whole + (at % size)]!);
}

/** What the smaller effect, which stands first in the matrix where there is one, leaves of the others. */
function freedDummies(
  gram: Float64Array,
  sets: readonly Effect[],
  solve: ((right: Float64Array) => Float64Array) | null,
) {
  const whole = startsOf(sets).at(-1)!;
  const levels = solve ? sets[0]!.count : 0;
  const count = whole - levels;
  const explained = new Float64Array(levels * count);
  for (let k = 0; solve && k < count; k++) {
    const coefficients = solve(Float64Array.from({ length: levels }, (_, s) => gram[s * whole + levels + k]!));
    for (let s = 0; s < levels; s++) explained[s * count + k] = coefficients[s]!;
  }
  const left = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = gram[(levels + a) * whole + levels + b]!;
      for (let s = 0; s < levels; s++) product -= gram[(levels + a) * whole + s]! * explained[s * count + b]!;
      left[a * count + b] = product;
      left[b * count + a] = product;
    }
  }
  return { count, gram: left, bySmall: solve ? explained : null };
}

function averagesBy(
  large: Effect,
  small: Effect | null,
  sets: readonly Effect[],
  { count, bySmall }: Pick<AbsorbedDummies, 'count' | 'bySmall'>,
  weights: Float64Array,
): Float64Array {
  const averages = new Float64Array(large.count * count);
  const totals = sumsBy(large, weights);
  const starts = startsOf(sets);
  for (let row = 0; row < weights.length; row++) {
    const group = large.index[row]!;
    const share = weights[row]! / totals[group]!;
    for (let set = 0; set < sets.length; set++) {
      const level = sets[set]!.index[row]!;
      const place = group * count + starts[set]! + level;
      if (level >= 0) averages[place] = averages[place]! + share;
    }
    for (let k = 0; small && k < count; k++)
      averages[group * count + k] = averages[group * count + k]! - share * bySmall![small.index[row]! * count + k]!;
  }
  return averages;
}

/** Solves with a singular positive semidefinite matrix: levels that others explain get a coefficient of zero. */
export function eliminator(gram: Float64Array, size: number): (right: Float64Array) => Float64Array {
  const { lower, kept } = partialCholesky(gram, size, SINGULAR);
  return (right) => {
    const x = right.slice();
    for (let row = 0; row < size; row++) {
      if (!kept[row]) x[row] = 0;
      else {
        for (let k = 0; k < row; k++) x[row] = x[row]! - lower[row * size + k]! * x[k]!;
        x[row] = x[row]! / lower[row * size + row]!;
      }
    }
    for (let row = size - 1; row >= 0; row--) {
      if (!kept[row]) continue;
      for (let k = row + 1; k < size; k++) x[row] = x[row]! - lower[k * size + row]! * x[k]!;
      x[row] = x[row]! / lower[row * size + row]!;
    }
    return x;
  };
}

/** Cholesky that sets aside, in order, each column that those before explain (its rest below `tolerance` times its diagonal). */
export function partialCholesky(gram: Float64Array, size: number, tolerance: number) {
  const lower = new Float64Array(size * size);
  const kept = new Uint8Array(size);
  for (let column = 0; column < size; column++) {
    const diagonal = gram[column * size + column]!;
    let rest = diagonal;
    for (let k = 0; k < column; k++) rest -= lower[column * size + k]! ** 2;
    if (!(rest > tolerance * diagonal)) {
      for (let k = 0; k < column; k++) lower[column * size + k] = 0;
      continue;
    }
    kept[column] = 1;
    const root = Math.sqrt(rest);
    lower[column * size + column] = root;
    for (let row = column + 1; row < size; row++) {
      let sum = gram[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      lower[row * size + column] = sum / root;
    }
  }
  return { lower, kept };
}
