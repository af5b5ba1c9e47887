import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPanel } from '../panel-store/import-panel.ts';
import type { PanelStore } from '../panel-store/panel-store.ts';
import { readPanel } from '../panel-store/read-panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { syntheticPanel } from '../synthetic/grappe-syn-1.ts';
import { estimateFromStore, estimateGroupTime } from './estimate.ts';
import { type GroupTimeOptions, resolveOptions } from './options.ts';
import { staysInFiles } from './stored-sample.ts';

const UNITS = 1_500;
/** Cohorts as they come; two of them after the last period, told apart by an anticipation of two periods. */
const LATE = new Map([
  [9, 12],
  [10, 13],
]);
const OPTIONS: GroupTimeOptions = { outcomes: ['y'], covariates: ['x1', 'size', 'x2'], clustered: false };

let dir = '';
let whole: PanelStore;
let withHole: PanelStore;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'grappe-stored-'));
  whole = await imported('whole', () => true);
  withHole = await imported('hole', (unit, period) => unit !== 700 || period !== 4);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function imported(name: string, isKnown: (unit: number, period: number) => boolean): Promise<PanelStore> {
  const panel = syntheticPanel({ units: UNITS });
  const lines = ['siren,annee,g,x1,x2,size,ze,y'];
  for (let i = 0; i < UNITS; i++)
    for (let t = 1; t <= panel.periods; t++) {
      const g = LATE.get(panel.cohort[i]!) ?? panel.cohort[i]!;
      const y = isKnown(i, t) ? panel.outcome[t - 1]![i]! : '';
      // x2 changes over time.
      lines.push([i, t, g, panel.x1[i], panel.x2[i]! + t / 7, `s${i % 3}`, panel.zone[i], y].join(','));
    }
  const folder = join(dir, name);
  mkdirSync(folder);
  writeFileSync(join(dir, `${name}.csv`), lines.join('\n'));
  const covariates = ['x1', 'x2', 'size'];
  return importPanel({
    path: join(dir, `${name}.csv`),
    folder,
    digest: name,
    columns: { unit: 'siren', time: 'annee', cohort: 'g', outcomes: ['y'], covariates, cluster: 'ze' },
  });
}

async function both(store: PanelStore, options: GroupTimeOptions): Promise<[GroupTimeResult, GroupTimeResult]> {
  const panel = await readPanel(store, { outcomes: ['y'], covariates: ['x1', 'x2', 'size'] });
  const inMemory = await estimateGroupTime(panel, { ...options, inputDigest: store.digest });
  return [await estimateFromStore(store, options), inMemory];
}

function same([stored, inMemory]: [GroupTimeResult, GroupTimeResult]): void {
  const { outcomes, covariance, ...rest } = stored;
  const { outcomes: expected, covariance: expectedCovariance, ...expectedRest } = inMemory;
  expect(rest).toEqual(expectedRest);
  const close = (value: number | null, other: number | null) =>
    value === null || other === null
      ? expect(value).toBe(other)
      : expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(other)));
  for (const [k, cell] of outcomes[0]!.cells.entries()) {
    const { att, se, ...described } = expected[0]!.cells[k]!;
    expect(cell).toMatchObject(described);
    close(cell.att, att);
    close(cell.se, se);
  }
  for (const [k, value] of covariance.values.entries()) close(value, expectedCovariance.values[k]!);
}

describe('an estimate whose outcomes stay in the files of a panel store', () => {
  it('is the estimate of the panel in memory: factors, covariates that change, cohorts that leave, whatever the method', async () => {
    for (const options of [
      OPTIONS,
      { ...OPTIONS, method: 'reg', controls: 'never', base: 'varying' },
      // The cohort of the second period leaves: ranges of the sample are no longer those of the file.
      { ...OPTIONS, method: 'ipw', anticipation: 1 },
    ] as const) {
      expect(staysInFiles(whole, resolveOptions(options, { weights: false, cluster: true }))).toBe(true);
      same(await both(whole, options));
    }
  });

  it('does not depend on the number of threads, to the last bit', async () => {
    const [one, three] = [
      await estimateFromStore(whole, { ...OPTIONS, workers: 1 }),
      await estimateFromStore(whole, { ...OPTIONS, workers: 3 }),
    ];
    expect(three).toEqual(one);
  });

  it('reads the panel where units miss a period, count by clusters, or cohorts do not stand together', async () => {
    expect(staysInFiles(withHole, resolveOptions(OPTIONS, { weights: false, cluster: true }))).toBe(false);
    same(await both(withHole, OPTIONS));
    same(await both(whole, { ...OPTIONS, clustered: true }));
    same(await both(whole, { ...OPTIONS, anticipation: 2 }));
  });
});
