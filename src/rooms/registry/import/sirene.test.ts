import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { openLog } from '#kit/log.ts';
import { eachStore } from '#kit/testing/store.ts';
import { receiveBody } from '#kit/web/receive-form.ts';
import { perform } from '#kit/web/route.ts';
import { createOrganisation } from '../organisation/create-organisation.action.ts';
import { syntheticSiren, syntheticSiret } from '../siren.rules.ts';
import { applyImport } from './apply-import.action.ts';
import {
  callAs,
  importServices,
  OPERATOR,
  person,
  prepareNomenclatures,
  ROWS_PERIOD,
  removeOwnFolders,
} from './import.fixture.ts';
import { getImport } from './import.query.ts';
import { importSettled } from './import.runner.ts';
import { keepStock } from './receive-upload.ts';
import { seat, sireneColumns, stockFile, unit } from './sirene.fixture.ts';
import { SIRENE_COLUMNS, SIRENE_FILES } from './sirene.rules.ts';
import { startSireneImport } from './start-import.action.ts';
import { stockFolder } from './stock-upload.ts';

/** Marks every value that belongs to a natural person, so that one search finds it wherever it went. */
const SECRET = 'TRESPERSONNEL';

afterAll(removeOwnFolders);

describe.each(eachStore)('Sirene on the $name store', ({ open }) => {
  let store: Store;
  let houses = 0;
  beforeAll(async () => {
    store = await open();
    await prepareNomenclatures(await importServices(store));
  });

  /** Organisations of its own, a data folder, and everything that was logged. */
  const opened = async (names: readonly string[]) => {
    const logged: string[] = [];
    const destination = new Writable({
      write(chunk, _, done) {
        logged.push(String(chunk));
        done();
      },
    });
    const log = openLog({ level: 'trace', destination });
    const services = await importServices(store, { log });
    const first = (40 + ++houses) * ROWS_PERIOD;
    const call = callAs(services, OPERATOR);
    const sirens: string[] = names.map((_, place) => syntheticSiren(first + place));
    const ids: string[] = [];
    for (const [place, name] of names.entries()) {
      const { organisation } = await perform(
        createOrganisation,
        { name, siren: sirens[place]!, kind: 'firm', synthetic: true, source: 'Essai' },
        call,
      );
      ids.push(organisation);
    }
    const organisations = () =>
      store.sql.selectFrom('registry.organisation').selectAll().where('id', 'in', ids).orderBy('siren').execute();
    return { services, call, sirens, ids, logged, organisations };
  };

  const check = async (services: Services, path: string) => {
    const call = callAs(services, OPERATOR);
    const { import: id } = await perform(startSireneImport, { path }, call);
    await importSettled(services, id);
    return perform(getImport, { import: id, pageSize: 200 }, call);
  };
  const apply = async (services: Services, id: string) => {
    const call = callAs(services, OPERATOR);
    await perform(applyImport, { import: id }, call);
    await importSettled(services, id);
    return perform(getImport, { import: id, pageSize: 200 }, call);
  };
  const written = async (
    services: Services,
    content: string | Uint8Array,
    name = 'StockUniteLegale.csv',
  ): Promise<string> => {
    const path = join(services.config.dataDir, name);
    await writeFile(path, content);
    return path;
  };
  const own = (rows: { organisation: string | null; outcome: string }[], ids: readonly string[]) =>
    rows.filter(({ organisation, outcome }) => ids.includes(organisation!) && outcome === 'update');

  it('What Sirene knows completes the organisations of the registry and no others; a second reading changes nothing.', async () => {
    const house = await opened(['Atelier Optique', 'Ancien Nom']);
    const [one, two] = house.sirens as [string, string];
    const path = await written(
      house.services,
      await stockFile('units', [
        unit(one),
        unit(two, {
          denominationUniteLegale: 'NOUVEAU NOM',
          etatAdministratifUniteLegale: 'C',
          dateDebut: '2014-02-01',
          nomenclatureActivitePrincipaleUniteLegale: 'NAFRev1',
        }),
        unit('443061841'),
      ]),
    );
    const checked = await check(house.services, path);
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 0, update: 2, error: 0 } });
    expect((await house.organisations()).every((row) => row.naf === null)).toBe(true);
    expect((await apply(house.services, checked.id)).state).toBe('applied');
    const [first, second] = await house.organisations();
    // A name that only differs by its capitals keeps its own spelling.
    expect(first).toMatchObject({
      name: 'Atelier Optique',
      naf: '72.19Z',
      legal_category: '5710',
      headcount_band: '21',
      insee_category: 'PME',
      insee_category_year: 2012,
      created_on: '2001-03-15',
      ceased_on: null,
    });
    expect(second).toMatchObject({ name: 'NOUVEAU NOM', ceased_on: '2014-02-01', naf: null });
    const again = await check(house.services, path);
    expect(own(again.rows, house.ids)).toEqual([]);
    await expect(perform(applyImport, { import: again.id }, house.call)).rejects.toMatchObject({
      code: 'IMPORT_STATE',
    });
  });

  it('The seat gives the commune, that of the whole city for an arrondissement; other establishments are not read.', async () => {
    const house = await opened(['Atelier Un', 'Atelier Deux']);
    const [one, two] = house.sirens as [string, string];
    const lines = [
      seat(one, syntheticSiret(one as never, 1)),
      seat(one, syntheticSiret(one as never, 2), { etablissementSiege: 'false', codeCommuneEtablissement: '31555' }),
      seat(two, syntheticSiret(two as never, 1), { codeCommuneEtablissement: '69383' }),
    ];
    const checked = await check(
      house.services,
      await written(house.services, await stockFile('establishments', lines)),
    );
    await apply(house.services, checked.id);
    expect((await house.organisations()).map((row) => row.commune)).toEqual(['38185', '69123']);
    const seats = store.sql.selectFrom('registry.establishment').selectAll().where('organisation_id', 'in', house.ids);
    expect((await seats.execute()).map((row) => [row.siret, row.is_seat])).toEqual(
      expect.arrayContaining([[syntheticSiret(one as never, 1), true]]),
    );
    expect(await seats.execute()).toHaveLength(2);
  });

  it('The same content is read from Parquet.', async () => {
    const house = await opened(['Atelier Parquet']);
    const source = await written(
      house.services,
      await stockFile('units', [unit(house.sirens[0]!, { denominationUniteLegale: 'AUTRE NOM' })]),
    );
    const path = join(house.services.config.dataDir, 'stock.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `copy (select * from read_csv('${source}', all_varchar = true)) to '${path}' (format parquet)`,
    );
    connection.closeSync();
    const checked = await check(house.services, path);
    expect(own(checked.rows, house.ids)).toHaveLength(1);
    await apply(house.services, checked.id);
    expect((await house.organisations())[0]).toMatchObject({ name: 'AUTRE NOM', legal_category: '5710' });
  });

  it('Names of natural persons reach neither the store, the journal, the logs, nor the data folder (R59).', async () => {
    const house = await opened(['Atelier Moral', 'Personne Physique', 'Diffusion Partielle']);
    const [firm, person_, partial] = house.sirens as [string, string, string];
    const { personal } = await sireneColumns('units');
    expect(personal.length).toBeGreaterThanOrEqual(9);
    const secrets = Object.fromEntries(
      [...personal, 'denominationUsuelle1UniteLegale'].map((column) => [column, `${SECRET} ${column}`]),
    );
    const content = await stockFile('units', [
      unit(firm, { ...secrets }),
      unit(person_, {
        ...secrets,
        categorieJuridiqueUniteLegale: '1000',
        denominationUniteLegale: SECRET,
        sigleUniteLegale: SECRET,
      }),
      unit(partial, { ...secrets, statutDiffusionUniteLegale: 'P', denominationUniteLegale: SECRET }),
    ]);
    // Sent as by a browser: the upload itself must not stay either.
    const received = await receiveBody(
      new Request('http://localhost/', { method: 'PUT', body: content }),
      { name: 'StockUniteLegale.csv', mediaType: 'text/csv' },
      keepStock(house.services),
    );
    if (!received.ok) throw new Error(received.reason);
    const { import: id } = await perform(startSireneImport, { upload: received.id, name: received.name }, house.call);
    await importSettled(house.services, id);
    const checked = await perform(getImport, { import: id, pageSize: 200 }, house.call);
    expect(checked.counts).toMatchObject({ withheld: 1 });
    expect(checked.open).toContain('apply');
    const found = async () => {
      const tables = await store.query<{ name: string }>(
        "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('kit', 'registry', 'access') and table_type = 'BASE TABLE'",
      );
      const places: string[] = house.logged.filter((line) => line.includes(SECRET));
      for (const { name } of tables.rows) {
        const { rows } = await store.query<{ n: number }>(
          `select count(*) as n from ${name} t where to_jsonb(t)::text like '%${SECRET}%'`,
        );
        if (rows[0]!.n > 0) places.push(name);
      }
      for (const entry of await readdir(house.services.config.dataDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        if ((await readFile(path)).includes(SECRET)) places.push(path);
      }
      return places;
    };
    house.services.log.info({ import: id }, 'the log is read');
    expect(house.logged.join('')).toContain('the log is read');
    expect(await found()).toEqual([]);
    expect((await apply(house.services, id)).state).toBe('applied');
    expect(await found()).toEqual([]);
    const rows = await house.organisations();
    expect(rows.map((row) => [row.name, row.legal_category])).toEqual([
      ['ATELIER OPTIQUE', '5710'],
      ['Personne Physique', '1000'],
      ['Diffusion Partielle', null],
    ]);
  });

  it('A damaged file is refused with a sentence that quotes nothing of it (R59).', async () => {
    const house = await opened(['Atelier Abîmé']);
    const good = await stockFile(
      'units',
      Array.from({ length: 3_000 }, () => unit('443061841')),
    );
    const path = await written(house.services, `${good}"${SECRET},sans fin\n${SECRET},,,,,\n`);
    const failed = await check(house.services, path);
    expect(failed.state).toBe('failed');
    expect(JSON.stringify(failed) + house.logged.join('')).not.toContain(SECRET);
    // Sent rather than given by its path, it does not stay either.
    const received = await receiveBody(
      new Request('http://localhost/', { method: 'PUT', body: await readFile(path) }),
      { name: 'StockUniteLegale.csv', mediaType: 'text/csv' },
      keepStock(house.services),
    );
    if (!received.ok) throw new Error(received.reason);
    const sent = await perform(startSireneImport, { upload: received.id, name: received.name }, house.call);
    await importSettled(house.services, sent.import);
    expect(await readdir(stockFolder(house.services))).toEqual([]);
    const foreign = await check(house.services, await written(house.services, 'a,b\n1,2\n', 'autre.csv'));
    expect(foreign).toMatchObject({ state: 'failed', problem: { fr: expect.stringContaining('ni StockUniteLegale') } });
  });

  it('Only the programme’s administrator and the State’s national officers read Sirene.', async () => {
    const services = await importServices(store);
    const officer = callAs(services, person('cluster-officer', 'x'));
    await expect(perform(startSireneImport, {}, officer)).rejects.toMatchObject({ code: 'NOT_YOUR_FUNCTION' });
    const state = callAs(services, person('state-officer'));
    await expect(perform(startSireneImport, { path: '/etc/hostname' }, state)).rejects.toMatchObject({
      code: 'PATH_RESERVED',
    });
  });
});

describe('the columns read from Sirene', () => {
  it('None of those that the reference marks as personal is read (R59), and all exist in the stock files.', async () => {
    for (const file of SIRENE_FILES) {
      const { all, personal } = await sireneColumns(file);
      const { needed, useful, mark } = SIRENE_COLUMNS[file];
      const read = [...needed, ...useful, mark];
      expect(read.filter((column) => personal.includes(column))).toEqual([]);
      expect(read.filter((column) => !all.includes(column))).toEqual([]);
    }
  });
});
