/** Every screen, and what each is looked at for; the looks are shared out between two test files, so that two run at a time. */
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

interface Look {
  readonly viewport: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: 'en';
  readonly sampled?: true;
  /** What axe-core is asked. */
  readonly rules: 'all' | 'all-but-colours' | 'colours';
  /** The document is the one of the laptop: one page in three is asked again, the width of each is measured. */
  readonly rulesSampled?: true;
}

export const LOOKS = {
  'on a laptop': { viewport: LAPTOP, rules: 'all' },
  'on a phone': { viewport: PHONE, rules: 'all-but-colours', rulesSampled: true },
  'in the dark theme': { viewport: LAPTOP, colorScheme: 'dark', sampled: true, rules: 'colours' },
  'in English': { viewport: LAPTOP, locale: 'en', sampled: true, rules: 'all-but-colours' },
} satisfies Record<string, Look>;

/** Everything wrong with the screens that one visitor sees in one look; nothing when all is well. */
export async function walk(
  browser: Browser,
  installation: Installation,
  look: Look,
  screens: readonly Screen[],
  email: string | null,
): Promise<string[]> {
  // Colours and words come from the same components everywhere: one page in three tells for the sampled looks.
  const addresses = screens
    .filter((_screen, place) => !look.sampled || place % 3 === 0)
    .map((screen) => (typeof screen === 'string' ? { path: screen, answers: 200 } : screen))
    .map(({ path, answers }) => ({ url: installation.url + path, answers }));
  const { viewport, colorScheme = 'light' } = look;
  const context = await openContext(browser, { viewport, colorScheme, bypassCSP: true });
  const heard = complaints(context, installation, new Map(addresses.map(({ url, answers }) => [url, answers])));
  const page = await context.newPage();
  if (look.locale) await page.goto(`${installation.url}/langue/${look.locale}?retour=/connexion`);
  if (email) await signIn(page, installation, email, DEMO_PASSWORD);
  const wrong: string[] = [];
  for (const [place, { url, answers }] of addresses.entries())
    wrong.push(...(await faults(page, url, answers, look.rulesSampled && place % 3 !== 0 ? null : look.rules)));
  await context.close();
  return [...wrong, ...heard];
}

/** What is wrong with a page for whoever reads it: another answer, barriers, a page wider than the screen, a title that is missing or double. */
async function faults(page: Page, url: string, answers: number, rules: Look['rules'] | null): Promise<string[]> {
  const found: string[] = [];
  const status = (await page.goto(url))?.status();
  if (status !== answers) found.push(`answers ${status}, not ${answers}`);
  if (page.url() !== url) found.push(`leads to ${page.url()}`);
  if (rules) found.push(...(await barriers(page, rules)));
  const [overflow, titles] = await page.evaluate(() => [
    document.documentElement.scrollWidth - window.innerWidth,
    document.querySelectorAll('h1').length,
  ]);
  if (overflow! > 0) found.push(`is ${overflow} px wider than the screen`);
  if (titles !== 1) found.push(`has ${titles} main titles`);
  return found.map((fault) => `${url}: ${fault}`);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** The costliest rule: it asks what lies behind each word. Colours depend on the theme, not on the width of the screen or the language. */
const COLOURS = 'color-contrast';
const ASKED = {
  all: { runOnly: TAGS },
  'all-but-colours': { runOnly: TAGS, rules: { [COLOURS]: { enabled: false } } },
  colours: { runOnly: { type: 'rule', values: [COLOURS] } },
};

type Axe = {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
};

async function barriers(page: Page, rules: Look['rules']): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    async (asked) => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, asked);
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    },
    // What passed is neither described nor carried out of the page: a fifth of the work.
    { ...ASKED[rules], resultTypes: ['violations'] },
  );
}
