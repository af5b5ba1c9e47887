import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#kit/db/database.ts';
import { day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { loadNomenclatures, readReference } from './nomenclature.load.ts';
import { foldName, regionOf, regionVintageOn } from './territory.rules.ts';
import {
  communeByCode,
  departementOfCommune,
  listDepartements,
  listMetropoles,
  listRegions,
  metropoleOfCommune,
  neighboursOf,
  regionByCode,
  searchCommunes,
} from './territory.store.ts';

const june2013 = day('2013-06-30');
const lastDayBefore = day('2015-12-31');
const firstDayAfter = day('2016-01-01');

describe.each(eachStore)('Territories on the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.sql.transaction().execute((trx) => loadNomenclatures(trx));
  });

  it('There are 27 regions until 31 December 2015 and 18 from the next day (R12)', async () => {
    expect(await listRegions(store.sql, lastDayBefore)).toHaveLength(27);
    expect(await listRegions(store.sql, firstDayAfter)).toHaveLength(18);
    expect((await listRegions(store.sql, june2013)).map((region) => region.name).slice(0, 3)).toEqual([
      'Alsace',
      'Aquitaine',
      'Auvergne',
    ]);
    expect((await listRegions(store.sql, june2013)).filter((region) => region.zone === 'outre-mer')).toHaveLength(5);
  });

  it('A region code is read with the day: 42 was Alsace, and nobody has it after 2015 (R12)', async () => {
    expect(await regionByCode(store.sql, '42', lastDayBefore)).toMatchObject({ name: 'Alsace', vintage: '2013' });
    expect(await regionByCode(store.sql, '42', firstDayAfter)).toBeNull();
    expect(await regionByCode(store.sql, '93', lastDayBefore)).toMatchObject({ vintage: '2013' });
    expect(await regionByCode(store.sql, '93', firstDayAfter)).toMatchObject({ vintage: '2016' });
  });

  it('Each of the 101 départements has one region on every day, and the rule gives the same one (R12)', async () => {
    const places = (await readReference('departements.csv')).flatMap((line) => [
      { departement: line.code!, vintage: '2013' as const, region: line.region_2013! },
      { departement: line.code!, vintage: '2016' as const, region: line.region_2016! },
    ]);
    for (const on of [june2013, lastDayBefore, firstDayAfter]) {
      const departements = await listDepartements(store.sql, on);
      expect(departements).toHaveLength(101);
      for (const { code, region } of departements) expect(region.code).toBe(regionOf(places, code, on));
    }
  });

  it('Strasbourg stands in Alsace, then in Grand Est; Saint-Pierre stands in no département', async () => {
    expect(await departementOfCommune(store.sql, '67482', lastDayBefore)).toMatchObject({
      code: '67',
      region: { name: 'Alsace' },
    });
    expect(await departementOfCommune(store.sql, '67482', firstDayAfter)).toMatchObject({
      code: '67',
      region: { name: 'Grand Est' },
    });
    expect(await departementOfCommune(store.sql, '97502', june2013)).toBeNull();
    expect(await communeByCode(store.sql, '97502')).toMatchObject({ name: 'Saint-Pierre', departement: null });
  });

  it('In June 2013 Nice is the only métropole; there are 22 in 2018', async () => {
    expect((await listMetropoles(store.sql, june2013)).map(({ name }) => name)).toEqual(["Métropole Nice Côte d'Azur"]);
    expect(await listMetropoles(store.sql, day('2018-01-01'))).toHaveLength(22);
    expect(await metropoleOfCommune(store.sql, '06088', june2013)).toMatchObject({
      name: "Métropole Nice Côte d'Azur",
    });
    expect(await metropoleOfCommune(store.sql, '69123', june2013)).toBeNull();
    expect(await metropoleOfCommune(store.sql, '69123', day('2015-01-01'))).toMatchObject({
      name: 'Métropole de Lyon',
    });
  });

  it.each([
    ['epinal', '88160', 'without its accent'],
    ['ÉPINAL', '88160', 'in capitals'],
    ['St-Étienne-du-Rouvray', '76575', 'with Saint shortened'],
    ['saint etienne', '42218', 'without its hyphen, the namesake exact before longer names'],
    ['haÿ roses', '94038', 'by two of its words'],
    ['06088', '06088', 'by its code'],
    ['œting', '57521', 'with a ligature'],
  ])('« %s » finds commune %s first: %s', async (typed, code) => {
    expect((await searchCommunes(store.sql, typed))[0]?.code).toBe(code);
  });

  it.each(['', '  ', '%', '_', "'; --"])('« %s » finds nothing and harms nothing', async (typed) => {
    expect(await searchCommunes(store.sql, typed)).toEqual([]);
  });

  it('Neighbours are mutual', async () => {
    expect(await neighboursOf(store.sql, '67')).toEqual(expect.arrayContaining(['57', '68', '88']));
    expect(await neighboursOf(store.sql, '57')).toContain('67');
  });
});

describe('Dated geography', () => {
  it('The regions change between 31 December 2015 and 1 January 2016 (R12)', () => {
    expect([june2013, lastDayBefore, firstDayAfter].map(regionVintageOn)).toEqual(['2013', '2013', '2016']);
  });

  it('Names are compared without accents, capitals, hyphens or apostrophes', () => {
    expect(foldName('L’Haÿ-les-Roses')).toBe('l hay les roses');
    expect(foldName('St-Étienne')).toBe(foldName('Saint Etienne'));
    expect(foldName('Sœurs')).toBe('soeurs');
  });
});
