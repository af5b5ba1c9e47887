import { describe, expect, test } from 'vitest';
import { type Locale, speaking } from '#kit/say.ts';
import { galleryPage } from './gallery.page.tsx';
import { renderDocument, renderError } from './layout.tsx';
import type { Chrome } from './page.ts';

const chrome = (more: Partial<Chrome> = {}): Chrome => ({
  here: '/poles?region=93&tri=nom',
  person: null,
  navigation: [{ label: 'Pôles', href: '/poles', current: true, upkeep: false }],
  theme: 'system',
  flash: null,
  demo: false,
  embedded: false,
  search: '',
  ...more,
});
const page = { title: 'Pôles', body: <p>Corps</p> };

describe('every page', () => {
  test('The language switch and the sign-in link come back to this very address', () => {
    const french = renderDocument(chrome(), page);
    expect(french).toMatch(/^<!doctype html><html lang="fr">/);
    expect(french).toContain('href="/langue/en?retour=%2Fpoles%3Fregion%3D93%26tri%3Dnom"');
    expect(french).toContain('href="/connexion?retour=%2Fpoles%3Fregion%3D93%26tri%3Dnom"');
    const english = speaking('en', () => renderDocument(chrome(), page));
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('href="/langue/fr?retour=');
  });

  test('A person who is signed in finds their week and the way out; a stranger finds neither', () => {
    const known = renderDocument(chrome({ person: { name: 'Camille Exemple', role: 'Directrice' } }), page);
    expect(known).toContain('href="/ma-semaine"');
    expect(known).toContain('action="/deconnexion"');
    expect(known).not.toContain('/connexion?');
    const stranger = renderDocument(chrome(), page);
    expect(stranger).not.toContain('/ma-semaine');
    expect(stranger).not.toContain('/deconnexion');
  });

  test('The chosen theme is in the page itself, so that it needs no script', () => {
    expect(renderDocument(chrome({ theme: 'dark' }), page)).toMatch(/<html[^>]* data-theme="dark"/);
    expect(renderDocument(chrome(), page)).not.toContain('data-theme=');
  });

  test('Demonstration rows, the embedded store and a message after an act are said where they apply', () => {
    const bare = renderDocument(chrome(), page);
    expect(bare).not.toMatch(/démonstration|embarquée|role="status"/);
    const full = renderDocument(
      chrome({ demo: true, embedded: true, flash: { kind: 'success', text: 'Adhésion <b>enregistrée</b>.' } }),
      { ...page, synthetic: true },
    );
    expect(full).toContain('gr-synthetic');
    expect(full).toContain('Base de données embarquée');
    expect(full).toMatch(/role="status"[\s\S]*Adhésion &lt;b>enregistrée/);
  });

  test('A search is shown again as text', () => {
    expect(renderDocument(chrome({ search: '"><img src=x>' }), page)).not.toContain('<img');
  });
});

describe('the page of an error', () => {
  const statuses = [401, 403, 404, 409, 410, 422, 429, 500, 503];

  test.each(statuses)('Status %i says what happened and where to go, in both languages', (status) => {
    const [french, english] = (['fr', 'en'] as Locale[]).map((language) =>
      speaking(language, () => renderError(chrome(), status, null, { reference: 'ref-1' })),
    );
    expect(french).toContain(`Erreur ${status}`);
    expect(english).toContain(`Error ${status}`);
    for (const html of [french!, english!]) {
      expect(html).toContain('href="/"');
      expect(html.includes('ref-1')).toBe(status >= 500);
      expect(html.includes('class="fr-btn" href="/connexion?retour=')).toBe(status === 401);
    }
  });

  test('The sentence of a refusal takes the place of the general one, as text', () => {
    const html = renderError(chrome(), 403, 'Seul le directeur <importe>.');
    expect(html).toContain('Seul le directeur &lt;importe>.');
    expect(html).not.toContain('Votre fonction ne permet pas');
  });

  test('What is no longer possible leads back to the page of the object', () => {
    const html = renderError(chrome(), 409, 'Cette adhésion a déjà pris fin.', { back: '/adhesions/une' });
    expect(html).toContain('class="fr-btn" href="/adhesions/une"');
    expect(renderError(chrome(), 404, null, { back: '/adhesions/une' })).not.toContain('/adhesions/une');
  });
});

describe('the gallery', () => {
  const render = (language: Locale) => speaking(language, () => renderDocument(chrome(), galleryPage()));

  test.each(['fr', 'en'] as const)(
    'In %s every component renders: ids are unique, labels and links find what they name',
    (language) => {
      const html = render(language);
      expect(html).not.toMatch(/undefined|\[object|NaN/);
      expect(html).not.toMatch(/ style="|<script(?! type="module" src="\/assets)| on\w+="/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      const named = [...html.matchAll(/ (?:for|popovertarget|aria-describedby)="([^"]+)"/g)].flatMap((match) =>
        match[1]!.split(' '),
      );
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
      expect(named.length).toBeGreaterThan(20);
    },
  );

  test('French sentences carry a narrow no-break space before tall punctuation, English ones none', () => {
    const text = (html: string) => html.replace(/<[^>]+>/g, '\n').replace(/&\w+;/g, '');
    expect(text(render('fr')).match(/[^\u202f\d\s][:;!?](?=\s|$)/gm) ?? []).toEqual([]);
    expect(text(render('fr')).match(/ [:;!?](?=\s|$)/gm) ?? []).toEqual([]);
    expect(text(render('en')).match(/[ \u00a0\u202f][:;!?](?=\s|$)/gm) ?? []).toEqual([]);
  });
});
