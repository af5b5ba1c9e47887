import {
  type Driver,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
} from 'kysely';
import { Pool } from 'pg';
import type { Store } from './database.ts';
import { FlowDriver, StoreKysely, TransactionFlow } from './flow.ts';
import { readers, sessionSettings, writeParameter } from './values.ts';

/** A server that does not answer within this time is reported instead of waited for. */
const CONNECTION_TIMEOUT_MS = 10_000;
const CONNECTIONS = 10;

/**
 * Opens a pool on a PostgreSQL server, 15 or newer.
 * @throws when the server cannot be reached or is too old; the message never holds the password.
 */
export async function openServer(url: string): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'grappe',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    types: { getTypeParser: (type: number) => readers[type] ?? ((text: string) => text) } as never,
    onConnect: async (client) => {
      await client.query(sessionSettings);
    },
  });
  // An idle connection that the server closes is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => process.stderr.write(`A connection to PostgreSQL was lost: ${error.message}\n`));
  const flow = new TransactionFlow();
  const query = async (text: string, values: readonly unknown[]) => {
    flow.refuseInside();
    return pool.query(text, values.map(bind));
  };
  const description = await introduce(pool, url);
  const sql = new StoreKysely({
    dialect: {
      createDriver: (): Driver => new FlowDriver(new PostgresDriver({ pool: writing(pool) }), flow),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    },
  });
  let closed: Promise<void> | undefined;
  return {
    kind: 'server',
    description,
    sql,
    query: async <Row>(text: string, values: readonly unknown[] = []) => ({
      rows: ((await query(text, values)).rows ?? []) as Row[],
    }),
    exec: async (script) => {
      await query(script, []);
    },
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
}

/** The oldest server the product's SQL is written for. */
export const OLDEST_MAJOR = 15;

async function introduce(pool: Pool, url: string): Promise<string> {
  const { host, pathname } = new URL(url);
  const place = `${host || 'this machine'}${pathname}`;
  try {
    const { rows } = await pool.query('show server_version_num');
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST_MAJOR) throw new Error(`it is version ${major}, and ${OLDEST_MAJOR} or newer is needed`);
    return `PostgreSQL ${major} server at ${place}`;
  } catch (error) {
    await pool.end();
    throw new Error(`The PostgreSQL server at ${place} cannot be used: ${(error as Error).message}`);
  }
}

function bind(value: unknown): string | Buffer | null {
  const parameter = writeParameter(value);
  return parameter instanceof Uint8Array
    ? Buffer.from(parameter.buffer, parameter.byteOffset, parameter.byteLength)
    : parameter;
}

/** The pool as Kysely sees it, with parameters written our way. */
function writing(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    // The store ends the pool itself, after its last query.
    end: async () => {},
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[]) => client.query(text, values.map(bind)),
        release: (destroy?: boolean) => client.release(destroy),
      } as unknown as PostgresPoolClient;
    },
  };
}
