import { ImpactError } from '../sentence.ts';
import { absorb } from './absorb.ts';
import {
  type EffectsData,
  type EffectsOptions,
  errorsOf,
  leastSquaresOf,
  parametersOf,
  prepared,
  usableRows,
} from './effects-fit.ts';
import { coefficientsOf, type EffectsResult } from './effects-result.ts';

/**
 * Least squares with up to two fixed effects, with the conventions of R's fixest (`feols`): levels seen once are left out, collinear
 * regressors too; small-sample factors of IMPACT section 4.5. Two-way clusters add the two and take away their crossing.
 * @throws ImpactError when nothing remains to estimate
 */
export function fixedEffects(data: EffectsData, options: EffectsOptions = {}): EffectsResult {
  const {
    n,
    outcome: raw,
    regressors: originals,
    weights,
    effects,
    errors,
    groups,
    alpha,
  } = prepared(data, options, usableRows(data));
  const [outcome, ...regressors] = absorb([raw, ...originals], effects, weights);
  if (squaresOf(outcome!, weights) <= ROUNDING * squaresOf(raw, weights))
    throw new ImpactError('outcome-constant', CONSTANT);
  const { kept, inverse, estimates } = leastSquaresOf(outcome!, regressors, originals, weights);
  const columns = kept.map((k) => regressors[k]!);
  const residuals = outcome!.map((value, row) =>
    columns.reduce((rest, column, k) => rest - column[row]! * estimates[k]!, value),
  );
  const parameters = parametersOf(kept.length, effects);
  const scores = columns.map((column) => column.map((value, row) => value * weights[row]! * residuals[row]!));
  const squares = squaresOf(residuals, weights);
  const { covariance, df } = errorsOf(
    { inverse, scores, n, parameters, effects },
    { errors, groups, variance: squares / (n - parameters) },
  );
  return {
    coefficients: coefficientsOf(
      kept.map((k) => data.regressors[k]!.name),
      estimates,
      covariance,
      df,
      alpha,
    ),
    covariance,
    errors,
    df,
    observations: n,
    clusters: groups.map(({ count }) => count),
    collinear: data.regressors.filter((_, k) => !kept.includes(k)).map(({ name }) => name),
    fit: {
      r2: 1 - squares / squaresOf(centred(raw, weights), weights),
      withinR2: effects.length > 0 ? 1 - squares / squaresOf(outcome!, weights) : null,
      rmse: Math.sqrt(squares / weights.reduce((sum, weight) => sum + weight, 0)),
    },
    warnings: [],
  };
}

/** Of squares, what rounding leaves where an outcome does not vary. */
const ROUNDING = 1e-24;
const CONSTANT = {
  fr: 'La variable expliquée ne varie pas à effets fixes donnés\u202f: il n’y a rien à expliquer. Vérifiez la colonne, ou ôtez un effet fixe.',
  en: 'The outcome does not vary within fixed effects: there is nothing to explain. Check the column, or leave out a fixed effect.',
};

const squaresOf = (values: Float64Array, weights: Float64Array): number =>
  values.reduce((sum, value, row) => sum + weights[row]! * value * value, 0);

function centred(values: Float64Array, weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, row) => sum + weights[row]! * value, 0) / total;
  return values.map((value) => value - mean);
}
