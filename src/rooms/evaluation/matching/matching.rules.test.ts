import { describe, expect, it } from 'vitest';
import type { Mapping, Preview } from '../evaluation.ts';
import { commandOf, DEFAULT_OPTIONS, estimatePlan } from '../plan.rules.ts';
import {
  type AskedMatching,
  balanceLines,
  likenessOf,
  periodsOf,
  readMatching,
  USUAL_CALIPER,
} from './matching.rules.ts';

const FILE: Preview = {
  columns: [{ name: 'annee', kind: 'whole', distinct: 8, filled: 1, range: [2006, 2013] }],
  rows: [],
  rowCount: 1,
};
const MAPPING: Mapping = {
  unit: 'siren',
  time: 'annee',
  cohort: 'entree',
  outcomes: ['rd', 'rd_par_effectif'],
  covariates: ['effectif'],
  factors: [],
  weights: null,
  cluster: null,
  derived: [],
  additionality: null,
};
const asked = (alike: readonly string[], more: Partial<AskedMatching> = {}, equal: readonly string[] = []) => ({
  method: 'nearest' as const,
  columns: [
    ...alike.map((name) => ({ name, likeness: 'alike' as const })),
    ...equal.map((name) => ({ name, likeness: 'equal' as const })),
    { name: 'commune', likeness: 'no' as const },
  ],
  at: null,
  periods: 1,
  ratio: 1,
  replace: false,
  caliper: USUAL_CALIPER,
  ...more,
});
const read = (matching: AskedMatching, panel: 'balanced' | 'rc' = 'balanced') =>
  readMatching(matching, { mapping: MAPPING, panel, file: FILE });
const kept = (matching: AskedMatching) => {
  const found = read(matching);
  if (!found.ok) throw new Error(found.code);
  return found.matching!;
};

describe('A matching chosen before the estimate', () => {
  it('is none unless it is asked for', () => {
    expect(read(asked([], { method: 'none' }))).toEqual({ ok: true, matching: null });
  });

  it.each<[string, AskedMatching, object]>([
    ['columns to match on, but no method', asked(['effectif'], { method: 'none' }), { code: 'MATCH_METHOD_WANTED' }],
    ['a method, but nothing to be alike on', asked([], {}, ['region']), { code: 'MATCH_COLUMN_WANTED' }],
    ['the unit among what is alike', asked(['siren']), { code: 'MATCH_COLUMN_ROLE', columns: 'siren' }],
    [
      'equality without pairs',
      asked(['effectif'], { method: 'cem' }, ['region']),
      { code: 'MATCH_EQUAL_NEAREST', columns: 'region' },
    ],
    ['equality of an outcome', asked(['effectif'], {}, ['rd']), { code: 'MATCH_EQUAL_OUTCOME', columns: 'rd' }],
    ['a name that reads as an outcome in a period', asked(['a@b']), { code: 'MATCH_COLUMN_NAME', columns: 'a@b' }],
    ['the period before the first', asked(['effectif'], { at: 2005 }), { code: 'MATCH_PERIOD', from: 2006, to: 2013 }],
    ['the period after the last', asked(['effectif'], { at: 2014 }), { code: 'MATCH_PERIOD' }],
    ['one period of an outcome too many', asked(['rd'], { at: 2008, periods: 4 }), { code: 'MATCH_PERIOD' }],
  ])('is refused with %s', (_, matching, problem) => {
    expect(read(matching)).toMatchObject({ ok: false, ...problem });
  });

  it('is refused where nobody is followed', () => {
    expect(read(asked(['effectif']), 'rc')).toEqual({ ok: false, code: 'MATCH_NEEDS_UNITS' });
  });

  it('takes outcomes in the period of matching and in those before, as many as the file has', () => {
    const matching = kept(asked(['effectif', 'rd', 'rd_par_effectif'], { at: 2008, periods: 3 }, ['region']));
    const years = (outcome: string) => [2008, 2007, 2006].map((year) => `${outcome}@${year}`);
    expect(matching).toMatchObject({
      on: ['effectif', ...years('rd'), ...years('rd_par_effectif')],
      exact: ['region'],
      at: 2008,
      caliper: USUAL_CALIPER,
    });
    expect(['effectif', 'rd', 'region', 'r'].map((name) => likenessOf(matching, name))).toEqual([
      'alike',
      'alike',
      'equal',
      'no',
    ]);
    expect(periodsOf(matching)).toBe(3);
    expect(periodsOf(kept(asked(['effectif'])))).toBe(1);
  });

  it('keeps of the settings what its method reads: classes know neither ratio, replacement nor caliper', () => {
    expect(kept(asked(['effectif'], { method: 'cem', ratio: 3, replace: true }))).toEqual({
      method: 'cem',
      on: ['effectif'],
      exact: [],
      at: 2006,
      ratio: 1,
      replace: false,
      caliper: null,
    });
  });

  it('is asked of the engine and written in the command alike, columns that it alone reads included', () => {
    const matching = kept(asked(['effectif', 'rd'], { at: 2008, ratio: 2, replace: true }, ['region']));
    const options = { ...DEFAULT_OPTIONS, matching };
    expect(estimatePlan({ mapping: MAPPING, options })).toMatchObject({
      panel: { columns: { covariates: ['effectif', 'region'] } },
      options: { covariates: ['effectif'] },
      match: {
        on: ['effectif', 'rd@2008'],
        at: 2008,
        options: {
          method: 'nearest',
          ratio: 2,
          replace: true,
          exact: ['region'],
          calipers: [{ on: 'distance', width: 0.2, standardised: true }],
        },
      },
    });
    const file = { id: 'file-1', name: 'panel.csv', bytes: 1, sha256: '0'.repeat(64) };
    expect(commandOf({ title: 'Essai', file, mapping: MAPPING, options })).toContain(
      ' --match-on effectif,rd@2008 --match-exact region --match-at 2008 --match-method nearest --match-ratio 2 --match-replace --match-caliper 0.2 ',
    );
  });

  it('shows the least alike variable first, and no means of fewer than three units (statistical secrecy)', () => {
    const row = (name: string, standardisedDifference: number | null) => ({
      name,
      standardisedDifference: standardisedDifference as number,
      meanTreated: 1,
      meanControl: 1,
      varianceRatio: null,
      ecdfMean: 0,
      ecdfMax: 0,
      pairDistance: null,
    });
    const group = (matched: number) => ({ all: 9, matched, effective: matched, unmatched: 0, discarded: 0 });
    const found = (treated: number) => ({
      balance: {
        before: [row('a', 0.2), row('b', -0.5), row('constant', null)],
        after: [row('a', 0), row('b', 0), row('constant', null)],
      },
      sizes: { treated: group(treated), control: group(3) },
    });
    expect(balanceLines(found(3))!.map(({ name }) => name)).toEqual(['constant', 'b', 'a']);
    expect(balanceLines(found(2))).toBeNull();
  });
});
