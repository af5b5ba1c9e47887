/**
 * Real databases for tests: a fresh, migrated one in well under a second, on each of the two stores.
 *
 * ```ts
 * describe.each(eachStore)('on the $name store', ({ open }) => {
 *   let store: Store;
 *   beforeAll(async () => { store = await open(); });
 *   test('…', …);
 * });
 * ```
 * Every store opened this way is closed at the end of its test file (`close-stores.ts`); closing one's own earlier is harmless.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { migrationFolders } from '../../app/migrations.ts';
import type { Store } from '../db/database.ts';
import { openEmbedded } from '../db/embedded.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { openServer } from '../db/server.ts';
import { closeAfterwards } from './opened.ts';

export interface TestStore {
  readonly name: 'embedded' | 'server';
  /** A fresh database with every migration applied, nobody else's. */
  open(): Promise<Store>;
}

/** Address of a PostgreSQL server where the tests may create databases; `scripts/test.ts` starts one and sets it. */
const server = process.env.GRAPPE_TEST_POSTGRES;

/** The stores to run a test against: the embedded one, and a PostgreSQL server when there is one. */
export const eachStore: readonly TestStore[] = [
  { name: 'embedded', open: async () => closeAfterwards(await openEmbeddedCopy()) },
  ...(server ? [{ name: 'server' as const, open: async () => closeAfterwards(await openServerCopy(server)) }] : []),
];

/** For what does not depend on the store and asks it much: a server answers in a fraction of the embedded one's time. */
export const quickStore: TestStore = eachStore.at(-1)!;

/** Names the state that the migrations lead to, so that a copy of it can be kept between runs. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const { room, file, checksum } of readMigrations(migrationFolders)) hash.update(`${room}/${file} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}

const cache = fileURLToPath(new URL('../../../node_modules/.cache/grappe/', import.meta.url));

async function openEmbeddedCopy(): Promise<Store> {
  return openEmbedded({ dir: null, model: await embeddedModel() });
}

let model: Promise<string> | undefined;

/** Folder of a migrated embedded store. Making one takes seconds, copying one does not: made once for a set of migrations, then kept
 * between runs. `prepare-stores.ts` asks for it before any test file does. */
export function embeddedModel(): Promise<string> {
  model ??= makeModel();
  return model;
}

const engine = (): string =>
  JSON.parse(readFileSync(new URL('../../../node_modules/@electric-sql/pglite/package.json', import.meta.url), 'utf8'))
    .version;

/** Making one takes half a minute on a busy machine. */
const STILL_MAKING_MS = 3_600_000;

/** A model of other migrations, or what a killed run was making. */
const isLeftOver = (entry: string): boolean =>
  entry.startsWith('embedded-') ||
  (entry.startsWith('making-') && statSync(join(cache, entry)).mtimeMs < Date.now() - STILL_MAKING_MS);

async function makeModel(): Promise<string> {
  const name = `embedded-${engine()}-${fingerprint()}`;
  const made = join(cache, name);
  if (existsSync(made)) return made;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) if (isLeftOver(old)) rmSync(join(cache, old), { recursive: true, force: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const store = await openEmbedded({ dir: making });
  await migrate(store, migrationFolders).finally(() => store.close());
  try {
    renameSync(making, made);
  } catch (error) {
    // Another process made the same meanwhile.
    if (!existsSync(made)) throw error;
    rmSync(making, { recursive: true });
  }
  return made;
}

async function openServerCopy(url: string): Promise<Store> {
  const template = await serverTemplate(url);
  const name = `grappe_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(url, (client) => client.query(`create database ${name} template ${template}`));
  const store = await openServer(databaseUrl(url, name));
  let closed: Promise<void> | undefined;
  const close = async () => {
    await store.close();
    await onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return {
    ...store,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

let template: Promise<string> | undefined;

/** The migrated database that each test's own is copied from; made once for the server, whichever process comes first. */
function serverTemplate(url: string): Promise<string> {
  template ??= onServer(url, async (client) => {
    const name = `grappe_template_${fingerprint()}`;
    await client.query('select pg_advisory_lock(71)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    await client.query(`drop database if exists ${name}_making with (force)`);
    await client.query(`create database ${name}_making`);
    const store = await openServer(databaseUrl(url, `${name}_making`));
    await migrate(store, migrationFolders).finally(() => store.close());
    await client.query(`alter database ${name}_making rename to ${name}`);
    return name;
  });
  return template;
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
