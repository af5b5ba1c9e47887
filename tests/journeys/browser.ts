/** A real Grappe in its own process, and a real Chromium: what the journeys walk through. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');

export interface Installation {
  readonly url: string;
  readonly dataDir: string;
  /** What the terminal said. */
  readonly output: () => string;
  /** Milliseconds from the start of the process to the first page. */
  readonly firstPageMs: number;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts the server as `npm start` does, and waits for its first page. The folder is kept when it was given. */
export async function install(environment: Record<string, string> = {}, keptDir?: string): Promise<Installation> {
  const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'grappe-journey-'));
  const port = await freePort();
  const started = performance.now();
  const server = spawn(process.execPath, ['--import', './src/jsx.mjs', 'src/app/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      GRAPPE_DEMO: 'light',
      GRAPPE_DATA: dataDir,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (output += text));
  const url = `http://localhost:${port}`;
  await firstPage(url, server, () => output);
  return {
    url,
    dataDir,
    output: () => output,
    firstPageMs: performance.now() - started,
    stop: async (signal = 'SIGTERM') => {
      if (server.exitCode === null && server.signalCode === null) {
        server.kill(signal);
        await once(server, 'exit');
      }
      if (!keptDir) rmSync(dataDir, { recursive: true, force: true });
      return server.exitCode;
    },
  };
}

async function firstPage(url: string, server: ChildProcess, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) throw new Error(`The server left with ${server.exitCode}:\n${output()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) {
      await answer.text();
      return;
    }
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`No page after a minute:\n${output()}`);
}

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

/** Everything a page complained about: script errors, refused resources, requests that left the site. */
export function complaints(context: BrowserContext, installation: Installation): string[] {
  const heard: string[] = [];
  context.on('weberror', (error) => heard.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  context.on('request', (request) => {
    const { url } = { url: request.url() };
    if (!url.startsWith(installation.url) && !url.startsWith('data:')) heard.push(`leaves the site: ${url}`);
  });
  return heard;
}
