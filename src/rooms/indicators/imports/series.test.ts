import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withDuckDB } from '#engines/impact/panel-store/duckdb.ts';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf } from '#rooms/registry';
import { loadIndicators } from '../catalogue.load.ts';
import { retainedValues } from '../values/value.store.ts';
import { applySeriesImport, getSeriesImport, recordSeriesFile, withdrawSeriesImport } from './series.operations.ts';
import { seriesTemplateCsv } from './series-file.ts';

const HEADERS = 'indicateur;pole;annee;valeur;etat;numerateur;denominateur;producteur;millesime';

describe.each(eachStore)('Imports of official series, on the $name store', ({ open }) => {
  let services: Services;
  const folder = mkdtempSync(join(tmpdir(), 'grappe-series-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    const opened = await partlyFurnished(open);
    services = { ...opened, config: { ...opened.config, dataDir: folder } };
    await services.store.sql.transaction().execute(loadIndicators);
  });

  const give = async (bytes: string | Uint8Array, name = 'series.csv') => {
    const file = { name, mediaType: 'application/octet-stream', base64: Buffer.from(bytes).toString('base64') };
    const { seriesImport } = await perform(recordSeriesFile, { file }, callBy(services));
    return { seriesImport, dryRun: (await perform(getSeriesImport, { seriesImport }, callBy(services))).dryRun! };
  };
  const apply = (seriesImport: string) => perform(applySeriesImport, { seriesImport }, callBy(services));
  const valueOf2013 = async (indicator: string, cluster: string | null) => {
    const clusters = cluster === null ? ('programme' as const) : [cluster];
    const scope = { indicators: [indicator], clusters, fromYear: 2013, toYear: 2013, knownAt: null };
    const [one] = await retainedValues(services.store.sql, scope);
    return one ? { state: one.state, value: one.value, vintage: one.vintage } : null;
  };

  test('the template is a file that the import accepts', async () => {
    expect((await give(seriesTemplateCsv())).dryRun.counts).toEqual({ new: 1, changed: 0, same: 0, wrong: 0 });
  });

  test('each wrong line says where and what to do, and nothing is written while one is wrong', async () => {
    const { seriesImport, dryRun } = await give(
      [
        HEADERS,
        'XXX-99;;2013;1;;;;Insee;2014-06-30',
        'EXP-01;nulle-part;2013;30;;;;Insee;2014-06-30',
        'EXP-01;;2013;moins;;;;Insee;2014-06-30',
        'EXP-01;;2013;30;sans objet;;;Insee;2014-06-30',
        'EXP-01;;2012;50;;1;4;Insee;2014-06-30',
        'EXP-01;;2011;25;;1;4;Insee;2014-06-30',
        'EXP-01;;2011;25;;1;4;Insee;2014-06-30',
      ].join('\n'),
    );
    expect(dryRun.problems.map(({ row, header }) => `${row} ${header}`)).toEqual([
      '2 indicateur',
      '3 pole',
      '4 valeur',
      '5 valeur',
      '6 valeur',
      '8 indicateur',
    ]);
    expect(dryRun.counts).toEqual({ new: 1, changed: 0, same: 0, wrong: 6 });
    expect((await refusalOf(apply(seriesImport))).code).toBe('LINES_WRONG');
    expect(await valueOf2013('EXP-01', null)).toBeNull();
  });

  test('a newer vintage replaces the one before, an older one is refused, and a withdrawn import gives back what it had replaced', async () => {
    const line = (value: string, vintage: string) => `${HEADERS}\nEXP-01;minalogic;2013;${value};;;;Insee;${vintage}\n`;
    await apply((await give(line('30', '2014-06-30'))).seriesImport);
    const newer = await give(line('32,5', '2014-08-31'));
    expect(newer.dryRun.counts).toEqual({ new: 0, changed: 1, same: 0, wrong: 0 });
    await apply(newer.seriesImport);
    expect(await valueOf2013('EXP-01', 'minalogic')).toEqual({ state: 'known', value: 32.5, vintage: '2014-08-31' });
    expect((await give(line('31', '2014-07-01'))).dryRun.problems[0]).toMatchObject({ row: 2, header: 'millesime' });
    expect((await give(line('32,5', '2014-09-01'))).dryRun.counts.same).toBe(1);
    const { seriesImport } = newer;
    const { values } = await perform(withdrawSeriesImport, { seriesImport, reason: 'Essai' }, callBy(services));
    expect(values).toBe(1);
    expect(await valueOf2013('EXP-01', 'minalogic')).toEqual({ state: 'known', value: 30, vintage: '2014-06-30' });
  });

  test('zero, not applicable and not known come in as three values, and Parquet as CSV (principle 5)', async () => {
    const path = join(folder, 'series.parquet');
    await withDuckDB({ threads: 1 }, (connection) =>
      connection.run(`copy (select * from (values ('FIN-02', '', 2013, 0.0, ''), ('SAT-01', '', 2013, null, 'sans objet'), ('EMP-02', '', 2013, null, 'pas encore connue'))
        as t (indicateur, pole, annee, valeur, etat), (values ('Insee', date '2014-06-30')) as p (producteur, millesime)) to '${path}' (format parquet)`),
    );
    const { seriesImport, dryRun } = await give(readFileSync(path), 'series.parquet');
    expect(dryRun.problems).toEqual([]);
    await apply(seriesImport);
    expect(await valueOf2013('FIN-02', null)).toMatchObject({ state: 'known', value: 0 });
    expect(await valueOf2013('SAT-01', null)).toMatchObject({ state: 'not-applicable', value: null });
    expect(await valueOf2013('EMP-02', null)).toMatchObject({ state: 'not-known', value: null });
  });

  test('a file without the columns that are needed is refused with their names', async () => {
    const refused = await refusalOf(give('indicateur;annee;valeur\nEXP-01;2013;3\n'));
    expect(refused).toMatchObject({ code: 'COLUMNS_MISSING', field: 'file' });
    expect(refused.message).toContain('producteur, millesime');
  });
});
