import { chiSquareTail } from './distributions.ts';
import { cholesky, dot, sandwich, solveCholesky } from './linear-algebra.ts';

export interface EqualityTest {
  readonly stat: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Wald test that all estimates are equal; or, with a width above one, that groups of so many estimates are equal to each other.
 *
 * @param values group after group
 * @param covariance of the estimates, row-major
 * @returns null for fewer than two groups, and when their differences have no regular covariance
 */
export function equalityTest(values: Float64Array, covariance: Float64Array, width = 1): EqualityTest | null {
  const size = values.length;
  const df = size - width;
  if (df < 1) return null;
  const differences = new Float64Array(df * size);
  for (let k = 0; k < df; k++) {
    differences[k * size + (k % width)] = -1;
    differences[k * size + k + width] = 1;
  }
  const lower = cholesky(sandwich(differences, df, covariance, size), df);
  if (!lower) return null;
  const gaps = values.subarray(width).map((value, k) => value - values[k % width]!);
  const stat = dot(gaps, solveCholesky(lower, df, gaps));
  return { stat, df, p: chiSquareTail(stat, df) };
}
