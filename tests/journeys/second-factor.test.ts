import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt, DEMO_PASSWORD } from '../../src/rooms/access/index.ts';
import { openBrowser, openContext, PHONE, signIn } from './browser.ts';
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

const submit = (page: Page) =>
  Promise.all([
    page.waitForLoadState('load'),
    page.locator('main form[method="post"] button[type="submit"]').first().click(),
  ]);

describe('a second factor, on a phone and without script', () => {
  it('is turned on from “My account”, asked at the next sign-in, and replaced once by a recovery code', async () => {
    const phone = { viewport: PHONE, javaScriptEnabled: false };
    const page = await (await openContext(browser, phone)).newPage();
    await signIn(page, installation, DIRECTOR, DEMO_PASSWORD);
    await page.goto(`${installation.url}/mon-compte`);
    await page.click('text=Activer le second facteur');
    const key = (await page.textContent('code.gr-code'))!;
    await page.fill('input[name="code"]', codeAt(key, new Date()));
    await page.fill('input[name="password"]', DEMO_PASSWORD);
    await submit(page);
    const codes = await page.locator('main li code').allTextContents();
    expect(codes).toHaveLength(10);

    const other = await (await openContext(browser, phone)).newPage();
    for (const code of [codeAt(key, new Date(Date.now() + 30_000)), codes[0]!]) {
      await signIn(other, installation, DIRECTOR, DEMO_PASSWORD);
      expect(new URL(other.url()).pathname).toBe('/connexion/second-facteur');
      await other.fill('input[name="code"]', code);
      await submit(other);
      expect(new URL(other.url()).pathname).toBe('/ma-semaine');
    }
    await other.goto(`${installation.url}/mon-compte/second-facteur`);
    expect(await other.textContent('main')).toContain('9 codes encore bons');
  });
});
