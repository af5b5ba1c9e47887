import { type RawBuilder, sql } from 'kysely';
import type { Database, Sql } from '#kit/db/database.ts';
import type { NomenclatureTable } from './nomenclature.ts';

export type ColumnType = 'text' | 'integer' | 'double precision' | 'date';

/** How a nomenclature's rows travel: its columns with their SQL types, and those that identify a row. */
export interface NomenclatureShape {
  readonly table: keyof Database & `registry.${string}`;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
}

export type NomenclatureRow = Readonly<Record<string, string | number | null>>;

/** One statement carries this many rows: large enough to be fast, small enough to stay a message of a few megabytes. */
const ROWS_PER_STATEMENT = 10_000;

const list = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(parts, sql`, `);

/**
 * Makes a table equal to the rows of its file: new rows enter, changed rows are updated, unchanged rows are not touched, and
 * rows that the file no longer has are marked retired rather than deleted, since organisations may name them.
 */
export async function replaceRows(trx: Sql, shape: NomenclatureShape, rows: readonly NomenclatureRow[]): Promise<void> {
  const table = sql.table(shape.table);
  const names = Object.keys(shape.columns);
  const typed = list(names.map((name) => sql`${sql.ref(name)} ${sql.raw(shape.columns[name]!)}`));
  const columns = list(names.map((name) => sql.ref(name)));
  const key = list(shape.key.map((name) => sql.ref(name)));
  const carried = [...names.filter((name) => !shape.key.includes(name)), 'retired'];
  const kept = list(carried.map((name) => sql`held.${sql.ref(name)}`));
  const given = list(carried.map((name) => sql`excluded.${sql.ref(name)}`));
  const assigned = list(carried.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`));

  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT));
    await sql`
      insert into ${table} as held (${columns}, retired)
      select ${columns}, false from json_to_recordset(${json}::json) as file (${typed})
      on conflict (${key}) do update set ${assigned} where (${kept}) is distinct from (${given})
    `.execute(trx);
  }

  const keyed = list(shape.key.map((name) => sql`${sql.ref(name)} ${sql.raw(shape.columns[name]!)}`));
  const keys = JSON.stringify(rows.map((row) => Object.fromEntries(shape.key.map((name) => [name, row[name]]))));
  await sql`
    update ${table} set retired = true
    where not retired and (${key}) not in (select ${key} from json_to_recordset(${keys}::json) as file (${keyed}))
  `.execute(trx);
}

/** What each table was last filled with. */
export async function loadedNomenclatures(trx: Sql): Promise<Map<string, { sha256: string; rows: number }>> {
  const rows = await trx.selectFrom('registry.nomenclature').select(['name', 'sha256', 'rows']).execute();
  return new Map(rows.map((row) => [row.name, row]));
}

export async function recordNomenclature(trx: Sql, nomenclature: NomenclatureTable): Promise<void> {
  await trx
    .insertInto('registry.nomenclature')
    .values(nomenclature)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(nomenclature))
    .execute();
}

/** Every nomenclature with its source, for the page on data and licences. */
export const listNomenclatures = (sql: Sql): Promise<NomenclatureTable[]> =>
  sql.selectFrom('registry.nomenclature').selectAll().orderBy('name').execute();
