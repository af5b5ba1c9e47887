import { ImpactError } from '../sentence.ts';
import { type EffectsData, type EffectsOptions, type Prepared, prepared } from './effects-data.ts';
import { errorsOf, parametersOf } from './effects-errors.ts';
import { type Fitted, leastSquares, squaresOf } from './effects-fit.ts';
import { type EffectsResult, resultOf } from './effects-result.ts';

/** The deviance moves by less than this share of itself: as many digits as doubles hold. */
const CONVERGED = 1e-12;
const MOST_STEPS = 60;

/**
 * Poisson regression with up to two fixed effects, for counts and other outcomes that are never negative (patents, exports with zeros): the
 * mean is exp(effects + regressors), and only that mean need be right (Gourieroux, Monfort & Trognon 1984). Weighted least squares on the
 * working outcome until the deviance rests, effects absorbed exactly at each step. Conventions of fixest's `fepois`: levels whose outcome is
 * always zero leave, tests are normal, equal variances take the factor (n − 1) / (n − K).
 * @throws ImpactError when an outcome is negative, or the deviance does not rest
 */
export function poissonEffects(data: EffectsData, options: EffectsOptions = {}): EffectsResult {
  refuseNegative(data.outcome);
  const rows = prepared(data, options, 'counts');
  const { n, outcome, weights, effects } = rows;
  const { mean, fitted } = settled(rows);
  const residuals = mean;
  for (let row = 0; row < n; row++) residuals[row] = outcome[row]! - mean[row]!;
  const variance = (n - 1) / (n - parametersOf(fitted, effects));
  const errors = errorsOf(rows, { fitted, residuals, variance });
  const rmse = Math.sqrt(squaresOf(residuals, weights) / weights.reduce((sum, weight) => sum + weight, 0));
  return resultOf(rows, fitted, { ...errors, df: Number.POSITIVE_INFINITY }, { r2: null, withinR2: null, rmse });
}

function refuseNegative(outcome: Float64Array): void {
  const negative = outcome.findIndex((value) => value < 0);
  if (negative >= 0)
    throw new ImpactError('outcome-negative', {
      fr: `La régression de Poisson demande un résultat positif ou nul\u202f; la ligne ${negative + 1} porte ${outcome[negative]}.`,
      en: `Poisson regression needs an outcome of zero or more; row ${negative + 1} has ${outcome[negative]}.`,
    });
}

/** The mean of each row once the deviance rests, and the last least squares. */
function settled(rows: Prepared): { readonly mean: Float64Array; readonly fitted: Fitted } {
  const { n, outcome, weights } = rows;
  let [total, sum] = [0, 0];
  for (let row = 0; row < n; row++) {
    total += weights[row]!;
    sum += weights[row]! * outcome[row]!;
  }
  const mean = outcome.map((value) => (value + sum / total) / 2);
  const working = new Float64Array(n);
  const importance = new Float64Array(n);
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    for (let row = 0; row < n; row++) {
      working[row] = Math.log(mean[row]!) + (outcome[row]! - mean[row]!) / mean[row]!;
      importance[row] = mean[row]! * weights[row]!;
    }
    const fitted = leastSquares(working.slice(), rows, importance);
    let deviance = 0;
    for (let row = 0; row < n; row++) {
      // What neither effects nor regressors explain of the working outcome; the rest is the new linear predictor.
      mean[row] = Math.exp(working[row]! - fitted.residuals[row]!);
      const y = outcome[row]!;
      deviance += 2 * weights[row]! * ((y > 0 ? y * Math.log(y / mean[row]!) : 0) - (y - mean[row]!));
    }
    if (Math.abs(before - deviance) <= CONVERGED * (Math.abs(deviance) + 0.1)) return { mean, fitted };
    before = deviance;
  }
  throw new ImpactError('poisson-unsettled', {
    fr: 'La régression de Poisson ne converge pas\u202f: une variable explique peut-être parfaitement les zéros. Retirez-la.',
    en: 'The Poisson regression does not settle: a regressor may explain the zeros perfectly. Leave it out.',
  });
}
