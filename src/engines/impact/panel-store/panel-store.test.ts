import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImpactError } from '../sentence.ts';
import { syntheticCsv, syntheticPanel } from '../synthetic/grappe-syn-1.ts';
import { withDuckDB } from './duckdb.ts';
import { importPanel } from './import-panel.ts';
import { openPanelStore, type PanelStore } from './panel-store.ts';
import { readPanel } from './read-panel.ts';
import type { PanelColumns } from './source.ts';

const COLUMNS: PanelColumns = { unit: 'siren', time: 'annee', cohort: 'g', outcomes: ['y'] };
const HEAD = 'siren,annee,g,y';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'grappe-panel-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;
function folder(): string {
  const made = join(dir, `store-${files++}`);
  mkdirSync(made);
  return made;
}

function file(content: string, name = 'panel.csv'): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

const importing = (path: string, columns: Partial<PanelColumns> = {}): Promise<PanelStore> =>
  importPanel({ path, folder: folder(), columns: { ...COLUMNS, ...columns }, digest: 'abc' });

async function refusal(path: string, columns: Partial<PanelColumns> = {}): Promise<ImpactError> {
  const refused = await importing(path, columns).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ImpactError);
  return refused as ImpactError;
}

describe('a panel store', () => {
  it('gives back, bit for bit, the panel that was imported, cohort by cohort, whatever the order of its rows', async () => {
    const panel = syntheticPanel({ units: 300 });
    const [head, ...lines] = [...syntheticCsv({ units: 300 })]
      .map((piece) => new TextDecoder().decode(piece))
      .join('')
      .trimEnd()
      .split('\n');
    const shuffled = lines.map((line, k) => [(k * 7919) % lines.length, line] as const).sort(([a], [b]) => a - b);
    const path = file([head, ...shuffled.map(([, line]) => line)].join('\n'));
    const store = await importing(path, { covariates: ['x1', 'x2'], cluster: 'ze' });
    expect(store).toMatchObject({ rows: 3_000, units: 300, digest: 'abc', unitKind: 'number', warnings: [] });
    expect(await openPanelStore(store.folder)).toEqual(store);

    const read = await readPanel(store, { outcomes: ['y'], covariates: ['x1', 'x2'] });
    expect([...read.periods]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const order = Array.from({ length: 300 }, (_, i) => i).sort((a, b) => panel.cohort[a]! - panel.cohort[b]! || a - b);
    const inOrder = (values: ArrayLike<number>) => order.map((i) => values[i]!);
    expect([...read.firstTreated]).toEqual(inOrder(panel.cohort));
    expect([...(read.unit as Float64Array)]).toEqual(order.map((i) => i + 1));
    expect([...read.outcomes.y!]).toEqual(panel.outcome.flatMap(inOrder));
    expect(read.covariates!.x1).toMatchObject({ kind: 'numeric', values: Float64Array.from(inOrder(panel.x1)) });
    expect(read.outcomes.y!.buffer).toBeInstanceOf(SharedArrayBuffer);
    const zones = [...new Set(panel.zone)].sort((a, b) => a - b);
    expect([...(read.cluster as Int32Array)]).toEqual(inOrder(panel.zone).map((zone) => zones.indexOf(zone)));
  });

  it('keeps names such as 005520135, holes, factors that change and semicolons', async () => {
    const path = file(
      [
        'siren;annee;g;y;naf;taille',
        '005520135;2020;;1.5;C;2',
        '005520135;2022;;2.5;J;2',
        '552100554;2020;2022;NA;C;3',
        '552100554;2022;2022;4;C;3',
      ].join('\n'),
    );
    const store = await importing(path, { covariates: ['naf', 'taille'], factors: ['taille'] });
    const read = await readPanel(store, { outcomes: ['y'], covariates: ['naf', 'taille'] });
    expect(read.unit).toEqual(['005520135', '552100554']);
    expect([...read.periods]).toEqual([2020, 2022]);
    expect([...read.firstTreated]).toEqual([0, 2022]);
    expect([...read.outcomes.y!]).toEqual([1.5, Number.NaN, 2.5, 4]);
    expect(read.covariates!.naf).toEqual({ kind: 'factor', levels: ['C', 'J'], codes: Int32Array.of(0, 0, 1, 0) });
    expect(read.covariates!.taille).toEqual({ kind: 'factor', levels: ['2', '3'], codes: Int32Array.of(0, 1) });
  });

  it('tells apart units whose numbers a double does not, and keeps their names as texts', async () => {
    // Whole numbers beyond 2^53, where the next one is the same double.
    const [one, next] = ['9007199254740993', '9007199254740992'];
    const lines = [one, next].flatMap((unit) => [`${unit},1,0,1`, `${unit},2,0,2`]);
    const text = file([HEAD, ...lines].join('\n'));
    const parquet = join(folder(), 'panel.parquet');
    await withDuckDB({}, (connection) =>
      connection.run(
        `copy (select siren::bigint as siren, * exclude siren from '${text}') to '${parquet}' (format parquet)`,
      ),
    );
    for (const path of [text, parquet]) {
      const store = await importing(path);
      expect(store).toMatchObject({ units: 2, unitKind: 'text' });
      expect((await readPanel(store, { outcomes: ['y'] })).unit).toEqual([next, one]);
    }
  });

  it('counts infinite values as missing, and says whose and when', async () => {
    const store = await importing(file(`${HEAD}\n1,1,0,Inf\n1,2,0,2\n2,1,2,1\n2,2,2,3`));
    expect(store.variables[0]!.warnings).toMatchObject([
      { code: 'infinite-values', en: '1 infinite value of "y" counts as missing (1 in 1).' },
    ]);
    const read = await readPanel(store, { outcomes: ['y'] });
    expect([...read.outcomes.y!]).toEqual([Number.NaN, 1, 2, 3]);
  });
});

describe('an input that cannot serve is refused in one sentence', () => {
  it.each([
    ['two rows for a unit and period (trap 10)', '1,1,0,1\n1,1,0,2\n2,1,0,1', 'duplicate-unit-period', /1 unit.*\(1\)/],
    ['a cohort that changes within a unit (trap 10)', '7,1,0,1\n7,2,2,1', 'cohort-varying', /1 unit.*\(7\)/],
    ['a negative cohort (trap 10)', '1,1,0,1\n1,2,0,1\n2,1,-3,1', 'cohort-negative', /row 3/],
    ['a fractional cohort (trap 10)', '1,1,2.5,1', 'cohort-fractional', /2\.5/],
    ['text where a number is expected', '1,1,0,many', 'not-a-number', /rows?.*1.*many/],
    ['no unit', ',1,0,1', 'unit-missing', /row 1/],
    ['a period that is not whole', '1,2020.5,0,1', 'time-not-a-period', /2020\.5/],
    ['no row at all', '', 'no-rows', /no row/],
    ['a line with too few columns', '1,1,0,1\n1,2\n', 'line-malformed', /Line 3/],
  ])('%s', async (_, lines, code, told) => {
    const refused = await refusal(file(`${HEAD}\n${lines}`));
    expect(refused.code).toBe(code);
    expect(refused.sentence.en).toMatch(told);
    expect(refused.sentence.fr).not.toBe('');
  });

  it('text with decimal commas, naming the rows', async () => {
    const refused = await refusal(file('siren;annee;g;y\n1;1;0;1\n1;2;0;3,14\n2;1;0;2,5'));
    expect(refused).toMatchObject({ code: 'not-a-number', rows: [2, 3], count: 2 });
    expect(refused.sentence.fr).toBe(
      "La colonne «\u202fy\u202f» s'écrit avec des virgules décimales (2 lignes\u202f: 2, 3\u202f; la première porte «\u202f3,14\u202f»). Écrivez les nombres avec un point.",
    );
  });

  it('a cluster that changes within a unit (trap 10), and a covariate half text', async () => {
    const lines = 'siren,annee,g,y,ze,x\n1,1,0,1,5,1\n1,2,0,1,6,grand';
    expect(await refusal(file(lines), { cluster: 'ze' })).toMatchObject({ code: 'cluster-varying' });
    expect(await refusal(file(lines), { covariates: ['x'] })).toMatchObject({ code: 'covariate-mixed' });
  });

  it('a column that the file does not have', async () => {
    const refused = await refusal(file(`${HEAD}\n1,1,0,1`), { outcomes: ['rd'] });
    expect(refused.sentence.en).toBe('The file has no column rd; its columns are: siren, annee, g, y.');
  });

  it.each([
    ['siren,annee,g,y,y', 'y', /column y 2 times/],
    ['siren,annee,g,y,Y', 'y', /column y, Y 2 times/],
    ['siren,annee,g,y,y,y_1', 'y_1', /column y 2 times/],
  ])('a column that is needed and stands twice in the header (%s)', async (head, outcome, told) => {
    const refused = await refusal(file(`${head}\n${head.replace(/\w+/g, '1')}`), { outcomes: [outcome] });
    expect(refused.code).toBe('column-repeated');
    expect(refused.sentence.en).toMatch(told);
  });

  it('an empty, a truncated and an absent Parquet file', async () => {
    const store = await importing(file(`${HEAD}\n1,1,0,1\n1,2,0,2`));
    const whole = join(store.folder, 'wide-0.parquet');
    const truncated = join(folder(), 'truncated.parquet');
    copyFileSync(whole, truncated);
    truncateSync(truncated, readFileSync(whole).length - 20);
    expect(await refusal(file('', 'empty.parquet'))).toMatchObject({ code: 'parquet-damaged' });
    expect(await refusal(truncated)).toMatchObject({ code: 'parquet-damaged' });
    expect(await refusal(join(dir, 'absent.parquet'))).toMatchObject({ code: 'file-missing' });
    expect(await openPanelStore(dir).catch((error: unknown) => error)).toMatchObject({ code: 'store-missing' });
  });
});
