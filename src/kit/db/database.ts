import type { Kysely, Transaction } from 'kysely';

/**
 * Every table and view of the programme, keyed `schema.table`. Each room adds its own by declaration merging:
 * `declare module '#kit/db/database.ts' { interface Database { 'registry.cluster': ClusterTable } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: rooms fill it by declaration merging
export interface Database {}

/** What a store file receives: the open transaction of an action, or the plain connection of a query. */
export type Sql = Kysely<Database> | Transaction<Database>;

/** An open store, embedded or served. Both behave alike but for what `kind` says. */
export interface Store {
  readonly kind: 'embedded' | 'server';
  /** Sentence for the start-up message and the health page, without credentials. */
  readonly description: string;
  readonly sql: Kysely<Database>;
  /** One parametrised statement outside any transaction of `sql` (jobs and the migration runner need it). */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
  /** Several statements in one script, without parameters. */
  exec(script: string): Promise<void>;
  /** Waits for what is running; closing twice is harmless. */
  close(): Promise<void>;
}

/** A folder of `.sql` files that belongs to one room (or to the kit); applied in the order given, then by file name. */
export interface MigrationFolder {
  readonly room: string;
  readonly dir: URL;
}
