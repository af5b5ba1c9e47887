import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { writeValues } from '../values/value.store.ts';
import type { NewValue, SourcedValue } from '../values/value.ts';
import { placeOf } from './series.rules.ts';
import type { SeriesImport, SeriesImportTable } from './series.ts';

const toImport = (row: SeriesImportTable): SeriesImport => ({
  id: row.id,
  fileName: row.file_name,
  state: row.state,
  counts: row.counts,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
  withdrawnReason: row.withdrawn_reason,
});

export const insertImport = async (trx: Sql, row: SeriesImportTable): Promise<void> => {
  await trx
    .insertInto('indicators.import')
    .values({ ...row, counts: null })
    .execute();
};

/** The import, held until the transaction ends; null when there is none. */
export const lockImport = async (trx: Sql, id: string): Promise<SeriesImportTable | null> =>
  (await trx.selectFrom('indicators.import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

export const findImport = async (sql: Sql, id: string): Promise<(SeriesImport & { fileId: string }) | null> => {
  const row = await sql.selectFrom('indicators.import').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { ...toImport(row), fileId: row.file_id } : null;
};

/** The newest first. */
export const listImports = async (sql: Sql, limit: number): Promise<SeriesImport[]> =>
  (
    await sql
      .selectFrom('indicators.import')
      .selectAll()
      .orderBy('recorded_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
  ).map(toImport);

export const updateImport = async (
  trx: Sql,
  id: string,
  { counts, ...change }: Partial<SeriesImportTable>,
): Promise<void> => {
  await trx
    .updateTable('indicators.import')
    .set({ ...change, ...(counts ? { counts: fragment`${JSON.stringify(counts)}::jsonb` } : {}) })
    .where('id', '=', id)
    .execute();
};

/** Official values in force, by place and producer. */
export async function currentOfficial(sql: Sql): Promise<Map<string, SourcedValue>> {
  const { rows } = await fragment<SourcedValue>`
    select v.indicator, nullif(v.cluster_id, '') as cluster, v.year, v.state, v.value::float8 as value, v.numerator::float8 as numerator,
      v.denominator::float8 as denominator, v.comment, v.producer, v.vintage
    from indicators.value v where v.source = 'official' and v.known_to is null`.execute(sql);
  return new Map(rows.map((row) => [placeOf(row), row]));
}

/**
 * Takes back what an import wrote and that still holds: these values end, and those that they had replaced hold again, as a new line of their own. Gives how many ended.
 */
export async function takeBack(
  trx: Sql,
  {
    id,
    appliedAt,
    at,
    newId,
  }: { readonly id: string; readonly appliedAt: Date; readonly at: Date; readonly newId: () => string },
): Promise<number> {
  const { rows: before } = await fragment<NewValue>`
    select o.indicator, nullif(o.cluster_id, '') as cluster, o.year, o.source, o.state, o.value::float8 as value, o.numerator::float8 as numerator,
      o.denominator::float8 as denominator, o.missing, o.not_before as "notBefore", o.producer, o.vintage, o.method, o.comment, o.synthetic,
      o.import_id as "importId"
    from indicators.value v join indicators.value o on o.indicator = v.indicator and o.cluster_id = v.cluster_id and o.year = v.year and o.source = v.source
      and o.producer = v.producer and o.known_to = ${appliedAt}::timestamptz and o.id <> v.id
    where v.import_id = ${id} and v.known_to is null`.execute(trx);
  const { numUpdatedRows } = await trx
    .updateTable('indicators.value')
    .set({ known_to: at })
    .where('import_id', '=', id)
    .where('known_to', 'is', null)
    .executeTakeFirst();
  await writeValues(trx, before, { at, id: newId });
  return Number(numUpdatedRows);
}
