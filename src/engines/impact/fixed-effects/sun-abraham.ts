import { sandwich } from '../linear-algebra.ts';
import { type EffectsData, type EffectsOptions, type Prepared, prepared } from './effects-data.ts';
import { coefficientsOf, type EffectsResult } from './effects-result.ts';
import { type CohortTime, cohortTimeDummies, nameOf, REFERENCE_TIME } from './event-times.ts';
import { regressionOf } from './fixed-effects.ts';

/** A regression by cohort and time since treatment (Sun & Abraham 2021), and its averages weighted by observations, as fixest's `sunab`. */
export interface SunAbraham {
  /** Other regressors first, then one coefficient for each time since treatment. */
  readonly event: EffectsResult;
  /** Other regressors first, then one coefficient for each cohort, over the times since its treatment. */
  readonly cohort: EffectsResult;
  /** Other regressors first, then the effect over all treated observations. */
  readonly overall: EffectsResult;
}

/** How many observations a cohort has at a time since its treatment. */
export interface CountedTime extends CohortTime {
  readonly observations: number;
}

export interface SunAbrahamData extends EffectsData {
  readonly period: Float64Array;
  /** 0, NaN or infinite = never. */
  readonly firstTreated: Float64Array;
}

/** @throws ImpactError as fixedEffects does */
export function sunAbraham(data: SunAbrahamData, options: EffectsOptions = {}): SunAbraham {
  const { period, firstTreated, regressors } = data;
  const { cells, dummies } = cohortTimeDummies(period, firstTreated, (time) => time !== REFERENCE_TIME);
  return averagedOver(cells, prepared({ ...data, regressors: [...regressors, dummies] }, options));
}

/** A regression on dummies of cells, and its averages over the observations of the rows that it keeps. */
export function averagedOver(cells: readonly CohortTime[], rows: Prepared): SunAbraham {
  const counts = new Map<string, number>();
  for (const { names, codes } of rows.regressors.filter((one) => 'codes' in one))
    for (const code of codes) if (code >= 0) counts.set(names[code]!, (counts.get(names[code]!) ?? 0) + 1);
  const counted = cells.map((cell) => ({ ...cell, observations: counts.get(nameOf(cell)) ?? 0 }));
  return averages(regressionOf(rows), counted, rows.alpha);
}

/** Averages of a saturated regression, the shares of cohorts taken as known. */
export function averages(saturated: EffectsResult, cells: readonly CountedTime[], alpha: number): SunAbraham {
  const kept = cells.filter((cell) => saturated.coefficients.some(({ name }) => name === nameOf(cell)));
  const after = kept.filter(({ time }) => time >= 0);
  const times = [...new Set(kept.map(({ time }) => time))].sort((a, b) => a - b);
  const cohorts = [...new Set(after.map(({ cohort }) => cohort))].sort((a, b) => a - b);
  const average = (groups: readonly (readonly [string, readonly CountedTime[]])[]): EffectsResult =>
    combined(saturated, groups, alpha);
  return {
    event: average(times.map((time) => [String(time), kept.filter((cell) => cell.time === time)])),
    cohort: average(cohorts.map((cohort) => [String(cohort), after.filter((cell) => cell.cohort === cohort)])),
    overall: average([['ATT', after]]),
  };
}

function combined(
  saturated: EffectsResult,
  groups: readonly (readonly [string, readonly CountedTime[]])[],
  alpha: number,
): EffectsResult {
  const names = saturated.coefficients.map(({ name }) => name);
  const others = names.filter((name) => !name.startsWith('cohort '));
  const size = names.length;
  const rows = [
    ...others.map((name) => [name, new Map([[name, 1]])] as const),
    ...groups.map(([name, cells]) => {
      const total = cells.reduce((sum, { observations }) => sum + observations, 0);
      return [name, new Map(cells.map((cell) => [nameOf(cell), cell.observations / total]))] as const;
    }),
  ];
  const matrix = new Float64Array(rows.length * size);
  for (const [row, [, weights]] of rows.entries()) {
    for (const [k, name] of names.entries()) matrix[row * size + k] = weights.get(name) ?? 0;
  }
  const estimates = rows.map((_, row) =>
    saturated.coefficients.reduce((sum, { estimate }, k) => sum + matrix[row * size + k]! * estimate, 0),
  );
  const covariance = sandwich(matrix, rows.length, saturated.covariance, size);
  return {
    ...saturated,
    coefficients: coefficientsOf(
      rows.map(([name]) => name),
      estimates,
      covariance,
      saturated.df,
      alpha,
    ),
    covariance,
  };
}
