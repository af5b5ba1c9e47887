import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import { factor, type LongPanel } from '../panel.ts';
import { numbers, readTable } from '../reference-data.fixture.ts';
import { readMoments } from './cohort-moments.ts';
import { effectsByLevel } from './effects-by-level.ts';
import { estimateFromMoments } from './group-time-moments.ts';
import { openRunner, referenceSource } from './reference-tables.fixture.ts';

let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

const table = readTable('syn_firmes.csv');

function firms(isKept: (row: number) => boolean): LongPanel {
  const rows = table.siren!.flatMap((_, row) => (isKept(row) ? [row] : []));
  const column = (name: string): Float64Array => numbers(rows.map((row) => table[name]![row]!));
  return {
    layout: 'long',
    unit: column('siren'),
    period: column('annee'),
    firstTreated: column('g'),
    outcomes: { ln_effectif: column('ln_effectif') },
    covariates: { naf: factor(rows.map((row) => table.naf![row]!)) },
    cluster: column('ze'),
  };
}

describe('exact strata', () => {
  it.each(['never', 'not-yet'] as const)(
    'equal doubly robust estimation with the strata as a saturated factor, controls %s',
    async (controls) => {
      const byStrata = await estimateFromMoments(
        referenceSource('syn_firmes', ['ln_effectif'], { stratum: 'naf' }),
        runner.run,
        { controls },
      );
      const byUnits = await estimateGroupTime(
        firms(() => true),
        {
          outcomes: ['ln_effectif'],
          covariates: ['naf'],
          controls,
          clustered: false,
        },
      );
      expect(byStrata.units).toBe(byUnits.units);
      for (const kind of ['simple', 'dynamic', 'group'] as const) {
        const [found, expected] = [aggregate(byStrata, { kind }), aggregate(byUnits, { kind })];
        expect(found.overall.att).toBeCloseTo(expected.overall.att!, 9);
        expect(found.overall.se).toBeCloseTo(expected.overall.se!, 9);
      }
      expect(byStrata.outcomes[0]!.wald!.stat).toBeCloseTo(byUnits.outcomes[0]!.wald!.stat, 6);
    },
  );
});

describe('heterogeneity', () => {
  it('gives each sector the effect of its firms alone, and tests that sectors are equal', async () => {
    const moments = await readMoments(referenceSource('syn_firmes', ['ln_effectif'], { level: 'naf' }), runner.run);
    const { levels, equality, covariance } = effectsByLevel(moments, { controls: 'never' }, { kind: 'dynamic' });
    const sectors = [...new Set(table.naf)].sort();
    expect(levels.map(({ level }) => level)).toEqual(sectors);
    for (const [k, { level, overall }] of levels.entries()) {
      const alone = await estimateGroupTime(
        firms((row) => table.naf![row] === level),
        {
          outcomes: ['ln_effectif'],
          controls: 'never',
          clustered: false,
        },
      );
      const expected = aggregate(alone, { kind: 'dynamic' }).overall;
      expect(overall.att).toBeCloseTo(expected.att!, 10);
      expect(overall.se).toBeCloseTo(expected.se!, 10);
      for (let other = 0; other < k; other++) expect(covariance[k * levels.length + other]).toBe(0);
    }
    expect(equality).toMatchObject({ df: sectors.length - 1 });
    expect(equality!.p).toBeGreaterThan(0);
  });

  it('ties sectors by the zones that they share, when errors are by zone', async () => {
    const source = referenceSource('syn_firmes', ['ln_effectif'], { level: 'naf', cluster: 'ze' });
    const { levels, covariance } = effectsByLevel(await readMoments(source, runner.run), { controls: 'never' });
    const alone = await estimateGroupTime(
      firms((row) => table.naf![row] === levels[0]!.level),
      {
        outcomes: ['ln_effectif'],
        controls: 'never',
      },
    );
    expect(levels[0]!.overall.se).toBeCloseTo(aggregate(alone, { kind: 'simple' }).overall.se!, 10);
    expect(Math.abs(covariance[1]!)).toBeGreaterThan(0);
  });
});
