import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { loadNomenclatures, readLines } from './nomenclature.load.ts';
import { listNomenclatures } from './nomenclature.store.ts';
import { communeByCode, searchCommunes } from './territory.store.ts';

describe.each(eachStore)('The reference nomenclatures on the $name store', ({ open }) => {
  let store: Store;
  let folder: string;
  const load = (from?: URL) => store.sql.transaction().execute((trx) => loadNomenclatures(trx, from));
  const newerFolder = () => pathToFileURL(`${folder}/`);

  beforeAll(async () => {
    store = await open();
    folder = await mkdtemp(join(tmpdir(), 'reference-'));
    await cp(new URL('../../../reference/', import.meta.url), folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('All of them enter an empty store, each with its source and its licence', async () => {
    expect(await load()).toEqual([
      { table: 'registry.region', rows: 45 },
      { table: 'registry.departement', rows: 101 },
      { table: 'registry.departement_region', rows: 202 },
      { table: 'registry.departement_neighbour', rows: 476 },
      { table: 'registry.epci', rows: 1_255 },
      { table: 'registry.metropole', rows: 22 },
      { table: 'registry.commune', rows: 34_969 },
      { table: 'registry.naf', rows: 732 },
      { table: 'registry.legal_category', rows: 260 },
      { table: 'registry.headcount_band', rows: 16 },
      { table: 'registry.filiere', rows: 13 },
      { table: 'registry.cpv', rows: 9_454 },
    ]);
    const nomenclatures = await listNomenclatures(store.sql);
    for (const { name, rows, source, licence, vintage } of nomenclatures) {
      const { count } = await store.sql
        .selectFrom(name as 'registry.naf')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect([name, count]).toEqual([name, rows]);
      expect([source, licence, vintage].every((words) => words.length > 2)).toBe(true);
    }
  });

  it('A second start writes nothing', async () => {
    const written = async () =>
      (await store.query<{ xmin: string }>('select max(xmin::text::bigint)::text as xmin from registry.commune'))
        .rows[0]!.xmin;
    const before = await written();
    await load();
    expect(await written()).toBe(before);
  });

  it('A newer file renames, adds, and retires a code without deleting it, and an older one brings it back', async () => {
    const file = join(folder, 'communes.csv');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const newer = lines
      .filter((line) => !line.startsWith('01001,'))
      .map((line) => (line.startsWith('74010,') ? line.replace('Annecy', 'Annecy-le-Lac') : line));
    await writeFile(file, [...newer.filter((line) => line !== ''), '74999,Ville-Neuve,74,200066793,12,,'].join('\n'));

    const counts = await load(newerFolder());
    expect(counts.find(({ table }) => table === 'registry.commune')?.rows).toBe(34_969);
    expect((await communeByCode(store.sql, '74010'))?.name).toBe('Annecy-le-Lac');
    expect((await communeByCode(store.sql, '74999'))?.departement).toBe('74');
    expect(await communeByCode(store.sql, '01001')).not.toBeNull();
    expect(await searchCommunes(store.sql, "L'Abergement-Clémenciat")).toEqual([]);

    await load();
    expect(await searchCommunes(store.sql, "L'Abergement-Clémenciat")).toHaveLength(1);
    expect((await communeByCode(store.sql, '74010'))?.name).toBe('Annecy');
    expect(await searchCommunes(store.sql, 'Ville-Neuve')).not.toContainEqual(
      expect.objectContaining({ code: '74999' }),
    );
  });

  it('A commune of an unknown intercommunality stops the load', async () => {
    const file = join(folder, 'communes.csv');
    await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd()}\n74998,Ville-Perdue,74,999999999,12,,\n`);
    await expect(load(newerFolder())).rejects.toThrow(
      'registry.commune.epci names 999999999, which registry.epci does not have',
    );
  });

  it('A damaged file stops the load and leaves every table as it was', async () => {
    await cp(new URL('../../../reference/communes.csv', import.meta.url), join(folder, 'communes.csv'));
    await writeFile(join(folder, 'naf_rev2.csv'), 'code_naf,libelle\n"01.11Z","Culture"\n01.12Z\n');
    await writeFile(
      join(folder, 'epci.csv'),
      'siren,nom,type,population,departements,nb_communes\n200000172,Autre nom,CC,1,74,7\n',
    );
    await expect(load(newerFolder())).rejects.toThrow('naf_rev2.csv, line 3: 1 cells where the header has 2');
    const epci = await store.sql
      .selectFrom('registry.epci')
      .select('name')
      .where('siren', '=', '200000172')
      .executeTakeFirst();
    expect(epci?.name).toBe('CC Faucigny - Glières');
  });
});

describe('Reading a reference file', () => {
  it('Quotes, doubled quotes, commas, empty cells and a byte-order mark are read as written', () => {
    expect(readLines('\ufeffcode,label\n"a, b","say ""yes"""\nc,\n', 'small.csv')).toEqual([
      { code: 'a, b', label: 'say "yes"' },
      { code: 'c', label: '' },
    ]);
  });
});
