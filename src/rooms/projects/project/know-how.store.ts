import type { Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { KnowHowTable } from '../project.ts';

export const insertKnowHow = async (trx: Sql, row: Insertable<KnowHowTable>): Promise<void> => {
  await trx.insertInto('projects.know_how').values(row).execute();
};

export const knowHowOf = (sql: Sql, project: string): Promise<KnowHowTable[]> =>
  sql
    .selectFrom('projects.know_how')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('recorded_on')
    .orderBy('id')
    .execute();
