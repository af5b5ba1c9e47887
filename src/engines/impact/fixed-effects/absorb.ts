import { ImpactError } from '../sentence.ts';

/** An effect to absorb: its level for each row, numbered from 0. */
export interface Effect {
  readonly index: Int32Array;
  readonly count: number;
}

/** A level explained by others up to this share of its own weight carries no information. */
const SINGULAR = 1e-10;
/** The second effect is solved exactly, by a square matrix of its levels. */
const MOST_LEVELS = 3_000;

/**
 * Residuals of columns on one or two effects, weighted least squares, exactly: the effect with more levels is taken out by means, the other
 * by the normal equations of what remains of its dummies. No iteration, so no tolerance of convergence.
 * @throws ImpactError when there are more than two effects, or the smaller of two is too large
 */
export function absorb(
  columns: readonly Float64Array[],
  effects: readonly Effect[],
  weights: Float64Array,
): Float64Array[] {
  if (effects.length > 2) {
    throw new ImpactError('too-many-effects', {
      fr: `Deux effets fixes au plus\u202f; reçu\u202f: ${effects.length}. Croisez-en deux en un seul (secteur × année).`,
      en: `Two fixed effects at most; received ${effects.length}. Cross two of them into one (sector × year).`,
    });
  }
  const [large, small] = [...effects].sort((a, b) => b.count - a.count);
  if (!large) return columns.map((column) => column.slice());
  const within = columns.map((column) => withoutMeans(column, large, weights));
  if (!small) return within;
  if (small.count > MOST_LEVELS) {
    throw new ImpactError('effect-too-large', {
      fr: `Le plus petit des deux effets fixes a ${small.count} niveaux, plus que les ${MOST_LEVELS} possibles.`,
      en: `The smaller of the two fixed effects has ${small.count} levels, more than the ${MOST_LEVELS} that fit.`,
    });
  }
  const gram = dummyGram(large, small, weights);
  const solve = eliminator(gram, small.count);
  return within.map((column) => {
    const right = new Float64Array(small.count);
    for (let row = 0; row < column.length; row++) {
      const level = small.index[row]!;
      right[level] = right[level]! + weights[row]! * column[row]!;
    }
    const coefficients = solve(right);
    const rest = column.map((value, row) => value - coefficients[small.index[row]!]!);
    return withoutMeans(rest, large, weights);
  });
}

function withoutMeans(column: Float64Array, { index, count }: Effect, weights: Float64Array): Float64Array {
  const sum = new Float64Array(count);
  const total = new Float64Array(count);
  for (let row = 0; row < column.length; row++) {
    const level = index[row]!;
    sum[level] = sum[level]! + weights[row]! * column[row]!;
    total[level] = total[level]! + weights[row]!;
  }
  return column.map((value, row) => value - sum[index[row]!]! / total[index[row]!]!);
}

/** D' W (I - P) D for the dummies D of the small effect and the projection P on the large one: levels × levels. */
function dummyGram(large: Effect, small: Effect, weights: Float64Array): Float64Array {
  const size = small.count;
  const gram = new Float64Array(size * size);
  const total = new Float64Array(large.count);
  const rowsOf = Array.from({ length: large.count }, (): number[] => []);
  for (let row = 0; row < weights.length; row++) {
    const level = small.index[row]!;
    gram[level * size + level] = gram[level * size + level]! + weights[row]!;
    total[large.index[row]!] = total[large.index[row]!]! + weights[row]!;
    rowsOf[large.index[row]!]!.push(row);
  }
  for (const [group, rows] of rowsOf.entries()) {
    for (const a of rows) {
      for (const b of rows) {
        const place = small.index[a]! * size + small.index[b]!;
        gram[place] = gram[place]! - (weights[a]! * weights[b]!) / total[group]!;
      }
    }
  }
  return gram;
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
