import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { LabelTable, SubmissionTable } from './labelling.tables.ts';

export const findSubmission = (sql: Sql, id: string): Promise<SubmissionTable | undefined> =>
  sql.selectFrom('projects.submission').selectAll().where('id', '=', id).executeTakeFirst();

/** The submissions of a project, the latest first. */
export const submissionsOf = (sql: Sql, project: string): Promise<SubmissionTable[]> =>
  sql
    .selectFrom('projects.submission')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const insertSubmission = async (trx: Sql, submission: Insertable<SubmissionTable>): Promise<void> => {
  await trx.insertInto('projects.submission').values(submission).execute();
};

export const updateSubmission = async (trx: Sql, id: string, change: Updateable<SubmissionTable>): Promise<void> => {
  await trx.updateTable('projects.submission').set(change).where('id', '=', id).execute();
};

export const findLabel = (sql: Sql, id: string): Promise<LabelTable | undefined> =>
  sql.selectFrom('projects.label').selectAll().where('id', '=', id).executeTakeFirst();

/** The labels asked for a project, the lead cluster of each submission first (R62). */
export const labelsOfProject = (sql: Sql, project: string): Promise<(LabelTable & { cluster_name: string })[]> =>
  sql
    .selectFrom('projects.label as l')
    .innerJoin('registry.cluster as c', 'c.id', 'l.cluster_id')
    .selectAll('l')
    .select('c.name as cluster_name')
    .where('l.project_id', '=', project)
    .orderBy('l.submission_id')
    .orderBy('l.lead', 'desc')
    .orderBy('c.name')
    .execute();

export const insertLabels = async (trx: Sql, labels: readonly Insertable<LabelTable>[]): Promise<void> => {
  await trx
    .insertInto('projects.label')
    .values([...labels])
    .execute();
};

export const updateLabel = async (trx: Sql, id: string, change: Updateable<LabelTable>): Promise<void> => {
  await trx.updateTable('projects.label').set(change).where('id', '=', id).execute();
};

/** The labels that a submission still waits for are asked on this day. */
export const askLabels = async (trx: Sql, submission: string, on: string): Promise<void> => {
  await trx
    .updateTable('projects.label')
    .set({ asked_on: on })
    .where('submission_id', '=', submission)
    .where('decision', 'is', null)
    .execute();
};

/** Letters that a cluster has given in a year, whatever they say: the next number follows. */
export async function lettersOf(sql: Sql, cluster: string, year: number): Promise<number> {
  const { count } = await sql
    .selectFrom('projects.label')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('cluster_id', '=', cluster)
    .where('decided_on', '>=', `${year}-01-01`)
    .where('decided_on', '<=', `${year}-12-31`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Which of these clusters exist, by id. */
export const knownClusters = async (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await sql
    .selectFrom('registry.cluster')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
};
