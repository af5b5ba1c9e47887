import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPanel } from '../panel-store/import-panel.ts';
import type { PanelStore } from '../panel-store/panel-store.ts';
import { readPanel } from '../panel-store/read-panel.ts';
import { syntheticPanel } from '../synthetic/grappe-syn-1.ts';
import { storedUnitsToMatch, unitsToMatch } from './units-to-match.ts';

let dir = '';
let store: PanelStore;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'grappe-units-'));
  const panel = syntheticPanel({ units: 200, periods: 4 });
  const lines = ['siren,annee,g,x1,size,y_1,y'];
  for (let i = 0; i < 200; i++)
    for (let t = 1; t <= 4; t++)
      lines.push(
        [i, t, panel.cohort[i], panel.x1[i], `s${i % 3}`, panel.x2[i]! * t, panel.outcome[t - 1]![i]].join(','),
      );
  const path = join(dir, 'panel.csv');
  writeFileSync(path, lines.join('\n'));
  const columns = { unit: 'siren', time: 'annee', cohort: 'g', outcomes: ['y'], covariates: ['x1', 'size', 'y_1'] };
  store = await importPanel({ path, folder: dir, digest: 'units', columns });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('units to match', () => {
  it('are the same read from a store, constant, changing and past variables (of which a column may look like one, y_1), as from the panel in memory', async () => {
    const covariates = ['x1', 'size', 'y_1'];
    const panel = await readPanel(store, { outcomes: ['y'], covariates });
    const found = await storedUnitsToMatch(store, { at: 1, covariates, outcomesAt: [['y', 1]] });
    const expected = unitsToMatch(panel, 1, [['y', 1]]);
    expect(Object.keys(found.variables)).toEqual(['x1', 'size', 'y_1', 'y@1']);
    expect([...found.treated]).toEqual([...expected.treated]);
    for (const [name, variable] of Object.entries(expected.variables)) {
      const own = found.variables[name]!;
      const values = (one: typeof own) => [...(one.kind === 'factor' ? one.codes : one.values)];
      expect(values(own)).toEqual(values(variable));
      expect(own.kind).toBe(variable.kind);
    }
  });

  it('are refused from a store as from memory: someone treated already, a period or an outcome of later', async () => {
    const asked = (at: number, outcomesAt: [string, number][] = []) =>
      storedUnitsToMatch(store, { at, covariates: ['x1'], outcomesAt });
    await expect(asked(3)).rejects.toMatchObject({ code: 'matched-after-treatment' });
    await expect(asked(1, [['y', 2]])).rejects.toMatchObject({ code: 'matched-on-later-outcome' });
    await expect(asked(9)).rejects.toMatchObject({ code: 'unknown-period' });
  });
});
