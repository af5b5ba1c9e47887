import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../../src/rooms/access/index.ts';
import { LAPTOP, openBrowser, openContext, PHONE, sendForm, signIn, type Typed } from './browser.ts';
import { type Api, type Installation, installEmpty, linkSentTo, operatorOf } from './start.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const PASSWORD = 'un mot de passe long';
const CONTRACT = '/contrats/minalogic-2013';
const DAY = '2014-09-15';
/** Its verdict may be that something is wrong. */
const VERIFY = '/verifier';
const SCAN = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% un scan\n') };
const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];

/** Seven with an account; the eighth signs for a département by the link that they receive. */
const PEOPLE = {
  administrator: { role: 'administrator', scope: 'programme' },
  state: { role: 'state-officer', scope: 'region:82@2013' },
  region: { role: 'region-officer', scope: 'region:82@2013' },
  metropole: { role: 'metropole-officer', scope: 'metropole:200040715' },
  director: { role: 'cluster-director', scope: 'cluster:minalogic' },
  officer: { role: 'cluster-officer', scope: 'cluster:minalogic' },
  auditor: { role: 'auditor', scope: 'programme' },
} as const;
type Who = keyof typeof PEOPLE;

let installation: Installation;
let browser: Browser;
let api: Api;
const contexts: BrowserContext[] = [];
const pages = {} as Record<Who | 'departement', Page>;
const keys: Partial<Record<Who, string>> = {};

beforeAll(async () => {
  [installation, browser] = await Promise.all([installEmpty(), openBrowser()]);
  api = operatorOf(installation);
  await api('/programme', { referenceDay: DAY, reason: 'Jour de l’essai' }, 'PATCH');
  for (const [who, { role, scope }] of Object.entries(PEOPLE))
    await api('/accounts', {
      email: `${who}@exemple.fr`,
      name: `Camille ${who}`,
      password: PASSWORD,
      role,
      scope,
      from: '2013-01-01',
    });
  for (const who of [...Object.keys(PEOPLE), 'departement'] as (keyof typeof pages)[]) {
    // The one who holds a link has a phone and no script; everybody else a laptop.
    const context = await openContext(
      browser,
      who === 'departement' ? { viewport: PHONE, javaScriptEnabled: false } : { viewport: LAPTOP },
    );
    contexts.push(context);
    pages[who] = await context.newPage();
    if (who !== 'departement') await signIn(pages[who], installation, `${who}@exemple.fr`, PASSWORD);
  }
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await installation?.stop();
});

/** Fills the form of an address and sends it; fails with what the page says when it is refused. */
async function send(who: keyof typeof pages, path: string, typed: Typed): Promise<void> {
  const page = pages[who];
  if (path !== '') await page.goto(`${installation.url}${path}`);
  const wrong = await sendForm(page, typed);
  if (wrong.length > 0 && path !== VERIFY) throw new Error(`${path}: ${wrong.join(' ')}`);
}

/** Turns the second factor on, from “My account”. */
async function enrol(who: Who): Promise<void> {
  const page = pages[who];
  await page.goto(`${installation.url}/mon-compte`);
  await page.click('text=Activer le second facteur');
  keys[who] = (await page.textContent('code.gr-code'))!;
  // The period before is still good: the present one is kept for signing.
  await send(who, '', { code: codeAt(keys[who]!, new Date(Date.now() - 30_000)), password: PASSWORD });
}

const shown = async (who: Who, path: string): Promise<string> => {
  await pages[who].goto(`${installation.url}${path}`);
  return (await pages[who].textContent('main'))!;
};
const board = () =>
  api<{ parties: { id: string; name: string }[]; text: { sealed: string | null } }>(
    '/contracts/minalogic-2013/signatures',
  );

describe('the whole life of a contract, in eight browsers', () => {
  it('is written by the cluster’s team until nothing is missing', async () => {
    await pages.state.goto(`${installation.url}/contrats/a-ouvrir`);
    await api('/clusters/minalogic/contracts', {});
    await send('officer', `${CONTRACT}/strategie/domaines/nouveau`, {
      'content.title': 'Capteurs',
      'content.technology': 'Microsystèmes',
      'content.market': 'Énergie',
    });
    await send('officer', `${CONTRACT}/strategie/marches/nouveau`, {
      'content.title': 'Comptage',
      'content.worldRegion': 'europe',
    });
    for (const section of ['ambition', 'potential'])
      await send('officer', `${CONTRACT}/strategie/diagnostic/${section}`, { 'content.text': 'Vers le marché.' });
    await send('officer', `${CONTRACT}/objectifs/nouveau`, {
      'content.title': 'Mettre sur le marché',
      'content.dimension': 'market',
      'content.scope': 'collective',
    });
    const { objectives } = await api<{ objectives: { id: string }[] }>('/contracts/minalogic-2013/objectives');
    await api('/contracts/minalogic-2013/indicators', {
      parent: objectives[0]!.id,
      content: {
        code: 'RES-05',
        baseline: { value: 4, year: 2012, source: 'Enquête 2012' },
        targets: Object.fromEntries(YEARS.map((year, step) => [year, 20 + 10 * step])),
      },
    });
    await send('officer', `${CONTRACT}/financement/plan`, {
      'cell:running-costs:2013:state-82': '300 000,50',
      ...Object.fromEntries(YEARS.map((year) => [`budget:${year}`, '1 400 000'])),
    });
    for (const kind of ['label-letter', 'statutes', 'labelling-arrangements'])
      await send('director', `${CONTRACT}/texte/annexes/${kind}`, { file: SCAN });
    for (const [name, metropole] of [
      ['Agglomération de Grenoble', '200040715'],
      ['Conseil général (Isère)', ''],
    ] as const)
      await send('officer', `${CONTRACT}/signatures/parties/nouvelle`, { name, region: '82', metropole });
    expect(await shown('officer', `${CONTRACT}/completude`)).toContain('Rien ne manque');
  });

  it('is discussed, commented and presented', async () => {
    await send('director', `${CONTRACT}/negociation/ouverture`, { receivedOn: DAY });
    await send('region', `${CONTRACT}/negociation/commentaires/nouveau`, {
      body: 'Combien d’entreprises ont répondu à l’enquête ?',
    });
    expect(await shown('director', `${CONTRACT}/negociation`)).toContain('Combien d’entreprises');
    await send('state', `${CONTRACT}/negociation/presentation`, { sessionOn: DAY, reference: 'Séance 12' });
    await send('state', `${CONTRACT}/negociation/avis`, { opinion: 'favourable', opinionOn: DAY });
    expect(await shown('auditor', CONTRACT)).toContain('Présenté au CNI');
  });

  it('is voted, then signed by account, on paper, and by a link on a phone without script', async () => {
    const { parties } = await board();
    const idOf = (name: RegExp) => parties.find((party) => name.test(party.name))!.id;
    const at = (party: string, act: string) => `${CONTRACT}/signatures/parties/${encodeURIComponent(party)}/${act}`;
    const [town, departement] = [idOf(/Grenoble/), idOf(/Isère/)];
    await send('officer', at(departement, 'signataire'), {
      name: 'Dominique Isère',
      title: 'Présidente du conseil général',
      email: 'presidente@isere.exemple.fr',
    });
    const vote = { approves: 'oui', number: '2014-105', heldOn: DAY };
    await send('region', at('region-82', 'deliberation'), vote);
    await send('metropole', at(town, 'deliberation'), vote);
    await send('state', at(departement, 'deliberation'), vote);
    await send('director', `${CONTRACT}/signatures/envoi`, {});
    for (const [party, name] of [
      ['region-82', 'Dominique Région'],
      [town, 'Dominique Ville'],
    ] as const)
      await send('state', at(party, 'papier'), { name, title: 'Président', signedOn: DAY, file: SCAN });
    for (const [who, party] of [
      ['state', 'state-82'],
      ['director', 'cluster'],
    ] as const) {
      await enrol(who);
      await send(who, at(party, 'signer'), { read: true, secondFactor: codeAt(keys[who]!, new Date()) });
    }
    expect(await shown('auditor', CONTRACT)).toContain('Présenté au CNI');
    await signByLink('presidente@isere.exemple.fr', 'Dominique Isère');
    expect(await shown('auditor', CONTRACT)).toContain('Signé');
  });

  async function signByLink(address: string, name: string): Promise<void> {
    const link = await linkSentTo(api, address);
    const page = pages.departement;
    await page.goto(`${installation.url}${link}`);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(PHONE.width);
    await send('departement', '', { read: true, name });
    // A link serves once.
    expect((await page.goto(`${installation.url}${link}`))!.status()).toBe(410);
  }

  it('is sealed, and anyone can verify it', async () => {
    let sealed: string | null = null;
    for (let attempt = 0; attempt < 100 && !sealed; attempt++) {
      sealed = (await board()).text.sealed;
      if (!sealed) await new Promise((again) => setTimeout(again, 200));
    }
    const answer = await pages.auditor.request.get(`${installation.url}${CONTRACT}/signatures/pieces/${sealed}`);
    const buffer = await answer.body();
    expect(buffer.subarray(0, 5).toString()).toBe('%PDF-');
    const verify = async (bytes: Buffer) => {
      await send('departement', VERIFY, { file: { ...SCAN, buffer: bytes } });
      return pages.departement.textContent('main');
    };
    expect(await verify(buffer)).toContain('en vigueur');
    const tampered = Buffer.from(buffer);
    tampered[2_000] = tampered[2_000]! ^ 1;
    expect(await verify(tampered)).toMatch(/modifié|altéré/);
  });

  it('is amended from the browser, and the text before it stays', async () => {
    await send('director', `${CONTRACT}/vie/avenant`, { subjects: 'targets', reason: 'Revue annuelle' });
    const { objectives } = await api<{ objectives: { indicators: { id: string }[] }[] }>(
      '/contracts/minalogic-2013/objectives',
    );
    const { id } = objectives[0]!.indicators[0]!;
    await send('officer', `${CONTRACT}/objectifs`, { [`targets.${id}.2015`]: '44', reason: 'Premiers résultats' });
    await send('director', `${CONTRACT}/signatures/envoi`, {});
    for (const [who, party] of [
      ['state', 'state-82'],
      ['director', 'cluster'],
    ] as const)
      await send(who, `${CONTRACT}/signatures/parties/${party}/signer`, {
        read: true,
        // The present period has served once: the next one is accepted too.
        secondFactor: codeAt(keys[who]!, new Date(Date.now() + 30_000)),
      });
    expect(await shown('auditor', `${CONTRACT}/vie`)).toContain('Remplacé');
    expect(await shown('auditor', `${CONTRACT}/texte/comparer?avant=0&apres=1`)).toContain('44');
  });
});

/** One act, as each door names it: the address of the API, the command of the command line. */
interface Step {
  readonly command: string;
  readonly path: string;
  readonly method?: 'PUT';
  /** What the address names, beside the contract. */
  readonly at?: Readonly<Record<string, string>>;
  readonly given?: Readonly<Record<string, unknown>>;
}
type Play = (step: Step) => Promise<Record<string, unknown>>;

/** From the first clause to the last signature, then an amendment signed in its turn; gives what the last signature answered. */
async function playLife(play: Play): Promise<Record<string, unknown>> {
  const file = { name: SCAN.name, mediaType: SCAN.mimeType, base64: SCAN.buffer.toString('base64') };
  const area = { title: 'Réseaux', technology: 'Stockage', market: 'Îles' };
  const { clause: areaId } = await play({ command: 'save-area', path: '/areas', given: { content: area } });
  const market = { title: 'Stockage', worldRegion: 'africa' };
  await play({ command: 'save-market', path: '/markets', given: { content: market } });
  for (const section of ['ambition', 'potential']) {
    const content = { section, text: 'Vers le marché.' };
    await play({ command: 'save-diagnosis', path: '/diagnosis', given: { content } });
  }
  const objective = { title: 'Raccorder des démonstrateurs', dimension: 'innovation', scope: 'collective' };
  const { clause: parent } = await play({
    command: 'save-objective',
    path: '/objectives',
    given: { content: objective },
  });
  const baseline = { value: 1, year: 2012, source: 'Enquête 2012' };
  const indicator = { code: 'RES-05', baseline, targets: { 2013: 2, 2018: 12 } };
  await play({ command: 'save-indicator', path: '/indicators', given: { parent, content: indicator } });
  const budgets = YEARS.map((year) => ({ year, amountCents: 90_000_000 }));
  await play({ command: 'set-commitments', path: '/financing-plan', method: 'PUT', given: { budgets } });
  for (const kind of ['label-letter', 'statutes', 'labelling-arrangements'])
    await play({ command: 'join-annex', path: '/annexes/{kind}', method: 'PUT', at: { kind }, given: { file } });
  await play({ command: 'open-discussion', path: '/discussion' });
  const session = { sessionOn: DAY, reference: 'Séance 13' };
  await play({ command: 'present-project', path: '/presentation', given: session });
  const vote = { number: '2014-106', heldOn: DAY, approves: true };
  const path = '/parties/{party}/deliberations';
  await play({ command: 'record-deliberation', path, at: { party: 'region-82' }, given: vote });

  const signedBy = async (...parties: string[]) => {
    const { digest } = await play({ command: 'send-for-signature', path: '/send-for-signature' });
    let answer: Record<string, unknown> = {};
    for (const party of parties)
      answer = await play({
        command: 'record-paper-signature',
        path: '/parties/{party}/paper-signature',
        at: { party },
        given: { name: 'Dominique Fictif', title: 'Signataire', signedOn: DAY, digest, file },
      });
    return answer;
  };
  expect(await signedBy('state-82', 'region-82', 'cluster')).toMatchObject({ contractSigned: true });
  await expect(signedBy('cluster')).rejects.toThrow();
  const amendment = { subjects: ['correction'], reason: 'Coquille' };
  await play({ command: 'open-amendment', path: '/amendments', given: amendment });
  const corrected = { clause: areaId, revision: 1, reason: 'Coquille', content: { ...area, market: 'Les îles' } };
  await play({ command: 'save-area', path: '/areas', given: corrected });
  return signedBy('state-82', 'cluster');
}

describe('the same life through the other doors', () => {
  const overApi =
    (contract: unknown): Play =>
    ({ path, method, at = {}, given = {} }) =>
      api(`/contracts/${contract}${path.replace(/\{(\w+)\}/, (_, name: string) => at[name]!)}`, given, method);

  it('is played over the JSON API, to the signed amendment', async () => {
    const { contract } = await api('/clusters/tenerrdis/contracts', {});
    const last = await playLife(overApi(contract));
    expect(last).toMatchObject({ contractSigned: true });
  });

  it('is played from the command line, each command typed once with its flags, to the signed amendment', async () => {
    const grappe = async (command: string, given: Readonly<Record<string, unknown>>) => {
      const flags = Object.entries(given).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).flatMap((one) => [
          `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
          ...(one === true ? [] : [typeof one === 'object' ? JSON.stringify(one) : String(one)]),
        ]),
      );
      const line = ['--import', './src/jsx.mjs', 'src/app/cli.ts', 'contracts', command, ...flags];
      const env = { ...process.env, GRAPPE_DATA: installation.dataDir, LOG_LEVEL: 'warn' };
      return (await run(process.execPath, line, { cwd: root, env })).stdout;
    };
    const { contract } = JSON.parse(await grappe('open-contract', { cluster: 'axelera' }));
    const said = await grappe('open-contract', { cluster: 'axelera' }).catch((error) => String(error.stderr));
    expect(said).toContain('a déjà un contrat');
    // A command starts a process, which takes seconds: what only repeats one, with the same flags, goes over the API.
    const typed = new Set<string>();
    const last = await playLife(async (step) => {
      const { command, at, given = {} } = step;
      const line = [command, ...Object.keys(given)].join(' ');
      if (typed.has(line)) return overApi(contract)(step);
      typed.add(line);
      return JSON.parse(await grappe(command, { contract, ...at, ...given }));
    });
    expect(typed.size).toBe(14);
    expect(last).toMatchObject({ contractSigned: true });
    expect(await grappe('get-contract-life', { contract })).toContain('Coquille');
  });
});
