import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImpact } from '../../src/app/impact/impact.cli.ts';
import { inventedPanel, inventedQuestion } from '../../src/rooms/evaluation/evaluation.fixture.ts';
import { LAPTOP, openBrowser, openContext, PHONE, sendForm, signIn, type Typed } from './browser.ts';
import { type Installation, installEmpty, operatorOf } from './start.ts';

const PASSWORD = 'un mot de passe long';
const folder = mkdtempSync(join(tmpdir(), 'grappe-evaluation-journey-'));

let installation: Installation;
let browser: Browser;
let context: BrowserContext;
/** The evaluator, without script. */
let page: Page;
/** Address of the evaluation, once it is open. */
let address: string;

beforeAll(async () => {
  [installation, browser] = await Promise.all([installEmpty(), openBrowser()]);
  const api = operatorOf(installation);
  for (const [email, role] of [
    ['eve@exemple.fr', 'evaluator'],
    ['auditrice@exemple.fr', 'auditor'],
  ])
    await api('/accounts', {
      email,
      name: `Personne ${role}`,
      password: PASSWORD,
      role,
      scope: 'programme',
      from: '2013-01-01',
      ...(role === 'evaluator' && { to: '2099-12-31', mission: 'Évaluation de la phase III' }),
    });
  context = await openContext(browser, { viewport: LAPTOP, javaScriptEnabled: false });
  page = await context.newPage();
  await signIn(page, installation, 'eve@exemple.fr', PASSWORD);
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  await installation?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const said = async (of = page): Promise<string> =>
  (await of.textContent('main'))!.replace(/[\u202f\u00a0]/g, ' ').replace(/\s+/g, ' ');

async function send(typed: Typed): Promise<void> {
  const wrong = await sendForm(page, typed);
  if (wrong.length > 0) throw new Error(`${page.url()}: ${wrong.join(' ')}`);
}

/** Presses a button of the page. */
const press = (name: string) =>
  Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.getByRole('button', { name }).click()]);

/** Reads the page again until it says so, as the page itself does without script. */
async function waitsFor(words: string, limitMs = 120_000): Promise<string> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; await pause(300)) {
    await page.reload();
    const text = await said();
    if (text.includes(words)) return text;
  }
  throw new Error(`${page.url()} never said « ${words} »: ${await said()}`);
}

async function gives(name: string, csv: string): Promise<void> {
  await page.goto(`${installation.url}/evaluation/nouvelle`);
  await send({ file: { name, mimeType: 'text/csv', buffer: Buffer.from(csv) } });
}

const silent = { out: () => {}, err: () => {}, watched: false };

/** The JSON that the command line writes of the same file, from the very words that the page of a run gives, as a shell reads them. */
async function commandSays() {
  const file = join(folder, 'panel.csv');
  writeFileSync(file, inventedPanel());
  const output = join(folder, 'command.json');
  const words = (await page.textContent('.gr-command'))!.replace('grappe impact ', '');
  expect(words).toContain("--title 'Entrer dans un pôle'");
  const typed = execFileSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' })
    .split('\0')
    .slice(2, -1);
  const here = typed.map((word) => ({ 'resultat.json': output, 'rapport.html': join(folder, word) })[word] ?? word);
  expect(await runImpact(['estimate', file, ...here], silent)).toBe(0);
  return JSON.parse(readFileSync(output, 'utf8'));
}

/** What the page of a run hands out. */
async function download(step: string, manner = 'attachment'): Promise<string> {
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const response = await fetch(`${page.url()}/${step}`, { headers: { cookie: cookies } });
  expect(response.headers.get('content-disposition')).toContain(manner);
  return response.text();
}

const { evaluation: _, ...QUESTION } = inventedQuestion('');

describe('an evaluation, from the file to the report, without script', () => {
  it('starts with a file whose columns are guessed, and shows what could be detected before any outcome is read', async () => {
    await gives('panel.csv', inventedPanel());
    address = page.url().replace('/colonnes', '');
    const chosen = await page
      .locator('select[name="role"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
    expect(chosen).toEqual(['unit', 'time', 'cohort', 'outcome', 'ignored', 'ignored']);
    // A computed outcome, and R&D and aid together: the second line of the computations stays empty.
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('main details')) (one as HTMLDetailsElement).open = true;
    });
    for (const [name, value] of [
      ['derivedKind', 'ratio'],
      ['derivedOf', 'rd'],
      ['derivedBy', 'effectif'],
    ] as const)
      await page.locator(`select[name="${name}"]`).first().selectOption(value);
    await send({ title: 'Entrer dans un pôle', rd: 'rd', aid: 'aide' });
    const text = await waitsFor('Plus petit effet détectable');
    expect(text).toContain('Aucun résultat de 2009 ou d’après n’a été lu');
    expect(text).toContain('Jamais traitées');
    await page.goto(address);
    expect(await page.getByRole('button', { name: 'Lancer le calcul' }).count()).toBe(0);
  });

  it('is registered, then run: the page and the files tell what the command line tells of the same file', async () => {
    await page.goto(`${address}/question`);
    expect(await said()).toContain('300 unités, dont 200 traitées');
    await send(QUESTION as Typed);
    expect(await said()).toContain('Question enregistrée, version 1');
    await press('Lancer le calcul');
    const text = await waitsFor('Ce qui identifie ce calcul');

    const expected = await commandSays();
    expect(JSON.parse(await download('resultat.json'))).toEqual(expected);
    expect(await download('rapport')).toContain('<h1>Entrer dans un pôle</h1>');
    await page.getByRole('link', { name: 'Rapport (PDF)' }).waitFor();
    expect((await download('rapport.pdf', 'rapport-fr.pdf')).slice(0, 5)).toBe('%PDF-');
    expect(expected.other_outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'rd_par_effectif',
      'aide',
    ]);
    expect(text).toMatch(/L’aide s’ajoute-t-elle à l’effort privé \? ?Effet d’entraînement/);
    expect(expected.additionality.leverage.ratio).toBeGreaterThan(1.5);
    const { att, se } = expected.aggte.dynamic.overall;
    expect(Math.abs(att - 2)).toBeLessThan(2 * se);
    expect(text).toContain(att.toLocaleString('fr-FR', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }));
  });

  it('is matched in a new version: balance is read before the question, and the files are those of the command line', async () => {
    await page.goto(address);
    await press('Préparer une nouvelle version');
    await page.goto(`${address}/colonnes`);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('main details')) (one as HTMLDetailsElement).open = true;
    });
    for (const column of ['effectif', 'rd', 'Calcul 1'])
      await page.getByLabel(`Appariement sur ${column}`, { exact: true }).selectOption('alike');
    expect((await sendForm(page, { matchAt: '2008', matchPeriods: '2' })).join(' ')).toContain(
      'aucun appariement ne l’est',
    );
    // What was typed is still there.
    await send({ matchMethod: 'nearest', matchReplace: true, bands: true });
    const look = await waitsFor('Traitées et témoins se ressemblent-ils');
    expect(look).toContain('rd de 2008, rd de 2007');
    expect(look).toMatch(/Après appariement, (aucun écart|\d+ écarts?)/);
    await page.goto(`${address}/question`);
    expect(await said()).toContain('un témoin par traitée ; avec remise');
    await send({ ...QUESTION, reason: 'Les entrantes faisaient déjà plus de R&D' } as Typed);
    expect(await said()).toContain('Question enregistrée, version 2');
    await press('Relancer le calcul');
    const text = await waitsFor('Ce qui identifie ce calcul');
    expect(text).toContain('Équivalent de même poids');
    const expected = await commandSays();
    expect(expected.match.period).toBe(2008);
    expect(expected.match.options.on).toHaveLength(5);
    expect(JSON.parse(await download('resultat.json'))).toEqual(expected);
    expect(await download('rapport')).toContain('Traités et témoins se ressemblaient-ils');
  });

  it('is repeated with the same result, and read by the auditor on a phone', async () => {
    await press('Refaire ici et comparer');
    expect(await waitsFor('Ce qui identifie ce calcul')).toContain('identique, octet pour octet');
    const auditing = await openContext(browser, { viewport: PHONE });
    const other = await auditing.newPage();
    await signIn(other, installation, 'auditrice@exemple.fr', PASSWORD);
    await other.goto(page.url());
    expect(await said(other)).toContain('Effet moyen sur rd');
    expect(await other.getByRole('button', { name: 'Refaire ici et comparer' }).count()).toBe(0);
    expect(await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await auditing.close();
  });

  it('is stopped while it runs: nothing is kept, and the page says so', async () => {
    await gives('grand-panel.csv', inventedPanel({ units: 6_000 }));
    await send({ panel: 'unbalanced', sensitivity: true });
    await waitsFor('Plus petit effet détectable');
    const long = page.url().replace('/plan', '');
    await page.goto(`${long}/question`);
    await send(QUESTION as Typed);
    await press('Lancer le calcul');
    await waitsFor('En cours');
    await press('Arrêter le calcul');
    expect(await said()).toContain('rien n’en est gardé');
    expect(await page.locator('main tbody .gr-status').first().textContent()).toContain('Arrêté');
  });
});
