import { type FactorCovariate, indexLabels, type Labels } from '../panel.ts';
import type { Effect } from './absorb.ts';
import type { ErrorKind } from './effects-result.ts';

/** Rows of a regression with fixed effects. A row with a missing or infinite number, or without weight, does not count. */
export interface EffectsData {
  readonly outcome: Float64Array;
  readonly regressors: readonly Regressor[];
  /** None, one or two: unit, period, or a crossing such as sector × year. Without any, give a constant among the regressors. */
  readonly effects: readonly Labels[];
  readonly weights?: Float64Array;
}

export type Regressor = NumberRegressor | Dummies;

export interface NumberRegressor {
  readonly name: string;
  readonly values: Float64Array;
}

/** 0/1 regressors of which a row has one at most: levels of a factor, times since treatment. They take the room of their codes alone. */
export interface Dummies {
  readonly names: readonly string[];
  /** Of each row: place among the names, NONE (the reference), or UNKNOWN. */
  readonly codes: Int32Array;
}

/** A row that has none of the dummies. */
export const NONE = -1;
/** A row of which it is not known which it has: it does not count. */
export const UNKNOWN = -2;

/** One dummy for each level of a factor that occurs but the first, named as R does (`raceblack`). */
export function factorDummies(name: string, { levels, codes }: FactorCovariate): Dummies {
  const occurs = new Uint8Array(levels.length);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) occurs[codes[row]!] = 1;
  const present = [...levels.keys()].filter((code) => occurs[code] === 1);
  const places = new Int32Array(levels.length);
  for (const [k, code] of present.entries()) places[code] = k === 0 ? NONE : k - 1;
  const own = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) own[row] = codes[row]! < 0 ? UNKNOWN : places[codes[row]!]!;
  return { names: present.slice(1).map((code) => name + levels[code]!), codes: own };
}

export interface EffectsOptions {
  readonly errors?: ErrorKind;
  /** One or two variables, when errors are by cluster. */
  readonly clusters?: readonly Labels[];
  readonly alpha?: number;
}

/** What a regression reads of the rows it keeps, and how its errors are asked for. Columns are those given where all rows are kept. */
export interface Prepared {
  readonly n: number;
  readonly outcome: Float64Array;
  readonly regressors: readonly Regressor[];
  /** One for each row where none are given. */
  readonly weights: Float64Array;
  readonly effects: readonly Effect[];
  readonly errors: ErrorKind;
  /** Groups of each clustering variable. */
  readonly groups: readonly Effect[];
  readonly alpha: number;
}

/**
 * Keeps complete rows, without those that a level of an effect has alone: they tell nothing.
 * @param outcomes of counts, levels whose outcome is always zero leave too: their effect is minus infinity
 */
export function prepared(
  data: EffectsData,
  { errors = 'hetero', clusters = [], alpha = 0.05 }: EffectsOptions,
  outcomes: 'any' | 'counts' = 'any',
): Prepared {
  const numbered = new Map([...data.effects, ...clusters].map((labels) => [labels, null as Effect | null]));
  for (const labels of numbered.keys()) numbered.set(labels, indexLabels(labels));
  const effects = data.effects.map((labels) => numbered.get(labels)!);
  const rows = usableRows(data, effects, outcomes === 'counts');
  const pick = (values: Float64Array): Float64Array =>
    rows ? picked(values, rows, new Float64Array(rows.length)) : values;
  const own = new Map([...numbered.values()].map((effect) => [effect, rows ? levelsAmong(effect!, rows) : effect!]));
  return {
    n: rows ? rows.length : data.outcome.length,
    outcome: pick(data.outcome),
    regressors: data.regressors.map((one) => {
      if ('values' in one) return { ...one, values: pick(one.values) };
      return rows ? { ...one, codes: picked(one.codes, rows, new Int32Array(rows.length)) } : one;
    }),
    weights: data.weights ? pick(data.weights) : new Float64Array(rows ? rows.length : data.outcome.length).fill(1),
    effects: effects.map((effect) => own.get(effect)!),
    errors,
    groups: clusters.map((labels) => own.get(numbered.get(labels)!)!),
    alpha,
  };
}

/** Places of the rows kept; null where all are. */
function usableRows(
  { outcome, regressors, weights }: EffectsData,
  effects: readonly Effect[],
  counts: boolean,
): Int32Array | null {
  const isKept = new Uint8Array(outcome.length).fill(1);
  const keep = (isUsable: (row: number) => boolean): void => {
    for (let row = 0; row < isKept.length; row++) if (!isUsable(row)) isKept[row] = 0;
  };
  keep((row) => Number.isFinite(outcome[row]!));
  for (const regressor of regressors) {
    if ('values' in regressor) keep((row) => Number.isFinite(regressor.values[row]!));
    else keep((row) => regressor.codes[row] !== UNKNOWN);
  }
  if (weights) keep((row) => Number.isFinite(weights[row]!) && weights[row]! > 0);
  for (let before = -1, now = kept(isKept); before !== now; before = now, now = kept(isKept)) {
    for (const { index, count } of effects) {
      const seen = new Int32Array(count);
      const sums = counts ? new Float64Array(count) : null;
      for (let row = 0; row < isKept.length; row++) {
        if (isKept[row] === 0) continue;
        const level = index[row]!;
        seen[level] = seen[level]! + 1;
        if (sums) sums[level] = sums[level]! + outcome[row]!;
      }
      keep((row) => seen[index[row]!]! > 1 && (sums === null || sums[index[row]!]! > 0));
    }
  }
  const count = kept(isKept);
  if (count === isKept.length) return null;
  const rows = new Int32Array(count);
  let at = 0;
  for (let row = 0; row < isKept.length; row++) if (isKept[row] === 1) rows[at++] = row;
  return rows;
}

function kept(isKept: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < isKept.length; row++) count += isKept[row]!;
  return count;
}

function picked<Values extends Float64Array | Int32Array>(values: Values, rows: Int32Array, into: Values): Values {
  for (let at = 0; at < rows.length; at++) into[at] = values[rows[at]!]!;
  return into;
}

/** Levels of the rows kept, numbered again so that none is empty. */
function levelsAmong({ index, count }: Effect, rows: Int32Array): Effect {
  const number = new Int32Array(count).fill(-1);
  for (let at = 0; at < rows.length; at++) number[index[rows[at]!]!] = 0;
  let found = 0;
  for (let level = 0; level < count; level++) if (number[level] === 0) number[level] = found++;
  const own = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) own[at] = number[index[rows[at]!]!]!;
  return { index: own, count: found };
}
