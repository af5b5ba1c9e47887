import { ImpactError } from '../sentence.ts';
import { absorb, type Effect } from './absorb.ts';
import {
  type EffectsData,
  type EffectsOptions,
  effectOf,
  errorsOf,
  leastSquaresOf,
  parametersOf,
  prepared,
  usableRows,
} from './effects-fit.ts';
import { coefficientsOf, type EffectsResult } from './effects-result.ts';

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
  const {
    n,
    outcome,
    regressors: originals,
    weights,
    effects,
    errors,
    groups,
    alpha,
  } = prepared(data, options, rowsWithCounts(data));
  const { mean, columns, kept, inverse, estimates } = fitted(outcome, originals, effects, weights);
  const rest = outcome.map((value, row) => value - mean[row]!);
  const parameters = parametersOf(kept.length, effects);
  const scores = columns.map((column) => column.map((value, row) => value * weights[row]! * rest[row]!));
  const fit = { inverse, scores, n, parameters, effects };
  const { covariance } = errorsOf(fit, { errors, groups, variance: (n - 1) / (n - parameters) });
  const df = Number.POSITIVE_INFINITY;
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
      r2: null,
      withinR2: null,
      rmse: Math.sqrt(
        meanOf(
          rest.map((e) => e * e),
          weights,
        ),
      ),
    },
    warnings: [],
  };
}

const meanOf = (values: Float64Array, weights: Float64Array): number =>
  values.reduce((sum, value, row) => sum + weights[row]! * value, 0) / weights.reduce((sum, weight) => sum + weight, 0);

/** Usable rows whose levels have a positive outcome somewhere: a level of zeros has an effect of minus infinity. */
function rowsWithCounts(data: EffectsData): Int32Array {
  const negative = data.outcome.findIndex((value) => value < 0);
  if (negative >= 0)
    throw new ImpactError('outcome-negative', {
      fr: `La régression de Poisson demande un résultat positif ou nul\u202f; la ligne ${negative + 1} porte ${data.outcome[negative]}.`,
      en: `Poisson regression needs an outcome of zero or more; row ${negative + 1} has ${data.outcome[negative]}.`,
    });
  let { outcome } = data;
  for (;;) {
    const rows = usableRows({ ...data, outcome });
    const empty = new Set(
      data.effects.flatMap((labels) => {
        const { index, count } = effectOf(labels, rows);
        const sums = new Float64Array(count);
        for (const [place, row] of rows.entries()) sums[index[place]!] = sums[index[place]!]! + outcome[row]!;
        return Array.from(rows).filter((_, place) => sums[index[place]!] === 0);
      }),
    );
    if (empty.size === 0) return rows;
    outcome = outcome.map((value, row) => (empty.has(row) ? Number.NaN : value));
  }
}

function fitted(
  outcome: Float64Array,
  originals: readonly Float64Array[],
  effects: readonly Effect[],
  weights: Float64Array,
) {
  const average = meanOf(outcome, weights);
  let mean = outcome.map((value) => (value + average) / 2);
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    const working = outcome.map((value, row) => Math.log(mean[row]!) + (value - mean[row]!) / mean[row]!);
    const importance = mean.map((value, row) => value * weights[row]!);
    const [target, ...regressors] = absorb([working, ...originals], effects, importance);
    const solution = leastSquaresOf(target!, regressors, originals, importance);
    const columns = solution.kept.map((k) => regressors[k]!);
    // What neither effects nor regressors explain of the working outcome; the rest is the new linear predictor.
    mean = working.map((value, row) =>
      Math.exp(
        value - columns.reduce((rest, column, k) => rest - column[row]! * solution.estimates[k]!, target![row]!),
      ),
    );
    const deviance = outcome.reduce(
      (sum, y, row) => sum + 2 * weights[row]! * ((y > 0 ? y * Math.log(y / mean[row]!) : 0) - (y - mean[row]!)),
      0,
    );
    if (Math.abs(before - deviance) <= CONVERGED * (Math.abs(deviance) + 0.1)) return { ...solution, mean, columns };
    before = deviance;
  }
  throw new ImpactError('poisson-unsettled', {
    fr: 'La régression de Poisson ne converge pas\u202f: une variable explique peut-être parfaitement les zéros. Retirez-la.',
    en: 'The Poisson regression does not settle: a regressor may explain the zeros perfectly. Leave it out.',
  });
}
