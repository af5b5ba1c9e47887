import type { Covariate } from '../panel.ts';

/** Characteristics of the units, known before treatment: one value for each row, none missing. */
export type Covariates = Readonly<Record<string, Covariate>>;

export interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * The covariates as numeric columns. A factor gives one 0/1 column for each level that occurs, named as R does
 * (`raceblack`).
 *
 * @param levels `all` for balance tables; `contrast` leaves out the first level (a regression with an intercept); `distance`
 *   divides the columns by √2, so that two units of different levels are as far apart as on one 0/1 variable
 */
export function numericColumns(covariates: Covariates, levels: 'all' | 'contrast' | 'distance'): Column[] {
  return Object.entries(covariates).flatMap(([name, covariate]) => {
    if (covariate.kind === 'numeric') return [{ name, values: covariate.values }];
    const seen = new Set(covariate.codes);
    const present = covariate.levels.map((level, code) => ({ level, code })).filter(({ code }) => seen.has(code));
    const one = levels === 'distance' ? Math.SQRT1_2 : 1;
    return present.slice(levels === 'contrast' ? 1 : 0).map(({ level, code }) => ({
      name: name + level,
      values: Float64Array.from(covariate.codes, (own) => (own === code ? one : 0)),
    }));
  });
}

/** Whole-number codes 0, 1, 2, … of a covariate: a factor's levels, a number's distinct values in ascending order. */
export function distinctCodes(covariate: Covariate): Int32Array {
  if (covariate.kind === 'factor') return covariate.codes;
  const distinct = Float64Array.from(new Set(covariate.values)).sort();
  const code = new Map(Array.from(distinct, (value, at) => [value, at]));
  return Int32Array.from(covariate.values, (value) => code.get(value)!);
}
