import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JointEffects } from '../aggregate.ts';
import { additionality, additionalityByLevel } from './additionality.ts';
import { publishedLevels } from './published-levels.ts';
import { type RatioInput, ratioOf } from './ratio.ts';

/** Effects on R&D and aid in k EUR, given errors and their correlation. */
function effects(rd: number, rdSe: number, aid: number, aidSe: number, correlation = 0): JointEffects {
  const both = correlation * rdSe * aidSe;
  return {
    att: [rd, aid],
    covariance: [
      [rdSe ** 2, both],
      [both, aidSe ** 2],
    ],
  };
}

describe('additionality', () => {
  it.each([
    ['R&D rises by three times the aid', effects(500, 60, 160, 20), 'leverage'],
    ['R&D rises by about the aid', effects(116, 30, 97, 15), 'additive'],
    ['R&D does not move though aid does', effects(5, 20, 97, 15), 'crowding-out'],
    ['everything is uncertain', effects(50, 60, 60, 30), 'undecided'],
  ] as const)('%s: %s', (_, joint, verdict) => {
    expect(additionality({ effects: joint, treated: 100 }).verdict).toBe(verdict);
  });

  it('finds own-financed R&D as total less aid, its error with the covariance of the two', () => {
    const { own } = additionality({ effects: effects(116, 30, 97, 15, 0.5), treated: 10 });
    expect(own.att).toBe(19);
    expect(own.se).toBeCloseTo(Math.sqrt(900 - 2 * 0.5 * 30 * 15 + 225), 12);
  });

  it('refuses own-financed R&D that is not total less aid', () => {
    const covariance = [0, 1, 2].map(() => [1, 0, 0]);
    expect(additionality({ effects: { att: [116, 97, 19], covariance }, treated: 10 }).own.att).toBe(19);
    expect(() => additionality({ effects: { att: [116, 97, 25], covariance }, treated: 10 })).toThrowError(
      'Own-financed R&D (25) is not total R&D (116) less aid (97)',
    );
  });

  it('gives totals as effect times treated firms, interval included', () => {
    const { rd } = additionality({ effects: effects(116, 30, 97, 15), treated: 1000 });
    expect(rd.total.value).toBe(116_000);
    expect(rd.total.low).toBeCloseTo(1000 * (116 - 1.959964 * 30), 1);
  });

  it('warns when aid itself did not measurably rise', () => {
    const { warnings, leverage } = additionality({ effects: effects(50, 10, 20, 15), treated: 10 });
    expect(warnings.map(({ code }) => code)).toEqual(['aid-not-measurable']);
    expect(leverage.method).toBe('fieller');
  });
});

describe('the leverage ratio', () => {
  const input = (numerator: number, denominator: number, se: number): RatioInput => ({
    numerator,
    denominator,
    varianceNumerator: 900,
    covariance: 100,
    varianceDenominator: se ** 2,
  });

  it('has a symmetric delta interval when aid is four errors away from zero, Fieller’s below', () => {
    expect(ratioOf(input(200, 80, 20)).method).toBe('delta');
    expect(ratioOf(input(200, 80, 20.1)).method).toBe('fieller');
  });

  it('says in words that the interval has two pieces, or excludes nothing', () => {
    const outside = ratioOf(input(200, 20, 15));
    expect(outside.interval.kind).toBe('outside');
    expect(outside.sentence.en).toContain('too uncertain to bound the ratio');
    expect(outside.sentence.fr).toContain('trop incertain pour borner le rapport');
    const everything = ratioOf(input(20, 5, 15));
    expect(everything.interval).toEqual({ kind: 'everything' });
    expect(everything.sentence.en).toContain('no value of the ratio is excluded');
  });

  it('contains the ratio itself, and its ends are where the test of numerator − ρ denominator turns', () => {
    const number = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        (a, b, sa, sb, r) => {
          const problem: RatioInput = {
            numerator: a,
            denominator: b,
            varianceNumerator: sa ** 2,
            covariance: r * sa * sb,
            varianceDenominator: sb ** 2,
          };
          const { ratio, method, interval } = ratioOf(problem);
          if (interval.kind === 'everything') return;
          const ends = interval.kind === 'bounded' ? [interval.low, interval.high] : [interval.below, interval.above];
          if (interval.kind === 'bounded') expect(ends[0]! <= ratio && ratio <= ends[1]!).toBe(true);
          else expect(ratio <= ends[0]! || ratio >= ends[1]!).toBe(true);
          if (method === 'fieller')
            for (const end of ends) {
              const t = (a - end * b) / Math.sqrt(sa ** 2 - 2 * end * r * sa * sb + end ** 2 * sb ** 2);
              expect(Math.abs(t)).toBeCloseTo(1.959964, 3);
            }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('additionality by size class', () => {
  const small = { level: 'PME', treated: 300, effects: effects(200, 30, 80, 10) };
  const large = { level: 'ETI', treated: 40, effects: effects(20, 40, 90, 20) };

  it('tests that classes do not differ: two classes give the square of the usual t', () => {
    const { equality } = additionalityByLevel([small, large]);
    expect(equality.rd!.stat).toBeCloseTo(180 ** 2 / (30 ** 2 + 40 ** 2), 10);
    expect(equality.rd!.df).toBe(1);
    expect(equality.rd!.p).toBeLessThan(0.001);
    expect(equality.aid!.p).toBeGreaterThan(0.5);
  });

  it('adds totals up over classes, and takes shared controls into account', () => {
    const alone = additionalityByLevel([small, large]);
    expect(alone.total.rd.value).toBe(alone.levels[0]!.rd.total.value + alone.levels[1]!.rd.total.value);
    expect(alone.total.own.value).toBeCloseTo(alone.total.rd.value - alone.total.aid.value, 8);
    const shared = additionalityByLevel([small, large], () => [
      [500, 0],
      [0, 50],
    ]);
    expect(shared.total.rd.high - shared.total.rd.low).toBeGreaterThan(alone.total.rd.high - alone.total.rd.low);
    expect(shared.equality.rd!.stat).toBeGreaterThan(alone.equality.rd!.stat);
  });

  it('has no equality test for a single class', () => {
    expect(additionalityByLevel([small]).equality.rd).toBeNull();
  });

  it('leaves the house without a class of two firms, nor the one that would betray it, nor one that a single firm dominates', () => {
    const levels = [
      { ...small, level: 'PME' },
      { ...large, level: 'ETI' },
      { ...large, level: 'GE', treated: 2 },
    ];
    const table = additionalityByLevel(levels);
    const even = publishedLevels(table, () => ({ amount: 100, largest: 10 }));
    expect(even.withheld).toEqual({ primary: ['GE'], complementary: ['ETI'] });
    expect(even.levels.slice(1)).toEqual([
      { id: 'ETI', secret: true },
      { id: 'GE', secret: true },
    ]);
    expect(even.total).toEqual(table.total);
    const dominated = publishedLevels(table, (level) => ({ amount: 100, largest: level === 'PME' ? 85 : 10 }));
    expect(dominated.withheld).toEqual({ primary: ['PME', 'GE'], complementary: [] });
  });
});
