import { cohortOf } from '../panel.ts';
import { type EffectsOptions, type NumberRegressor, prepared, type Regressor } from './effects-data.ts';
import { cohortTimeDummies } from './event-times.ts';
import { averagedOver, type SunAbraham, type SunAbrahamData } from './sun-abraham.ts';

/** Rows, with covariates that do not change within a unit; effects are those of cohorts and periods. */
export interface ExtendedTwoWayData extends Omit<SunAbrahamData, 'regressors' | 'effects'> {
  readonly covariates: readonly NumberRegressor[];
}

/**
 * Extended two-way fixed effects (Wooldridge 2021) by rows: one dummy for each treated cohort and period, each covariate with a slope of its own
 * by cohort, by period, and — less its mean in the cohort — by treated cell. The coefficient of a cell is then the effect at the mean of its
 * cohort, and averages weigh cells by their observations, as R's etwfe does. Without covariates `extendedTwoWayFromMoments` gives the same.
 * @throws ImpactError as fixedEffects does
 */
export function extendedTwoWay(data: ExtendedTwoWayData, options: EffectsOptions = {}): SunAbraham {
  const { period, covariates, ...rest } = data;
  const cohort = data.firstTreated.map(cohortOf);
  const rowsOf = (keep: (row: number) => boolean): number[] => [...period.keys()].filter(keep);
  const distinct = (values: Float64Array): number[] => [...new Set(values)].sort((a, b) => a - b);
  const on = (rows: readonly number[], valueAt: (row: number) => number): Float64Array => {
    const values = new Float64Array(period.length);
    for (const row of rows) values[row] = valueAt(row);
    return values;
  };
  const { cells, dummies } = cohortTimeDummies(period, cohort, (time) => time >= 0);
  const regressors: Regressor[] = [dummies];
  for (const { name: covariate, values } of covariates) {
    const own = (row: number): number => values[row]!;
    for (const g of distinct(cohort))
      regressors.push({
        name: `${covariate}, cohort ${g}`,
        values: on(
          rowsOf((row) => cohort[row] === g),
          own,
        ),
      });
    for (const t of distinct(period).slice(1))
      regressors.push({
        name: `${covariate}, period ${t}`,
        values: on(
          rowsOf((row) => period[row] === t),
          own,
        ),
      });
    for (const [code, name] of dummies.names.entries()) {
      const rows = rowsOf((row) => dummies.codes[row] === code);
      const mean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
      regressors.push({ name: `${covariate}, ${name}`, values: on(rows, (row) => values[row]! - mean) });
    }
  }
  return averagedOver(cells, prepared({ ...rest, regressors, effects: [cohort, period] }, options));
}
