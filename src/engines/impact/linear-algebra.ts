/**
 * Dense linear algebra for the small matrices of the engine (covariates, cells): at most a few hundred rows. Matrices are row-major
 * Float64Array; a symmetric matrix is stored whole. A function that may meet a singular matrix says so by `null`, never by NaN.
 */

/** Collinearity as R's `qr` sees it: a column whose part not explained by the columns before it is below this share of its length. */
export const COLLINEAR_TOLERANCE = 1e-7;

export const MACHINE_EPSILON = 2 ** -52;

/**
 * Below this reciprocal condition a Gram matrix of uncorrelated columns with variance one is singular: exact dependence leaves 1e-16 or so
 * after rounding, and data that carry information stay far above.
 */
export const SINGULAR = 1e-12;

/** Lower Cholesky factor of a symmetric positive definite matrix (size × size), or null when it is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (row === column) {
        if (!(sum > 0)) return null;
        lower[row * size + row] = Math.sqrt(sum);
      } else lower[row * size + column] = sum / lower[column * size + column]!;
    }
  }
  return lower;
}

/** Solves L L' x = b for one right-hand side, given the lower Cholesky factor. */
export function solveCholesky(lower: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = x[row]!;
    for (let k = 0; k < row; k++) sum -= lower[row * size + k]! * x[k]!;
    x[row] = sum / lower[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row]!;
    for (let k = row + 1; k < size; k++) sum -= lower[k * size + row]! * x[k]!;
    x[row] = sum / lower[row * size + row]!;
  }
  return x;
}

/** Inverse of a square matrix by elimination with partial pivoting, or null when a pivot is exactly zero. */
export function inverse(matrix: Float64Array, size: number): Float64Array | null {
  const left = Float64Array.from(matrix);
  const right = identity(size);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(left[row * size + column]!) > Math.abs(left[pivot * size + column]!)) pivot = row;
    const head = left[pivot * size + column]!;
    if (head === 0 || !Number.isFinite(head)) return null;
    if (pivot !== column) {
      swapRows(left, size, pivot, column);
      swapRows(right, size, pivot, column);
    }
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = left[row * size + column]! / head;
      if (factor === 0) continue;
      for (let k = column; k < size; k++)
        left[row * size + k] = left[row * size + k]! - factor * left[column * size + k]!;
      for (let k = 0; k < size; k++)
        right[row * size + k] = right[row * size + k]! - factor * right[column * size + k]!;
    }
  }
  for (let row = 0; row < size; row++) {
    const head = left[row * size + row]!;
    for (let k = 0; k < size; k++) right[row * size + k] = right[row * size + k]! / head;
  }
  return right;
}

function swapRows(matrix: Float64Array, size: number, a: number, b: number): void {
  for (let k = 0; k < size; k++) {
    const kept = matrix[a * size + k]!;
    matrix[a * size + k] = matrix[b * size + k]!;
    matrix[b * size + k] = kept;
  }
}

export function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) matrix[k * size + k] = 1;
  return matrix;
}

/** Reciprocal condition number in the 1-norm, as R's `rcond`: 0 for a singular matrix. */
export function reciprocalCondition(matrix: Float64Array, size: number): number {
  const inverted = inverse(matrix, size);
  if (!inverted) return 0;
  const value = 1 / (columnNorm(matrix, size) * columnNorm(inverted, size));
  return Number.isFinite(value) ? value : 0;
}

function columnNorm(matrix: Float64Array, size: number): number {
  let norm = 0;
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let row = 0; row < size; row++) sum += Math.abs(matrix[row * size + column]!);
    norm = Math.max(norm, sum);
  }
  return norm;
}

/** matrix (rows × columns) times vector (columns). */
export function multiply(matrix: Float64Array, rows: number, columns: number, vector: Float64Array): Float64Array {
  const product = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += matrix[row * columns + k]! * vector[k]!;
    product[row] = sum;
  }
  return product;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** u' M v, for a square matrix M of `size`. */
export function bilinear(matrix: Float64Array, size: number, u: Float64Array, v: Float64Array): number {
  return dot(u, multiply(matrix, size, size, v));
}

/** B M B' for B (rows × size) and M (size × size): the covariance of linear combinations. */
export function sandwich(combinations: Float64Array, rows: number, matrix: Float64Array, size: number): Float64Array {
  const result = new Float64Array(rows * rows);
  const products = Array.from({ length: rows }, (_, row) =>
    multiply(matrix, size, size, combinations.subarray(row * size, (row + 1) * size)),
  );
  for (let a = 0; a < rows; a++)
    for (let b = 0; b < rows; b++)
      result[a * rows + b] = dot(combinations.subarray(a * size, (a + 1) * size), products[b]!);
  return result;
}

/** Eigenvalues (ascending) and eigenvectors (columns of `vectors`) of a symmetric matrix, by cyclic Jacobi rotations. */
export function symmetricEigen(
  matrix: Float64Array,
  size: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = identity(size);
  let scale = 0;
  for (const value of a) scale = Math.max(scale, Math.abs(value));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off = Math.max(off, Math.abs(a[p * size + q]!));
    if (off <= scale * 1e-17) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, k) => k).sort((x, y) => a[x * size + x]! - a[y * size + y]!);
  const vectors = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    for (let row = 0; row < size; row++) vectors[row * size + column] = v[row * size + order[column]!]!;
  return { values: Float64Array.from(order, (k) => a[k * size + k]!), vectors };
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const left = a[k * size + p]!;
    const right = a[k * size + q]!;
    a[k * size + p] = c * left - s * right;
    a[k * size + q] = s * left + c * right;
  }
  for (let k = 0; k < size; k++) {
    const left = a[p * size + k]!;
    const right = a[q * size + k]!;
    a[p * size + k] = c * left - s * right;
    a[q * size + k] = s * left + c * right;
  }
  for (let k = 0; k < size; k++) {
    const left = v[k * size + p]!;
    const right = v[k * size + q]!;
    v[k * size + p] = c * left - s * right;
    v[k * size + q] = s * left + c * right;
  }
}

/** A factor F (size × size) with F F' = matrix, for a positive semidefinite matrix; small negative eigenvalues count as zero. */
export function semidefiniteFactor(matrix: Float64Array, size: number): Float64Array {
  const lower = cholesky(matrix, size);
  if (lower) return lower;
  const { values, vectors } = symmetricEigen(matrix, size);
  const factor = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const root = Math.sqrt(Math.max(0, values[column]!));
    for (let row = 0; row < size; row++) factor[row * size + column] = vectors[row * size + column]! * root;
  }
  return factor;
}

export interface LeastSquares {
  /** One coefficient for each column; 0 for a column that the ones before it already explain. */
  readonly coefficients: Float64Array;
  /** Positions of the columns that are linearly dependent on the columns before them. */
  readonly collinear: readonly number[];
}

/**
 * Least squares of y (n) on X (n × k, column-major), by Householder reflections. Like R's `lm`, a dependent column is set aside
 * (COLLINEAR_TOLERANCE) and the others are estimated without it. For weights, multiply rows by their square roots first.
 */
export function leastSquares(x: Float64Array, n: number, k: number, y: Float64Array): LeastSquares {
  const q = Float64Array.from(x);
  const right = Float64Array.from(y);
  const kept: number[] = [];
  const collinear: number[] = [];
  const upper: Float64Array[] = [];
  for (let column = 0; column < k; column++) {
    const at = column * n;
    const rank = kept.length;
    const length = norm(x, at, n);
    const rest = rank < n ? norm(q, at + rank, n - rank) : 0;
    if (!(rest > length * COLLINEAR_TOLERANCE)) {
      collinear.push(column);
      continue;
    }
    const diagonal = q[at + rank]! > 0 ? -rest : rest;
    // The reflection that turns the rest of this column into (diagonal, 0, 0, …), kept as the vector v with beta = 2 / v'v.
    const v = q.slice(at + rank, at + n);
    v[0] = v[0]! - diagonal;
    const beta = 2 / dot(v, v);
    for (let other = column + 1; other < k; other++) reflect(q, other * n + rank, v, beta);
    reflect(right, rank, v, beta);
    q[at + rank] = diagonal;
    upper.push(Float64Array.from({ length: rank + 1 }, (_, row) => q[at + row]!));
    kept.push(column);
  }
  const coefficients = new Float64Array(k);
  for (let row = kept.length - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let later = row + 1; later < kept.length; later++) sum -= upper[later]![row]! * coefficients[kept[later]!]!;
    coefficients[kept[row]!] = sum / upper[row]![row]!;
  }
  return { coefficients, collinear };
}

function norm(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[from + k]! ** 2;
  return Math.sqrt(sum);
}

function reflect(values: Float64Array, from: number, v: Float64Array, beta: number): void {
  let product = 0;
  for (let k = 0; k < v.length; k++) product += v[k]! * values[from + k]!;
  product *= beta;
  for (let k = 0; k < v.length; k++) values[from + k] = values[from + k]! - product * v[k]!;
}
