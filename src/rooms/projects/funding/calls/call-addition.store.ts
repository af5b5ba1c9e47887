import type { Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { CallAdditionTable } from '../funding.tables.ts';
import { type FundingReference, loadFundingReference } from '../funding-reference.load.ts';

const additions = (sql: Sql) =>
  sql.selectFrom('projects.call_addition').select(['id', 'entry']).orderBy('recorded_at').orderBy('id').execute();

/** The reference files with the calls that the programme added: what every screen and every act of funding reads. */
export async function fundingReferenceOf(sql: Sql): Promise<FundingReference> {
  return loadFundingReference((await additions(sql)).map(({ entry }) => entry));
}

export const addedEntries = async (sql: Sql): Promise<ReadonlyMap<string, unknown>> =>
  new Map((await additions(sql)).map(({ id, entry }) => [id, entry]));

export const insertCallAddition = async (trx: Sql, row: Insertable<CallAdditionTable>): Promise<void> => {
  await trx.insertInto('projects.call_addition').values(row).execute();
};
