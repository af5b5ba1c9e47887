import { describe, expect, it } from 'vitest';
import { fillNormals } from '../random.ts';
import { clusterCorrelation } from './cluster-correlation.ts';

const UNITS = 3_000;
const SIZE = 30;

/** Changes of variance 1, of which `icc` is shared by the thirty units of a cluster; levels that differ wildly. */
function earlier(icc: number, seed: number) {
  const draws = new Float64Array(2 * UNITS);
  fillNormals(draws, seed, 0);
  const values = new Float64Array(2 * UNITS);
  for (let unit = 0; unit < UNITS; unit++) {
    const shared = draws[UNITS + Math.floor(unit / SIZE)]!;
    values[unit] = 1_000 * Math.floor(unit / SIZE);
    values[UNITS + unit] = values[unit]! + Math.sqrt(icc) * shared + Math.sqrt(1 - icc) * draws[unit]!;
  }
  const firstTreated = Float64Array.from({ length: UNITS }, (_, unit) => (unit % 2 ? 2012 : 0));
  return { periods: [2010, 2011], firstTreated, values };
}
const clusters = Array.from({ length: UNITS }, (_, unit) => `zone ${Math.floor(unit / SIZE)}`);

describe('intra-cluster correlation of changes before treatment', () => {
  it.each([0, 0.05, 0.3])('finds the share of variance that clusters have in common: %s', (icc) => {
    const found = clusterCorrelation(earlier(icc, 3), clusters)!;
    expect(found.count).toBe(UNITS / SIZE);
    expect(Math.abs(found.icc - icc)).toBeLessThan(0.02 + 0.25 * icc);
  });

  it('says nothing where each unit is its own cluster, or nobody has two periods', () => {
    expect(
      clusterCorrelation(
        earlier(0.3, 3),
        Array.from({ length: UNITS }, (_, unit) => unit),
      ),
    ).toBeNull();
    const { values, ...rest } = earlier(0.3, 3);
    expect(
      clusterCorrelation({ ...rest, values: values.map((value, at) => (at < UNITS ? Number.NaN : value)) }, clusters),
    ).toBeNull();
  });
});
