import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { searchJournal } from '#kit/journal.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy } from '../registry.fixture.ts';
import { loadRegistry } from '../registry.load.ts';
import { furnished } from '../registry.testing.ts';
import { isSiret } from '../siren.rules.ts';
import { amendCluster } from './amend-cluster.action.ts';
import { getCluster } from './cluster.query.ts';
import { listClusters } from './cluster-list.query.ts';
import { recordRating } from './record-rating.action.ts';
import { setCategory } from './set-category.action.ts';

describe.each(eachStore)('The clusters of the reference data on the $name store', ({ open }) => {
  let services: Services;
  const call = () => callBy(services);
  const list = (input: object) => perform(listClusters, input, call());
  const read = (cluster: string, on?: string) => perform(getCluster, { cluster, on }, call());

  beforeAll(async () => {
    services = await furnished(open);
  });

  it('71 clusters hold the label at the opening of phase III, and on its last day (R04)', async () => {
    expect((await list({ on: '2013-01-01' })).total).toBe(71);
    expect((await list({ on: '2018-12-31' })).total).toBe(71);
    expect((await list({ on: '2019-01-01' })).total).toBe(0);
  });

  it('They are 7 world-class, 11 aiming to be and 53 national (R05), and the evaluation of 2012 rates 20, 35 and 16 of them', async () => {
    const { facets } = await list({ on: '2013-06-30' });
    expect(facets.categories).toEqual([
      { value: 'a-vocation-mondiale', label: null, count: 11 },
      { value: 'mondial', label: null, count: 7 },
      { value: 'national', label: null, count: 53 },
    ]);
    expect(facets.ratings).toEqual([
      { value: 'moins-performant', label: null, count: 16 },
      { value: 'performant', label: null, count: 35 },
      { value: 'tres-performant', label: null, count: 20 },
    ]);
  });

  it('Category, rating and designation say nothing of one another: the list counts every crossing of the three (R06)', async () => {
    const count = async (category: string, rating: string) => (await list({ category, rating })).total;
    const crossing = [];
    for (const category of ['mondial', 'a-vocation-mondiale', 'national'])
      for (const rating of ['tres-performant', 'performant', 'moins-performant'])
        crossing.push(await count(category, rating));
    expect(crossing).toEqual([4, 2, 1, 7, 3, 1, 9, 30, 14]);
    expect((await list({ strategic: true })).total).toBe(0);
  });

  it('Changing the category of a cluster, or rating it again, leaves the other attributes alone and the past readable (R06)', async () => {
    const before = await read('medicen');
    await perform(setCategory, { cluster: 'medicen', category: 'national', from: '2016-01-01' }, call());
    await perform(recordRating, { cluster: 'medicen', year: 2016, rating: 'performant' }, call());
    expect(await read('medicen', '2015-12-31')).toMatchObject({
      category: 'mondial',
      strategic: false,
      label: before.label,
    });
    const after = await read('medicen', '2016-01-01');
    expect(after).toMatchObject({ category: 'national', strategic: false, label: before.label });
    expect(after.ratings.map(({ year, rating }) => [year, rating])).toEqual([
      [2016, 'performant'],
      [2012, 'moins-performant'],
    ]);
  });

  it('Each stands in one coordinating region of 2013, and in the region of 2016 that it became (R11, R12)', async () => {
    const rows = [...(await list({ on: '2015-12-31' })).rows, ...(await list({ on: '2016-01-01' })).rows];
    expect(rows).toHaveLength(142);
    expect(rows.filter((row) => row.region === null)).toEqual([]);
    const elastopole = await read('elastopole');
    expect(elastopole.regions.map(({ vintage, name, coordinating }) => [vintage, name, coordinating])).toEqual([
      ['2013', 'Centre', true],
      ['2013', 'Auvergne', false],
      ['2013', 'Pays de la Loire', false],
      ['2013', 'Île-de-France', false],
      ['2016', 'Centre-Val de Loire', true],
      ['2016', 'Auvergne-Rhône-Alpes', false],
      ['2016', 'Pays de la Loire', false],
      ['2016', 'Île-de-France', false],
    ]);
    // Two regions of 2013 that became one are one.
    expect((await read('aerospace-valley')).regions.filter(({ vintage }) => vintage === '2016')).toMatchObject(
      [{ code: '75' }, { code: '76' }].reverse(),
    );
  });

  it('The four associations whose number is known carry their cluster; the others stay unknown rather than invented (R01, R57)', async () => {
    const known = [];
    for (const { id } of (await list({})).rows) {
      const { governanceBody } = await read(id);
      if (governanceBody)
        known.push([id, governanceBody.siret, isSiret(governanceBody.siret!), governanceBody.legalCategory?.code]);
    }
    expect(known).toEqual([
      ['imaginove', '49477985300022', true, '9220'],
      ['moveo', '49176725700026', true, '9220'],
      ['optitec', '43231485400022', true, '9220'],
      ['xylofutur', '48537603200028', true, '9220'],
    ]);
  });

  it('Who came before and after is linked both ways: Pégase and Risques became SAFE, which had no label in 2013 (R09)', async () => {
    expect((await read('safe-cluster', '2013-06-30')).predecessors.map((one) => one.id)).toEqual(['pegase', 'risques']);
    expect((await read('pegase')).successors).toMatchObject([{ id: 'safe-cluster', year: 2015, nature: 'merger' }]);
    expect((await read('minalogic')).predecessors).toMatchObject([{ id: 'imaginove', nature: 'partial-takeover' }]);
    expect((await read('safe-cluster', '2013-06-30')).label.state).toBe('candidate');
    expect((await read('mta', '2013-06-30')).label).toMatchObject({ state: 'withdrawn', since: '2010-05-11' });
  });

  it('What no document says is never shown as official', async () => {
    const certainties = new Set<string>();
    for (const { id } of (await list({ label: 'all' })).rows) {
      const { decisions, categories, ratings, predecessors } = await read(id, '2014-01-01');
      for (const fact of [...decisions, ...categories, ...ratings, ...predecessors])
        if (!('year' in fact && fact.year === 2016) && fact.source !== 'Saisie dans Grappe')
          certainties.add(fact.certainty);
    }
    expect([...certainties].toSorted()).toEqual(['background', 'press']);
    expect((await read('eau')).decisions.map(({ validFrom }) => validFrom)).toEqual(['2013-01-01', '2010-05-11']);
    expect((await read('minalogic')).label).toMatchObject({ since: '2013-01-01', sinceAtLeast: true });
  });

  it('Loading again changes nothing that people corrected, and the journal has one line for the files', async () => {
    await perform(amendCluster, { cluster: 'minalogic', city: 'Meylan' }, call());
    await loadRegistry(call());
    expect((await read('minalogic')).city).toBe('Meylan');
    const { lines } = await searchJournal(services.store.sql, { action: 'registry.loadReference', limit: 10 });
    expect(lines).toHaveLength(1);
    expect(lines[0]!.after).toMatchObject({ clusters: 71, files: ['poles-2013.csv', 'poles-2013-complements.csv'] });
  });
});
