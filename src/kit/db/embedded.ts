import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Store } from './database.ts';
import { FlowDriver, StoreKysely, TransactionFlow } from './flow.ts';
import { PgliteDriver } from './pglite.driver.ts';
import { PgliteThread } from './pglite.thread.ts';
import { Turns } from './turns.ts';
import { writeParameter } from './values.ts';

/** PostgreSQL's major version inside PGlite; it names the folder, as a folder of another major cannot be opened. */
export const EMBEDDED_MAJOR = 18;

/** A transaction of the embedded store holds everybody else up; a long import takes 30 s, so a minute means something is wrong. */
const PATIENCE_MS = 60_000;

export interface EmbeddedStore extends Store {
  readonly kind: 'embedded';
}

/** Where an embedded store lives: a folder that survives, or memory when `dir` is null; a new one begins as its model was closed. */
export interface EmbeddedPlace {
  readonly dir: string | null;
  /** The folder of another store, which nobody has open. */
  readonly model?: string;
}

/**
 * Opens PGlite in a thread of its own. Takes no lock: `openStore` does, since two processes on one folder would silently lose rows.
 * @throws when the folder holds a store of another PostgreSQL major.
 */
export async function openEmbedded(place: EmbeddedPlace): Promise<EmbeddedStore> {
  const { dir, model } = place;
  const folder = (path: string) => databaseFolder(resolve(path));
  const thread = await PgliteThread.open({
    dir: dir === null ? null : folder(dir),
    model: model === undefined ? null : folder(model),
  });
  const turns = new Turns(PATIENCE_MS);
  const flow = new TransactionFlow();
  const run = (text: string, values: readonly unknown[]) => {
    flow.refuseInside();
    return turns.run(() => thread.query(text, values.map(writeParameter)));
  };
  let closed: Promise<void> | undefined;
  return {
    kind: 'embedded',
    description: `embedded PostgreSQL ${EMBEDDED_MAJOR} in ${dir ?? 'memory'}`,
    sql: new StoreKysely({
      dialect: {
        createDriver: () => new FlowDriver(new PgliteDriver(thread, turns), flow),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createAdapter: () => new PostgresAdapter(),
        createIntrospector: (sql) => new PostgresIntrospector(sql),
      },
    }),
    query: async <Row>(text: string, values: readonly unknown[] = []) => ({
      rows: (await run(text, values)).rows as Row[],
    }),
    exec: async (script) => {
      await run(script, []);
    },
    // Waits for the running transaction: nothing is cut in the middle.
    close: () => {
      closed ??= turns.run(() => thread.close());
      return closed;
    },
  };
}

/** Where PGlite's own files are inside a store's folder. */
export function databaseFolder(dir: string): string {
  mkdirSync(dir, { recursive: true });
  const name = `postgresql-${EMBEDDED_MAJOR}`;
  const found = readdirSync(dir).filter((entry) => /^postgresql-\d+$/.test(entry));
  if (found.length > 0 && !found.includes(name)) {
    throw new Error(
      `${dir} was written by ${found.join(', ')} and this version of Grappe reads ${name}. ` +
        'Export it with the version that wrote it, then import it here.',
    );
  }
  return join(dir, name);
}
