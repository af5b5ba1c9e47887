/** Every screen, and what each is looked at for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/rooms/access/index.ts';
import { complaints, LAPTOP, openContext, PHONE, signIn } from './browser.ts';
import type { Installation } from './start.ts';

/** An address of the finished demonstration that answers 200, or the one with the status that it must answer instead. */
type Screen = string | { readonly path: string; readonly answers: number };

const PUBLIC: readonly Screen[] = [
  '/',
  '/poles',
  '/poles?region=82&page=1',
  '/poles?region=82&format=colonnes',
  { path: '/poles?colonnes=couleur&format=csv', answers: 400 },
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
  '/indicateurs?obtention=imported&tri=label',
  '/indicateurs/MEM-02',
  '/chiffres',
  '/chiffres/MEM-02/2013',
  '/poles/minalogic/chiffres',
  '/contrats/priorites',
  '/contrats/codes?q=logiciel',
  '/programme/contrats',
  '/verifier',
  '/projets',
  '/projets/appels',
  '/projets/calculateur',
  '/poles/minalogic/labellisation',
  '/suivi/regles',
  '/campagnes/2016/resultats',
  '/api/v1/docs',
  { path: '/cette-page-n-existe-pas', answers: 404 },
];
const ADMINISTRATOR: readonly Screen[] = [
  '/indicateurs/MEM-02/reviser',
  '/indicateurs/imports',
  '/chiffres',
  '/chiffres/MEM-02/2013',
  '/poles/minalogic/chiffres?famille=Membres&colonnes=2013,2014',
  '/poles/minalogic/chiffres?connu-le=2014-03-31',
  '/poles/minalogic/chiffres/MEM-03/2013',
  '/poles/minalogic/chiffres/GOU-03/2013/declarer',
  '/poles/minalogic/chiffres/MEM-03/2013/retenir',
  '/vues',
  '/vues/nouvelle?adresse=%2Fchiffres&tableau=Chiffres',
  '/organisations?format=colonnes',
  '/suivi?alerte=money-due&colonnes=niveau,pole&format=colonnes',
  '/campagnes',
  '/campagnes/nouvelle',
  '/campagnes/2016',
  '/campagnes/2016/poles/minalogic/exception',
  '/campagnes/2017?standing=submitted',
  '/campagnes/2017/reglages',
  '/campagnes/2017/questions',
  '/campagnes/2017/questions/ajout',
  '/campagnes/2017/charge',
  '/campagnes/2017/examen',
  '/campagnes/2017/poles/qualitropic/cloture',
  '/campagnes/2017/poles/qualitropic/delai',
  '/poles/minalogic/declarations/2017/examen',
  '/poles/minalogic/declarations',
  '/poles/minalogic/declarations/2017',
  '/poles/minalogic/declarations/2017/coller',
  '/poles/minalogic/declarations/2017/tableur',
  '/poles/minalogic/declarations/2017/depot',
  '/poles/minalogic/declarations/2017/cellules/PRJ-01',
  '/campagnes/2017/calendrier',
  '/contrats',
  '/contrats/a-ouvrir',
  '/contrats/minalogic-2013',
  '/contrats/minalogic-2013/vie',
  // The contract has an amendment under way: a second one waits, and the page says so.
  { path: '/contrats/minalogic-2013/vie/avenant', answers: 409 },
  '/contrats/minalogic-2013/vie/decision',
  '/contrats/minalogic-2013/vie/axes',
  '/suivi',
  '/suivi?alerte=money-due',
  '/suivi/comparaison',
  '/suivi/comparaison?a=minalogic',
  '/suivi/renforce',
  '/poles/minalogic/objectifs',
  '/poles/minalogic/suivi',
  '/poles/minalogic/suivi/proposer',
  '/poles/minalogic/tableau-de-bord/2013',
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
  '/projets',
  '/projets?pole=minalogic',
  '/projets/etapes',
  '/projets/entonnoir',
  '/projets/dossiers',
  '/projets/suivi-des-resultats',
  '/projets/appels/ajouter',
  '/projets/imports',
  '/evaluation',
  '/evaluation?q=rien&etat=closed',
  '/evaluation/nouvelle',
  '/projets/relectures',
  '/poles/minalogic/espace/projets/nouveau',
  '/poles/minalogic/espace/labellisation',
  '/poles/minalogic/espace/labellisation/seances',
  '/poles/minalogic/espace/labellisation/seances/nouvelle',
  '/poles/minalogic/espace/labellisation/experts',
  '/poles/minalogic/espace/labellisation/experts/nouveau',
  '/poles/minalogic/espace/labellisation/regles',
  '/poles/minalogic/espace/labellisation/grille',
  '/projets/carbopack-fictif',
  '/projets/carbopack-fictif/modifier',
  '/projets/carbopack-fictif/abandon',
  '/projets/carbopack-fictif/savoir-faire',
  '/projets/carbopack-fictif/consortium',
  '/projets/carbopack-fictif/consortium/ajouter',
  '/projets/carbopack-fictif/labellisation',
  '/projets/carbopack-fictif/labellisation/demande',
  '/projets/carbopack-fictif/financement',
  '/projets/carbopack-fictif/financement/dossiers/nouveau',
  '/projets/carbopack-fictif/financement/calculateur',
  '/projets/carbopack-fictif/financement/recevabilite',
  '/projets/carbopack-fictif/financement/de-minimis',
  '/projets/carbopack-fictif/suivi',
  '/projets/carbopack-fictif/suivi/nouveau',
  '/projets/carbopack-fictif/suivi/changements/nouveau',
  '/projets/carbopack-fictif/resultats',
  '/projets/carbopack-fictif/resultats/resultats/nouveau',
  '/projets/carbopack-fictif/resultats/investissements/nouveau',
  '/projets/carbopack-fictif/resultats/ventes/nouveau',
  '/projets/carbopack-fictif/resultats/annees/nouveau',
  '/projets/carbopack-fictif/lecteurs',
];
const MEMBER: readonly Screen[] = ['/mes-candidatures', '/poles/qualitropic', '/ma-semaine'];

/** Who looks, at which screens, signed in with which address. */
export const VISITORS = [
  ['a stranger', PUBLIC, null],
  ['the administrator', ADMINISTRATOR, 'administrateur@demo.grappe.example'],
  ['the representative of a member', MEMBER, 'membre@demo.grappe.example'],
] as const;

/** One test file takes the screens of the even places, another those of the odd ones, so that two are looked at at a time. */
type Half = 'even' | 'odd';

/** Words come from the same dictionaries and colours from the same components everywhere: of these, one screen in three tells. */
const isSampled = (place: number): boolean => place % 3 === 0;

interface Visit {
  readonly url: string;
  readonly answers: number;
  readonly sampled: boolean;
}

const visitsOf = (installation: Installation, screens: readonly Screen[], half: Half): Visit[] =>
  screens
    .map((screen, place) => {
      const { path, answers } = typeof screen === 'string' ? { path: screen, answers: 200 } : screen;
      return { url: installation.url + path, answers, sampled: isSampled(place), even: place % 2 === 0 };
    })
    .filter(({ even }) => even === (half === 'even'));

/** Everything wrong with one half of the screens of a visitor, in French then in English; nothing when all is well. */
export async function walk(
  browser: Browser,
  installation: Installation,
  half: Half,
  screens: readonly Screen[],
  email: string | null,
): Promise<string[]> {
  const visits = visitsOf(installation, screens, half);
  // Without motion the dark colours are there at once.
  const context = await openContext(browser, {
    viewport: LAPTOP,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  const heard = complaints(context, installation, new Map(visits.map(({ url, answers }) => [url, answers])));
  await context.addInitScript({ content: axe });
  const page = await context.newPage();
  if (email) await signIn(page, installation, email, DEMO_PASSWORD);
  const wrong: string[] = [];
  for (const visit of visits) wrong.push(...(await inEveryDress(page, visit)));
  await page.goto(`${installation.url}/langue/en?retour=/connexion`);
  for (const visit of visits.filter(({ sampled }) => sampled)) {
    const found = await faults(page, visit, 'all-but-colours');
    wrong.push(...found.map((fault) => `${visit.url}: in English: ${fault}`));
  }
  await context.close();
  return [...wrong, ...heard];
}

/** A page on a laptop, then on a phone and in the dark theme: the document is the same, the style sheet dresses it otherwise. */
async function inEveryDress(page: Page, visit: Visit): Promise<string[]> {
  const found = await faults(page, visit, 'all');
  await page.setViewportSize(PHONE);
  if (visit.sampled) found.push(...(await barriers(page, 'all-but-colours')).map((fault) => `on a phone: ${fault}`));
  found.push(...(await overflow(page)).map((fault) => `on a phone: ${fault}`));
  await page.setViewportSize(LAPTOP);
  if (visit.sampled) {
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await barriers(page, 'colours')).map((fault) => `in the dark: ${fault}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return found.map((fault) => `${visit.url}: ${fault}`);
}

/** What is wrong with a page for whoever reads it: another answer, barriers, a page wider than the screen, a title that is missing or double. */
async function faults(page: Page, { url, answers }: Visit, rules: Rules): Promise<string[]> {
  const found: string[] = [];
  const status = (await page.goto(url))?.status();
  if (status !== answers) found.push(`answers ${status}, not ${answers}`);
  if (page.url() !== url) found.push(`leads to ${page.url()}`);
  found.push(...(await barriers(page, rules)), ...(await overflow(page)));
  const titles = await page.locator('h1').count();
  if (titles !== 1) found.push(`has ${titles} main titles`);
  return found;
}

async function overflow(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return pixels > 0 ? [`is ${pixels} px wider than the screen`] : [];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** The costliest rule: it asks what lies behind each word. Colours depend on the theme, not on the width of the screen or the language. */
const COLOURS = 'color-contrast';
/** What axe-core is asked. */
const ASKED = {
  all: { runOnly: TAGS },
  'all-but-colours': { runOnly: TAGS, rules: { [COLOURS]: { enabled: false } } },
  colours: { runOnly: { type: 'rule', values: [COLOURS] } },
};
type Rules = keyof typeof ASKED;

type Axe = {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
};

async function barriers(page: Page, rules: Rules): Promise<string[]> {
  return page.evaluate(
    async (asked) => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, asked);
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    },
    // What passed is neither described nor carried out of the page: a fifth of the work. The sheets are not read again: no rule asked reads them.
    { ...ASKED[rules], resultTypes: ['violations'], preload: false },
  );
}
