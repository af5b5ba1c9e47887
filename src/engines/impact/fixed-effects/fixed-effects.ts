import { type EffectsData, type EffectsOptions, type Prepared, prepared } from './effects-data.ts';
import { errorsOf, parametersOf } from './effects-errors.ts';
import { leastSquares, squaresOf } from './effects-fit.ts';
import { type EffectsResult, resultOf } from './effects-result.ts';

/**
 * Least squares with up to two fixed effects, with the conventions of R's fixest (`feols`): levels seen once are left out, collinear
 * regressors too; small-sample factors of IMPACT section 4.5. Two-way clusters add the two and take away their crossing.
 * @throws ImpactError when nothing remains to estimate
 */
export function fixedEffects(data: EffectsData, options: EffectsOptions = {}): EffectsResult {
  return regressionOf(prepared(data, options));
}

/** The same on rows chosen before. */
export function regressionOf(rows: Prepared): EffectsResult {
  const { n, outcome, weights, effects } = rows;
  const fitted = leastSquares(outcome.slice(), rows, weights);
  const squares = squaresOf(fitted.residuals, weights);
  const variance = squares / (n - parametersOf(fitted, effects));
  const { total, around } = spreadOf(outcome, weights);
  return resultOf(rows, fitted, errorsOf(rows, { fitted, residuals: fitted.residuals, variance }), {
    r2: 1 - squares / around,
    withinR2: effects.length > 0 ? 1 - squares / fitted.within : null,
    rmse: Math.sqrt(squares / total),
  });
}

/** Sum of weights, and of weighted squares around the mean. */
function spreadOf(values: Float64Array, weights: Float64Array): { readonly total: number; readonly around: number } {
  let [total, sum, around] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    total += weights[row]!;
    sum += weights[row]! * values[row]!;
  }
  const mean = sum / total;
  for (let row = 0; row < values.length; row++) around += weights[row]! * (values[row]! - mean) ** 2;
  return { total, around };
}
