import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../aggregate.ts';
import { eventStudyFromMoments, sunAbrahamFromMoments, twoWayFromMoments } from '../fixed-effects/moment-effects.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import { importPanel } from '../panel-store/import-panel.ts';
import type { PanelStore } from '../panel-store/panel-store.ts';
import { readPanel } from '../panel-store/read-panel.ts';
import { readExpected } from '../reference-data.fixture.ts';
import { syntheticCsv } from '../synthetic/grappe-syn-1.ts';
import { readMoments } from './cohort-moments.ts';
import { estimateFromMoments } from './group-time-moments.ts';
import { storeSource } from './moment-source.ts';
import { openRunner } from './reference-tables.fixture.ts';

interface ExpectedRun {
  readonly xformla: string;
  readonly control_group: 'nevertreated' | 'notyettreated';
  readonly cluster: string | null;
  readonly est_method: string;
  readonly wald: { readonly stat: number };
  readonly aggte: {
    readonly simple: { readonly overall: number; readonly se: number };
    readonly dynamic: {
      readonly overall: number;
      readonly se: number;
      readonly e: readonly number[];
      readonly att: readonly number[];
      readonly se_e: readonly number[];
    };
  };
}

let dir = '';
let store: PanelStore;
let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'grappe-moments-'));
  mkdirSync(join(dir, 'store'));
  writeFileSync(join(dir, 'panel.csv'), Buffer.concat([...syntheticCsv({ units: 10_000 })]));
  store = await importPanel({
    path: join(dir, 'panel.csv'),
    folder: join(dir, 'store'),
    digest: 'panel',
    columns: {
      unit: 'siren',
      time: 'annee',
      cohort: 'g',
      outcomes: ['y'],
      covariates: ['x1', 'x2'],
      weights: 'ze',
      cluster: 'ze',
    },
  });
  runner = await openRunner();
});
afterAll(() => {
  runner.close();
  rmSync(dir, { recursive: true, force: true });
});

const nine = (found: number | null, expected: number): void =>
  expect(Math.abs(found! / expected - 1), `${found} for ${expected}`).toBeLessThan(1e-9);

describe('GRAPPE-SYN-1 of 10 000 firms, imported once', () => {
  const runs = readExpected<{ sizes: { n10000: readonly ExpectedRun[] } }>('grappe_syn1.att_gt.json').sizes.n10000;
  const cases = runs
    .filter(({ xformla }) => xformla === '~1')
    .map((run) => [run.control_group, run.cluster ?? 'unit', run] as const);

  it.each(cases)(
    'agrees with did to nine digits, controls %s, errors by %s',
    async (control, cluster, { wald, aggte }) => {
      const source = storeSource(store, { outcomes: ['y'], weighted: false, clustered: cluster !== 'unit' });
      const result = await estimateFromMoments(source, runner.run, {
        controls: control === 'nevertreated' ? 'never' : 'not-yet',
        base: 'varying',
      });
      nine(result.outcomes[0]!.wald!.stat, wald.stat);
      const [simple, dynamic] = [aggregate(result, { kind: 'simple' }), aggregate(result, { kind: 'dynamic' })];
      nine(simple.overall.att, aggte.simple.overall);
      nine(simple.overall.se, aggte.simple.se);
      nine(dynamic.overall.att, aggte.dynamic.overall);
      nine(dynamic.overall.se, aggte.dynamic.se);
      for (const [k, e] of aggte.dynamic.e.entries()) {
        expect(dynamic.rows[k]!.at).toBe(e);
        nine(dynamic.rows[k]!.att, aggte.dynamic.att[k]!);
        nine(dynamic.rows[k]!.se, aggte.dynamic.se_e[k]!);
      }
    },
  );

  it('gives the two-way, event-study and Sun-Abraham figures of fixest (IMPACT section 4.5)', async () => {
    const moments = await readMoments(
      storeSource(store, { outcomes: ['y'], weighted: false, clustered: false }),
      runner.run,
    );
    const [twoWay] = twoWayFromMoments(moments).coefficients;
    expect(twoWay!.estimate).toBeCloseTo(0.28903565192, 10);
    expect(twoWay!.se).toBeCloseTo(0.00662527979, 10);
    const start = eventStudyFromMoments(moments).coefficients.find(({ name }) => name === 'e=0')!;
    expect(start.estimate).toBeCloseTo(0.2009743476, 9);
    expect(start.se).toBeCloseTo(0.01007850196, 10);
    const [overall] = sunAbrahamFromMoments(moments).overall.coefficients;
    expect(overall!.estimate).toBeCloseTo(0.35832902234, 10);
    expect(overall!.se).toBeCloseTo(0.00945018355, 10);
  });

  it('weighted, by columns and by moments, is the same; the same run twice is the same to the last bit', async () => {
    const panel = await readPanel(store, { outcomes: ['y'] });
    const byUnits = aggregate(await estimateGroupTime(panel, { outcomes: ['y'] }), { kind: 'dynamic' });
    const source = storeSource(store, { outcomes: ['y'] });
    const result = await estimateFromMoments(source, runner.run);
    const byMoments = aggregate(result, { kind: 'dynamic' });
    expect(result.options.weighted).toBe(true);
    expect(byMoments.overall.att).toBeCloseTo(byUnits.overall.att!, 11);
    expect(byMoments.overall.se).toBeCloseTo(byUnits.overall.se!, 11);
    expect(await estimateFromMoments(source, runner.run)).toEqual(result);
  });

  it.each([
    ['weighted', true],
    ['unweighted', false],
  ])(
    'sums read from the files are those of the statement, %s, holes and infinite values included',
    async (_, weighted) => {
      const folder = join(dir, `holes-${weighted}`);
      mkdirSync(folder);
      const lines = [...syntheticCsv({ units: 2_000 })]
        .map((piece) => new TextDecoder().decode(piece))
        .join('')
        .split('\n');
      const holed = lines.map((line, k) => (k > 0 && k % 97 === 0 ? line.replace(/[^,]*$/, k % 2 ? '' : 'inf') : line));
      writeFileSync(join(folder, 'panel.csv'), holed.join('\n'));
      const columns = { unit: 'siren', time: 'annee', cohort: 'g', outcomes: ['y', 'x1'], weights: 'ze' };
      const path = join(folder, 'panel.csv');
      const { sums, ...byStatement } = storeSource(await importPanel({ path, folder, digest: 'holes', columns }), {
        outcomes: ['y', 'x1'],
        weighted,
      });
      const expected = await readMoments(byStatement, runner.run);
      const found = await readMoments({ ...byStatement, sums: sums! }, runner.run);
      expect(expected.incomplete.length).toBeGreaterThan(5);
      const inOrder = (incomplete: typeof found.incomplete) => [...incomplete].sort((a, b) => a.cohort - b.cohort);
      expect(inOrder(found.incomplete)).toEqual(inOrder(expected.incomplete));
      expect(found.cohorts.map(({ cohort, count }) => [cohort, count])).toEqual(
        expected.cohorts.map(({ cohort, count }) => [cohort, count]),
      );
      for (const [k, { mean, firstLevel, cross }] of found.cohorts.entries()) {
        const own = expected.cohorts[k]!;
        for (const [at, value] of [...mean, ...firstLevel].entries())
          expect(value).toBeCloseTo([...own.mean, ...own.firstLevel][at]!, 11);
        for (const [at, value] of cross.entries())
          expect(Math.abs(value - own.cross[at]!)).toBeLessThan(1e-10 * Math.max(1, Math.abs(own.cross[at]!)));
      }
    },
  );
});
