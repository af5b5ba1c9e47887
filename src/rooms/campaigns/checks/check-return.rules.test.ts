import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '#kit/period.ts';
import type { CheckedCell, CheckSettings } from './check.ts';
import { gapToCounted, gapToTarget, reasonAsked } from './check-gap.rules.ts';
import { changeScore, FEWEST_YEARS, OUTLIER_SCORE } from './check-history.rules.ts';
import { checkReturn, nothingBlocks } from './check-return.rules.ts';
import { REASON_CODES } from './reason-codes.ts';

const SETTINGS: CheckSettings = {
  year: 2016,
  today: '2017-02-01' as Day,
  reasonThreshold: 20,
  publicSharePath: 50,
};

const cell = (given: Partial<CheckedCell> = {}): CheckedCell => ({
  key: 'PRJ-01',
  label: { fr: 'Projets labellisés', en: 'Projects labelled' },
  unit: { fr: 'projets', en: 'projects' },
  measure: 'count',
  direction: 'up',
  cumulation: 'per-year',
  state: 'known',
  value: 40,
  numerator: null,
  denominator: null,
  notBefore: null,
  text: null,
  prefilled: null,
  target: null,
  comment: '',
  reasonCode: null,
  reasonText: '',
  history: [],
  ...given,
});

const ratio = (numerator: number | null, denominator: number | null, given: Partial<CheckedCell> = {}) =>
  cell({
    key: 'PRJ-05',
    measure: 'ratio',
    unit: { fr: '%', en: '%' },
    numerator,
    denominator,
    value: numerator !== null && denominator ? (100 * numerator) / denominator : 0,
    ...given,
  });

const years = (...values: number[]) => values.map((value, i) => ({ year: 2016 - values.length + i, value }));

const codes = (...cells: CheckedCell[]) => checkReturn(cells, SETTINGS).map(({ code }) => code);

describe('checks of one value', () => {
  it.each<[string, Partial<CheckedCell>, string[]]>([
    ['nothing is said', { state: null, value: null }, ['unanswered']],
    ['zero is a value', { value: 0 }, []],
    ['a count below zero', { value: -1 }, ['negative']],
    ['half a project', { value: 12.5 }, ['not-whole']],
    ['half a project that facts counted, a result being shared', { value: 12.5, prefilled: 12.5 }, []],
    ['half a full-time equivalent', { value: 12.5, unit: { fr: 'ETP', en: 'FTE' } }, []],
    ['not known, without saying until when', { state: 'not-known', value: null }, ['not-known-without-day']],
    [
      'to be known yesterday',
      { state: 'not-known', value: null, notBefore: '2017-01-31' as Day },
      ['not-known-in-past'],
    ],
    ['to be known today', { state: 'not-known', value: null, notBefore: '2017-02-01' as Day }, []],
    ['not applicable', { state: 'not-applicable', value: null }, []],
    [
      'not applicable though promised',
      { state: 'not-applicable', value: null, target: 10 },
      ['promised-not-applicable'],
    ],
    ['two for a yes or no', { measure: 'yes-no', value: 2 }, ['not-yes-no']],
    ['one for a yes or no', { measure: 'yes-no', value: 1 }, []],
    ['below the first level of a scale', { measure: 'scale', value: 0 }, ['not-a-level']],
    ['a question without words', { measure: 'text', state: null, value: null, text: ' ' }, ['unanswered']],
    ['a question answered', { measure: 'text', state: null, value: null, text: 'Oui, depuis mars.' }, []],
  ])('%s', (_, given, expected) => {
    expect(codes(cell(given))).toEqual(expected);
  });

  it.each<[string, CheckedCell, string[]]>([
    ['without its numerator', ratio(null, 10), ['term-missing']],
    ['without its denominator', ratio(5, null), ['term-missing']],
    ['over nothing', ratio(0, 0), ['denominator-zero']],
    ['a part equal to its whole', ratio(10, 10), []],
    ['a part above its whole', ratio(11, 10), ['part-above-whole']],
    ['a negative part', ratio(-1, 10), ['negative']],
    ['rounded to the whole per cent', ratio(1, 3, { value: 33 }), []],
    ['that is not its terms', ratio(1, 3, { value: 34 }), ['not-its-terms']],
    ['a growth of its own contract above 100 %', ratio(30, 10, { key: 'minalogic-2013/i1' }), ['own-ratio-beyond-100']],
  ])('a ratio %s', (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('says the numbers and what to do, in both languages', () => {
    const [finding] = checkReturn([ratio(12, 10)], SETTINGS);
    expect(finding).toMatchObject({ key: 'PRJ-05', severity: 'error', field: 'numerator' });
    expect(finding!.sentence.fr).toContain('Le numérateur (12) dépasse le dénominateur (10)');
    expect(finding!.sentence.en).toContain('The numerator (12) is above the denominator (10)');
  });
});

describe('reasons for gaps', () => {
  it.each<[string, Partial<CheckedCell>, string[]]>([
    ['at the threshold under the target', { value: 80, target: 100 }, []],
    ['beyond the threshold under the target', { value: 79, target: 100 }, ['gap-to-target']],
    ['above the target', { value: 200, target: 100 }, []],
    ['above a target that should fall', { value: 121, target: 100, direction: 'down' }, ['gap-to-target']],
    ['above a target to keep', { value: 121, target: 100, direction: 'keep' }, ['gap-to-target']],
    ['at the threshold of what was counted', { value: 120, prefilled: 100 }, []],
    ['beyond the threshold of what was counted', { value: 121, prefilled: 100 }, ['gap-to-counted']],
    ['beyond it with a reason', { value: 121, prefilled: 100, reasonCode: 'source-changed' }, []],
    ['three where nothing was counted', { value: 3, prefilled: 0 }, ['gap-to-counted']],
    [
      'not applicable where twelve were counted',
      { state: 'not-applicable', value: null, prefilled: 12 },
      ['counted-set-aside'],
    ],
    ['another reason without words', { value: 10, target: 100, reasonCode: 'other' }, ['other-without-words']],
    ['another reason in words', { value: 10, target: 100, reasonCode: 'other', reasonText: 'Incendie' }, []],
    ['a reason that is not in the list', { reasonCode: 'because' }, ['unknown-reason']],
  ])('%s', (_, given, expected) => {
    expect(codes(cell(given))).toEqual(expected);
  });

  it('any reason of the list answers any gap', () => {
    fc.assert(
      fc.property(
        fc.record({ value: fc.nat(1000), prefilled: fc.nat(1000), target: fc.nat(1000) }),
        fc.constantFrom(...REASON_CODES),
        fc.constantFrom('up' as const, 'down' as const, 'keep' as const),
        (numbers, reasonCode, direction) => {
          const found = checkReturn([cell({ ...numbers, direction, reasonCode, reasonText: 'mots' })], SETTINGS);
          expect(nothingBlocks(found)).toBe(true);
        },
      ),
    );
  });

  it('a gap is asked exactly when one is beyond the threshold', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (value, a, b) => {
        const one = cell({ value, prefilled: a, target: b });
        const beyond = gapToCounted(one)! > 20 || gapToTarget(one)! > 20;
        expect(reasonAsked(one, 20) !== null).toBe(beyond);
      }),
    );
  });
});

describe('checks against the years before', () => {
  it.each<[string, Partial<CheckedCell>, string[]]>([
    ['three years say nothing', { value: 400, history: years(40, 42, 41) }, []],
    ['four regular years and a tenfold', { value: 400, history: years(40, 42, 41, 43) }, ['unusual-change']],
    ['four regular years and a tenth', { value: 4, history: years(40, 42, 41, 43) }, ['unusual-change']],
    ['four regular years and a regular one', { value: 44, history: years(40, 42, 41, 43) }, []],
    ['small numbers move by chance', { value: 6, history: years(2, 2, 2, 2) }, []],
    ['a wild series and one more jump', { value: 90, history: years(10, 80, 12, 60) }, []],
    ['outside the widened range', { value: 165, history: years(20, 80, 30, 100) }, ['outside-history']],
    ['inside the widened range', { value: 139, history: years(20, 80, 30, 100) }, []],
    ['the same count as last year', { value: 43, history: years(40, 43) }, ['same-as-last-year']],
    ['the same count, as facts say', { value: 43, prefilled: 43, history: years(40, 43) }, []],
    ['the same small count', { value: 9, history: years(9) }, []],
    ['the same stock of members', { value: 43, cumulation: 'latest', history: years(43) }, []],
    [
      'a running total that falls by one',
      { value: 99, cumulation: 'cumulated', history: years(80, 100) },
      ['cumulated-falls'],
    ],
    ['a running total that stays', { value: 100, cumulation: 'cumulated', history: years(80, 100) }, []],
  ])('%s', (_, given, expected) => {
    expect(codes(cell(given))).toEqual(expected);
  });

  it('a change is judged the same whatever the unit', () => {
    const series = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: FEWEST_YEARS, maxLength: 12 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(2, 100, 1000), (values, now, unit) => {
        const one = changeScore(years(...values), { year: 2016, value: now })!;
        const other = changeScore(years(...values.map((v) => v * unit)), { year: 2016, value: now * unit })!;
        expect(other).toBeCloseTo(one, 6);
      }),
    );
  });

  it('a series that grows by the same share each year never stands out', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.integer({ min: 4, max: 10 }), (growth, count) => {
        const values = Array.from({ length: count }, (_, i) => 1000 * growth ** i);
        const score = changeScore(years(...values), { year: 2016, value: 1000 * growth ** count })!;
        expect(Math.abs(score)).toBeLessThan(OUTLIER_SCORE);
      }),
    );
  });
});

describe('checks between indicators', () => {
  const figures = (values: Record<string, number>) =>
    Object.entries(values).map(([key, value]) => cell({ key, value }));

  it.each<[string, Record<string, number>, string[]]>([
    ['as many co-labelled projects as labelled', { 'PRJ-07': 12, 'PRJ-01': 12 }, []],
    ['more co-labelled projects than labelled', { 'PRJ-07': 13, 'PRJ-01': 12 }, ['part-exceeds']],
    ['more FUI projects than funded', { 'PRJ-03': 5, 'PRJ-02': 4 }, ['part-exceeds']],
    ['enterprises within the margin of establishments', { 'MEM-02': 105, 'MEM-01': 100 }, []],
    ['enterprises beyond the margin of establishments', { 'MEM-02': 106, 'MEM-01': 100 }, ['part-exceeds']],
    ['more laboratories than members', { 'MEM-05': 11, 'MEM-01': 10 }, ['part-exceeds']],
    ['more SMEs supported than enterprises', { 'SAT-02': 31, 'MEM-02': 30 }, ['part-exceeds']],
  ])('%s', (_, values, expected) => {
    expect(codes(...figures(values))).toEqual(expected);
  });

  const share = (percent: number, whole = 100_000_00) =>
    ratio((whole * percent) / 100, whole, { key: 'GOU-01', direction: 'down' });

  it('warns above the path of the public share, not on it (R30)', () => {
    expect(codes(share(50))).toEqual([]);
    expect(codes(share(51))).toEqual(['public-share-above']);
  });

  it('follows the 50 % target where no path is set (R30)', () => {
    const found = checkReturn([share(51)], { ...SETTINGS, publicSharePath: null });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['public-share-above', 'warning']]);
  });

  it('compares the budget of the public share with the budget by funder, to one per cent', () => {
    const budget = (value: number) => cell({ key: 'GOU-02', measure: 'amount', value });
    expect(codes(share(40), budget(99_010_00))).toEqual([]);
    expect(codes(share(40), budget(99_000_00))).toEqual(['budgets-differ']);
  });

  it('never lets a warning stand on a figure that is about to be corrected', () => {
    expect(codes(cell({ key: 'PRJ-07', value: -13 }), cell({ value: 12 }))).toEqual(['negative']);
  });
});
