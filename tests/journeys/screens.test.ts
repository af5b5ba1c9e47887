import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/rooms/access/index.ts';
import { complaints, type Installation, install, LAPTOP, openBrowser, PHONE, signIn } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

const PUBLIC = [
  '/',
  '/poles',
  '/poles?region=82&page=1',
  '/poles/minalogic',
  '/poles/minalogic/membres',
  '/poles/minalogic/contrat',
  '/recherche?q=energi',
  '/recherche?q=zzzzzz',
  '/connexion',
  '/mot-de-passe-oublie',
  '/accessibilite',
  '/glossaire',
  '/donnees',
  '/chiffres/organisations',
  '/communes?q=grenoble',
  '/organisations',
  '/indicateurs',
  '/contrats/priorites',
  '/contrats/codes?q=logiciel',
  '/programme/contrats',
  '/verifier',
  '/api/v1/docs',
  '/cette-page-n-existe-pas',
];
const ADMINISTRATOR = [
  '/contrats',
  '/contrats/a-ouvrir',
  '/contrats/minalogic-2013',
  '/contrats/minalogic-2013/vie',
  '/contrats/minalogic-2013/vie/avenant',
  '/contrats/minalogic-2013/vie/decision',
  '/contrats/minalogic-2013/vie/axes',
  '/ma-semaine',
  '/organisations/import',
  '/sirene',
  '/poles/nouveau',
  '/poles/minalogic/espace/membres/nouveau',
  '/poles/minalogic/espace/candidatures/nouvelle',
  '/poles/minalogic/espace/identite/modifier',
  '/poles/minalogic/espace/label/decision',
  '/poles/minalogic/espace/label/regions/2013',
  '/mon-compte/cles',
  '/mon-compte/nom',
  '/mon-compte/mot-de-passe',
  '/mon-compte/second-facteur',
  '/mon-compte/second-facteur/retirer',
  '/organisations/nouvelle',
  '/poles/minalogic/espace',
  '/poles/minalogic/espace/membres',
  '/poles/minalogic/espace/candidatures',
  '/poles/minalogic/espace/identite',
  '/poles/minalogic/espace/label',
  '/poles/minalogic/import',
  '/comptes',
  '/comptes/nouveau',
  '/mon-compte',
  '/journal',
  '/journal/verification',
  '/messages',
  '/programme',
  '/programme/contrats/modifier',
  '/contrats/priorites/nouvelle',
  '/contrats/signatures',
  '/contrats/minalogic-2013/objectifs',
  '/contrats/minalogic-2013/objectifs/nouveau',
  '/contrats/minalogic-2013/objectifs/coller',
  '/contrats/minalogic-2013/objectifs/couverture',
  '/contrats/minalogic-2013/completude',
  '/contrats/minalogic-2013/negociation',
  '/contrats/minalogic-2013/negociation?comments=all',
  '/contrats/minalogic-2013/negociation/commentaires/nouveau',
  '/contrats/minalogic-2013/negociation/propositions/nouvelle',
  '/contrats/minalogic-2013/negociation/propositions/nouvelle?genre=indicator',
  '/contrats/minalogic-2013/negociation/ouverture',
  '/contrats/minalogic-2013/negociation/presentation',
  '/contrats/minalogic-2013/negociation/avis',
  '/contrats/minalogic-2013/negociation/reponses/region-82',
  '/contrats/minalogic-2013/texte',
  '/contrats/minalogic-2013/texte/annexes',
  '/contrats/minalogic-2013/texte/annexes/statutes',
  '/contrats/minalogic-2013/texte/versions',
  '/contrats/minalogic-2013/texte/comparer',
  '/contrats/minalogic-2013/texte/articles/article-fin',
  '/contrats/minalogic-2013/texte/articles/nouveau',
  '/programme/contrats/articles',
  '/programme/contrats/articles/nouveau',
  '/programme/contrats/articles/suivi-2013-01-01',
];
const MEMBER = ['/mes-candidatures', '/poles/qualitropic', '/ma-semaine'];

let installation: Installation;
let browser: Browser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([install(), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(
    (tags) =>
      (
        window as unknown as {
          axe: {
            run(
              context: Document,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
          };
        }
      ).axe.run(document, {
        runOnly: tags,
      }),
    RULES,
  );
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What is wrong with a page for whoever reads it: barriers, errors, a page wider than the screen, a title that is missing or double. */
async function faults(page: Page, path: string): Promise<string[]> {
  const heard: string[] = [];
  const response = await page.goto(installation.url + path);
  if ((response?.status() ?? 500) >= 500) heard.push(`answers ${response?.status()}`);
  heard.push(...(await violations(page)));
  const [overflow, titles] = await page.evaluate(() => [
    document.documentElement.scrollWidth - window.innerWidth,
    document.querySelectorAll('h1').length,
  ]);
  if (overflow! > 0) heard.push(`is ${overflow} px wider than the screen`);
  if (titles !== 1) heard.push(`has ${titles} main titles`);
  return heard.map((fault) => `${path}: ${fault}`);
}

interface Look {
  readonly name: string;
  readonly viewport: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: 'en';
  readonly sampled?: true;
}

const LOOKS: readonly Look[] = [
  { name: 'on a laptop', viewport: LAPTOP },
  { name: 'on a phone', viewport: PHONE },
  { name: 'in the dark theme', viewport: LAPTOP, colorScheme: 'dark', sampled: true },
  { name: 'in English', viewport: LAPTOP, locale: 'en', sampled: true },
];

describe.each(LOOKS)('every screen $name', (look) => {
  it.each([
    ['a stranger', PUBLIC, null],
    ['the administrator', ADMINISTRATOR, 'administrateur@demo.grappe.example'],
    ['the representative of a member', MEMBER, 'membre@demo.grappe.example'],
  ] as const)(
    'shows %s no barrier, no error and nothing from elsewhere',
    async (_, all, email) => {
      // Colours and words come from the same components everywhere: one page in three tells for the last two looks.
      const paths = look.sampled ? all.filter((_path, place) => place % 3 === 0) : all;
      const context = await browser.newContext({
        viewport: look.viewport,
        colorScheme: look.colorScheme ?? 'light',
        bypassCSP: true,
      });
      const heard = complaints(context, installation);
      const page = await context.newPage();
      if (look.locale) await page.goto(`${installation.url}/langue/${look.locale}?retour=/connexion`);
      if (email) await signIn(page, installation, email, DEMO_PASSWORD);
      const wrong: string[] = [];
      for (const path of paths) wrong.push(...(await faults(page, path)));
      await context.close();
      expect([...wrong, ...heard.filter((text) => !/status of 404/.test(text))]).toEqual([]);
    },
    180_000,
  );
});

describe('the weight of public pages', () => {
  it('is under 150 kB without fonts on a first visit, and under 20 kB afterwards', async () => {
    const context = await browser.newContext({ viewport: LAPTOP });
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    const sizes = new Map<string, { url: string; bytes: number; cached: boolean }>();
    client.on('Network.responseReceived', ({ requestId, response }) =>
      sizes.set(requestId, { url: response.url, bytes: 0, cached: response.fromDiskCache ?? false }),
    );
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = sizes.get(requestId);
      if (one) one.bytes = encodedDataLength;
    });
    const visit = async (path: string) => {
      sizes.clear();
      await page.goto(installation.url + path, { waitUntil: 'networkidle' });
      return [...sizes.values()].filter(({ url }) => !/\.woff2/.test(url)).reduce((sum, { bytes }) => sum + bytes, 0);
    };
    const first = await visit('/');
    const others = [await visit('/poles'), await visit('/poles/minalogic'), await visit('/poles/minalogic/membres')];
    await context.close();
    expect(first).toBeGreaterThan(1_000);
    expect(first).toBeLessThan(150_000);
    for (const bytes of others) expect(bytes).toBeLessThan(20_000);
  });
});
