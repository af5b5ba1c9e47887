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
