import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { MigrationFolder, Sql, Store } from './database.ts';

/** One `.sql` file, ready to apply. */
export interface Migration {
  readonly room: string;
  readonly file: string;
  readonly script: string;
  /** SHA-256 in hexadecimal of the text with unix line ends, so that a checkout's line ends do not matter. */
  readonly checksum: string;
}

/** Thrown when the store and the files disagree about the past; nothing has been applied. */
export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationRefused';
  }
}

// Any constant will do, as long as every process that migrates uses the same.
const LOCK = 7_283_013;

/** The files in the order in which they are applied: folder after folder, by name inside each. A folder that is not there holds none. */
export function readMigrations(folders: readonly MigrationFolder[]): Migration[] {
  return folders.flatMap(({ room, dir }) =>
    list(dir).map((file) => {
      const script = readFileSync(new URL(file, folderUrl(dir)), 'utf8').replaceAll('\r\n', '\n');
      return { room, file, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}

/**
 * Brings the store up to the files: plain SQL, forward only, one transaction for each file, so that a killed start leaves whole files
 * only. Several processes may start at once: they wait for each other. A file holds no `begin` nor `commit` of its own.
 * @returns the names applied now, as `room/file`.
 * @throws MigrationRefused when an applied file was changed, is missing, or would come before one already applied in its room; the
 * file's own database error, with its name, when it fails.
 */
export async function migrate(
  store: Store,
  folders: readonly MigrationFolder[],
): Promise<{ readonly applied: readonly string[] }> {
  const migrations = readMigrations(folders);
  await prepare(store);
  const known = await readApplied(store.sql);
  checkPast(migrations, known, new Set(folders.map((folder) => folder.room)));
  const applied: string[] = [];
  for (const migration of migrations) {
    if (known.some((row) => isSame(row, migration))) continue;
    if (await apply(store, migration)) applied.push(nameOf(migration));
  }
  return { applied };
}

interface Applied {
  readonly room: string;
  readonly file: string;
  readonly checksum: string;
}

const nameOf = (one: { readonly room: string; readonly file: string }): string => `${one.room}/${one.file}`;

const isSame = (row: Applied, migration: Migration): boolean => nameOf(row) === nameOf(migration);

async function prepare(store: Store): Promise<void> {
  await store.sql.transaction().execute(async (trx) => {
    await lock(trx);
    await sql
      .raw(`create schema if not exists kit;
        create table if not exists kit.migration (
          room text not null,
          file text not null,
          checksum text not null,
          applied_at timestamptz not null default now(),
          primary key (room, file)
        )`)
      .execute(trx);
  });
}

/** Held until the transaction ends, so that it works through a connection pooler too; the embedded store's lock is its single process. */
async function lock(trx: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx);
}

async function readApplied(trx: Sql): Promise<Applied[]> {
  return (await sql<Applied>`select room, file, checksum from kit.migration order by room, file`.execute(trx)).rows;
}

function checkPast(migrations: readonly Migration[], known: readonly Applied[], rooms: ReadonlySet<string>): void {
  for (const row of known) {
    if (!rooms.has(row.room)) continue;
    const file = migrations.find((migration) => isSame(row, migration));
    if (!file) {
      throw new MigrationRefused(
        `The store has applied ${nameOf(row)}, which this version of Grappe does not have: a newer version wrote it. Start that version, or restore a backup.`,
      );
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationRefused(
        `${nameOf(row)} was changed after it was applied. Put it back as it was and write the change into a new file.`,
      );
    }
  }
  for (const migration of migrations) {
    const later = known.find((row) => row.room === migration.room && row.file > migration.file);
    if (later && !known.some((row) => isSame(row, migration))) {
      throw new MigrationRefused(
        `${nameOf(migration)} comes before ${nameOf(later)}, which is already applied. Give it a later name.`,
      );
    }
  }
}

async function apply(store: Store, migration: Migration): Promise<boolean> {
  try {
    return await store.sql.transaction().execute(async (trx) => {
      await lock(trx);
      // Another process may have applied it while this one waited.
      const known = await readApplied(trx);
      if (known.some((row) => isSame(row, migration))) return false;
      await sql.raw(migration.script).execute(trx);
      await sql`insert into kit.migration (room, file, checksum)
        values (${migration.room}, ${migration.file}, ${migration.checksum})`.execute(trx);
      return true;
    });
  } catch (error) {
    if (error instanceof Error) error.message = `${nameOf(migration)}${lineOf(error, migration)}: ${error.message}`;
    throw error;
  }
}

/** PostgreSQL gives the place of a syntax error as a count of characters from the start of the script. */
function lineOf(error: Error & { position?: string }, { script }: Migration): string {
  return error.position ? `, line ${script.slice(0, Number(error.position)).split('\n').length}` : '';
}

function list(dir: URL): string[] {
  try {
    return readdirSync(dir)
      .filter((file) => file.endsWith('.sql'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A folder's URL without its last slash would resolve a file beside it. */
function folderUrl(dir: URL): URL {
  return dir.pathname.endsWith('/') ? dir : new URL(`${dir.href}/`);
}
