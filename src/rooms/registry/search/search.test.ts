import { sql as fragment } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, covers, STRANGER, systemActor } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { listClusters } from '../cluster/cluster-list.query.ts';
import { listMembers } from '../membership/member-list.query.ts';
import { amendOrganisation } from '../organisation/amend-organisation.action.ts';
import { createOrganisation } from '../organisation/create-organisation.action.ts';
import { listOrganisations } from '../organisation/organisation-list.query.ts';
import { organisationPlace } from '../place.ts';
import { builders, callBy, someone } from '../registry.fixture.ts';
import { partlyFurnished } from '../registry.testing.ts';
import { searchRegistry } from './search.query.ts';

describe.each(eachStore)('Search, on the $name store', ({ open }) => {
  let services: Services;
  const find = async (q: string, actor: Actor = systemActor('Essais')) => {
    const found = await perform(searchRegistry, { q }, callBy(services, actor));
    const names = (hits: readonly { name: string }[]) => hits.map(({ name }) => name);
    return {
      clusters: names(found.clusters),
      organisations: names(found.organisations),
      approximate: found.approximate,
    };
  };

  beforeAll(async () => {
    services = await partlyFurnished(open);
    const { a, an } = builders(services);
    for (const name of [
      'Énergies Côtières de l’Ouest',
      'Énergie Plus',
      'Plus Énergie Lyon',
      'L’Orvéal Cosmétiques',
      'Saint-Velmor Matériaux',
      'Velmor',
      'Air Bussac',
    ])
      await an.organisation(name).save();
    const member = await an.organisation('Velmor Public').save();
    await a.membership().in('minalogic').of(member).save();
    await perform(
      createOrganisation,
      { name: 'Laboratoire Vrai', kind: 'laboratory', siret: '732 829 320 00074' },
      callBy(services),
    );
  });

  it.each([
    ['energies cotieres', ['Énergies Côtières de l’Ouest'], 'without accents nor capitals'],
    ['ÉNERGIE PLUS', ['Énergie Plus', 'Plus Énergie Lyon'], 'words in any order, the name that begins so first'],
    ['énerg', ['Énergie Plus', 'Énergies Côtières de l’Ouest', 'Plus Énergie Lyon'], 'the beginning of a word'],
    ['l’orveal', ['L’Orvéal Cosmétiques'], 'an apostrophe'],
    ['velmor', ['Velmor', 'Velmor Public', 'Saint-Velmor Matériaux'], 'the whole name first'],
    ['732829320', ['Laboratoire Vrai'], 'a SIREN'],
    ['732 829 320', ['Laboratoire Vrai'], 'a SIREN with spaces'],
    ['73282', ['Laboratoire Vrai'], 'the beginning of a SIREN'],
    ['732 829 320 00074', ['Laboratoire Vrai'], 'a SIRET'],
    ['7328293200007', ['Laboratoire Vrai'], 'the beginning of a SIRET'],
  ])('« %s » finds %o: %s', async (q, organisations) => {
    expect(await find(q)).toMatchObject({ organisations, approximate: false });
  });

  it.each([
    ['vlemor', ['Velmor', 'Velmor Public', 'Saint-Velmor Matériaux'], 'two letters exchanged'],
    ['cosmetiqes orveal', ['L’Orvéal Cosmétiques'], 'a letter missing'],
    ['matérieaux velmor', ['Saint-Velmor Matériaux'], 'a letter too many'],
    ['airbussac', [], 'words run together are not taken apart'],
    ['saintvelmor', [], 'nor these'],
    [
      'velmor lyon',
      ['Velmor', 'Velmor Public', 'Saint-Velmor Matériaux'],
      'two words that no name holds together: the longest',
    ],
  ])('« %s » finds %o, said to be the nearest: %s', async (q, organisations) => {
    expect(await find(q)).toMatchObject({ organisations, approximate: organisations.length > 0 });
  });

  it('Clusters are found by their name, city and sector, by a mistyped name, and by the number of the body that carries them', async () => {
    expect((await find('minalogik')).clusters).toContain('Minalogic');
    expect((await find('végépolys')).clusters[0]).toBe('Végépolys');
    expect((await find('moveo')).clusters).toEqual(['Mov’eo']);
    expect((await find('villeurbanne')).clusters).toEqual(['Imaginove']);
    expect((await find('494 779 853')).clusters).toEqual(['Imaginove']);
    expect((await find('20057063')).clusters).toEqual(['Minalogic']);
    const { rows } = await perform(listClusters, { q: 'aeronautiqe' }, callBy(services));
    expect(rows.map(({ sector }) => sector)).toContain('Aéronautique et espace');
  });

  it('Everyone finds the members of the day, and them alone', async () => {
    expect((await find('velmor', STRANGER)).organisations).toEqual(['Velmor Public']);
    expect((await find('732829320', STRANGER)).organisations).toEqual([]);
    expect((await find('vlemor', STRANGER)).organisations).toEqual(['Velmor Public']);
  });

  it('A name is found, mistyped too, as soon as it is written, whether by an act or by an import', async () => {
    expect((await find('tarvenois')).organisations).toEqual([]);
    const { a, an } = builders(services);
    const tarvenois = await an.organisation('Tarvenois Bois').save();
    expect((await find('tarvenios')).organisations).toEqual(['Tarvenois Bois']);
    expect((await find('tarvenois', STRANGER)).organisations).toEqual([]);
    await a.membership().in('minalogic').of(tarvenois).save();
    expect((await find('tarvenios', STRANGER)).organisations).toEqual(['Tarvenois Bois']);
    await services.store.query(
      `insert into registry.organisation (id, name, kind, source, recorded_at, updated_at)
       values ('org-imported', 'Ouldrec Fonderie', 'firm', 'essai', now(), now())`,
    );
    expect((await find('ouldrce')).organisations).toEqual(['Ouldrec Fonderie']);
  });

  it('A member that changes its name is found by everyone under the new one, and one that left is found no more', async () => {
    const { a, an } = builders(services);
    const organisation = await an.organisation('Quimbrel Textile').save();
    await a.membership().in('minalogic').of(organisation).save();
    await a.membership().in('scs').of(organisation).save();
    expect((await find('quimbrel', STRANGER)).organisations).toEqual(['Quimbrel Textile']);
    await perform(amendOrganisation, { organisation, name: 'Zerbanec Textile' }, callBy(services));
    expect((await find('quimbrel', STRANGER)).organisations).toEqual([]);
    expect((await find('zerbnaec', STRANGER)).organisations).toEqual(['Zerbanec Textile']);
    const former = await an.organisation('Ploucavel Verre').save();
    await a.membership().in('scs').of(former).during('2010-01-01', '2012-12-31').save();
    expect((await find('ploucavel', STRANGER)).organisations).toEqual([]);
    expect((await find('ploucavel')).organisations).toEqual(['Ploucavel Verre']);
  });

  it('Signs that mean something to the store mean nothing here', async () => {
    for (const q of ['%', '_', '\\', "'", '%%%', '100%']) expect((await find(q)).organisations).toEqual([]);
  });

  it('The lists search as the search does, and say when they only found the nearest names', async () => {
    const listed = await perform(listOrganisations, { q: 'matérieaux', member: 'any' }, callBy(services));
    expect(listed).toMatchObject({ total: 1, approximate: true, rows: [{ name: 'Saint-Velmor Matériaux' }] });
    const members = await perform(listMembers, { cluster: 'minalogic', q: 'VELMOR' }, callBy(services));
    expect(members.rows.map(({ organisation }) => organisation.name)).toEqual(['Velmor Public']);
  });

  it('A list says that a page may be opened exactly when its permission allows it, whatever the function', async () => {
    const { an } = builders(services);
    const [grenoble, nice] = [
      await an.organisation('Reach Grenoble').in('38185').save(),
      await an.organisation('Reach Nice').in('06088').save(),
    ];
    await builders(services).a.membership().in('scs').of(nice).save();
    const actors = [
      someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }),
      someone({ role: 'cluster-officer', scope: { kind: 'cluster', id: 'scs' } }),
      someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }),
      someone({ role: 'region-officer', scope: { kind: 'region', id: '93@2016' } }),
      someone({ role: 'metropole-officer', scope: { kind: 'metropole', id: '200040715' } }),
      someone({ role: 'metropole-officer', scope: { kind: 'metropole', id: '200030195' } }),
      someone({ role: 'organisation-member', scope: { kind: 'organisation', id: grenoble } }),
      someone({ role: 'state-officer', scope: { kind: 'programme' } }),
      someone({ role: 'evaluator', scope: { kind: 'programme' } }),
      STRANGER,
    ];
    const seen: [string, string, boolean][] = [];
    for (const actor of actors) {
      const { rows } = await perform(listOrganisations, { member: 'any', pageSize: 100 }, callBy(services, actor));
      for (const row of rows) {
        const place = (await organisationPlace(services.store.sql, row.id))!;
        expect([actor.id, row.name, row.reachable]).toEqual([
          actor.id,
          row.name,
          actor.grants.some((grant) => covers(grant, place)),
        ]);
        seen.push([actor.id, row.name, row.reachable]);
      }
    }
    expect(seen.filter(([, name, reachable]) => name === 'Reach Nice' && reachable)).toHaveLength(5);
    expect(seen.filter(([, name, reachable]) => name === 'Reach Grenoble' && reachable)).toHaveLength(4);
  });
});

/** The embedded store has one session: there, nothing is written while something else is. */
describe.each(eachStore.filter(({ name }) => name === 'server'))(
  'Search while two imports end, on the $name store',
  ({ open }) => {
    it('finds the names of the one that began first and ended last', async () => {
      const services = await partlyFurnished(open);
      const find = async (q: string) =>
        (await perform(searchRegistry, { q }, callBy(services))).organisations.map(({ name }) => name);
      const write = (sql: Sql, name: string) =>
        fragment`insert into registry.organisation (id, name, kind, source, recorded_at, updated_at)
        values (${name}, ${name}, 'firm', 'essai', now(), now())`.execute(sql);
      expect(await find('belgravec')).toEqual([]);
      const { sql } = services.store;
      const written = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const first = sql.transaction().execute(async (trx) => {
        await write(trx, 'Belgravec');
        written.resolve();
        await mayEnd.promise;
      });
      await written.promise;
      await write(sql, 'Montrelon');
      expect(await find('montreoln')).toEqual(['Montrelon']);
      mayEnd.resolve();
      await first;
      expect(await find('belgrvaec')).toEqual(['Belgravec']);
    });
  },
);
