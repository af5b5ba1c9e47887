import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ChangeRequestTable, MilestoneTable } from './delivery.tables.ts';

/** What was promised on a project, by day. */
export const milestonesOf = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.milestone as m')
    .leftJoin('projects.partner as r', 'r.id', 'm.partner_id')
    .leftJoin('registry.organisation as o', 'o.id', 'r.organisation_id')
    .leftJoin('kit.file as f', 'f.id', 'm.evidence_file_id')
    .selectAll('m')
    .select(['o.name as partnerName', 'f.name as fileName'])
    .where('m.project_id', '=', project)
    .orderBy('m.due_on')
    .orderBy('m.id')
    .execute();

export const findMilestone = (sql: Sql, project: string, id: string): Promise<MilestoneTable | undefined> =>
  sql
    .selectFrom('projects.milestone')
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', id)
    .executeTakeFirst();

export const insertMilestone = async (trx: Sql, row: Insertable<MilestoneTable>): Promise<void> => {
  await trx.insertInto('projects.milestone').values(row).execute();
};

export const updateMilestone = async (trx: Sql, id: string, change: Updateable<MilestoneTable>): Promise<void> => {
  await trx.updateTable('projects.milestone').set(change).where('id', '=', id).execute();
};

/** Requests, the newest first. */
export const changesOf = (sql: Sql, project: string): Promise<ChangeRequestTable[]> =>
  sql
    .selectFrom('projects.change_request')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('asked_on', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const findChange = (sql: Sql, project: string, id: string): Promise<ChangeRequestTable | undefined> =>
  sql
    .selectFrom('projects.change_request')
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', id)
    .executeTakeFirst();

export const insertChange = async (trx: Sql, row: Insertable<ChangeRequestTable>): Promise<void> => {
  await trx
    .insertInto('projects.change_request')
    .values({ ...row, before: JSON.stringify(row.before), after: JSON.stringify(row.after) } as never)
    .execute();
};

export const updateChange = async (trx: Sql, id: string, change: Updateable<ChangeRequestTable>): Promise<void> => {
  await trx.updateTable('projects.change_request').set(change).where('id', '=', id).execute();
};
