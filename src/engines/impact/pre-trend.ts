import { cellCovariance } from './aggregate.ts';
import { chiSquareTail } from './distributions.ts';
import { dot, inverse, MACHINE_EPSILON, multiply, reciprocalCondition } from './linear-algebra.ts';
import type { Cell, JointCovariance, Wald } from './result.ts';
import type { Warning } from './sentence.ts';

/**
 * Joint test that every effect before treatment is zero: W = a'V⁻¹a, chi-squared. Cells without error (the base period) do not enter.
 * No statistic is given when their covariance is singular up to rounding: it would measure rounding.
 */
export function preTrendTest(
  cells: readonly Cell[],
  offset: number,
  covariance: JointCovariance,
): { readonly wald: Wald | null; readonly warning?: Warning } {
  const places: number[] = [];
  const effects: number[] = [];
  for (const [k, { g, t, att, se }] of cells.entries()) {
    if (g <= t || att === null || se === null) continue;
    places.push(offset + k);
    effects.push(att);
  }
  const df = places.length;
  if (df === 0) return { wald: null };
  const variance = cellCovariance({ covariance, outcomes: [], cohorts: [] }, places);
  const inverted = reciprocalCondition(variance, df) > MACHINE_EPSILON ? inverse(variance, df) : null;
  if (!inverted)
    return {
      wald: null,
      warning: {
        code: 'pre-trend-singular',
        fr: `Le test des tendances avant traitement n’est pas donné\u202f: la covariance des ${df} effets antérieurs est singulière (trop peu d’unités par cohorte).`,
        en: `The pre-trend test is not given: the covariance of the ${df} effects before treatment is singular (too few units in each cohort).`,
      },
    };
  const a = Float64Array.from(effects);
  const stat = dot(a, multiply(inverted, df, df, a));
  return { wald: { stat, df, p: chiSquareTail(stat, df) } };
}
