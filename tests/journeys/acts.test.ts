import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/rooms/access/index.ts';
import { syntheticSiren } from '../../src/rooms/registry/index.ts';
import { LAPTOP, openBrowser, openContext, PHONE, signIn } from './browser.ts';
import { type Installation, installDemonstration } from './start.ts';

let installation: Installation;
let browser: Browser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([installDemonstration(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.stop();
});

const DIRECTOR = 'directeur@demo.grappe.example';
const ADMINISTRATOR = 'administrateur@demo.grappe.example';

async function open(options: {
  script: boolean;
  viewport?: { width: number; height: number };
}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(browser, {
    viewport: options.viewport ?? LAPTOP,
    javaScriptEnabled: options.script,
  });
  return { context, page: await context.newPage() };
}

const heading = (page: Page) => page.locator('h1').textContent();
const submit = (page: Page) =>
  Promise.all([
    page.waitForLoadState('load'),
    page.locator('main form[method="post"] button[type="submit"]').first().click(),
  ]);

describe.each([
  { name: 'without script', script: false },
  { name: 'with script', script: true },
])('the essential acts, $name', ({ script }) => {
  it('lead whoever must sign in to the sign-in page, and back to where they were going', async () => {
    const { context, page } = await open({ script });
    await page.goto(`${installation.url}/poles/minalogic/espace`);
    expect(new URL(page.url()).pathname).toBe('/connexion');
    await page.fill('input[name="email"]', DIRECTOR);
    await page.fill('input[name="password"]', 'ce n’est pas celui-là');
    await submit(page);
    await page.locator('.fr-error-text, .fr-alert').first().waitFor();
    expect(await page.inputValue('input[name="email"]')).toBe(DIRECTOR);
    await page.fill('input[name="password"]', DEMO_PASSWORD);
    await submit(page);
    await page.waitForURL('**/poles/minalogic/espace');
    expect(await heading(page)).toContain('Minalogic');
    await context.close();
  });

  it('import a list of members: file, columns, dry run, application, and the journal tells it', async () => {
    const { context, page } = await open({ script });
    await signIn(page, installation, DIRECTOR, DEMO_PASSWORD);
    await page.goto(`${installation.url}/poles/minalogic/import`);
    const siren = syntheticSiren(script ? 250_001 : 250_000);
    const name = `Atelier de la Vérification ${script ? 'B' : 'A'} (fictif)`;
    const csv = `SIREN;Raison sociale;Collège;Date d’adhésion;Cotisation 2014\r\n${siren};${name};PME;01/03/2014;1 250,50\r\n`;
    await page.setInputFiles('input[type="file"]', {
      name: 'membres.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv, 'latin1'),
    });
    await submit(page);
    await page.waitForURL('**/imports/**');
    const address = page.url();
    await submit(page);
    await settle(page, address, 'a[href$="/inscrire"]');
    expect(await page.locator('main').textContent()).toContain(name);
    await page.goto(`${address}/inscrire`);
    await submit(page);
    await settle(page, address, '.gr-receipt');
    await page.goto(`${installation.url}/poles/minalogic/membres?q=${encodeURIComponent(name)}`);
    expect(await page.locator('main').textContent()).toContain(name);
    await context.close();

    const reader = await open({ script });
    await signIn(reader.page, installation, ADMINISTRATOR, DEMO_PASSWORD);
    await reader.page.goto(`${installation.url}/journal?acte=registry.applyImport`);
    expect(await reader.page.locator('main tbody').first().textContent()).toContain('Fabrice Aligoté');
    await reader.context.close();
  });

  it('keep what was typed when a value is refused, and say what is wrong beside the field', async () => {
    const { context, page } = await open({ script });
    await signIn(page, installation, ADMINISTRATOR, DEMO_PASSWORD);
    await page.goto(`${installation.url}/organisations/nouvelle`);
    await page.fill('input[name="name"]', 'Atelier Refusé');
    await page.fill('input[name="siren"]', '123 456 789');
    await submit(page);
    expect(await page.inputValue('input[name="name"]')).toBe('Atelier Refusé');
    expect(await page.locator('.fr-error-text').allInnerTexts()).not.toEqual([]);
    const described = await page.locator('input[name="siren"]').getAttribute('aria-describedby');
    expect(described).toBeTruthy();
    await context.close();
  });

  it('switch language and theme, and keep them', async () => {
    const { context, page } = await open({ script, viewport: PHONE });
    await page.goto(`${installation.url}/poles`);
    await page.goto(`${installation.url}/langue/en?retour=/poles`);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await heading(page)).not.toContain('pôles');
    await page.goto(`${installation.url}/langue/fr?retour=//ailleurs.example/`);
    expect(new URL(page.url()).origin).toBe(installation.url);
    await context.close();
  });
});

/** Waits for background work as a person does: the page is asked again until it shows what was awaited. */
async function settle(page: Page, address: string, awaited: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    await page.goto(address);
    if (await page.locator(awaited).count()) return;
    await page.waitForTimeout(200);
  }
  throw new Error(`${address} never showed ${awaited}: ${await page.locator('main').textContent()}`);
}
