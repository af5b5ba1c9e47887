import { type RawBuilder, sql } from 'kysely';
import type { Database, Sql } from '#kit/db/database.ts';
import type { NomenclatureTable } from './nomenclature.ts';

export type ColumnType = 'text' | 'integer' | 'double precision' | 'date';

/** How a nomenclature's rows travel: its columns with their SQL types, and those that identify a row. */
export interface NomenclatureShape {
  readonly table: keyof Database & `registry.${string}`;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Columns that hold codes of another table, when the database has no foreign key that watches over them. */
  readonly refersTo?: Readonly<Record<string, { readonly table: string; readonly column: string }>>;
}

export type NomenclatureRow = Readonly<Record<string, string | number | null>>;

/** One statement carries this many rows: large enough to be fast, small enough to stay a message of a few megabytes. */
const ROWS_PER_STATEMENT = 10_000;

const list = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(parts, sql`, `);

/**
 * Brings the rows of a file into its table: new ones enter, changed ones are updated, unchanged ones are not touched. Throws when a row names
 * a code that the table it refers to does not have.
 */
export async function bringIn(trx: Sql, shape: NomenclatureShape, rows: readonly NomenclatureRow[]): Promise<void> {
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

  await refuseOrphans(trx, shape);
}

/** Marks retired the rows of a table that the rows of its file no longer name. */
export async function retireOthers(
  trx: Sql,
  shape: NomenclatureShape,
  rows: readonly NomenclatureRow[],
): Promise<void> {
  const key = list(shape.key.map((name) => sql.ref(name)));
  const typed = list(shape.key.map((name) => sql`${sql.ref(name)} ${sql.raw(shape.columns[name]!)}`));
  const keys = JSON.stringify(rows.map((row) => Object.fromEntries(shape.key.map((name) => [name, row[name]]))));
  await sql`
    update ${sql.table(shape.table)} set retired = true
    where not retired and (${key}) not in (select ${key} from json_to_recordset(${keys}::json) as file (${typed}))
  `.execute(trx);
}

async function refuseOrphans(trx: Sql, shape: NomenclatureShape): Promise<void> {
  for (const [column, target] of Object.entries(shape.refersTo ?? {})) {
    const { rows } = await sql<{ orphan: string }>`
      select held.${sql.ref(column)} as orphan from ${sql.table(shape.table)} as held
      where held.${sql.ref(column)} is not null and not exists (
        select from ${sql.table(target.table)} as target where target.${sql.ref(target.column)} = held.${sql.ref(column)})
      order by 1 limit 1
    `.execute(trx);
    if (rows[0])
      throw new Error(`${shape.table}.${column} names ${rows[0].orphan}, which ${target.table} does not have`);
  }
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
