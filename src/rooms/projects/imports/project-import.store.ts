import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ProjectImportTable } from './imports.tables.ts';
import type { ImportSummary } from './imports.ts';

export const insertProjectImport = async (trx: Sql, row: Insertable<ProjectImportTable>): Promise<void> => {
  await trx.insertInto('projects.import').values(row).execute();
};

export const updateProjectImport = async (
  trx: Sql,
  id: string,
  change: Updateable<ProjectImportTable>,
): Promise<void> => {
  await trx.updateTable('projects.import').set(change).where('id', '=', id).execute();
};

export const findProjectImport = (sql: Sql, id: string): Promise<ProjectImportTable | undefined> =>
  sql.selectFrom('projects.import').selectAll().where('id', '=', id).executeTakeFirst();

export const lockProjectImport = (trx: Sql, id: string): Promise<ProjectImportTable | undefined> =>
  trx.selectFrom('projects.import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

const summaries = (sql: Sql) =>
  sql
    .selectFrom('projects.import as i')
    .innerJoin('kit.file as f', 'f.id', 'i.file_id')
    .leftJoin('registry.cluster as c', 'c.id', 'i.cluster_id')
    .select([
      'i.id',
      'i.kind',
      'i.layout',
      'i.cluster_id',
      'c.name as cluster_name',
      'i.source',
      'i.file_name',
      'f.sha256',
      'i.synthetic',
      'i.state',
      'i.counts',
      'i.recorded_by',
      'i.recorded_at',
      'i.applied_at',
    ]);

type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number];

const asSummary = (row: SummaryRow): ImportSummary => ({
  id: row.id,
  kind: row.kind,
  layout: row.layout,
  cluster: row.cluster_id === null ? null : { id: row.cluster_id, name: row.cluster_name ?? row.cluster_id },
  source: row.source,
  fileName: row.file_name,
  sha256: row.sha256,
  synthetic: row.synthetic,
  state: row.state,
  counts: row.counts,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
  appliedAt: row.applied_at,
});

export const projectImportSummary = async (sql: Sql, id: string): Promise<ImportSummary> =>
  asSummary(await summaries(sql).where('i.id', '=', id).executeTakeFirstOrThrow());

/** Imports of these clusters, or all of them, the latest first. */
export async function projectImports(
  sql: Sql,
  clusters: 'all' | readonly string[],
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ rows: ImportSummary[]; total: number }> {
  const all =
    clusters === 'all'
      ? summaries(sql)
      : summaries(sql).where('i.cluster_id', 'in', clusters.length > 0 ? clusters : ['']);
  const { total } = await all
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await all
    .orderBy('i.recorded_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { rows: rows.map(asSummary), total };
}

/** Clusters by name, in the order of the alphabet. */
export const importClusters = (
  sql: Sql,
  clusters: 'all' | readonly string[],
): Promise<{ id: string; name: string }[]> => {
  const all = sql.selectFrom('registry.cluster').select(['id', 'name']).orderBy('name');
  return (clusters === 'all' ? all : all.where('id', 'in', clusters.length > 0 ? clusters : [''])).execute();
};
