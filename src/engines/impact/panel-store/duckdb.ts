import type { DuckDBConnection } from '@duckdb/node-api';

/** What an embedded database may take of the machine. */
export interface DuckDBLimits {
  /** '1GB' by default; beyond, DuckDB works in `scratch`. */
  readonly memory?: string;
  /** All processors by default. */
  readonly threads?: number;
  /** Folder for what does not fit in memory. */
  readonly scratch?: string;
}

/** One value of a result, as the embedded database or a server's driver gives it. */
export type SqlValue = number | bigint | string | boolean | null;

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Works with a private in-memory database, closed afterwards whatever happens. */
export async function withDuckDB<T>(
  limits: DuckDBLimits,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDuckDB(limits);
  try {
    return await work(connection);
  } finally {
    close();
  }
}

/** The same, opened at the first statement only: work that needs none does not wait for it. */
export async function withStatements<T>(
  limits: DuckDBLimits,
  work: (run: (statement: string) => Promise<SqlValue[][]>) => Promise<T>,
): Promise<T> {
  let close = (): void => {};
  let opened: Promise<DuckDBConnection> | null = null;
  const open = async (): Promise<DuckDBConnection> => {
    const database = await openDuckDB(limits);
    close = database.close;
    return database.connection;
  };
  try {
    return await work(async (statement) => {
      opened ??= open();
      return rowsOf(await opened, statement);
    });
  } finally {
    close();
  }
}

interface OpenDuckDB {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

async function openDuckDB(limits: DuckDBLimits): Promise<OpenDuckDB> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: limits.memory ?? '1GB',
    ...(limits.threads ? { threads: String(limits.threads) } : {}),
    ...(limits.scratch ? { temp_directory: limits.scratch } : {}),
  });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<SqlValue[][]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRows() as SqlValue[][];
}
