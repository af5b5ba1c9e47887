import { COLLINEAR_TOLERANCE, dot } from '../linear-algebra.ts';

/**
 * A design X as QR, Q'Q = 1: a regression on X loses half as many digits as from X'X, which a curve of a high degree needs.
 */
export interface Orthonormal {
  /** Q, one column after the other, each as long as there are rows. */
  readonly columns: readonly Float64Array[];
  /** R⁻¹z. */
  readonly solve: (z: Float64Array) => Float64Array;
  /** R'⁻¹v. */
  readonly solveTransposed: (v: Float64Array) => Float64Array;
}

/** By Gram-Schmidt, twice on each column so that rounding leaves no trace; null when a column follows from those before it. */
export function orthonormal(design: readonly Float64Array[]): Orthonormal | null {
  const size = design.length;
  const columns: Float64Array[] = [];
  const upper = new Float64Array(size * size);
  for (const [k, given] of design.entries()) {
    const column = Float64Array.from(given);
    for (let pass = 0; pass < 2; pass++)
      for (const [earlier, q] of columns.entries()) {
        const share = dot(q, column);
        upper[earlier * size + k]! += share;
        for (let row = 0; row < column.length; row++) column[row]! -= share * q[row]!;
      }
    const length = Math.sqrt(dot(column, column));
    if (!(length > COLLINEAR_TOLERANCE * Math.sqrt(dot(given, given)))) return null;
    upper[k * size + k] = length;
    columns.push(column.map((value) => value / length));
  }
  return {
    columns,
    solve(z) {
      const x = Float64Array.from(z);
      for (let row = size - 1; row >= 0; row--) {
        for (let k = row + 1; k < size; k++) x[row]! -= upper[row * size + k]! * x[k]!;
        x[row]! /= upper[row * size + row]!;
      }
      return x;
    },
    solveTransposed(v) {
      const x = Float64Array.from(v);
      for (let row = 0; row < size; row++) {
        for (let k = 0; k < row; k++) x[row]! -= upper[k * size + row]! * x[k]!;
        x[row]! /= upper[row * size + row]!;
      }
      return x;
    },
  };
}
