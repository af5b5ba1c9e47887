import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
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

describe('every screen at an odd place, on a laptop, on a phone, in the dark theme and in English', () => {
  it.each(VISITORS)('shows %s no barrier, no error and nothing from elsewhere', async (_, screens, email) => {
    expect(await walk(browser, installation, 'odd', screens, email)).toEqual([]);
  });
});
