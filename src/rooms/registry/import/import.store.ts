import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { inAlphabet } from '../fragments.store.ts';
import type { ImportRow, ImportRowTable, ImportTable, RowFilter, RowSort } from './import.ts';
import type { ImportState } from './import.workflow.ts';
import { unstaged } from './import-decision.ts';

/** Lists in json columns are written as text: the driver would make SQL arrays of them. */
const JSON_LISTS = ['headers', 'samples', 'columns'] as const;

const written = <Values extends Updateable<ImportTable>>(values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      (JSON_LISTS as readonly string[]).includes(name) && value !== undefined ? JSON.stringify(value) : value,
    ]),
  ) as Values;

export const insertImport = async (trx: Sql, row: Insertable<ImportTable>): Promise<void> => {
  await trx.insertInto('registry.import').values(written(row)).execute();
};

export const findImport = (sql: Sql, importId: string): Promise<ImportTable | undefined> =>
  sql.selectFrom('registry.import').selectAll().where('id', '=', importId).executeTakeFirst();

export const clusterNameOf = async (sql: Sql, clusterId: string): Promise<string> =>
  (await sql.selectFrom('registry.cluster').select('name').where('id', '=', clusterId).executeTakeFirstOrThrow()).name;

/** The row, held until the transaction ends. */
export const lockImport = (trx: Sql, importId: string): Promise<ImportTable | undefined> =>
  trx.selectFrom('registry.import').selectAll().where('id', '=', importId).forUpdate().executeTakeFirst();

export const updateImport = async (trx: Sql, importId: string, values: Updateable<ImportTable>): Promise<void> => {
  await trx.updateTable('registry.import').set(written(values)).where('id', '=', importId).execute();
};

/**
 * A sign of life of the work under way, and how far it has come. False when the work is no longer this one's: abandoned, or taken
 * over by another process.
 */
export async function beat(
  sql: Sql,
  { importId, attempt, state }: { importId: string; attempt: number; state: ImportState },
  values: { readonly done_rows: number; readonly total_rows: number; readonly beat_at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('registry.import')
    .set(values)
    .where('id', '=', importId)
    .where('attempt', '=', attempt)
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Takes over a work whose process gave no sign of life since `before`, and numbers it anew. Null when another process has it: an
 * application under way holds its row, which is then passed over.
 */
export async function takeOver(trx: Sql, before: Date, except: readonly string[]): Promise<ImportTable | null> {
  const abandoned = await trx
    .selectFrom('registry.import')
    .selectAll()
    .where('state', 'in', ['checking', 'applying'])
    .where((where) => where.or([where('beat_at', 'is', null), where('beat_at', '<=', before)]))
    .where(fragment<boolean>`id <> all (${[...except]}::text[])`)
    .orderBy('created_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!abandoned) return null;
  const numbered = { attempt: abandoned.attempt + 1, takeovers: abandoned.takeovers + 1 };
  await trx
    .updateTable('registry.import')
    .set({ ...numbered, beat_at: null })
    .where('id', '=', abandoned.id)
    .execute();
  return { ...abandoned, ...numbered };
}

/** Says that nobody works on these imports any more: another process may take over at once those that are not over. */
export async function letGo(sql: Sql, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await sql
    .updateTable('registry.import')
    .set({ beat_at: null })
    .where('id', 'in', [...importIds])
    .where('state', 'in', ['checking', 'applying'])
    .execute();
}

export const clearRows = async (trx: Sql, importId: string): Promise<void> => {
  await trx.deleteFrom('registry.import_row').where('import_id', '=', importId).execute();
};

/** Stages what was decided of some rows (`stagedDecisions`), in one statement. */
export async function insertRows(trx: Sql, importId: string, staged: string): Promise<void> {
  await fragment`
    insert into registry.import_row (import_id, place, row, outcome, warned, organisation_id, name, siren, problems, changes)
    select ${importId}, place, row, outcome, warned, organisation_id, name, siren, problems, changes
    from json_to_recordset(${staged}::json) as r
      (place int, row int, outcome text, warned boolean, organisation_id text, name text, siren text, problems json, changes json)`.execute(
    trx,
  );
}

const asRow = (row: Omit<ImportRowTable, 'import_id' | 'place' | 'warned'>): ImportRow => ({
  row: row.row,
  outcome: row.outcome,
  organisation: row.organisation_id,
  name: row.name,
  siren: row.siren,
  problems: [...(row.problems ?? [])],
  changes: (row.changes ?? []).map(unstaged),
});

const SHOWN = ['row', 'outcome', 'organisation_id', 'name', 'siren', 'problems', 'changes'] as const;

/** Errors first, then what changes; rows that change nothing last. */
const severity = fragment<number>`case outcome when 'error' then 0 when 'end' then 1 when 'update' then 2 when 'create' then 3 else 4 end`;

export async function pageOfRows(
  sql: Sql,
  importId: string,
  asked: {
    readonly show: RowFilter;
    readonly q?: string | undefined;
    readonly sort: RowSort;
    readonly order: 'asc' | 'desc';
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<{ rows: ImportRow[]; total: number }> {
  let query = sql.selectFrom('registry.import_row').where('import_id', '=', importId);
  if (asked.show === 'warning') query = query.where('warned', '=', true);
  else if (asked.show !== 'all') query = query.where('outcome', '=', asked.show);
  const words = asked.q?.trim();
  if (words) {
    const digits = words.replace(/\s/g, '');
    const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) =>
      where.or([
        fragment<boolean>`registry.plain(name) like registry.plain(${words}) || '%'`,
        where('name', 'ilike', like),
        where('siren', '=', digits),
        ...(/^\d{1,6}$/.test(digits) ? [where('row', '=', Number(digits))] : []),
      ]),
    );
  }
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const sorted = {
    severity: query.orderBy(severity, asked.order).orderBy('place'),
    row: query.orderBy('place', asked.order),
    name: query.orderBy(inAlphabet('name'), asked.order).orderBy('place'),
  }[asked.sort];
  const rows = await sorted
    .select(SHOWN)
    .limit(asked.pageSize)
    .offset((asked.page - 1) * asked.pageSize)
    .execute();
  return { rows: rows.map(asRow), total };
}

/** Every row in error or with a warning, in the order of the file. */
export const rowsWithProblems = async (sql: Sql, importId: string): Promise<ImportRow[]> =>
  (
    await sql
      .selectFrom('registry.import_row')
      .select(SHOWN)
      .where('import_id', '=', importId)
      .where('problems', 'is not', null)
      .orderBy('place')
      .execute()
  ).map(asRow);

/** Imports of a cluster, or those of the whole programme, the latest first. */
export async function latestImports(
  sql: Sql,
  which: { readonly cluster: string } | { readonly kind: 'organisations' | 'sirene' },
  page: number,
  pageSize: number,
): Promise<{ rows: (ImportTable & { cluster_name: string | null })[]; total: number }> {
  const query =
    'cluster' in which
      ? sql.selectFrom('registry.import as i').where('i.cluster_id', '=', which.cluster)
      : sql.selectFrom('registry.import as i').where('i.kind', '=', which.kind);
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin('registry.cluster as c', 'c.id', 'i.cluster_id')
    .selectAll('i')
    .select('c.name as cluster_name')
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { rows, total };
}

/** Stock files that imports under way have still to read. */
export async function wantedStocks(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql
    .selectFrom('registry.import')
    .select('source_path')
    .where('source_path', 'is not', null)
    .where('state', '=', 'checking')
    .execute();
  return new Set(rows.map((row) => row.source_path!));
}

/** Forgets the staged rows of imports closed before that instant: the journal and the registry keep what was done. */
export async function forgetRows(trx: Sql, closedBefore: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('registry.import_row')
    .where('import_id', 'in', (select) =>
      select.selectFrom('registry.import').select('id').where('closed_at', '<', closedBefore),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
