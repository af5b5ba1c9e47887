import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { syntheticSiren } from '../siren.rules.ts';
import {
  applyChecked,
  callAs,
  checkFile,
  csv,
  importServices,
  person,
  prepareCluster,
  prepareNomenclatures,
  removeOwnFolders,
} from './import.fixture.ts';
import { importTemplate } from './import.query.ts';
import { templateCsv, templateXlsx } from './import-template.ts';

const WORDS = {
  sheet: 'Modèle',
  explanationSheet: 'Explications',
  column: 'Colonne',
  explanation: 'Ce qu’on y écrit',
  example: 'Exemple',
  notes: ['Une note'],
};

afterAll(removeOwnFolders);

describe.each(eachStore)('imports of organisations on the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await prepareNomenclatures(await importServices(store));
  });
  const opened = async () => callAs(await importServices(store), person('state-officer'));
  const headers = [
    'SIREN',
    'Raison sociale',
    'Nature',
    'Code NAF',
    'Commune',
    'Exercice',
    'Effectif',
    'CA (k€)',
    'Bilan (k€)',
  ];
  const check = async (call: Awaited<ReturnType<typeof opened>>, ...rows: string[][]) =>
    checkFile(call, csv(headers, ...rows), { kind: 'organisations' });

  it('A row for each accounting year: identity once, accounts by year, and the size that they decide (R54).', async () => {
    const call = await opened();
    const siren = syntheticSiren(100);
    const years = [
      [siren, 'Atelier Cent', 'Entreprise', '7219Z', 'Grenoble', '2012', '240', '60 000', '45 000'],
      [siren, '', '', '', '', '2013', '200', '60 000', '40 000'],
    ];
    const checked = await check(call, ...years);
    expect(checked.counts).toMatchObject({ create: 1, update: 1, error: 0 });
    await applyChecked(call, checked.id);
    const organisation = await store.sql
      .selectFrom('registry.organisation')
      .selectAll()
      .where('siren', '=', siren)
      .executeTakeFirstOrThrow();
    expect(organisation).toMatchObject({
      name: 'Atelier Cent',
      kind: 'firm',
      naf: '72.19Z',
      commune: '38185',
      source: `import:${checked.id}`,
    });
    const sizes = await store.sql
      .selectFrom('registry.size_spell')
      .select(['from_day', 'category'])
      .where('organisation_id', '=', organisation.id)
      .orderBy('from_day')
      .execute();
    // R58: 240 staff with 45 M€ of balance is an ETI, 200 staff with 40 M€ an SME.
    expect(sizes).toEqual([
      { from_day: '2013-01-01', category: 'eti' },
      { from_day: '2014-01-01', category: 'pme' },
    ]);
    expect((await check(call, ...years)).counts).toMatchObject({ unchanged: 2 });
  });

  it('What the file gives replaces what the registry says, value by value, and the preview shows both.', async () => {
    const call = await opened();
    const siren = syntheticSiren(200);
    await applyChecked(
      call,
      (await check(call, [siren, 'Atelier Deux', 'Entreprise', '', '', '2013', '10', '', ''])).id,
    );
    const checked = await check(call, [siren, 'Atelier Deux Cents', '', '', 'Toulouse', '2013', '12', '', '']);
    expect(checked.rows[0]!.changes.map(({ field, year, before, after }) => [field, year, before, after])).toEqual([
      ['name', undefined, 'Atelier Deux', 'Atelier Deux Cents'],
      ['commune', undefined, null, '31555'],
      ['headcount', 2013, 10, 12],
    ]);
    await applyChecked(call, checked.id);
    const { name, kind } = await store.sql
      .selectFrom('registry.organisation')
      .selectAll()
      .where('siren', '=', siren)
      .executeTakeFirstOrThrow();
    expect([name, kind]).toEqual(['Atelier Deux Cents', 'firm']);
  });

  it('A new organisation needs its kind, a year is given once, and accounts that are not closed are refused.', async () => {
    const call = await opened();
    const checked = await check(
      call,
      [syntheticSiren(300), 'Sans Nature', '', '', '', '2013', '1', '', ''],
      [syntheticSiren(301), 'Deux Fois', 'Entreprise', '', '', '2013', '1', '', ''],
      [syntheticSiren(301), 'Deux Fois', 'Entreprise', '', '', '2013', '2', '', ''],
      [syntheticSiren(302), 'Trop Tôt', 'Entreprise', '', '', '2014', '1', '', ''],
      [syntheticSiren(303), 'Sans Année', 'Entreprise', '', '', '', '1', '', ''],
    );
    const wrong = checked.rows
      .filter(({ outcome }) => outcome === 'error')
      .map(({ row, problems }) => [row, problems[0]!.fr]);
    expect(wrong).toEqual([
      [2, expect.stringContaining('nature n’est pas dite')],
      [4, expect.stringContaining('ligne 3')],
      [5, expect.stringContaining('pas encore clos')],
      [6, expect.stringContaining('L’année de ce chiffre')],
    ]);
  });

  it('The template that one downloads is recognised whole, and its example is accepted.', async () => {
    const { services } = await opened();
    const cluster = 'pole-du-modele';
    await prepareCluster(services, cluster);
    const call = callAs(services, person('administrator'));
    for (const kind of ['members', 'organisations'] as const) {
      const { headers: expected } = await perform(importTemplate, { kind }, call);
      const workbook = await templateXlsx(kind, WORDS, ({ fr }) => fr);
      for (const file of [templateCsv(kind), workbook]) {
        const checked = await checkFile(call, file, { kind, cluster });
        expect(checked.columns.map(({ column }) => column)).toEqual(expected.map((_, place) => place));
        expect(checked.counts).toMatchObject({ rows: 1, create: 1, error: 0 });
      }
    }
  });
});
