import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAPTOP, openBrowser, openContext } from './browser.ts';
import { VISITORS, walk } from './screens.ts';
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

describe('every screen at an even place, on a laptop, on a phone, in the dark theme and in English', () => {
  it.each(VISITORS)('shows %s no barrier, no error and nothing from elsewhere', async (_, screens, email) => {
    expect(await walk(browser, installation, 'even', screens, email)).toEqual([]);
  });
});

describe('the weight of public pages', () => {
  it('is under 150 kB without fonts on a first visit, and under 20 kB afterwards', async () => {
    const context = await openContext(browser, { viewport: LAPTOP });
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    const sizes = new Map<string, { url: string; bytes: number; cached: boolean }>();
    client.on('Network.responseReceived', ({ requestId, response }) =>
      sizes.set(requestId, { url: response.url, bytes: 0, cached: response.fromDiskCache ?? false }),
    );
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = sizes.get(requestId);
      if (one) one.bytes = encodedDataLength;
    });
    const visit = async (path: string) => {
      sizes.clear();
      await page.goto(installation.url + path, { waitUntil: 'networkidle' });
      return [...sizes.values()].filter(({ url }) => !/\.woff2/.test(url)).reduce((sum, { bytes }) => sum + bytes, 0);
    };
    const first = await visit('/');
    const others = [await visit('/poles'), await visit('/poles/minalogic'), await visit('/poles/minalogic/membres')];
    await context.close();
    expect(first).toBeGreaterThan(1_000);
    expect(first).toBeLessThan(150_000);
    for (const bytes of others) expect(bytes).toBeLessThan(20_000);
  });
});
