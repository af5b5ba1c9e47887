import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { goodmanBacon } from '../fixed-effects/goodman-bacon.ts';
import { twoWayFromMoments } from '../fixed-effects/moment-effects.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import { symmetricEigen } from '../linear-algebra.ts';
import type { LongPanel } from '../panel.ts';
import type { SqlValue } from '../panel-store/duckdb.ts';
import type { GroupTimeResult } from '../result.ts';
import { type RunSql, readMoments } from './cohort-moments.ts';
import { estimateFromMoments, type MomentOptions } from './group-time-moments.ts';
import { type LongTable, longSource } from './moment-source.ts';
import { orderedSource } from './ordered-source.ts';
import { openRunner } from './reference-tables.fixture.ts';

interface Row {
  unit: number;
  period: number;
  cohort: number;
  y: number;
  z: number;
  weight: number;
  zone: number;
}

let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

/** A panel drawn from a seed, without never treated units when `never` is false. */
function drawn(seed: number, { units = 60, periods = [2009, 2010, 2012, 2015], never = true } = {}): Row[] {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const cohorts = never ? [0, 2010, 2012, 2013, 2020] : [2010, 2012, 2015];
  return Array.from({ length: units }, (_, unit) => {
    const cohort = cohorts[unit % cohorts.length]!;
    const [weight, zone, level] = [0.5 + uniform(), Math.floor(uniform() * 12), 3 * uniform()];
    return periods.map((period) => {
      const effect = cohort > 0 && period >= cohort ? 1 + 0.1 * (period - cohort) : 0;
      return { unit, period, cohort, y: level + effect + uniform(), z: 2 * uniform() - level, weight, zone };
    });
  }).flat();
}

const COLUMNS = ['unit', 'period', 'cohort', 'y', 'z', 'weight', 'zone'] as const;
/** The rows as a relation of any engine; numbers with an exponent are doubles, or become so. */
function relationOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => `(${COLUMNS.map((name) => row[name].toExponential()).join(', ')})`);
  const columns = COLUMNS.map((name) => `cast("${name}" as double precision) as "${name}"`);
  const names = COLUMNS.map((name) => `"${name}"`).join(', ');
  return `(select ${columns.join(', ')} from (values ${lines.join(', ')}) as given(${names})) panel`;
}

function tableOf(rows: readonly Row[], options: Partial<LongTable> = {}): LongTable {
  return {
    relation: relationOf(rows),
    unit: 'unit',
    time: 'period',
    cohort: 'cohort',
    outcomes: ['y'],
    periods: [...new Set(rows.map(({ period }) => period))].sort((a, b) => a - b),
    digest: 'drawn',
    ...options,
  };
}

const estimate = (
  rows: readonly Row[],
  table: Partial<LongTable> = {},
  options: MomentOptions = {},
): Promise<GroupTimeResult> => estimateFromMoments(longSource(tableOf(rows, table)), runner.run, options);

const columnsOf = (rows: readonly Row[], used: Partial<LongTable>): LongPanel => {
  const column = (name: keyof Row): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return {
    layout: 'long',
    unit: column('unit'),
    period: column('period'),
    firstTreated: column('cohort'),
    outcomes: { y: column('y'), z: column('z') },
    ...(used.weight ? { weights: column('weight') } : {}),
    ...(used.cluster ? { cluster: column('zone') } : {}),
  };
};

function expectSame(found: GroupTimeResult, expected: GroupTimeResult, tolerance = 1e-10): void {
  expect(found.units).toBe(expected.units);
  expect(found.cohorts.map(({ g, units }) => [g, units])).toEqual(expected.cohorts.map(({ g, units }) => [g, units]));
  for (const [k, { cells, wald }] of expected.outcomes.entries()) {
    for (const [place, cell] of cells.entries()) {
      const other = found.outcomes[k]!.cells[place]!;
      expect([other.g, other.t, other.base, other.reason]).toEqual([cell.g, cell.t, cell.base, cell.reason]);
      expect(Math.abs((other.att ?? 0) - (cell.att ?? 0))).toBeLessThan(tolerance);
      expect(Math.abs((other.se ?? 0) - (cell.se ?? 0))).toBeLessThan(tolerance);
    }
    if (wald) expect(Math.abs(found.outcomes[k]!.wald!.stat / wald.stat - 1)).toBeLessThan(1e3 * tolerance);
  }
  expect(found.covariance.size).toBe(expected.covariance.size);
  for (const [k, value] of expected.covariance.values.entries()) {
    expect(Math.abs(found.covariance.values[k]! - value)).toBeLessThan(tolerance);
  }
}

describe('both paths agree to ten digits', () => {
  const options = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    never: fc.boolean(),
    weight: fc.constantFrom(undefined, 'weight'),
    cluster: fc.constantFrom(undefined, 'zone'),
    controls: fc.constantFrom<'never' | 'not-yet'>('never', 'not-yet'),
    base: fc.constantFrom<'varying' | 'universal'>('varying', 'universal'),
    anticipation: fc.constantFrom(0, 1),
  });

  it('on any panel, with any option: non-consecutive years (trap 9), clusters (trap 2), a last treated cohort (traps 4 and 5)', async () => {
    await fc.assert(
      fc.asyncProperty(options, async ({ seed, never, weight, cluster, ...asked }) => {
        const rows = drawn(seed, { never });
        const used = { outcomes: ['y', 'z'], ...(weight ? { weight } : {}), ...(cluster ? { cluster } : {}) };
        const byUnits = await estimateGroupTime(columnsOf(rows, used), { outcomes: ['y', 'z'], ...asked });
        expectSame(await estimate(rows, used, asked), byUnits);
      }),
      { numRuns: 15, seed: 20_240_611 },
    );
  });
});

describe('a long table whose rows stand in order', () => {
  const isOrdered = async (rows: readonly Row[]): Promise<boolean> => {
    const [ordered, grouped] = [await orderedSource(tableOf(rows), runner.run), longSource(tableOf(rows))];
    return ordered.relation !== grouped.relation;
  };
  const inOrder = async (rows: readonly Row[], table: Partial<LongTable>, halvesFrom?: number) =>
    estimateFromMoments(await orderedSource(tableOf(rows, table), runner.run, halvesFrom), runner.run);

  it('gives the same by the rows that follow, with weights, clusters, holes, a last cohort that leaves periods out', async () => {
    const holes = drawn(5).filter(({ unit, period }) => unit % 7 !== 0 || period === 2010);
    const missing = drawn(6).map((row) => (row.unit === 3 && row.period === 2012 ? { ...row, y: Number.NaN } : row));
    for (const rows of [drawn(4, { never: false }), holes, missing.filter(({ y }) => !Number.isNaN(y))]) {
      expect(await isOrdered(rows)).toBe(true);
      const table = { outcomes: ['y', 'z'], weight: 'weight', cluster: 'zone' };
      const expected = await estimate(rows, table);
      for (const halvesFrom of [undefined, 10]) {
        const found = await inOrder(rows, table, halvesFrom);
        expectSame(found, expected);
        expect(found.sample).toEqual(expected.sample);
      }
    }
  });

  it('is not read so when units, periods, or what belongs to a unit do not stand in order', async () => {
    const rows = drawn(7);
    const changed = (change: (row: Row, k: number) => Row) => rows.map(change);
    expect(await isOrdered(changed((row) => ({ ...row, unit: 1000 - row.unit })))).toBe(false);
    expect(await isOrdered(changed((row, k) => ({ ...row, period: rows[k ^ 1]!.period })))).toBe(false);
    expect(await isOrdered(changed((row, k) => (k === 9 ? { ...row, cohort: 2011 } : row)))).toBe(false);
    const twice = rows.toSpliced(1, 0, { ...rows[0]!, y: 100 });
    expect(await isOrdered(twice)).toBe(false);
    await expect(inOrder(twice, {})).rejects.toMatchObject({ code: 'duplicate-unit-period' });
  });
});

describe('estimates from moments', () => {
  const rows = drawn(7);
  const simple = (result: GroupTimeResult) => aggregate(result, { kind: 'simple' }).overall;

  it('do not depend on the order of rows or on the names of units', async () => {
    const shuffled = rows.map((row, k) => [(k * 7919) % rows.length, { ...row, unit: 1000 - row.unit }] as const);
    const renamed = shuffled.sort(([a], [b]) => a - b).map(([, row]) => row);
    expectSame(await estimate(renamed), await estimate(rows), 1e-13);
  });

  it('ignore constants and shifts of each unit, and scale with the outcome', async () => {
    const [expected, moved] = [
      simple(await estimate(rows)),
      simple(await estimate(rows.map((row) => ({ ...row, y: 50 * row.y + 1e3 * row.unit + 7 })))),
    ];
    expect(moved.att! / 50).toBeCloseTo(expected.att!, 10);
    expect(moved.se! / 50).toBeCloseTo(expected.se!, 10);
  });

  it('keep their digits with turnover of 1e9 (trap 14): levels never enter a product', async () => {
    const huge = rows.map((row) => ({ ...row, y: row.y + 1e9 * (1 + (row.unit % 10)) }));
    const [expected, found] = [simple(await estimate(rows)), simple(await estimate(huge))];
    // The data themselves keep seven decimals at this size.
    expect(Math.abs(found.att! - expected.att!)).toBeLessThan(1e-6);
    expect(Math.abs(found.se! / expected.se! - 1)).toBeLessThan(1e-6);
  });

  it('add over outcomes: the effect on a sum is the sum of effects, with its error from the joint covariance', async () => {
    const both = await estimate(rows, { outcomes: ['y', 'z'] });
    const sum = await estimate(rows.map((row) => ({ ...row, y: row.y + row.z })));
    const { size, values } = both.covariance;
    for (const [k, cell] of sum.outcomes[0]!.cells.entries()) {
      const [y, z] = [both.outcomes[0]!.offset + k, both.outcomes[1]!.offset + k];
      expect(both.outcomes[0]!.cells[k]!.att! + both.outcomes[1]!.cells[k]!.att!).toBeCloseTo(cell.att!, 11);
      const variance = values[y * size + y]! + values[z * size + z]! + 2 * values[y * size + z]!;
      expect(Math.sqrt(Math.max(0, variance))).toBeCloseTo(cell.se ?? 0, 10);
    }
  });

  it('have a covariance without negative eigenvalue', async () => {
    const { covariance } = await estimate(rows, { outcomes: ['y', 'z'], weight: 'weight' });
    const { values } = symmetricEigen(covariance.values, covariance.size);
    expect(Math.min(...values)).toBeGreaterThan(-1e-12 * Math.max(...values));
  });

  it('take the two-way estimate apart into weights that sum to one, on any panel', async () => {
    for (const seed of [1, 2, 3]) {
      const moments = await readMoments(longSource(tableOf(drawn(seed))), runner.run);
      const { comparisons, estimate: average } = goodmanBacon(moments);
      expect(comparisons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(average).toBeCloseTo(twoWayFromMoments(moments).coefficients[0]!.estimate, 11);
    }
  });

  it('refuse a unit with two rows for a period (trap 10), even in place of another period', async () => {
    const twice = [...rows, { ...rows[0]!, y: 100 }];
    await expect(estimate(twice)).rejects.toMatchObject({ code: 'duplicate-unit-period' });
    const inPlace = rows.map((row) => (row.unit === 0 && row.period === 2010 ? { ...row, period: 2012 } : row));
    expect((await estimate(inPlace)).sample.at(-1)).toMatchObject({ dropped: 1 });
  });

  it('say which step loses units, and refuse when none is complete', async () => {
    const holes = rows.filter(({ unit, period }) => unit % 6 !== 0 || period !== 2012);
    const { sample, units } = await estimate(holes);
    expect(units).toBe(50);
    expect(sample.at(-1)).toMatchObject({ step: 'unbalanced', dropped: 10, kept: 50 });
    await expect(estimate(rows.filter(({ period, unit }) => period !== 2009 + (unit % 2)))).rejects.toMatchObject({
      code: 'no-complete-unit',
    });
  });
});

const server = process.env.GRAPPE_TEST_POSTGRES;
/** Address of a PostgreSQL server; `scripts/test.ts` starts one and sets it. */
describe.each(server ? [server] : [])('a PostgreSQL server', (address) => {
  it('sums the same moments: the same estimates to nine digits, weighted, clustered, stratified', async () => {
    const client = new Client({ connectionString: address });
    await client.connect();
    try {
      const onServer: RunSql = async (statement) => {
        const { rows } = await client.query({ text: statement, rowMode: 'array' });
        return rows as SqlValue[][];
      };
      const rows = drawn(11, { units: 120 });
      for (const table of [{}, { weight: 'weight', cluster: 'zone' }, { stratum: 'zone' }]) {
        const source = longSource(tableOf(rows, table));
        expectSame(await estimateFromMoments(source, onServer), await estimateFromMoments(source, runner.run), 1e-9);
      }
    } finally {
      await client.end();
    }
  });
});
