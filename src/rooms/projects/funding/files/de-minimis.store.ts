import { sql as fragment, type Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { DeMinimisAidTable } from '../funding.tables.ts';

export const insertDeMinimisAid = async (trx: Sql, row: Insertable<DeMinimisAidTable>): Promise<void> => {
  await trx.insertInto('projects.de_minimis_aid').values(row).execute();
};

export interface FiledDeMinimis extends Omit<DeMinimisAidTable, 'recorded_at'> {
  readonly organisation: string;
}

/** Small aids declared by these organisations, the newest first. */
export async function deMinimisOf(sql: Sql, organisations: readonly string[]): Promise<FiledDeMinimis[]> {
  const { rows } = await fragment<FiledDeMinimis>`
    select d.id, d.organisation_id, o.name as organisation, d.amount_cents, d.granted_on, d.grantor
    from projects.de_minimis_aid d join registry.organisation o on o.id = d.organisation_id
    where d.organisation_id = any (${[...organisations]}::text[])
    order by d.granted_on desc, d.id`.execute(sql);
  return rows;
}
