import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAPTOP, openBrowser, openContext, sendForm, signIn, type Typed } from './browser.ts';
import { type Api, type Installation, installEmpty, operatorOf } from './start.ts';

const PASSWORD = 'un mot de passe long';
const YEAR = 2014;
const CAMPAIGN = `/campagnes/${YEAR}`;
const RETURN = `/poles/minalogic/declarations/${YEAR}`;
const REVIEW = `${RETURN}/examen`;
/** The cluster's own indicators, which only it can fill in. */
const OWN = Array.from({ length: 40 }, (_, n) => ({ title: `Indicateur ${n + 1}`, value: 10 + n }));

const PEOPLE = {
  officer: { role: 'cluster-officer', scope: 'cluster:minalogic' },
  state: { role: 'state-officer', scope: 'region:82@2013' },
  region: { role: 'region-officer', scope: 'region:82@2013' },
  administrator: { role: 'administrator', scope: 'programme' },
} as const;
type Who = keyof typeof PEOPLE;

let installation: Installation;
let browser: Browser;
let api: Api;
const contexts: BrowserContext[] = [];
const pages = {} as Record<Who, Page>;
/** A firm that nobody has recorded as a member yet. */
let forgotten: string;

const comes = (referenceDay: string) => api('/programme', { referenceDay, reason: 'Le temps passe' }, 'PATCH');

beforeAll(async () => {
  [installation, browser] = await Promise.all([installEmpty(), openBrowser()]);
  api = operatorOf(installation);
  await comes('2014-12-15');
  for (const [who, { role, scope }] of Object.entries(PEOPLE)) {
    const known = { email: `${who}@exemple.fr`, name: `Camille ${who}`, password: PASSWORD };
    await api('/accounts', { ...known, role, scope, from: '2013-01-01' });
  }
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const context = await openContext(browser, { viewport: LAPTOP, javaScriptEnabled: false });
    contexts.push(context);
    pages[who] = await context.newPage();
    await signIn(pages[who], installation, `${who}@exemple.fr`, PASSWORD);
  }
  await followContract();
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await installation?.stop();
});

/** A contract that is followed before its last signature, with forty indicators of the cluster's own and one that the members count. */
async function followContract(): Promise<void> {
  const { organisation } = await api('/organisations', { name: 'Alpha Capteurs', kind: 'firm', commune: '38185' });
  await api('/clusters/minalogic/members', { organisation, college: 'sme', from: '2013-03-01' });
  forgotten = (
    await api<{ organisation: string }>('/organisations', { name: 'Bêta Logiciels', kind: 'firm', commune: '38185' })
  ).organisation;
  const { contract } = await api<{ contract: string }>('/clusters/minalogic/contracts', {});
  const { clause } = await api(`/contracts/${contract}/objectives`, {
    content: { title: 'Mener au marché', dimension: 'market', scope: 'collective' },
  });
  const indicator = { direction: 'up', measure: 'count', cumulation: 'per-year', unit: 'produits' };
  for (const { title, value } of OWN)
    await api(`/contracts/${contract}/indicators`, {
      parent: clause,
      content: { ...indicator, title, code: null, targets: { [YEAR]: value } },
    });
  await api(`/contracts/${contract}/indicators`, {
    parent: clause,
    content: { ...indicator, title: 'Entreprises membres', code: 'MEM-02', targets: { [YEAR]: 2 } },
  });
  await api(`/contracts/${contract}/discussion`, {});
  await api(`/contracts/${contract}/provisional-start`, { from: '2013-01-01', reason: 'Le suivi n’attend pas' });
}

const open = (who: Who, path: string) => pages[who].goto(installation.url + path);

async function shown(who: Who, path: string): Promise<string> {
  await open(who, path);
  return said(who);
}
const said = async (who: Who): Promise<string> =>
  (await pages[who].textContent('main'))!.replace(/[\u202f\u00a0]/g, ' ').replace(/\s+/g, ' ');

/** Fills in the form at an address and sends it; fails with what the page says when it is refused. */
async function send(who: Who, path: string, typed: Typed): Promise<void> {
  await open(who, path);
  const wrong = await sendForm(pages[who], typed);
  if (wrong.length > 0) throw new Error(`${path}: ${wrong.join(' ')}`);
}

/** Presses the button of an act, from the page where a person finds it. */
async function press(who: Who, from: string, act: string, given = ''): Promise<void> {
  await open(who, from);
  const button = pages[who].locator(`main form[action$="${act}"]${given} button[type="submit"]`).first();
  await Promise.all([pages[who].waitForNavigation({ waitUntil: 'load' }), button.click()]);
}

/** Sends what a preview carries. */
async function apply(who: Who, act: string): Promise<void> {
  const button = pages[who].locator(`main form[action$="${act}"] button[type="submit"]`).last();
  await Promise.all([pages[who].waitForNavigation({ waitUntil: 'load' }), button.click()]);
}

const paste = async (lines: readonly string[]): Promise<void> => {
  await open('officer', `${RETURN}/coller`);
  await pages.officer.fill('[name="block"]', lines.join('\n'));
  await apply('officer', '/coller/apercu');
};

const submit = () =>
  send('officer', `${RETURN}/depot`, { approver: 'Mathilde Étraire', approverFunction: 'Directrice' });

describe('a campaign, from its preparation to its publication, without script', () => {
  it('is prepared, and opens on its day to the clusters that owe a return', async () => {
    await send('administrator', '/campagnes/nouvelle', {
      year: String(YEAR),
      opensOn: '2015-01-15',
      dueOn: '2015-03-31',
    });
    expect(await shown('administrator', CAMPAIGN)).toContain('Le jour d’ouverture n’est pas atteint');
    await comes('2015-01-20');
    await press('administrator', CAMPAIGN, '/ouverture');
    expect(await shown('administrator', `${CAMPAIGN}/calendrier`)).toContain('Minalogic');
  });

  it('opens a return prefilled with the members that are known; a member that was forgotten shows after a recount', async () => {
    await press('officer', RETURN, '/ouverture');
    expect(await pages.officer.inputValue('[name="cell.MEM-02.value"]')).toBe('1');
    await send('officer', `/poles/minalogic/espace/membres/nouveau?organisation=${forgotten}`, {
      college: 'sme',
      from: '2014-06-02',
    });
    await press('officer', RETURN, '/recompte');
    expect(await pages.officer.inputValue('[name="cell.MEM-02.value"]')).toBe('2');
  });

  it('takes forty figures pasted from a spreadsheet, all or none, and blocks until what is wrong is corrected', async () => {
    await paste(OWN.map(({ title, value }, n) => `${title}\t${n === 7 ? 'douze' : value}`));
    expect(await said('officer')).toContain('douze');
    expect(await shown('officer', RETURN)).toContain('Chiffres renseignés : 1 sur 41');
    await paste(OWN.map(({ title, value }) => `${title}\t${value}`));
    await apply('officer', '/coller');
    expect(await said('officer')).toContain('Chiffres renseignés : 41 sur 41');
  });

  it('is submitted by somebody who answers for it, with a receipt that has a number and a digest', async () => {
    await submit();
    expect(pages.officer.url()).toContain('/declarations/recus/');
    expect(await said('officer')).toMatch(/([0-9a-f]{8} ){7}[0-9a-f]{8}/);
    expect(await said('officer')).toContain('Mathilde Étraire');
  });

  it('comes back with one value to mend, which the cluster corrects and submits again', async () => {
    const { cells } = await api<{ cells: { key: string; label: string }[] }>(`/clusters/minalogic/returns/${YEAR}`);
    const key = encodeURIComponent(cells.find(({ label }) => label === 'Indicateur 12')!.key);
    await send('state', `${REVIEW}/${key}/reprise`, { reason: 'Le rapport annuel dit vingt.' });
    await send('state', `${REVIEW}/renvoi`, { reason: 'Une valeur est à reprendre.' });
    expect(await shown('officer', RETURN)).toContain('Le rapport annuel dit vingt.');
    await paste(['Indicateur 12\t20']);
    await apply('officer', '/coller');
    await submit();
    expect(await shown('state', REVIEW)).toContain('20');
  });

  it('is accepted by the State, then by the region', async () => {
    for (const [who, act] of [
      ['state', '/acceptation-etat'],
      ['region', '/acceptation-region'],
    ] as const) {
      await press(who, REVIEW, '/inchange');
      for (let left = await acceptable(who); left > 0; left = await acceptable(who))
        await press(who, REVIEW, '/valeur');
      await press(who, REVIEW, act);
    }
    expect(await shown('officer', RETURN)).toContain('Validée');
  });

  it('is closed, frozen with the year, and keeps an exception that is named and dated', async () => {
    await comes('2015-06-01');
    await press('administrator', CAMPAIGN, '/cloture');
    await press('administrator', CAMPAIGN, '/validation');
    const later = { key: 'MEM-02', revision: 1, comment: 'Après coup' };
    await expect(api(`/clusters/minalogic/returns/${YEAR}/cells`, { cells: [later] })).rejects.toThrow(
      /CAMPAIGN_CLOSED|RETURN_CLOSED/,
    );
    await send('administrator', `${CAMPAIGN}/poles/minalogic/exception`, {
      key: 'MEM-02',
      value: '3',
      title: 'Membre oublié en 2014',
      reason: 'Une adhésion de novembre 2014 a été retrouvée.',
      authority: 'Comité de pilotage',
      decidedOn: '2015-05-29',
    });
    expect(await shown('administrator', CAMPAIGN)).toContain('Membre oublié en 2014');
  });

  it('is published to everybody', async () => {
    await send('administrator', `${CAMPAIGN}/publication`, {});
    const context = await openContext(browser, { viewport: LAPTOP });
    const stranger = await context.newPage();
    await stranger.goto(`${installation.url}${CAMPAIGN}/resultats`);
    expect(await stranger.textContent('main')).toContain('Minalogic');
    await context.close();
  });
});

/** Values that the reviewer has still to accept one by one. */
async function acceptable(who: Who): Promise<number> {
  await open(who, REVIEW);
  return pages[who].locator('main form[action$="/valeur"]').count();
}
