import { studentQuantile, studentTail } from '../distributions.ts';
import type { Warning } from '../sentence.ts';

/** How errors are computed: equal variances, HC1, or sums over the groups of one or two variables. */
export type ErrorKind = 'iid' | 'hetero' | 'cluster';

export interface Coefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  /** Two-sided, Student's t with `df` of the result. */
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

export interface EffectsResult {
  readonly coefficients: readonly Coefficient[];
  /** Coefficients × coefficients, row-major. */
  readonly covariance: Float64Array;
  readonly errors: ErrorKind;
  /** Degrees of freedom of tests. */
  readonly df: number;
  readonly observations: number;
  /** Groups of each clustering variable. */
  readonly clusters: readonly number[];
  /** Regressors left out because others explain them. */
  readonly collinear: readonly string[];
  readonly warnings: readonly Warning[];
}

export function coefficientsOf(
  names: readonly string[],
  estimates: ArrayLike<number>,
  covariance: Float64Array,
  df: number,
  alpha: number,
): Coefficient[] {
  const critical = studentQuantile(1 - alpha / 2, df);
  return names.map((name, k) => {
    const estimate = estimates[k]!;
    const se = Math.sqrt(covariance[k * names.length + k]!);
    const t = estimate / se;
    const p = 2 * studentTail(Math.abs(t), df);
    return { name, estimate, se, t, p, low: estimate - critical * se, high: estimate + critical * se };
  });
}

/** fixest's small-sample factor for sums over clusters: G/(G-1) × (n-1)/(n-K). */
export const clusterFactor = (groups: number, n: number, parameters: number): number =>
  (groups / (groups - 1)) * ((n - 1) / (n - parameters));
