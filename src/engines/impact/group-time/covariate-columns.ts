import type { Covariate } from '../panel.ts';
import { rowIn } from './observations.ts';

/** One column of the design: the value of a unit at a place of the input's columns. */
export interface DesignColumn {
  readonly name: string;
  readonly value: (unit: number, place: number) => number;
  /** True when the input gives one value for each unit. */
  readonly constant: boolean;
}

/** Covariates as numeric columns: a factor becomes one 0/1 column for each level but the first. */
export function designColumns(
  names: readonly string[],
  covariates: readonly Covariate[],
  units: number,
): DesignColumn[] {
  return covariates.flatMap((covariate, k): DesignColumn[] => {
    const name = names[k]!;
    if (covariate.kind === 'numeric') {
      const { values } = covariate;
      return [
        { name, constant: values.length === units, value: (unit, place) => values[rowIn(values, units, unit, place)]! },
      ];
    }
    const { levels, codes } = covariate;
    return levels.slice(1).map((level, before) => ({
      name: `${name}=${level}`,
      constant: codes.length === units,
      value: (unit, place) => (codes[rowIn(codes, units, unit, place)] === before + 1 ? 1 : 0),
    }));
  });
}
