import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Result } from './pglite.protocol.ts';
import type { PgliteThread } from './pglite.thread.ts';
import type { Turns } from './turns.ts';
import { writeParameter } from './values.ts';

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Kysely's connection to the embedded store: one session, handed out in turn. */
export class PgliteDriver implements Driver {
  readonly #thread: PgliteThread;
  readonly #turns: Turns;
  readonly #ends = new WeakMap<DatabaseConnection, () => void>();

  constructor(thread: PgliteThread, turns: Turns) {
    this.#thread = thread;
    this.#turns = turns;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const end = await this.#turns.take();
    const connection = new PgliteConnection(this.#thread);
    this.#ends.set(connection, end);
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#ends.get(connection)?.();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    const access = settings.accessMode ? ` ${settings.accessMode}` : '';
    await connection.executeQuery(CompiledQuery.raw(`start transaction${isolation}${access}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { command } = await (connection as PgliteConnection).run('commit', []);
    // PostgreSQL answers ROLLBACK to a commit when a statement had failed: nothing was saved.
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {}
}

class PgliteConnection implements DatabaseConnection {
  readonly #thread: PgliteThread;

  constructor(thread: PgliteThread) {
    this.#thread = thread;
  }

  async run(text: string, values: readonly unknown[]): Promise<Result> {
    try {
      return await this.#thread.query(text, values.map(writeParameter));
    } catch (error) {
      throw pointToCaller(error as Error);
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, command, affected } = await this.run(query.sql, query.parameters);
    return {
      rows: rows as Row[],
      ...(command !== null && CHANGES.has(command) && { numAffectedRows: BigInt(affected) }),
    };
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for a generator; this one only refuses
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('The store has no cursors: read in pages (readPages)');
  }
}

/** An error comes back from another thread: its own stack ends at the message, so the statement's caller is added. */
function pointToCaller(error: Error): Error {
  const [, ...calls] = (new Error().stack ?? '').split('\n');
  error.stack = `${error.stack}\n${calls.join('\n')}`;
  return error;
}
