import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { PartnerTable, Project, ProjectTable, StageEntryTable } from './project.ts';

export const findProject = (sql: Sql, id: string): Promise<Project | undefined> =>
  sql.selectFrom('projects.project').selectAll().where('id', '=', id).executeTakeFirst();

/** The project, held until the transaction ends: whoever changes anything of it comes through here first, so that acts on one project take turns. */
export const lockProject = (trx: Sql, id: string): Promise<Project | undefined> =>
  trx.selectFrom('projects.project').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertProject = async (trx: Sql, project: Insertable<ProjectTable>): Promise<void> => {
  await trx.insertInto('projects.project').values(project).execute();
};

export const updateProject = async (trx: Sql, id: string, change: Updateable<ProjectTable>): Promise<void> => {
  await trx.updateTable('projects.project').set(change).where('id', '=', id).execute();
};

export const insertStageEntry = async (trx: Sql, entry: Insertable<StageEntryTable>): Promise<void> => {
  await trx.insertInto('projects.stage_entry').values(entry).execute();
};

/** Every stage entered, the oldest first. */
export const stageEntriesOf = (sql: Sql, project: string): Promise<StageEntryTable[]> =>
  sql
    .selectFrom('projects.stage_entry')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('entered_on')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();

/** Partners of today, the lead first. */
export const partnersOf = (sql: Sql, project: string): Promise<PartnerTable[]> =>
  sql
    .selectFrom('projects.partner')
    .selectAll()
    .where('project_id', '=', project)
    .where('left_on', 'is', null)
    .orderBy('lead', 'desc')
    .orderBy('joined_on')
    .orderBy('id')
    .execute();
