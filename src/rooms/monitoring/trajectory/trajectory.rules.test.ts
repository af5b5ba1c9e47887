import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content, Direction } from '../followed.ts';
import { THRESHOLDS } from '../thresholds.ts';
import {
  expectedIn,
  isJudged,
  JUDGED,
  judge,
  judgedIn,
  objectiveStanding,
  onTrackShare,
  STANDINGS,
  tallyOf,
} from './trajectory.rules.ts';

const indicator = (more: Partial<Content> = {}): Content => ({
  title: 'Mises sur le marché',
  code: null,
  unit: 'produits',
  direction: 'up',
  measure: 'count',
  levels: [],
  numerator: '',
  denominator: '',
  cumulation: 'per-year',
  baseline: { value: 60, numerator: null, denominator: null, year: 2012, source: 'Bilan' },
  targets: { '2013': 70, '2015': 100, '2018': 130 },
  verification: '',
  responsible: '',
  ...more,
});
const known = (value: number, year = 2015) => ({ year, state: 'known' as const, value });
const standing = (content: Content, value: number, year = 2015) => judge(content, year, known(value, year)).standing;

describe('An indicator against its path', () => {
  it('is judged on its target, or on the line between two of them, never before the baseline or after the last target', () => {
    expect(expectedIn(indicator(), 2013)).toEqual({ value: 70, interpolated: false });
    expect(expectedIn(indicator(), 2014)).toEqual({ value: 85, interpolated: true });
    expect(expectedIn(indicator({ targets: { '2014': 80 } }), 2013)).toEqual({ value: 70, interpolated: true });
    expect(expectedIn(indicator({ targets: { '2014': 80 }, baseline: null }), 2013)).toBeNull();
    expect(expectedIn(indicator(), 2019)).toBeNull();
    expect(expectedIn(indicator({ measure: 'yes-no', targets: { '2018': 1 } }), 2015)).toBeNull();
  });

  it.each([
    ['100 of 100: reached', 100, 'reached'],
    ['90 of 100, ten per cent short: on track', 90, 'on-track'],
    ['89 of 100: behind', 89, 'behind'],
    ['75 of 100, a quarter short: behind', 75, 'behind'],
    ['74 of 100: at risk', 74, 'at-risk'],
    ['0 is a value, far from its target', 0, 'at-risk'],
  ])('%s (T7)', (_, value, expected) => expect(standing(indicator(), value)).toBe(expected));

  it('that must go down, or stay, is judged in its own direction', () => {
    const down = indicator({ direction: 'down', targets: { '2015': 50 } });
    expect(standing(down, 50)).toBe('reached');
    // The baseline of 60 is the measure of the gap: 6 too many are a tenth of it.
    expect(standing(down, 56)).toBe('on-track');
    expect(standing(down, 57)).toBe('behind');
    const keep = indicator({ direction: 'keep', targets: { '2015': 100 } });
    expect([standing(keep, 90), standing(keep, 110), standing(keep, 111), standing(keep, 74)]).toEqual([
      'reached',
      'reached',
      'behind',
      'at-risk',
    ]);
  });

  it('a level short is behind, two are at risk; a yes that is a no is behind', () => {
    const scale = indicator({ measure: 'scale', levels: ['a', 'b', 'c'], baseline: null, targets: { '2015': 3 } });
    expect([3, 2, 1].map((rank) => standing(scale, rank))).toEqual(['reached', 'behind', 'at-risk']);
    const yes = indicator({ measure: 'yes-no', baseline: null, targets: { '2015': 1 } });
    expect([1, 0].map((answer) => standing(yes, answer))).toEqual(['reached', 'behind']);
  });

  it('zero, not applicable and not known yet are three answers, and no target is a fourth (principle 5)', () => {
    const at = (state: 'not-applicable' | 'not-known') => judge(indicator(), 2015, { year: 2015, state, value: null });
    expect(at('not-applicable').standing).toBe('not-applicable');
    expect(at('not-known').standing).toBe('not-known');
    expect(judge(indicator(), 2015, undefined).standing).toBe('not-known');
    expect(judge(indicator({ targets: {} }), 2015, known(10)).standing).toBe('no-target');
    expect(judge(indicator(), 2015, known(0)).gap).toBe(1);
  });

  it('never stands worse for a better value', () => {
    const rank = (content: Content, value: number) => STANDINGS.indexOf(standing(content, value));
    fc.assert(
      fc.property(
        fc.constantFrom<Direction>('up', 'down'),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 50 }),
        (direction, baseline, target, value, better) => {
          const content = indicator({
            direction,
            baseline: { value: baseline, numerator: null, denominator: null, year: 2012, source: 'Bilan' },
            targets: { '2015': target },
          });
          const improved = direction === 'up' ? value + better : value - better;
          expect(rank(content, improved)).toBeLessThanOrEqual(rank(content, value));
        },
      ),
    );
  });
});

describe('An objective from its indicators', () => {
  const of = (...standings: Parameters<typeof tallyOf>[0]) => objectiveStanding(tallyOf(standings));

  it('is reached when all are, on track when none is behind, at risk when half are, behind otherwise', () => {
    expect(of('reached', 'reached')).toBe('reached');
    expect(of('reached', 'on-track')).toBe('on-track');
    expect(of('reached', 'behind')).toBe('behind');
    expect(of('reached', 'reached', 'at-risk')).toBe('behind');
    expect(of('reached', 'at-risk')).toBe('at-risk');
    expect(THRESHOLDS.atRiskShare).toBe(0.5);
  });

  it('is judged on what is known alone, and says why when nothing is', () => {
    expect(of('reached', 'not-known', 'not-applicable')).toBe('reached');
    expect(of('not-known', 'not-applicable')).toBe('not-known');
    expect(of('not-applicable')).toBe('not-applicable');
    expect(of('not-applicable', 'no-target')).toBe('no-target');
    expect(of()).toBe('no-target');
    expect(onTrackShare(tallyOf(['not-known']))).toBeNull();
    expect(onTrackShare(tallyOf(['reached', 'on-track', 'behind', 'at-risk', 'not-known']))).toBe(0.5);
  });

  it('never stands worse when one of its indicators does better, and is judged as soon as one is', () => {
    const judged = fc.constantFrom(...JUDGED);
    fc.assert(
      fc.property(fc.array(judged, { minLength: 1, maxLength: 8 }), judged, (others, one) => {
        const place = STANDINGS.indexOf(one);
        const better = STANDINGS[Math.max(0, place - 1)]!;
        const rank = (standings: typeof others) => STANDINGS.indexOf(of(...standings));
        expect(rank([...others, better as typeof one])).toBeLessThanOrEqual(rank([...others, one]));
        expect(isJudged(of(...others))).toBe(judgedIn(tallyOf(others)) > 0);
      }),
    );
  });
});
