import { normalQuantile, normalTail, studentQuantile, studentTail } from '../distributions.ts';
import type { Warning } from '../sentence.ts';
import type { Prepared } from './effects-data.ts';
import type { Errors } from './effects-errors.ts';
import type { Fitted } from './effects-fit.ts';

/** How errors are computed: equal variances, HC1, or sums over the groups of one or two variables. */
export type ErrorKind = 'iid' | 'hetero' | 'cluster';

export interface Coefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  /** Two-sided, Student's t with `df` of the result; the normal law when `df` is infinite. */
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/** How close the regression comes to the outcome. */
export interface GoodnessOfFit {
  /** Share of variation explained, effects included; null where it has no meaning (Poisson), or is not known (cohort moments alone). */
  readonly r2: number | null;
  /** Share explained of what effects leave; null without effects. */
  readonly withinR2: number | null;
  /** Root of the (weighted) mean of squared residuals, in the unit of the outcome. */
  readonly rmse: number;
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
  /** Null from cohort moments with effects of cohorts, which leave what moments do not hold. */
  readonly fit: GoodnessOfFit | null;
  readonly warnings: readonly Warning[];
}

export function resultOf(
  { n, errors, groups, alpha }: Prepared,
  { names, estimates, collinear }: Fitted,
  { covariance, df, warnings }: Errors,
  fit: GoodnessOfFit,
): EffectsResult {
  return {
    coefficients: coefficientsOf(names, estimates, covariance, df, alpha),
    covariance,
    errors,
    df,
    observations: n,
    clusters: groups.map(({ count }) => count),
    collinear,
    fit,
    warnings,
  };
}

export function coefficientsOf(
  names: readonly string[],
  estimates: ArrayLike<number>,
  covariance: Float64Array,
  df: number,
  alpha: number,
): Coefficient[] {
  const normal = df === Number.POSITIVE_INFINITY;
  const critical = normal ? normalQuantile(1 - alpha / 2) : studentQuantile(1 - alpha / 2, df);
  return names.map((name, k) => {
    const estimate = estimates[k]!;
    const se = Math.sqrt(covariance[k * names.length + k]!);
    const t = estimate / se;
    const p = 2 * (normal ? normalTail(Math.abs(t)) : studentTail(Math.abs(t), df));
    return { name, estimate, se, t, p, low: estimate - critical * se, high: estimate + critical * se };
  });
}

/** fixest's small-sample factor for sums over clusters: G/(G-1) × (n-1)/(n-K). */
export const clusterFactor = (groups: number, n: number, parameters: number): number =>
  (groups / (groups - 1)) * ((n - 1) / (n - parameters));
