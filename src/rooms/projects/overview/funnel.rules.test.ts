import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_PROJECTS, spreadOf } from './funnel.rules.ts';

/** Quartiles of a list, by the definition of R's type 7. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (place - Math.floor(place)) * (high - low);
}

describe('The time between two stages', () => {
  it('is said from three projects on, and not before', () => {
    const of = (count: number) => spreadOf([{ days: 30, count }]);
    expect(of(LEAST_PROJECTS - 1)).toBeNull();
    expect(of(LEAST_PROJECTS)).toEqual({ count: LEAST_PROJECTS, lower: 30, median: 30, upper: 30 });
  });

  it('has the quartiles of the list that its histogram sums up, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: LEAST_PROJECTS, maxLength: 60 }), (values) => {
        const histogram = [...Map.groupBy(values, (days) => days)].map(([days, all]) => ({ days, count: all.length }));
        const spread = spreadOf(histogram)!;
        expect(spread.count).toBe(values.length);
        for (const [found, share] of [
          [spread.lower, 0.25],
          [spread.median, 0.5],
          [spread.upper, 0.75],
        ] as const)
          expect(found).toBeCloseTo(quantile(values, share), 9);
      }),
    );
  });
});
