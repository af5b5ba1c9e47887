import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { OLDEST_MAJOR } from '#kit/db/server.ts';
import { canInstall, install } from './debian.ts';

/** A PostgreSQL server of the tests' own, gone when they end. */
export interface TestServer {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

const MISSING = `PostgreSQL ${OLDEST_MAJOR} or newer is needed for the tests and was not found.
Install its programs (no running server is needed): on Debian or Ubuntu "sudo apt-get install postgresql", on macOS
"brew install postgresql@17", and put the folder that holds initdb and postgres on the PATH.`;

/**
 * Starts a server in a temporary folder, on a random port of 127.0.0.1, installing Debian's package when it may.
 * @throws with a sentence that says what to install, or the server's own log.
 */
export async function startPostgres(): Promise<TestServer> {
  if (!findPrograms()) installPrograms();
  const programs = findPrograms();
  if (!programs) throw new Error(MISSING);
  const folder = mkdtempSync(join(tmpdir(), 'grappe-postgres-'));
  const user = ordinaryUser();
  if (user) chownSync(folder, user.uid, user.gid);
  try {
    return await start(programs, folder, user);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Programs {
  readonly dir: string;
  readonly version: string;
}

function findPrograms(): Programs | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  for (const dir of folders) {
    if (!existsSync(join(dir, 'initdb')) || !existsSync(join(dir, 'postgres'))) continue;
    const version =
      /\d+(\.\d+)*/.exec(execFileSync(join(dir, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0] ?? '0';
    if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return { dir, version };
  }
  return null;
}

function installPrograms(): void {
  if (!canInstall()) return;
  // Debian's package makes and starts a system-wide server unless told otherwise; the tests want its programs only.
  install('postgresql-common');
  appendFileSync(
    '/etc/postgresql-common/createcluster.conf',
    "\n# Written by Grappe's tests.\ncreate_main_cluster = false\n",
  );
  install('postgresql');
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; undefined when the tests do not. */
function ordinaryUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found)
    throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function start(programs: Programs, folder: string, user: User | undefined): Promise<TestServer> {
  const password = randomBytes(18).toString('base64url');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs.dir, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'grappe',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--no-sync',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // The data lives as long as the tests: durability is what the embedded store's own kill test is about.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    jit: 'off',
    logging_collector: 'off',
  };
  const log = join(folder, 'log');
  const command = [
    `"${join(programs.dir, 'postgres')}" -D "${data}"`,
    ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`),
  ];
  // The shell waits for its standard input to close, which the kernel also does when this process is killed: nothing stays behind.
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      `${command.join(' ')} >"${log}" 2>&1 & server=$!; read -r _; kill -INT $server; wait $server; cd / && rm -rf "${folder}"`,
    ],
    {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
      ...user,
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgres://grappe:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + 30_000; ; await pause(50)) {
    const failure = await connects(url);
    if (!failure) return { url, version: programs.version, stop };
    if (Date.now() < deadline) continue;
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-2_000) : '';
    await stop();
    throw new Error(`PostgreSQL ${programs.version} did not start: ${failure.message}\n${said}`);
  }
}

async function connects(url: string): Promise<Error | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error as Error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, failed) => {
    const server = createServer();
    server.once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
