import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JointEffects } from '../aggregate.ts';
import { additionality, additionalityByLevel } from './additionality.ts';
import { type RatioInput, ratioOf } from './ratio.ts';
import { type LevelFirms, secretLevels } from './secret-levels.ts';

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

describe('an aid that does not rise', () => {
  it('has no ratio when nobody received any, instead of a number that is none', () => {
    const { leverage, warnings } = additionality({ effects: effects(50, 10, 0, 0), treated: 10 });
    expect(leverage).toMatchObject({ ratio: null, se: null, interval: { kind: 'everything' } });
    expect(leverage.sentence.fr).toBe(
      'L’aide reçue n’a pas bougé\u202f: le rapport de la R&D à l’aide n’a pas de sens.',
    );
    expect(warnings.map(({ code }) => code)).toEqual(['aid-not-measurable']);
  });

  it('is told when it surely fell: that is no “not measurable”', () => {
    const { warnings } = additionality({ effects: effects(-50, 10, -40, 5), treated: 10 });
    expect(warnings.map(({ code }) => code)).toEqual(['aid-fell']);
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

  it('stays bounded when R&D follows aid exactly, whatever rounding does', () => {
    for (const factor of [0.1, 0.3, 1.1, 2.7]) {
      const [se, aid] = [30, 80];
      const { interval } = ratioOf({
        numerator: factor * aid,
        denominator: aid,
        varianceNumerator: (factor * se) ** 2,
        covariance: factor * se ** 2,
        varianceDenominator: se ** 2,
      });
      expect(interval.kind).toBe('bounded');
    }
  });

  it('says euro in the singular below two in French, and agrees in English', () => {
    const { sentence } = ratioOf({ ...input(80, 80, 5), varianceNumerator: 25, covariance: 20 });
    expect(sentence.fr).toMatch(/et 1,\d\d euro de R&D/);
    expect(ratioOf(input(200, 80, 5)).sentence.fr).toMatch(/euros de R&D/);
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
          const { method, interval, ...found } = ratioOf(problem);
          const ratio = found.ratio!;
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

  it('tests R&D and aid together over classes, whichever way own-financed R&D is counted in', () => {
    const { joint, rd, aid } = additionalityByLevel([small, large]).equality;
    expect(joint!.df).toBe(2);
    // The two are independent here, so that their statistics add up.
    expect(joint!.stat).toBeCloseTo(rd!.stat + aid!.stat, 10);
  });
});

describe('levels that may not leave the house', () => {
  const even = (level: string, firms: number): LevelFirms => ({
    level,
    contributions: [new Array<number>(firms).fill(10), new Array<number>(firms).fill(2)],
  });

  it('are one on two firms, with the smallest other that would betray it; three firms are enough', () => {
    expect(secretLevels([even('PME', 300), even('ETI', 40), even('GE', 2)])).toEqual(new Set(['ETI', 'GE']));
    expect(secretLevels([even('PME', 300), even('ETI', 40), even('GE', 3)])).toEqual(new Set());
  });

  it('are one of which a single firm makes 85 % of R&D, or of aid alone, and not below', () => {
    const [pme, eti] = [even('PME', 300), even('ETI', 40)];
    const shares = (rd: number, aid: number): LevelFirms => ({
      level: 'GE',
      contributions: [
        [rd, 100 - rd, 0],
        [aid, 100 - aid, 0],
      ],
    });
    expect(secretLevels([pme, eti, shares(85, 50)])).toEqual(new Set(['ETI', 'GE']));
    expect(secretLevels([pme, eti, shares(50, 85)])).toEqual(new Set(['ETI', 'GE']));
    expect(secretLevels([pme, eti, shares(84, 84)])).toEqual(new Set());
  });
});
