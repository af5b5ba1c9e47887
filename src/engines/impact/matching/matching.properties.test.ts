import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factor, numeric } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { type MatchResult, matchUnits } from './matching.ts';
import type { MatchInput, MatchOptions } from './options.ts';
import { stableOrder } from './stable-order.ts';

interface Firm {
  readonly treated: boolean;
  readonly size: number;
  readonly age: number;
  readonly region: string;
}

/** Samples in which both groups occur; sizes are almost surely distinct, ages often equal. */
const sample = fc
  .array(
    fc.record({
      treated: fc.boolean(),
      size: fc.integer({ min: -3_000_000, max: 3_000_000 }).map((millionths) => millionths / 1e6),
      age: fc.integer({ min: 0, max: 6 }),
      region: fc.constantFrom('nord', 'sud', 'est'),
    }),
    { minLength: 12, maxLength: 40 },
  )
  .filter((firms) => firms.filter(({ treated }) => treated).length > 2 && firms.some(({ treated }) => !treated));

const inputOf = (firms: readonly Firm[]): MatchInput => ({
  treated: Uint8Array.from(firms, ({ treated }) => (treated ? 1 : 0)),
  variables: {
    size: numeric(Float64Array.from(firms, ({ size }) => size)),
    age: numeric(Float64Array.from(firms, ({ age }) => age)),
    region: factor(firms.map(({ region }) => region)),
  },
});

/** A sample in which nobody can be matched is refused, and shows nothing of what matching does. */
function whereSomeMatch(match: () => MatchResult): MatchResult {
  try {
    return match();
  } catch (error) {
    fc.pre(!(error instanceof ImpactError && error.code === 'nobody-matched'));
    throw error;
  }
}

/** Firms matched on their own size as the score, so that no estimation hides what matching does. */
const onSize = (firms: readonly Firm[], options: Partial<MatchOptions> = {}): MatchResult =>
  whereSomeMatch(() =>
    matchUnits(inputOf(firms), { distance: Float64Array.from(firms, ({ size }) => size), ...options }),
  );

const matchesOf = ({ matches, ratio }: MatchResult, row: number): number[] =>
  Array.from(matches!.slice(row * ratio, (row + 1) * ratio)).filter((match) => match !== -1);

const rowsOf = (firms: readonly Firm[], treated: boolean): number[] =>
  firms.flatMap((firm, row) => (firm.treated === treated ? [row] : []));

const anOrder = fc.constantFrom<NonNullable<MatchOptions['order']>[]>(
  'largest',
  'smallest',
  'closest',
  'data',
  'random',
);

describe('matching without replacement', () => {
  it('never matches a firm twice, and weighs treated 1 and controls 1 on average', () => {
    fc.assert(
      fc.property(sample, anOrder, fc.integer({ min: 1, max: 3 }), (firms, order, ratio) => {
        const result = onSize(firms, { order, ratio });
        const used = rowsOf(firms, true).flatMap((row) => matchesOf(result, row));
        expect(new Set(used).size).toBe(used.length);
        expect(used.every((row) => !firms[row]!.treated)).toBe(true);
        const sum = (treated: boolean): number =>
          rowsOf(firms, treated).reduce((total, row) => total + result.weights[row]!, 0);
        expect(sum(true)).toBeCloseTo(result.sizes.treated.matched, 9);
        expect(sum(false)).toBeCloseTo(result.sizes.control.matched, 9);
        expect(result.sizes.control.matched).toBe(used.length);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps calipers, equal regions and different ages in every pair', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0.05, max: 2, noNaN: true }), (firms, width) => {
        const result = onSize(firms, {
          exact: ['region'],
          antiexact: ['age'],
          calipers: [
            { on: 'distance', width, standardised: false },
            { on: 'age', width: 3, standardised: false },
          ],
        });
        for (const row of rowsOf(firms, true))
          for (const match of matchesOf(result, row)) {
            const [a, b] = [firms[row]!, firms[match]!];
            expect(Math.abs(a.size - b.size)).toBeLessThanOrEqual(width);
            expect(a.region).toBe(b.region);
            expect(a.age).not.toBe(b.age);
            expect(Math.abs(a.age - b.age)).toBeLessThanOrEqual(3);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('gives each firm in turn the nearest control that is left, on a score or on several variables', () => {
    fc.assert(
      fc.property(sample, fc.boolean(), (firms, several) => {
        const distinct = new Set(firms.map(({ size }) => size));
        fc.pre(distinct.size === firms.length);
        const result = several
          ? matchUnits(inputOf(firms), { on: ['size', 'age'], distance: 'euclidean' })
          : onSize(firms, { order: 'data' });
        const distance = (a: number, b: number): number =>
          several
            ? Math.hypot(firms[a]!.size - firms[b]!.size, firms[a]!.age - firms[b]!.age)
            : Math.abs(firms[a]!.size - firms[b]!.size);
        const left = new Set(rowsOf(firms, false));
        for (const row of rowsOf(firms, true)) {
          const [match] = matchesOf(result, row);
          if (match === undefined) {
            expect(left.size).toBe(0);
            continue;
          }
          expect(left.has(match)).toBe(true);
          const nearest = Math.min(...[...left].map((other) => distance(row, other)));
          expect(distance(row, match)).toBeCloseTo(nearest, 12);
          left.delete(match);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('by closeness: makes at each moment the closest pair that is possible', () => {
    fc.assert(
      fc.property(sample, (firms) => {
        const result = onSize(firms, { order: 'closest' });
        const gap = (a: number, b: number): number => Math.abs(firms[a]!.size - firms[b]!.size);
        const pairs = rowsOf(firms, true).flatMap((row) => matchesOf(result, row).map((match) => ({ row, match })));
        pairs.sort((a, b) => gap(a.row, a.match) - gap(b.row, b.match));
        const [treated, controls] = [new Set(rowsOf(firms, true)), new Set(rowsOf(firms, false))];
        for (const { row, match } of pairs) {
          const closest = Math.min(...[...treated].flatMap((a) => [...controls].map((b) => gap(a, b))));
          expect(gap(row, match)).toBe(closest);
          treated.delete(row);
          controls.delete(match);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('makes the same pairs whatever the order of the rows, when no two scores are equal', () => {
    fc.assert(
      fc.property(sample, fc.infiniteStream(fc.nat()), (firms, keys) => {
        fc.pre(new Set(firms.map(({ size }) => size)).size === firms.length);
        const shuffled = firms
          .map((firm) => ({ firm, key: keys.next().value! }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ firm }) => firm);
        const pairs = (own: readonly Firm[]): number[][] => {
          const result = onSize(own);
          return rowsOf(own, true)
            .map((row) => [own[row]!.size, ...matchesOf(result, row).map((match) => own[match]!.size)])
            .toSorted((a, b) => a[0]! - b[0]!);
        };
        expect(pairs(shuffled)).toEqual(pairs(firms));
      }),
      { numRuns: 60 },
    );
  });
});

describe('ties, which are documented and stable (trap 17)', () => {
  const equal = (treated: readonly number[]): Firm[] =>
    treated.map((own) => ({ treated: own === 1, size: 1, age: 1, region: 'nord' }));

  it('go to the control on the row nearest before, then after, the treated, or the match it has on that side', () => {
    const firms = equal([0, 0, 1, 0, 0]);
    expect(matchesOf(onSize(firms, { ratio: 4 }), 2)).toEqual([1, 0, 3, 4]);
    expect(matchesOf(onSize(firms, { ratio: 4, replace: true }), 2)).toEqual([1, 3, 0, 4]);
  });

  it('between treated are settled in row order', () => {
    const firms = equal([1, 1, 0, 1]);
    const result = onSize(firms);
    expect([0, 1, 3].map((row) => matchesOf(result, row))).toEqual([[2], [], []]);
  });
});

describe('coarsened exact matching', () => {
  it('weighs controls 1 on average, and as the treated in each stratum', () => {
    fc.assert(
      fc.property(sample, (firms) => {
        const cutpoints = { size: 2, age: [2, 4] };
        const result = whereSomeMatch(() => matchUnits(inputOf(firms), { method: 'cem', cutpoints }));
        const groups = result.groups!;
        const total = { treated: result.sizes.treated.matched, control: result.sizes.control.matched };
        const weight = (group: number, treated: boolean): number =>
          rowsOf(firms, treated).reduce((sum, row) => sum + (groups[row] === group ? result.weights[row]! : 0), 0);
        for (let group = 0; group < result.groupCount; group++)
          expect(weight(group, true) / total.treated).toBeCloseTo(weight(group, false) / total.control, 10);
        expect(rowsOf(firms, false).reduce((sum, row) => sum + result.weights[row]!, 0)).toBeCloseTo(total.control, 9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what cannot be matched', () => {
  const firms: Firm[] = Array.from({ length: 40 }, (_, k) => ({
    treated: k % 3 === 0,
    size: Math.sin(k),
    age: k % 7,
    region: k % 2 ? 'nord' : 'sud',
  }));
  const input = inputOf(firms);

  it.each([
    ['one group only', { ...input, treated: new Uint8Array(40) }, {}, 'No treated unit in the file'],
    [
      'a missing value',
      { ...input, variables: { size: numeric(Float64Array.from(firms, (_, k) => (k === 4 ? Number.NaN : k))) } },
      {},
      'Row 5: variable size is missing or infinite',
    ],
    ['an unknown variable', input, { exact: ['naf'] }, 'Variable naf does not exist'],
    [
      'a caliper on a factor',
      input,
      { calipers: [{ on: 'region', width: 1, standardised: false }] },
      'ask for equality',
    ],
    ['nearest for the average effect', input, { estimand: 'ATE' }, 'choose subclassification'],
    ['a score option without a score', input, { distance: 'mahalanobis', discard: 'both' }, 'needs a score'],
    ['cutpoints that mean nothing', input, { method: 'cem', cutpoints: { size: 'q1' } }, 'are not understood'],
    ['more subclasses than units', input, { method: 'subclass', subclasses: 30 }, 'ask for fewer subclasses'],
    [
      'a caliper that nobody keeps',
      input,
      { calipers: [{ on: 'size', width: 1e-9, standardised: false }] },
      'No treated unit has a match: widen the caliper',
    ],
    [
      'a variable that decides treatment',
      { ...input, variables: { size: numeric(Float64Array.from(input.treated)) } },
      {},
      'separate treated from untreated units perfectly',
    ],
  ] satisfies [string, MatchInput, Partial<MatchOptions>, string][])(
    'is said in one sentence: %s',
    (_, own, options, sentence) => {
      expect(() => matchUnits(own, options)).toThrowError(sentence);
    },
  );

  it('warns of treated without a match, of imbalance that stays, and of variables that others explain', () => {
    const doubled = numeric(Float64Array.from(firms, ({ size }) => 2 * size + 1));
    const { warnings } = matchUnits(
      { ...input, variables: { ...input.variables, doubled } },
      { calipers: [{ on: 'distance', width: 0.0001, standardised: false }] },
    );
    expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['treated-unmatched', 'collinear']));
  });
});

describe('the stable order of a column', () => {
  it('is that of a stable sort, whatever the spread of the values', () => {
    const values = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1e-310, -1e-310, Number.MAX_VALUE, -Number.MAX_VALUE),
      fc.integer({ min: -3, max: 3 }),
      fc.nat(40).map((k) => 1 + k * 2 ** -52),
    );
    const smallest = fc.nat(3).map((k) => k * Number.MIN_VALUE);
    const columns = fc.oneof(
      fc.array(values, { maxLength: 120 }),
      fc.array(smallest, { minLength: 40, maxLength: 120 }),
    );
    fc.assert(
      fc.property(columns, (keys) => {
        const sorted = keys.map((_, row) => row).sort((a, b) => keys[a]! - keys[b]!);
        expect([...stableOrder(Float64Array.from(keys))]).toEqual(sorted);
      }),
      { numRuns: 300 },
    );
  });
});
