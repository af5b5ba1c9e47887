import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAPTOP, openBrowser, openContext, PHONE, sendForm, signIn, type Typed } from './browser.ts';
import { type Api, type Installation, installEmpty, linkSentTo, operatorOf } from './start.ts';

const PASSWORD = 'un mot de passe long';
const SPACE = '/poles/minalogic/espace';
const REPORT = { name: 'rapport.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% un rapport\n') };
const PARTNER = 'ventes@alpha.exemple.fr';

const PEOPLE = {
  director: { role: 'cluster-director', scope: 'cluster:minalogic' },
  officer: { role: 'cluster-officer', scope: 'cluster:minalogic' },
  state: { role: 'state-officer', scope: 'region:82@2013' },
  reviewer: { role: 'cluster-officer', scope: 'cluster:axelera' },
} as const;
type Who = keyof typeof PEOPLE | 'partner';

let installation: Installation;
let browser: Browser;
let api: Api;
const contexts: BrowserContext[] = [];
const pages = {} as Record<Who, Page>;
/** Address of the project, once it is open. */
let project: string;
const ids = {} as Record<'alpha' | 'laboratory', string>;

/** A project lasts for years: the programme's day moves on with it. */
const comes = (referenceDay: string) => api('/programme', { referenceDay, reason: 'Le temps passe' }, 'PATCH');

beforeAll(async () => {
  [installation, browser] = await Promise.all([installEmpty(), openBrowser()]);
  api = operatorOf(installation);
  await comes('2015-08-03');
  for (const [who, { role, scope }] of Object.entries(PEOPLE)) {
    const known = { email: `${who}@exemple.fr`, name: `Camille ${who}`, password: PASSWORD };
    await api('/accounts', { ...known, role, scope, from: '2013-01-01' });
  }
  for (const [name, kind] of [
    ['Alpha Capteurs', 'firm'],
    ['Laboratoire Bêta', 'laboratory'],
  ])
    await api('/organisations', { name, kind, commune: '38185' });
  // Nobody has a script; the one who holds a link has a phone.
  for (const who of [...Object.keys(PEOPLE), 'partner'] as Who[]) {
    const viewport = who === 'partner' ? PHONE : LAPTOP;
    const context = await openContext(browser, { viewport, javaScriptEnabled: false });
    contexts.push(context);

    pages[who] = await context.newPage();
    if (who !== 'partner') await signIn(pages[who], installation, `${who}@exemple.fr`, PASSWORD);
  }
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await installation?.stop();
});

const open = (who: Who, path: string) => pages[who].goto(installation.url + path);

/** Presses the link that leads to an act, from the page where a person finds it. */
async function press(who: Who, from: string, to: string): Promise<void> {
  await open(who, from);
  const link = pages[who].locator(`main a[href$="${to}"], main a[href*="${to}?"]`).first();
  await Promise.all([pages[who].waitForNavigation({ waitUntil: 'load' }), link.click()]);
}

/** Sends the form that is before them; fails with what the page says when it is refused. */
async function send(who: Who, typed: Typed): Promise<void> {
  const wrong = await sendForm(pages[who], typed);
  if (wrong.length > 0) throw new Error(`${pages[who].url()}: ${wrong.join(' ')}`);
}

async function shown(who: Who, path: string): Promise<string> {
  await open(who, path);
  return said(who);
}
const said = async (who: Who): Promise<string> =>
  (await pages[who].textContent('main'))!.replace(/[\u202f\u00a0]/g, ' ').replace(/\s+/g, ' ');

/** Passes the gate that the project's thread offers. */
async function pass(gate: string, typed: Typed = {}): Promise<void> {
  await press('officer', project, `/etape/${gate}`);
  await send('officer', { on: await pages.officer.inputValue('[name="on"]'), ...typed });
}

/** What a pattern catches in the addresses of a page's links. */
async function idsIn(who: Who, from: string, pattern: RegExp): Promise<string[]> {
  await open(who, from);
  const hrefs = await pages[who].locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  const ids = hrefs.flatMap((href) => pattern.exec(href ?? '')?.[1] ?? []);
  expect(ids, `links of ${from}`).not.toEqual([]);
  return [...new Set(ids)];
}

describe('one project, from the idea to the export, without script', () => {
  it('is opened in the cluster’s workspace, with two partners of the registry and their costs', async () => {
    await open('officer', `${SPACE}/projets/nouveau`);
    await send('officer', {
      acronym: 'SOBRE',
      title: 'Capteurs sobres pour l’industrie',
      summary: 'Des capteurs sans pile.',
      targetMarket: 'Les usines d’Europe',
      researchStartsOn: '2016-05-02',
      researchEndsOn: '2017-10-31',
      launchPlannedOn: '2018-06-01',
      trl: '4',
    });
    project = new URL(pages.officer.url()).pathname.replace('/consortium', '');
    expect(await shown('officer', project)).toContain('Nommez le chef de file');
    await join('alpha', 'Alpha Capteurs', { staff: '1 000 000,50', asked: '600 000,25' });
    await join('laboratory', 'Laboratoire Bêta', { staff: '500 000', asked: '200 000' });
    expect(await shown('officer', `${project}/consortium`)).toContain('1 500 000,50 €');
    await pass('formConsortium');
    expect(await said('officer')).toContain('Consortium');
  });

  async function join(who: keyof typeof ids, name: string, money: { staff: string; asked: string }): Promise<void> {
    await press('officer', `${project}/consortium`, '/ajouter');
    await sendForm(pages.officer, { q: name });
    await Promise.all([
      pages.officer.waitForNavigation({ waitUntil: 'load' }),
      pages.officer.locator('main a[href*="organisation="]').first().click(),
    ]);
    await send('officer', { role: 'Conception', commune: '38185' });
    const { partners } = await api<{ partners: { id: string; name: string }[] }>(
      `/projects/${project.split('/').at(-1)}/partners`,
    );
    ids[who] = partners.find((partner) => partner.name === name)!.id;
    await press('officer', `${project}/consortium`, `/consortium/${ids[who]}`);
    await send('officer', { 'cost.staff.industrial': money.staff, askedCents: money.asked, startsOn: '2016-05-02' });
  }

  it('asks for the label of its cluster, which has it reviewed, votes, decides and writes a letter', async () => {
    await press('officer', `${project}/labellisation`, '/demande');
    await send('officer', { call: 'fui-21', lead: 'minalogic', presentation: 'Un capteur sans pile.' });
    await press('officer', `${project}/labellisation`, '/depot');
    await send('officer', {});
    const [label] = await idsIn('director', `${SPACE}/labellisation`, /\/dossiers\/([\w-]+)$/);
    const file = `${SPACE}/labellisation/dossiers/${label}`;

    const experts: string[] = [];
    for (const [name, email] of [
      ['Camille reviewer', 'reviewer@exemple.fr'],
      ['Dominique Lenoir', null],
      ['Claude Perrin', null],
    ]) {
      const { expert } = await api<{ expert: string }>('/clusters/minalogic/experts', { name, email });
      experts.push(expert);
      await press('director', `${SPACE}/labellisation/experts`, `/experts/${expert}/confidentialite`);
      await send('director', { signedOn: '2015-07-01' });
    }
    for (const expert of experts.slice(0, 2)) {
      await press('director', file, '/relecteurs');
      await send('director', { expert });
    }
    // One expert has an account; the team writes for the other.
    const [own] = await idsIn('reviewer', '/projets/relectures', /\/relectures\/([\w-]+)$/);
    await review('reviewer', own!);
    const other = (await idsIn('director', file, /\/relectures\/([\w-]+)$/)).find((id) => id !== own);
    await review('director', other!);

    await comes('2015-10-20');
    await press('director', `${SPACE}/labellisation/seances`, '/seances/nouvelle');
    await send('director', { heldOn: '2015-10-20', place: 'Grenoble' });
    const meeting = new URL(pages.director.url()).pathname;
    await press('director', meeting, '/ordre-du-jour');
    await send('director', { [`rank.${label}`]: '1' });
    await press('director', meeting, '/presents');
    await send('director', { experts });
    await press('director', meeting, `/votes/${label}`);
    await send('director', Object.fromEntries(experts.map((expert) => [`votes.${expert}`, 'for'])));
    await press('director', meeting, `/dossiers/${label}/decision`);
    await send('director', { decision: 'labelled', reasons: 'Un marché clair.' });

    const letter = await pages.officer.request.get(
      `${installation.url}${project}/labellisation/lettres/${label}/lettre.pdf`,
    );
    expect((await letter.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await pass('label');
  });

  async function review(who: Who, id: string): Promise<void> {
    await open(who, `/projets/relectures/${id}`);
    if (await pages[who].locator('[name="interest"]').count()) await send(who, { interest: 'none' });
    const names = await pages[who]
      .locator('[name^="marks."]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('name')!));
    const marks = Object.fromEntries([...new Set(names)].map((name) => [name, '4']));
    await send(who, { ...marks, comment: 'Solide.' });
  }

  it('submits a file; a grant above its ceiling is refused with its sentence, the right one selects it', async () => {
    await comes('2015-12-01');
    await press('officer', `${project}/financement`, '/dossiers/nouveau');
    await send('officer', { call: 'fui-21', funder: 'state' });
    await press('officer', `${project}/financement`, '/deposer');
    await send('officer', {});
    await pass('submit');

    await comes('2016-02-15');
    await press('state', `${project}/financement`, '/retenir');
    const proposed = await pages.state.inputValue(`[name="grants.${ids.alpha}"]`);
    const reason = 'Conditions levées en séance.';
    const refused = await sendForm(pages.state, { [`grants.${ids.alpha}`]: '600 000,25', reason });
    expect(refused.join(' ')).toMatch(/Alpha Capteurs.*dépassent.*Réduisez ce montant/);
    expect(await pages.state.inputValue(`[name="grants.${ids.alpha}"]`)).toContain('600 000,25');
    await send('state', { [`grants.${ids.alpha}`]: proposed, reason });
    await pass('select');

    await comes('2016-04-15');
    await press('state', `${project}/financement`, '/convention');
    await send('state', { reference: 'FUI-21-042', signedOn: '2016-04-15' });
    await pass('signAgreement');
  });

  it('is run: it starts, hands a deliverable in with its evidence, and ends its R&D', async () => {
    await comes('2016-06-01');
    await pass('start', { on: '2016-05-02', evidence: 'Réunion de lancement' });
    await press('officer', `${project}/suivi`, '/suivi/nouveau');
    await send('officer', { title: 'Prototype en usine', dueOn: '2017-09-30', kind: 'deliverable' });
    await comes('2017-11-06');
    expect(await shown('officer', project)).toContain('Des livrables ne sont ni remis ni abandonnés');
    await press('officer', `${project}/suivi`, '/constat');
    await send('officer', { doneOn: '2017-10-02', evidence: 'Prototype reçu par l’usine', file: REPORT });
    await pass('complete', { on: '2017-10-31', evidence: 'Rapport final', trl: '7' });
  });

  it('is sold abroad: on the market, then diffused', async () => {
    await comes('2018-03-15');
    await press('officer', `${project}/resultats`, '/resultats/ventes/nouveau');
    await send('officer', { partner: ids.alpha, soldOn: '2018-03-01', country: 'DE', amountCents: '12 500,00' });
    await pass('launch', { trl: '9' });
    await pass('diffuse');
    const thread = await shown('officer', project);
    for (const known of ['Diffusé', 'Alpha Capteurs', 'Première vente', 'FUI, 21e appel'])
      expect(thread).toContain(known);
  });

  it('is asked what became of it twelve months later, and answers by a link on a phone, once', async () => {
    await comes('2018-11-05');
    await open('officer', `${project}/resultats`);
    await sendForm(pages.officer, {});
    const [followUp] = await idsIn('officer', '/projets/suivi-des-resultats', /\/suivis\/([\w-]+)\/envoi$/);
    await press('officer', '/projets/suivi-des-resultats', `/suivis/${followUp}/envoi`);
    await send('officer', { email: PARTNER });

    const link = await linkSentTo(api, PARTNER);
    await open('partner', link);
    expect(await pages.partner.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await send('partner', { revenueEuros: '250000', jobsCreated: '3', standing: 'sold-abroad', exportPercent: '40' });
    expect(await said('partner')).toContain('Votre réponse est enregistrée');
    // A link serves once.
    expect((await open('partner', link))!.status()).toBe(410);
    expect(await said('partner')).toMatch(/déjà/);
    expect(await shown('officer', `${project}/resultats`)).toContain('250 000 €');
  });
});
