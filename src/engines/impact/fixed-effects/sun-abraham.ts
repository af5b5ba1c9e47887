import { sandwich } from '../linear-algebra.ts';
import { cohortOf } from '../panel.ts';
import type { EffectsData, EffectsOptions } from './effects-fit.ts';
import { coefficientsOf, type EffectsResult } from './effects-result.ts';
import { fixedEffects } from './fixed-effects.ts';

/** A regression by cohort and time since treatment (Sun & Abraham 2021), and its averages weighted by observations, as fixest's `sunab`. */
export interface SunAbraham {
  /** Other regressors first, then one coefficient for each time since treatment. */
  readonly event: EffectsResult;
  /** Other regressors first, then one coefficient for each cohort, over the times since its treatment. */
  readonly cohort: EffectsResult;
  /** Other regressors first, then the effect over all treated observations. */
  readonly overall: EffectsResult;
}

export interface SunAbrahamData extends EffectsData {
  readonly period: Float64Array;
  /** 0, NaN or infinite = never. */
  readonly firstTreated: Float64Array;
}

/** The time since treatment that serves as reference. */
export const REFERENCE_TIME = -1;

/** A cohort at a time since treatment, and in how many observations. */
export interface CohortTime {
  readonly cohort: number;
  readonly time: number;
  readonly observations: number;
}

/** @throws ImpactError as fixedEffects does */
export function sunAbraham(data: SunAbrahamData, options: EffectsOptions = {}): SunAbraham {
  const { period, firstTreated, regressors } = data;
  const cells = new Map<string, { readonly cell: CohortTime; readonly values: Float64Array }>();
  for (let row = 0; row < period.length; row++) {
    const cohort = cohortOf(firstTreated[row]!);
    const time = period[row]! - cohort;
    if (cohort === 0 || time === REFERENCE_TIME) continue;
    const name = nameOf({ cohort, time });
    const values = cells.get(name)?.values ?? new Float64Array(period.length);
    values[row] = 1;
    const observations = (cells.get(name)?.cell.observations ?? 0) + 1;
    cells.set(name, { cell: { cohort, time, observations }, values });
  }
  const ordered = [...cells.values()].sort((a, b) => a.cell.cohort - b.cell.cohort || a.cell.time - b.cell.time);
  const saturated = fixedEffects(
    { ...data, regressors: [...regressors, ...ordered.map(({ cell, values }) => ({ name: nameOf(cell), values }))] },
    options,
  );
  return averages(
    saturated,
    ordered.map(({ cell }) => cell),
    options.alpha ?? 0.05,
  );
}

export const nameOf = ({ cohort, time }: { readonly cohort: number; readonly time: number }): string =>
  `cohort ${cohort}, time ${time}`;

/** Averages of a saturated regression, the shares of cohorts taken as known. */
export function averages(saturated: EffectsResult, cells: readonly CohortTime[], alpha: number): SunAbraham {
  const kept = cells.filter((cell) => saturated.coefficients.some(({ name }) => name === nameOf(cell)));
  const after = kept.filter(({ time }) => time >= 0);
  const times = [...new Set(kept.map(({ time }) => time))].sort((a, b) => a - b);
  const cohorts = [...new Set(after.map(({ cohort }) => cohort))].sort((a, b) => a - b);
  const average = (groups: readonly (readonly [string, readonly CohortTime[]])[]): EffectsResult =>
    combined(saturated, groups, alpha);
  return {
    event: average(times.map((time) => [String(time), kept.filter((cell) => cell.time === time)])),
    cohort: average(cohorts.map((cohort) => [String(cohort), after.filter((cell) => cell.cohort === cohort)])),
    overall: average([['ATT', after]]),
  };
}

function combined(
  saturated: EffectsResult,
  groups: readonly (readonly [string, readonly CohortTime[]])[],
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
