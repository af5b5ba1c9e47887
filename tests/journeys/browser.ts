/** A real Chromium, and how a person comes in with it. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Installation } from './start.ts';

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.GRAPPE_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Against a page that never comes, not for one that is slow: a busy machine stretches everything. */
const PATIENCE_MS = 240_000;

/** A person's own window, without anybody's cookies. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

export const LAPTOP = { width: 1366, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function signIn(page: Page, installation: Installation, email: string, password: string): Promise<void> {
  await page.goto(`${installation.url}/connexion`);
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', password);
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/connexion'),
    page.click('main form button[type="submit"]'),
  ]);
}

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What a person puts in the fields of a form, by name: a text, the value of a choice or of several, `true` to tick a box, a file. */
export type Typed = Readonly<Record<string, string | true | readonly string[] | Upload>>;

/** Fills the form of the page that has these fields as a person does, sends it, and gives what the next page says is wrong. */
export async function sendForm(page: Page, typed: Typed): Promise<string[]> {
  const names = Object.keys(typed);
  const form = page.locator(
    names.length > 0 ? `main form:has([name="${names[0]}"])` : 'main form[method="post"]:has(button[type="submit"])',
  );
  for (const [name, value] of Object.entries(typed)) {
    const field = form.locator(`[name="${name}"]`).first();
    const one = (choice: string) => form.locator(`[name="${name}"][value="${choice}"]`).check({ force: true });
    if (Array.isArray(value)) for (const choice of value) await one(choice);
    else if (typeof value === 'object') await field.setInputFiles(value as Upload);
    else if (value === true) await field.check({ force: true });
    else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else if (['radio', 'checkbox'].includes((await field.getAttribute('type')) ?? '')) await one(value);
    else await field.fill(value);
  }
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }),
    form.first().locator('button[type="submit"]').last().click(),
  ]);
  return page.locator('.fr-error-text, .fr-alert--error').allInnerTexts();
}

/**
 * Everything a page complained about: script errors, refused resources, requests that left the site. An address that must answer an error
 * is known by `answers`; what the console says of exactly that is no complaint.
 */
export function complaints(
  context: BrowserContext,
  installation: Installation,
  answers: ReadonlyMap<string, number>,
): string[] {
  const heard: string[] = [];
  context.on('weberror', (error) => heard.push(String(error.error())));
  context.on('console', (message) => {
    const { url } = message.location();
    const expected = message.text().includes(`the server responded with a status of ${answers.get(url)} `);
    if (message.type() === 'error' && !expected) heard.push(`${url}: ${message.text()}`);
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(installation.url) && !url.startsWith('data:')) heard.push(`leaves the site: ${url}`);
  });
  return heard;
}
