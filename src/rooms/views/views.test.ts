import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Call, Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import type { Room } from '#kit/room.ts';
import { eachStore } from '#kit/testing/store.ts';
import { tableSheet } from '#kit/web/export.ts';
import { page, perform } from '#kit/web/route.ts';
import { webServer } from '#kit/web/server.ts';
import { callBy, refusalOf, testServices } from '#rooms/registry';
import { views } from './room.ts';
import { amendView, forgetView, getView, listViews, saveView } from './saved-view.operations.ts';

const named = (id: string, name: string): Actor => ({
  kind: 'person',
  id,
  name,
  email: `${id}@exemple.fr`,
  grants: [],
});
const PEOPLE: Readonly<Record<string, Actor>> = {
  camille: named('per-camille', 'Camille Fictive'),
  dominique: named('per-dominique', 'Dominique Fictif'),
};

/** A room with one table, as any room has. */
const listFruits = defineQuery({
  name: 'orchard.listFruits',
  title: { fr: 'Lister les fruits', en: 'List the fruits' },
  path: '/fruits',
  permission: { who: 'public' },
  input: z.object({}),
  output: z.object({ rows: z.array(z.string()) }),
  run: async () => ({ rows: ['Pomme', 'Poire'] }),
});
const orchard: Room = {
  name: 'orchard',
  title: { fr: 'Verger', en: 'Orchard' },
  enters: [],
  operations: [listFruits],
  web: async () => ({
    routes: [
      page({
        path: '/fruits',
        of: listFruits,
        input: () => ({}),
        view: ({ data }) => ({ title: 'Fruits', body: data.rows.join(', ') }),
        sheet: async () => tableSheet('fruits', ['Pomme'], [['fruit', 'Fruit', (row) => row]]),
      }),
    ],
  }),
  migrations: { room: 'orchard', dir: new URL('./migrations/', import.meta.url) },
};

describe.each(eachStore)('saved views, on the $name store', ({ open }) => {
  let store: Store;
  let services: Services;
  let app: Awaited<ReturnType<typeof webServer>>;
  const by = (who: string): Call => callBy(services, PEOPLE[who]);
  const read = async (path: string, who = 'stranger'): Promise<string> =>
    (await app.request(path, { headers: { 'x-as': who } })).text();
  const post = (path: string, who: string, fields: Record<string, string>): Promise<Response> =>
    Promise.resolve(
      app.request(path, {
        method: 'POST',
        headers: { 'x-as': who, origin: services.config.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    );
  const namesOf = async (who: string, path?: string): Promise<string[]> =>
    (await perform(listViews, { path }, by(who))).rows.map(({ name }) => name);

  beforeAll(async () => {
    store = await open();
    services = testServices(store);
    app = await webServer({
      rooms: [views, orchard],
      services,
      ready: async () => true,
      identify: async (request) => PEOPLE[request.headers.get('x-as') ?? ''] ?? STRANGER,
    });
  });

  test('Views of both old tables are moved with their name, owner, sharing and address, and the old tables are gone', async () => {
    const folder = new URL('../', import.meta.url);
    const sql = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
    const created = (path: string): string => /create table \w+\.saved_view \([\s\S]*?\n\);/.exec(sql(path))![0];
    await store.exec(`
      ${created('indicators/migrations/0003-figures.sql')}
      ${created('monitoring/migrations/0001-monitoring.sql')}
      insert into registry.cluster (id, name, sector, source, recorded_at) values ('essai', 'Pôle essai', 'Essais', 'Essai', now());
      insert into indicators.saved_view values
        ('view-old-1', 'per-old', 'Ancienne Fictive', 'Membres', '/poles/essai/chiffres?famille=Membres&colonnes=2013,2014', true, now()),
        ('view-old-2', 'per-old', 'Ancienne Fictive', 'Retards', '/suivi?alerte=late', false, now());
      insert into monitoring.saved_view values
        ('view-old-3', 'per-old', 'Ancienne Fictive', 'Retards', '/suivi?alerte=money-due', true, now());
      ${sql('indicators/migrations/0004-views-move.sql')}
      ${sql('monitoring/migrations/0002-views-move.sql')}`);
    const { rows } = await perform(listViews, {}, callBy(services, named('per-old', 'Ancienne Fictive')));
    expect(rows.map(({ id, name, address, tableTitle, shared }) => [id, name, address, tableTitle, shared])).toEqual([
      ['view-old-2', 'Retards', '/suivi?alerte=late', '/suivi', false],
      [
        'view-old-1',
        'Membres',
        '/poles/essai/chiffres?famille=Membres&colonnes=2013,2014',
        'Chiffres – Pôle essai',
        true,
      ],
      ['view-old-3', 'Retards (view-old-3)', '/suivi?alerte=money-due', 'Suivi des pôles', true],
    ]);
    await expect(store.exec('select from indicators.saved_view')).rejects.toThrow('does not exist');
    await expect(store.exec('select from monitoring.saved_view')).rejects.toThrow('does not exist');
  });

  test('A table is kept from its own page, found again beside it and among one’s own views, renamed, shared and forgotten, without script', async () => {
    expect(await read('/fruits?format=colonnes', 'camille')).toContain('Enregistrer cet export');
    const form = await read(
      '/vues/nouvelle?adresse=%2Ffruits%3Fcolonnes%3Dfruit%26format%3Dcsv&tableau=Fruits',
      'camille',
    );
    expect(form).toContain('Enregistrer un export CSV');
    const saved = await post('/vues/nouvelle', 'camille', {
      name: 'Les fruits',
      address: '/fruits?colonnes=fruit&format=csv',
      tableTitle: 'Fruits',
    });
    expect(saved.headers.get('location')).toBe('/fruits?colonnes=fruit&format=colonnes&fichier=csv');
    expect(await read('/fruits?format=colonnes', 'camille')).toContain('Les fruits (CSV)');
    const mine = await read('/vues', 'camille');
    expect(mine).toContain('href="/fruits?colonnes=fruit&amp;format=csv"');
    expect(mine).toContain('Export CSV');

    const [view] = (await perform(listViews, {}, by('camille'))).rows;
    await post(`/vues/${view!.id}/modifier`, 'camille', { name: 'Tous les fruits', shared: 'oui' });
    expect(await perform(getView, { view: view!.id }, by('camille'))).toMatchObject({
      name: 'Tous les fruits',
      shared: true,
      tableTitle: 'Fruits',
    });
    const forgotten = await post(`/vues/${view!.id}/oublier?retour=/vues`, 'camille', {});
    expect(forgotten.headers.get('location')).toBe('/vues');
    expect(await read('/vues', 'camille')).toContain('Aucune vue enregistrée');
  });

  test('A view that is shared stands beside its table for others, with its owner’s name, and only its owner may change it', async () => {
    const { view } = await perform(
      saveView,
      { name: 'Partagée', address: '/fruits?q=po', shared: true },
      by('camille'),
    );
    await perform(saveView, { name: 'Gardée', address: '/fruits', shared: false }, by('camille'));
    await perform(saveView, { name: 'Ailleurs', address: '/fruitsetlegumes', shared: true }, by('camille'));
    expect(await namesOf('dominique', '/fruits')).toEqual(['Partagée']);
    expect(await namesOf('dominique')).toEqual([]);
    const page = await read('/fruits?format=colonnes', 'dominique');
    expect(page).toContain('partagée par Camille Fictive');
    expect(page).not.toContain('Oublier');
    expect(await refusalOf(perform(forgetView, { view }, by('dominique')))).toMatchObject({ code: 'NOT_FOUND' });
    const change = { view, name: 'Prise', shared: false };
    expect(await refusalOf(perform(amendView, change, by('dominique')))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await read('/fruits?format=colonnes')).not.toContain('Partagée');
  });

  test('A name used again for the same table replaces the view; another table may have it too; renaming never replaces', async () => {
    const first = await perform(saveView, { name: 'Une', address: '/fruits?q=a' }, by('dominique'));
    const again = await perform(saveView, { name: 'Une', address: '/fruits?q=b' }, by('dominique'));
    expect(again.view).toBe(first.view);
    await perform(saveView, { name: 'Une', address: '/legumes' }, by('dominique'));
    const other = await perform(saveView, { name: 'Autre', address: '/fruits' }, by('dominique'));
    const { rows } = await perform(listViews, {}, by('dominique'));
    expect(rows.map(({ name, address }) => `${name} ${address}`)).toEqual([
      'Autre /fruits',
      'Une /fruits?q=b',
      'Une /legumes',
    ]);
    expect(
      await refusalOf(perform(amendView, { view: other.view, name: 'Une', shared: false }, by('dominique'))),
    ).toMatchObject({ code: 'NAME_TAKEN', field: 'name' });
  });

  test('An address that would leave the product is not kept', async () => {
    for (const address of ['//ailleurs.fr', '/\\ailleurs.fr', 'https://ailleurs.fr', '/a b'])
      expect(await refusalOf(perform(saveView, { name: 'Piège', address }, by('camille')))).toMatchObject({
        code: 'INVALID_INPUT',
      });
  });
});
