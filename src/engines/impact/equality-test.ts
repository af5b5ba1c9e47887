import { chiSquareTail } from './distributions.ts';
import { cholesky, dot, sandwich, solveCholesky } from './linear-algebra.ts';

export interface EqualityTest {
  readonly stat: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Wald test that all estimates are equal.
 *
 * @param covariance of the estimates, row-major
 * @returns null for fewer than two estimates, and when their differences have no regular covariance
 */
export function equalityTest(values: Float64Array, covariance: Float64Array): EqualityTest | null {
  const size = values.length;
  const df = size - 1;
  if (df < 1) return null;
  const differences = new Float64Array(df * size);
  for (let k = 0; k < df; k++) {
    differences[k * size] = -1;
    differences[k * size + k + 1] = 1;
  }
  const lower = cholesky(sandwich(differences, df, covariance, size), df);
  if (!lower) return null;
  const gaps = values.subarray(1).map((value) => value - values[0]!);
  const stat = dot(gaps, solveCholesky(lower, df, gaps));
  return { stat, df, p: chiSquareTail(stat, df) };
}
