import type { Covariate } from '../panel.ts';

/** One column of the design, read from the input's columns: numbers, or 1 where a factor has this code and 0 elsewhere. */
export interface DesignColumn {
  readonly name: string;
  readonly values: Float64Array | Int32Array;
  /** The level of a factor; null for numbers. */
  readonly code: number | null;
}

/** Covariates as columns: a factor becomes one 0/1 column for each level but the first. */
export function designColumns(names: readonly string[], covariates: readonly Covariate[]): DesignColumn[] {
  return covariates.flatMap((covariate, k): DesignColumn[] => {
    const name = names[k]!;
    if (covariate.kind === 'numeric') return [{ name, values: covariate.values, code: null }];
    const { levels, codes } = covariate;
    return levels.slice(1).map((level, before) => ({ name: `${name} = ${level}`, values: codes, code: before + 1 }));
  });
}

export const isConstant = ({ values }: DesignColumn, units: number): boolean => values.length === units;

export const valueIn = ({ values, code }: DesignColumn, row: number): number =>
  code === null ? values[row]! : values[row] === code ? 1 : 0;
