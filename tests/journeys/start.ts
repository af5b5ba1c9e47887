/** A real Grappe in its own process: what the journeys walk through. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedModel } from '../../src/kit/testing/store.ts';

const root = resolve(import.meta.dirname, '../..');

/** Servers that nobody has stopped yet: none outlives the process that started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL');
});

export interface Installation {
  readonly url: string;
  readonly dataDir: string;
  /** What the terminal said. */
  readonly output: () => string;
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

/** Starts the server as `npm start` does, with these flags of Node besides, and waits for its first page. The folder is kept when it was given. */
export async function install(
  environment: Record<string, string> = {},
  keptDir?: string,
  flags: readonly string[] = [],
): Promise<Installation> {
  const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'grappe-journey-'));
  const port = await freePort();
  const server = spawn(process.execPath, [...flags, '--import', './src/jsx.mjs', 'src/app/main.ts'], {
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
  running.add(server);
  server.once('exit', () => running.delete(server));
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (output += text));
  const url = `http://localhost:${port}`;
  await firstPage(url, server, () => output);
  return {
    url,
    dataDir,
    output: () => output,
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

/** A few seconds where nothing else runs. */
const FIRST_PAGE_LIMIT_MS = 300_000;

async function firstPage(url: string, server: ChildProcess, output: () => string): Promise<void> {
  for (const deadline = performance.now() + FIRST_PAGE_LIMIT_MS; performance.now() < deadline; await pause(100)) {
    if (server.exitCode !== null) throw new Error(`The server left with ${server.exitCode}:\n${output()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) {
      await answer.text();
      return;
    }
  }
  throw new Error(`No page after ${FIRST_PAGE_LIMIT_MS / 1000} s:\n${output()}`);
}

/** One call of the JSON API; a body makes it an act. Throws with what was answered when it is refused. */
export type Api = <Answer = Record<string, unknown>>(path: string, body?: unknown, method?: string) => Promise<Answer>;

/** The JSON API as the operator of an installation: whoever may read its data folder. */
export function operatorOf({ url, dataDir }: Installation): Api {
  const token = readFileSync(join(dataDir, 'keys', 'operator.token'), 'utf8').trim();
  return async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
}

/** The path of the one-off link that was sent to an address. */
export async function linkSentTo(api: Api, address: string): Promise<string> {
  const { mails } = await api<{ mails: { to: string; text: string }[] }>('/outbox?limit=200');
  const mail = mails.find(({ to, text }) => to === address && text.includes('/lien/'));
  return /\/lien\/[\w-]{43}/.exec(mail?.text ?? '')![0];
}

/** A finished demonstration is written in one minute of a quiet core; a busy machine stretches it. */
const WRITING_LIMIT_MS = 840_000;

/**
 * Writes the light demonstration into a folder, to its last contract, and stops cleanly: a template for those who only need it finished. It
 * is killed once on the way and goes on from there: what a kill would leave half written, `installation.test.ts` would find in it.
 * @throws when it came to its end before it could be killed, or never came to it.
 */
export async function writeDemonstration(dir: string): Promise<void> {
  const killed = await install({ LOG_LEVEL: 'info' }, dir);
  const complete = killed.output().includes(COMPLETE);
  await killed.stop('SIGKILL');
  if (complete) throw new Error('The demonstration was complete before it could be killed.');
  const writing = await install({ LOG_LEVEL: 'info' }, dir);
  try {
    await demonstrationWritten(writing);
  } finally {
    await writing.stop();
  }
}

/** What a server says, at the level `info`, when nothing of the demonstration is left to write. */
const COMPLETE = 'demonstration complete';

/** Waits until it has said so. */
async function demonstrationWritten(installation: Installation): Promise<void> {
  for (const deadline = performance.now() + WRITING_LIMIT_MS; performance.now() < deadline; await pause(100)) {
    if (installation.output().includes(COMPLETE)) return;
    if (installation.output().includes('demonstration interrupted')) break;
  }
  throw new Error(`The demonstration was not written to its end:\n${installation.output()}`);
}

let template: Promise<string> | undefined;

/** The folder that `scripts/test.ts` had written once for the whole run; a journey run by itself writes its own. */
function finishedDemonstration(): Promise<string> {
  template ??= (async () => {
    const given = process.env.GRAPPE_TEST_DEMONSTRATION;
    if (given) return given;
    const dir = mkdtempSync(join(tmpdir(), 'grappe-demonstration-'));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
    await writeDemonstration(dir);
    return dir;
  })();
  return template;
}

/** Starts the server on a copy of the finished light demonstration, gone when it stops. */
export async function installDemonstration(): Promise<Installation> {
  return installCopy(await finishedDemonstration(), '.', {});
}

/**
 * Starts the server with the reference data only, in a store that has its tables already: making one takes ten seconds, and
 * `installation.test.ts` looks at it. Gone when it stops.
 */
export async function installEmpty(): Promise<Installation> {
  return installCopy(await embeddedModel(), 'store', { GRAPPE_DEMO: 'off' });
}

async function installCopy(of: string, place: string, environment: Record<string, string>): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-journey-'));
  cpSync(of, join(dataDir, place), { recursive: true });
  // One journey is too short for the database's code to be compiled twice, quickly and then well: four seconds of a core for each server.
  const installation = await install(environment, dataDir, ['--liftoff-only']);
  return {
    ...installation,
    stop: async (signal) => {
      const code = await installation.stop(signal);
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
