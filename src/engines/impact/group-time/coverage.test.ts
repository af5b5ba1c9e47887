import { describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { simultaneousBand } from '../band.ts';
import { estimateGroupTime } from './estimate.ts';
import { drawPanel, trueEffect } from './panels.fixture.ts';

/** bench/impact-coverage.bench.ts prints the full table; this is its shortest line. */
describe('intervals and bands', () => {
  it('cover a known truth as often as they say, within what chance allows', async () => {
    const panels = 160;
    const [overall, band] = [new Set<number>(), new Set<number>()];
    for (let seed = 1; seed <= panels; seed++) {
      const result = await estimateGroupTime(
        drawPanel({ units: 160, periods: [1, 2, 3, 4], cohorts: [0, 0, 3, 4], seed: seed * 31 }),
        {
          outcomes: ['y'],
          covariates: ['x1'],
          method: 'reg',
          weighted: false,
        },
      );
      const { rows, covariance, overall: estimate } = aggregate(result, { kind: 'dynamic' });
      const truth = (trueEffect(0) + trueEffect(1)) / 2;
      if (Math.abs(estimate.att! - truth) <= 1.959964 * estimate.se!) overall.add(seed);
      const { lower, upper } = simultaneousBand(rows, covariance, { seed, draws: 2_000 });
      const inside = rows.every(({ at }, k) => {
        const effect = at >= 0 ? trueEffect(at) : 0;
        return lower[k] === null || (lower[k]! <= effect && effect <= upper[k]!);
      });
      if (inside) band.add(seed);
    }
    const chance = 3.5 * Math.sqrt((0.95 * 0.05) / panels);
    expect(Math.abs(overall.size / panels - 0.95)).toBeLessThan(chance);
    expect(Math.abs(band.size / panels - 0.95)).toBeLessThan(chance);
  });

  it('is wider than each interval, and no wider than Bonferroni', async () => {
    const result = await estimateGroupTime(drawPanel({ units: 400, cohorts: [0, 3, 4, 5], seed: 77 }), {
      outcomes: ['y'],
      weighted: false,
    });
    const { rows, covariance } = aggregate(result, { kind: 'dynamic' });
    const { critical, lower, upper } = simultaneousBand(rows, covariance);
    const estimated = rows.filter(({ se }) => se !== null).length;
    expect(critical).toBeGreaterThan(1.96);
    // Bonferroni for seven event times: the 1 − 0.05 / 14 quantile.
    expect(estimated).toBe(6);
    expect(critical).toBeLessThan(2.64);
    // The reference period has no error, and no band.
    const reference = rows.findIndex(({ at }) => at === -1);
    expect([lower[reference], upper[reference]]).toEqual([null, null]);
    expect(simultaneousBand(rows, covariance).critical).toBe(critical);
  });
});
