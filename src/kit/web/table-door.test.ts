import { describe, expect, test } from 'vitest';
import { locale, speaking } from '#kit/say.ts';
import { STRANGER } from '../actor.ts';
import type { Call } from '../context.ts';
import { type TableSheet, tableSheet } from './export.ts';
import { renderDocument } from './layout.tsx';
import type { Page } from './page.ts';
import type { PageRoute, Visit } from './route.ts';
import { tableAddress } from './table-address.ts';
import { tableAnswer } from './table-door.ts';
import { tableTitle } from './table-view.ts';

const CLUSTERS = [
  { id: 'minalogic', name: '=Minalogic', members: 210, share: 0.5 },
  { id: 'axelera', name: 'Axelera; Lyon', members: null, share: null },
];

const clusterSheet = (): TableSheet =>
  tableSheet('poles', CLUSTERS, [
    ['id', locale() === 'fr' ? 'Identifiant' : 'Identifier', (row) => row.id],
    ['pole', 'Pôle', (row) => row.name, 34],
    ['membres', 'Membres', (row) => row.members],
    ['part', 'Part', (row) => row.share],
  ]);

const route = {
  kind: 'page',
  path: '/poles',
  load: async () => null,
  view: () => ({ title: 'Pôles', crumbs: [{ label: 'Accueil', href: '/' }, { label: 'Pôles' }], body: '' }),
  sheet: async () => clusterSheet(),
} as unknown as PageRoute;

function ask(here: string): Promise<Response | Page | null> {
  const search = new URL(here, 'http://own.invalid').searchParams;
  const call = { actor: STRANGER } as unknown as Call;
  return tableAnswer(route, { params: {}, search, here, call } satisfies Visit);
}

const file = async (here: string): Promise<string[]> =>
  (await ((await ask(here)) as Response).text()).replace('\ufeff', '').trimEnd().split('\r\n');

const leadsTo = async (here: string): Promise<string | null> => ((await ask(here)) as Response).headers.get('location');

async function shown(here: string): Promise<string> {
  const chrome = { here, person: null, navigation: [], theme: 'system', flash: null, demo: false } as const;
  return renderDocument({ ...chrome, embedded: false, search: '' }, (await ask(here)) as Page);
}

/** The boxes of the page, in their order; a ticked one is marked. */
const boxes = (html: string): string[] =>
  [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(
    ([box]) => `${/value="([^"]+)"/.exec(box)![1]}${/\bchecked\b/.test(box) ? ' ticked' : ''}`,
  );

describe('a table as a file', () => {
  test('A file has the columns that its address names and no others, in the order of the address', async () => {
    expect(await file('/poles?region=82&format=csv&colonnes=membres,id')).toEqual([
      'Membres;Identifiant',
      '210;minalogic',
      ';axelera',
    ]);
    expect(await file('/poles?format=csv&colonnes=part&colonnes=id')).toEqual([
      'Part;Identifiant',
      '0,5;minalogic',
      ';axelera',
    ]);
    expect((await file('/poles?format=csv'))[0]).toBe('Identifiant;Pôle;Membres;Part');
  });

  test('The same words choose the columns in both languages', async () => {
    const head = await speaking('en', async () => (await file('/poles?format=csv&colonnes=id,pole'))[0]);
    expect(head).toBe('Identifier;Pôle');
  });

  test('A column that the table does not have is refused with a sentence that names it and those there are', async () => {
    await expect(ask('/poles?format=csv&colonnes=id,couleur')).rejects.toMatchObject({
      status: 400,
      message: 'Ce tableau n’a pas de colonne «\u202fcouleur\u202f». Ses colonnes\u202f: id, pole, membres, part.',
      // The error page leads to where the columns are chosen.
      data: { back: '/poles?colonnes=id,couleur&format=colonnes' },
    });
  });

  test('A text that a spreadsheet would run stays harmless in a chosen column, and a separator stays text', async () => {
    expect(await file('/poles?format=csv&colonnes=pole')).toEqual(['Pôle', "'=Minalogic", '"Axelera; Lyon"']);
  });

  test('A workbook has the chosen columns too', async () => {
    const bytes = new Uint8Array(
      await ((await ask('/poles?format=xlsx&colonnes=membres,pole')) as Response).arrayBuffer(),
    );
    const { readXlsx } = await import('hucre');
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]!.rows.slice(0, 2)).toEqual([
      ['Membres', 'Pôle'],
      [210, "'=Minalogic"],
    ]);
  });

  test('A page without a table, or asked for as a page, is left to itself', async () => {
    expect(await ask('/poles?region=82&colonnes=id')).toBeNull();
    const visit = { params: {}, search: new URLSearchParams('format=csv'), here: '/poles?format=csv' };
    expect(await tableAnswer({ ...route, sheet: undefined }, visit as unknown as Visit)).toBeNull();
  });
});

describe('the page where columns are chosen', () => {
  test('It keeps the criteria, has every column ticked at first, and those of the address in their order when it names some', async () => {
    const first = await shown('/poles?region=82&format=colonnes');
    expect(first).toContain('<input type="hidden" name="region" value="82"');
    expect(boxes(first)).toEqual(['id ticked', 'pole ticked', 'membres ticked', 'part ticked']);
    const again = await shown('/poles?format=colonnes&colonnes=part,pole,couleur');
    expect(boxes(again)).toEqual(['part ticked', 'pole ticked', 'id', 'membres']);
    expect(again).toContain('Laissé de côté, car ce tableau n’en a pas\u202f: couleur.');
  });

  test('Its buttons lead to the file, to the page that keeps it, and to the same page with a column moved', async () => {
    const form = '/poles?region=82&page=3&format=colonnes&colonnes=part&colonnes=pole&fichier=csv';
    expect(await leadsTo(`${form}&faire=telecharger`)).toBe('/poles?region=82&colonnes=part,pole&format=csv');
    const saving = new URL((await leadsTo(`${form}&faire=enregistrer`))!, 'http://own.invalid');
    expect(saving.pathname).toBe('/vues/nouvelle');
    expect(saving.searchParams.get('adresse')).toBe('/poles?region=82&colonnes=part,pole&format=csv');
    expect(saving.searchParams.get('tableau')).toBe('Pôles');
    expect(await leadsTo(`${form}&monter=pole`)).toBe(
      '/poles?region=82&colonnes=pole,part&format=colonnes&fichier=csv#colonnes',
    );
  });

  test('What is kept is known by the title of its table, and by what it stands under when the title does not say', () => {
    const crumbs = [
      { label: 'Contrats', href: '/contrats' },
      { label: 'Contrat de Minalogic' },
      { label: 'Objectifs' },
    ];
    expect(tableTitle({ title: 'Objectifs et cibles', crumbs, body: '' })).toBe(
      'Contrat de Minalogic – Objectifs et cibles',
    );
    expect(tableTitle({ title: 'Complétude du Contrat de Minalogic', crumbs, body: '' })).toBe(
      'Complétude du Contrat de Minalogic',
    );
    expect(tableTitle({ title: 'Les pôles', crumbs: [{ label: 'Accueil' }, { label: 'Pôles' }], body: '' })).toBe(
      'Les pôles',
    );
  });

  test('With every column in its place the address names none: what the table gains later is in the file too', async () => {
    expect(await leadsTo('/poles?format=colonnes&colonnes=id,pole,membres,part&faire=telecharger')).toBe(
      '/poles?format=xlsx',
    );
  });

  test('With no box ticked it says so instead of sending an empty file', async () => {
    expect(await shown('/poles?format=colonnes&fichier=csv&faire=telecharger')).toContain(
      'Cochez au moins une colonne.',
    );
  });

  test('Whoever may keep nothing is not offered to', async () => {
    expect(await shown('/poles?format=colonnes')).not.toContain('Enregistrer cet export');
  });

  test('An address of a table loses the page that was looked at, and keeps its criteria', () => {
    expect(tableAddress('/poles?q=bio&page=2&tri=nom', 'colonnes')).toBe('/poles?q=bio&tri=nom&format=colonnes');
  });
});
