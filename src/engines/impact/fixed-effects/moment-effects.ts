import { inverse as invert, sandwich } from '../linear-algebra.ts';
import type { CohortMoments, Moments, RunSql } from '../moments/cohort-moments.ts';
import { covarianceOf, loadingSize } from '../moments/influence.ts';
import type { MomentSource } from '../moments/moment-source.ts';
import { ImpactError } from '../sentence.ts';
import { partialCholesky } from './absorb.ts';
import type { Errors } from './effects-errors.ts';
import { CONSTANT, NOTHING_TO_ESTIMATE, ROUNDING } from './effects-fit.ts';
import { clusterFactor, coefficientsOf, type EffectsResult } from './effects-result.ts';
import { eventName, eventTimes, nameOf, REFERENCE_TIME } from './event-times.ts';
import { averages, type CountedTime, type SunAbraham } from './sun-abraham.ts';
import { twoWayCovariance } from './two-way-errors.ts';

/** A regressor that depends on cohort and period only: its value in each. */
export interface CohortRegressor {
  readonly name: string;
  readonly value: (cohort: number, period: number) => number;
}

export interface MomentEffectsOptions {
  /** By unit, or by the cluster of the moments when they have one (the default); `two-way` adds the period. */
  readonly errors?: 'iid' | 'hetero' | 'cluster' | 'two-way';
  /** Effects of units, or of cohorts: coefficients are the same, the count of parameters is not. */
  readonly effects?: 'unit' | 'cohort';
  /** Squares of the outcome around its mean, over all observations (`totalSquares`), which moments do not hold: the share explained needs it. */
  readonly total?: number;
  readonly alpha?: number;
}

/** A regressor explained by others up to this share of its variation is left out. */
const COLLINEAR = 1e-10;

/** Squares of the one outcome of a source around its mean, over all units and periods, summed where the data are. */
export async function totalSquares({ relation, outcomes, block = '0' }: MomentSource, run: RunSql): Promise<number> {
  const { values, pilot } = outcomes[0]!;
  const centre = sumOf(pilot) / pilot.length;
  const sums = values.flatMap((value) => [
    `sum(${value} - ${centre}e0)`,
    `sum((${value} - ${centre}e0) * (${value} - ${centre}e0))`,
  ]);
  const rows = await run(`select ${block}, count(*), ${sums.join(', ')} from ${relation} group by 1 order by 1`);
  const numbers = rows.map((row) => row.map(Number));
  const sum = (of: (place: number) => boolean): number =>
    sumOf(numbers.map((row) => sumOf(row.filter((_, place) => place > 1 && of(place)))));
  const n = sumOf(numbers.map(([, count]) => count! * values.length));
  return sum((place) => place % 2 === 1) - sum((place) => place % 2 === 0) ** 2 / n;
}

/**
 * Two-way fixed effects (unit and period) on a balanced panel, from cohort moments: equal to the regression on all rows, whatever their
 * number, because regressors are the same for all units of a cohort. Errors as fixest computes them (IMPACT sections 4.5 and 5).
 * @throws ImpactError when moments are weighted or stratified, or nothing varies
 */
export function effectsFromMoments(
  moments: Moments,
  regressors: readonly CohortRegressor[],
  { errors = 'cluster', effects = 'unit', total, alpha = 0.05 }: MomentEffectsOptions = {},
): EffectsResult {
  if (moments.weighted || moments.stratified || moments.outcomes.length !== 1) {
    throw new ImpactError('moments-too-rich', {
      fr: 'Les effets fixes par moments portent sur un résultat, sans poids ni strates. Estimez par lignes.',
      en: 'Fixed effects from moments take one outcome, without weights or strata. Estimate from rows.',
    });
  }
  const span = moments.periods.length;
  const units = moments.cohorts.reduce((sum, { count }) => sum + count, 0);
  const candidates = regressors.map(({ value }) =>
    demeaned(moments, ({ cohort }) => Float64Array.from(moments.periods, (period) => value(cohort, period))),
  );
  const raw = regressors.map(({ value }) =>
    moments.cohorts.reduce(
      (sum, { cohort, count }) =>
        sum + count * moments.periods.reduce((part, period) => part + value(cohort, period) ** 2, 0),
      0,
    ),
  );
  const varying = [...candidates.keys()].filter(
    (k) => product(moments, candidates[k]!, candidates[k]!) > COLLINEAR * raw[k]!,
  );
  const gramOf = (places: readonly number[]): Float64Array =>
    Float64Array.from({ length: places.length ** 2 }, (_, at) =>
      product(moments, candidates[places[Math.floor(at / places.length)]!]!, candidates[places[at % places.length]!]!),
    );
  const independent = partialCholesky(gramOf(varying), varying.length, COLLINEAR).kept;
  const kept = varying.filter((_, k) => independent[k] === 1);
  const size = kept.length;
  if (size === 0) throw new ImpactError('nothing-to-estimate', NOTHING_TO_ESTIMATE);
  const outcome = demeaned(moments, levelsOf);
  const within = sumOf(moments.cohorts.map((cohort, c) => sumOf(squaredResiduals(cohort, outcome[c]!, span))));
  if (within <= ROUNDING * (squaresOfMeans(moments) + (total ?? 0)))
    throw new ImpactError('outcome-constant', CONSTANT);
  const columns = kept.map((k) => candidates[k]!);
  const bread = invert(gramOf(kept), size)!;
  const right = columns.map((column) => product(moments, column, outcome));
  const estimates = columns.map((_, a) => right.reduce((sum, value, b) => sum + bread[a * size + b]! * value, 0));
  const residuals = outcome.map((levels, c) =>
    levels.map((value, t) => columns.reduce((rest, column, k) => rest - column[c]![t]! * estimates[k]!, value)),
  );
  const n = units * span;
  // Unit effects are within each unit, and so not counted when errors are by unit or by groups of units; cohort effects are.
  const levels = effects === 'unit' ? units : moments.cohorts.length;
  const nested = effects === 'unit' ? units - 1 : 0;
  const parameters = size + levels + span - 1;
  const variation = moments.cohorts.map((cohort, c) => squaredResiduals(cohort, residuals[c]!, span));
  const squares = sumOf(variation.map(sumOf));
  const meat = (weight: (c: number, t: number, a: number, b: number) => number): Float64Array => {
    const sums = new Float64Array(size * size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        for (let c = 0; c < moments.cohorts.length; c++)
          for (let t = 0; t < span; t++) sums[a * size + b] = sums[a * size + b]! + weight(c, t, a, b);
    return sandwich(bread, size, sums, size);
  };
  const hetero = () => meat((c, t, a, b) => columns[a]![c]![t]! * columns[b]![c]![t]! * variation[c]![t]!);
  const groups = moments.clusters ? moments.clusters.length : units;
  const clustered = () => scoreCovariance(moments, columns, residuals, bread, units);
  const told = ((): Errors & { readonly clusters: readonly number[] } => {
    const free = { df: n - parameters, clusters: [], warnings: [] };
    switch (errors) {
      case 'iid':
        return { ...free, covariance: bread.map((value) => (value * squares) / (n - parameters)) };
      case 'hetero':
        return { ...free, covariance: hetero().map((value) => (value * n) / (n - parameters)) };
      case 'cluster': {
        const factor = clusterFactor(groups, n, parameters - nested);
        return {
          covariance: clustered().map((value) => value * factor),
          df: groups - 1,
          clusters: [groups],
          warnings: [],
        };
      }
      case 'two-way': {
        if (moments.clusters) throw new ImpactError('two-way-by-unit', twoWayByUnit);
        const factor = clusterFactor(Math.min(groups, span), n, parameters - nested - (span - 1));
        const byPeriod = periodCovariance(moments, columns, residuals, bread);
        const { covariance, warnings } = twoWayCovariance(clustered(), byPeriod, hetero());
        return {
          covariance: covariance.map((value) => value * factor),
          df: Math.min(groups, span) - 1,
          clusters: [groups, span],
          warnings,
        };
      }
    }
  })();
  return {
    coefficients: coefficientsOf(
      kept.map((k) => regressors[k]!.name),
      estimates,
      told.covariance,
      told.df,
      alpha,
    ),
    ...told,
    errors: errors === 'two-way' ? 'cluster' : errors,
    observations: n,
    collinear: regressors.filter((_, k) => !kept.includes(k)).map(({ name }) => name),
    // Of cohorts, effects leave the variation between units of one.
    fit:
      effects === 'unit'
        ? {
            r2: total === undefined ? null : 1 - squares / total,
            withinR2: 1 - squares / within,
            rmse: Math.sqrt(squares / n),
          }
        : null,
  };
}

/** One dummy, treated or not: the effect that Goodman-Bacon takes apart. */
export const twoWayFromMoments = (moments: Moments, options?: MomentEffectsOptions): EffectsResult =>
  effectsFromMoments(moments, [{ name: 'treated', value: (g, t) => (g > 0 && t >= g ? 1 : 0) }], options);

/**
 * One dummy for each time since treatment but the references, whatever the cohort; cohorts not treated by the last period have none.
 * @throws ImpactError when no unit is treated, and as effectsFromMoments does
 */
export function eventStudyFromMoments(
  moments: Moments,
  { reference = [REFERENCE_TIME], ...options }: MomentEffectsOptions & { readonly reference?: readonly number[] } = {},
): EffectsResult {
  const last = moments.periods.at(-1)!;
  const times = eventTimes(cohortTimes(moments), last, reference);
  const regressors = times.map(
    (time): CohortRegressor => ({
      name: eventName(time),
      value: (g, t) => (g > 0 && g <= last && t - g === time ? 1 : 0),
    }),
  );
  return effectsFromMoments(moments, regressors, options);
}

export function sunAbrahamFromMoments(moments: Moments, options: MomentEffectsOptions = {}): SunAbraham {
  const cells = cohortTimes(moments).filter(({ time }) => time !== REFERENCE_TIME);
  const regressors = cells.map(dummyOf);
  return averages(effectsFromMoments(moments, regressors, options), cells, options.alpha ?? 0.05);
}

/** Extended two-way fixed effects (Wooldridge 2021): one dummy for each treated cohort and period, averaged as Sun and Abraham's are. */
export function extendedTwoWayFromMoments(moments: Moments, options: MomentEffectsOptions = {}): SunAbraham {
  const cells = cohortTimes(moments).filter(({ time }) => time >= 0);
  const regressors = cells.map(dummyOf);
  return averages(
    effectsFromMoments(moments, regressors, { effects: 'cohort', ...options }),
    cells,
    options.alpha ?? 0.05,
  );
}

const dummyOf = (cell: CountedTime): CohortRegressor => ({
  name: nameOf(cell),
  value: (g, t) => (g === cell.cohort && t - g === cell.time ? 1 : 0),
});

function cohortTimes({ cohorts, periods }: Moments): CountedTime[] {
  return cohorts
    .filter(({ cohort }) => cohort > 0)
    .flatMap(({ cohort, count }) => periods.map((period) => ({ cohort, time: period - cohort, observations: count })));
}

/** Squares of the means of cohorts by period, over all observations: how large an outcome is. */
const squaresOfMeans = ({ cohorts }: Moments): number =>
  sumOf(
    cohorts.map(({ count, mean, firstLevel }) =>
      sumOf([0, ...mean].map((difference) => count * (firstLevel[0]! + difference) ** 2)),
    ),
  );

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

/** Cohort means by period, from the first period on: the level itself does not matter within units. */
const levelsOf = ({ mean }: CohortMoments): Float64Array => Float64Array.of(0, ...mean);

/** Values by cohort and period less their means by unit and by period. */
function demeaned({ cohorts, periods }: Moments, valuesOf: (cohort: CohortMoments) => Float64Array): Float64Array[] {
  const span = periods.length;
  const within = cohorts.map((cohort) => {
    const values = valuesOf(cohort);
    const mean = values.reduce((sum, value) => sum + value, 0) / span;
    return values.map((value) => value - mean);
  });
  const units = cohorts.reduce((sum, { count }) => sum + count, 0);
  const byPeriod = periods.map((_, t) =>
    cohorts.reduce((sum, { count }, c) => sum + (count / units) * within[c]![t]!, 0),
  );
  return within.map((values) => values.map((value, t) => value - byPeriod[t]!));
}

const product = ({ cohorts }: Moments, a: readonly Float64Array[], b: readonly Float64Array[]): number =>
  cohorts.reduce((sum, { count }, c) => sum + count * a[c]!.reduce((part, value, t) => part + value * b[c]![t]!, 0), 0);

/** Sum over the units of a cohort of their squared residuals, by period: deviations within units, then the cohort's own residual. */
function squaredResiduals({ cross, count }: CohortMoments, residual: Float64Array, span: number): Float64Array {
  const size = span + 1;
  // Deviations are from the first period, whose own deviation is zero.
  const covariation = (s: number, t: number): number => (s === 0 || t === 0 ? 0 : cross[(s - 1) * size + t - 1]!);
  const periods = [...residual.keys()];
  const rows = periods.map((s) => periods.reduce((sum, t) => sum + covariation(s, t), 0));
  const total = rows.reduce((sum, row) => sum + row, 0);
  return residual.map((r, t) => covariation(t, t) - (2 * rows[t]!) / span + total / span ** 2 + count * r * r);
}

/** Covariance from sums of scores by unit (or cluster): the score of a unit is linear in its deviations, as every influence is. */
function scoreCovariance(
  moments: Moments,
  columns: readonly (readonly Float64Array[])[],
  residuals: readonly Float64Array[],
  bread: Float64Array,
  units: number,
): Float64Array {
  const size = columns.length;
  const width = loadingSize(moments);
  const load = (c: number, loadings: Float64Array): void => {
    const scores = columns.map((column) => {
      const score = new Float64Array(width);
      score.set(column[c]!.subarray(1));
      score[width - 2] = column[c]!.reduce((sum, value, t) => sum + value * residuals[c]![t]!, 0);
      return score;
    });
    for (let a = 0; a < size; a++) {
      for (const [b, score] of scores.entries()) {
        const weight = units * bread[a * size + b]!;
        for (let k = 0; k < width; k++) loadings[a * width + k] = loadings[a * width + k]! + weight * score[k]!;
      }
    }
  };
  return covarianceOf(moments, { targets: size, load }, units);
}

/** Covariance from sums of scores by period, in which deviations from cohorts cancel. */
function periodCovariance(
  { cohorts, periods }: Moments,
  columns: readonly (readonly Float64Array[])[],
  residuals: readonly Float64Array[],
  bread: Float64Array,
): Float64Array {
  const size = columns.length;
  const sums = columns.map((column) =>
    periods.map((_, t) => cohorts.reduce((sum, { count }, c) => sum + count * column[c]![t]! * residuals[c]![t]!, 0)),
  );
  const meat = Float64Array.from({ length: size * size }, (_, at) =>
    sums[Math.floor(at / size)]!.reduce((sum, value, t) => sum + value * sums[at % size]![t]!, 0),
  );
  return sandwich(bread, size, meat, size);
}

const twoWayByUnit = {
  fr: 'Les erreurs à deux dimensions par moments sont par unité et période\u202f: lisez les moments sans grappe.',
  en: 'Two-way errors from moments are by unit and period: read the moments without cluster.',
};
