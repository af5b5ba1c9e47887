import {
  COLLINEAR_TOLERANCE,
  cholesky,
  inverse,
  reciprocalCondition,
  SINGULAR,
  solveCholesky,
} from '../linear-algebra.ts';

/**
 * A design matrix whose columns are orthonormal over the whole sample: x'x / n = I, the intercept first and equal to one. Every estimator
 * here is unchanged by an invertible change of columns, and this one keeps normal equations exact when covariates are large, or nearly
 * dependent (age, age², age³).
 */
export interface Design {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly x: Float64Array;
  /** Positions, among the covariates given, of columns that the others already explain: left out. */
  readonly collinear: readonly number[];
}

/** @param covariates one column for each, without the intercept. */
export function orthonormalDesign(covariates: readonly Float64Array[], rows: number): Design {
  const kept: Float64Array[] = [new Float64Array(rows).fill(1)];
  const collinear: number[] = [];
  for (const [position, covariate] of covariates.entries()) {
    const column = Float64Array.from(covariate);
    const length = rootMeanSquare(column);
    // Twice is enough (Parlett, The Symmetric Eigenvalue Problem, 6.9): what rounding leaves the first time goes the second.
    for (let pass = 0; pass < 2; pass++) for (const base of kept) subtractProjection(column, base);
    const rest = rootMeanSquare(column);
    if (!(rest > length * COLLINEAR_TOLERANCE)) collinear.push(position);
    else kept.push(column.map((value) => value / rest));
  }
  const columns = kept.length;
  const x = new Float64Array(rows * columns);
  for (const [at, column] of kept.entries()) for (let i = 0; i < rows; i++) x[i * columns + at] = column[i]!;
  return { rows, columns, x, collinear };
}

function rootMeanSquare(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value * value;
  return Math.sqrt(sum / column.length);
}

function subtractProjection(column: Float64Array, base: Float64Array): void {
  let product = 0;
  for (let i = 0; i < column.length; i++) product += column[i]! * base[i]!;
  product /= column.length;
  for (let i = 0; i < column.length; i++) column[i] = column[i]! - product * base[i]!;
}

/** Mean over the sample of weight × row: a vector with one place for each column. */
export function meanRow({ x, rows, columns }: Design, weight: Float64Array): Float64Array {
  const sum = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const w = weight[i]!;
    if (w !== 0) for (let k = 0; k < columns; k++) sum[k] = sum[k]! + w * x[i * columns + k]!;
  }
  for (let k = 0; k < columns; k++) sum[k] = sum[k]! / rows;
  return sum;
}

/** Mean over the sample of weight × row × row': columns × columns. */
export function meanGram({ x, rows, columns }: Design, weight: Float64Array): Float64Array {
  const sum = new Float64Array(columns * columns);
  for (let i = 0; i < rows; i++) {
    const w = weight[i]!;
    if (w === 0) continue;
    for (let a = 0; a < columns; a++) {
      const wx = w * x[i * columns + a]!;
      for (let b = 0; b <= a; b++) sum[a * columns + b] = sum[a * columns + b]! + wx * x[i * columns + b]!;
    }
  }
  for (let a = 0; a < columns; a++)
    for (let b = 0; b <= a; b++) {
      const mean = sum[a * columns + b]! / rows;
      sum[a * columns + b] = mean;
      sum[b * columns + a] = mean;
    }
  return sum;
}

/** a × b, place by place. */
export function times(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = a[i]! * b[i]!;
  return result;
}

/** a − b, place by place. */
export function minus(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = a[i]! - b[i]!;
  return result;
}

/** row_i' v for every row. */
export function product({ x, rows, columns }: Design, v: Float64Array): Float64Array {
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += x[i * columns + k]! * v[k]!;
    result[i] = sum;
  }
  return result;
}

/** A regression or a propensity that cannot be estimated: the cell has no effect, and this says why. */
export class Unestimable extends Error {
  readonly reason: 'collinear' | 'overlap' | 'separation' | 'no-treated' | 'no-controls';

  constructor(reason: Unestimable['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** How each row moves estimated coefficients: score_i x_i' inverse. */
export interface Learning {
  readonly score: Float64Array;
  /** columns × columns. */
  readonly inverse: Float64Array;
}

export interface Regression extends Learning {
  readonly fitted: Float64Array;
}

/** Weighted least squares of y over the rows whose weight is not zero; fitted for all rows. */
export function regress(design: Design, y: Float64Array, weight: Float64Array): Regression {
  const { columns, rows } = design;
  const gram = meanGram(design, weight);
  const lower = cholesky(gram, columns);
  if (!lower || reciprocalCondition(gram, columns) < SINGULAR) throw new Unestimable('collinear');
  const coefficients = new Float64Array(columns);
  let fitted: Float64Array = new Float64Array(rows);
  // The second step refines the first: what is left of X'We after rounding is solved again.
  for (let step = 0; step < 2; step++) {
    const correction = solveCholesky(lower, columns, meanRow(design, times(weight, minus(y, fitted))));
    for (let k = 0; k < columns; k++) coefficients[k] = coefficients[k]! + correction[k]!;
    fitted = product(design, coefficients);
  }
  return { fitted, score: times(weight, minus(y, fitted)), inverse: inverse(gram, columns)! };
}

/** score_i x_i' inverse m for every row: how estimating coefficients moves a mean whose derivative by them is m. */
export function influenceOf(design: Design, { score, inverse: inverted }: Learning, m: Float64Array): Float64Array {
  const direction = new Float64Array(design.columns);
  for (let a = 0; a < design.columns; a++)
    for (let b = 0; b < design.columns; b++) direction[a] = direction[a]! + inverted[a * design.columns + b]! * m[b]!;
  return times(product(design, direction), score);
}
