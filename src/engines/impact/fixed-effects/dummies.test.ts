import { describe, expect, it } from 'vitest';
import { uniformAt } from '../random.ts';
import { type Dummies, type EffectsOptions, factorDummies, type Regressor, UNKNOWN } from './effects-data.ts';
import type { EffectsResult } from './effects-result.ts';
import { eventTimeDummies } from './event-times.ts';
import { fixedEffects } from './fixed-effects.ts';
import { poissonEffects } from './poisson.ts';
import { sunAbraham } from './sun-abraham.ts';

/** Firms that come and go over eight years, change zones, and have a sector; drawn again the same each time. */
const ROWS = 900;
const draw = (row: number, k: number): number => uniformAt(7, row, 0, k);
const column = (value: (row: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS }, (_, row) => value(row));
const firm = column((row) => Math.floor(draw(row, 0) * 120));
const year = column((row) => 2010 + Math.floor(draw(row, 1) * 8));
const zone = column((row) => Math.floor(draw(row, 2) * 15));
const weights = column((row) => 0.5 + draw(row, 3));
const outcome = column((row) => draw(row, 4) + (firm[row]! % 7) + 0.1 * year[row]! - 200);
const size = { name: 'size', values: column((row) => draw(row, 5) + 0.2 * draw(row, 4)) };
const firstTreated = firm.map((one) => (one % 4 === 0 ? 0 : 2011 + (one % 5)));
const sector = factorDummies('sector', {
  kind: 'factor',
  levels: ['a', 'b', 'never seen', 'c'],
  codes: Int32Array.from({ length: ROWS }, (_, row) => [0, 1, 3][Math.floor(draw(row, 6) * 3)]!),
});
const times = eventTimeDummies(year, firstTreated);

const writtenOut = ({ names, codes }: Dummies): Regressor[] =>
  names.map((name, k) => ({
    name,
    values: Float64Array.from(codes, (code) => (code === UNKNOWN ? Number.NaN : Number(code === k))),
  }));

function same(found: EffectsResult, wanted: EffectsResult): void {
  expect(found.coefficients.map(({ name }) => name)).toEqual(wanted.coefficients.map(({ name }) => name));
  expect(found.collinear).toEqual(wanted.collinear);
  expect([found.df, found.observations, found.clusters]).toEqual([wanted.df, wanted.observations, wanted.clusters]);
  for (const [k, { estimate }] of wanted.coefficients.entries())
    expect(found.coefficients[k]!.estimate).toBeCloseTo(estimate, 10);
  for (const [k, value] of wanted.covariance.entries()) expect(found.covariance[k]).toBeCloseTo(value, 10);
  for (const name of ['r2', 'withinR2', 'rmse'] as const)
    if (wanted.fit![name] !== null) expect(found.fit![name]).toBeCloseTo(wanted.fit![name]!, 10);
}

const ERRORS: [string, EffectsOptions][] = [
  ['iid', { errors: 'iid' }],
  ['hetero', { errors: 'hetero' }],
  ['by firm', { errors: 'cluster', clusters: [firm] }],
  ['by zone, which firms change', { errors: 'cluster', clusters: [zone] }],
  ['by firm and year', { errors: 'cluster', clusters: [firm, year] }],
];

describe('levels given as codes', () => {
  it.each(ERRORS)('count as 0/1 columns written out would, errors %s', (_, options) => {
    for (const effects of [[firm, year], [firm], []]) {
      const constant = effects.length === 0 ? [{ name: 'constant', values: column(() => 1) }] : [];
      const data = { outcome, effects, weights };
      const coded = [...constant, sector, size, times];
      const columns = [...constant, ...writtenOut(sector), size, ...writtenOut(times)];
      same(
        fixedEffects({ ...data, regressors: coded }, options),
        fixedEffects({ ...data, regressors: columns }, options),
      );
      const counts = { ...data, outcome: column((row) => Math.floor(6 * draw(row, 7))) };
      same(
        poissonEffects({ ...counts, regressors: coded }, options),
        poissonEffects({ ...counts, regressors: columns }, options),
      );
    }
  });

  it('leave out a row whose level is missing, instead of taking it for the first level', () => {
    const codes = sector.codes.map((code, row) => (row % 10 === 0 ? UNKNOWN : code));
    const regressors = [{ ...sector, codes }];
    const missing = outcome.map((value, row) => (row % 10 === 0 ? Number.NaN : value));
    same(
      fixedEffects({ outcome, regressors, effects: [firm, year] }),
      fixedEffects({ outcome: missing, regressors: [sector], effects: [firm, year] }),
    );
    const [first] = factorDummies('sector', {
      kind: 'factor',
      levels: ['a', 'b'],
      codes: Int32Array.of(-1, 0, 1),
    }).codes;
    expect(first).toBe(UNKNOWN);
  });

  it('are refused beyond three thousand, in a sentence', () => {
    const many = Array.from({ length: 3_002 }, (_, k) => String(k));
    const codes = Int32Array.from(many, (_, k) => k);
    const values = Float64Array.from(codes, (k) => k % 7);
    const regressors = [factorDummies('name', { kind: 'factor', levels: many, codes })];
    expect(() => fixedEffects({ outcome: values, regressors, effects: [] })).toThrow('3001 levels');
  });

  it('weigh cohorts by the observations that the regression keeps', () => {
    const missing = outcome.map((value, row) => (row % 3 === 0 ? Number.NaN : value));
    const kept = Int32Array.from([...missing.keys()].filter((row) => row % 3 !== 0));
    const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (row) => values[row]!);
    const all = { regressors: [], effects: [firm, year], period: year, firstTreated, outcome: missing };
    const some = {
      regressors: [],
      effects: [pick(firm), pick(year)],
      period: pick(year),
      firstTreated: pick(firstTreated),
      outcome: pick(outcome),
    };
    const clusters = (one: Float64Array): EffectsOptions => ({ errors: 'cluster', clusters: [one] });
    same(sunAbraham(all, clusters(firm)).overall, sunAbraham(some, clusters(pick(firm))).overall);
  });
});
