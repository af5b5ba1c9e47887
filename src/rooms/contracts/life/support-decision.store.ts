import type { Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type SupportDecision, type SupportDecisionTable, toSupportDecision } from './support-decision.ts';

/** The latest first. */
export const decisionsOf = async (sql: Sql, contractId: string): Promise<SupportDecision[]> =>
  (
    await sql
      .selectFrom('contracts.support_decision')
      .selectAll()
      .where('contract_id', '=', contractId)
      .orderBy('recorded_at', 'desc')
      .orderBy('id', 'desc')
      .execute()
  ).map(toSupportDecision);

export const findDecision = async (
  trx: Sql,
  contractId: string,
  decisionId: string,
): Promise<SupportDecision | null> => {
  const row = await trx
    .selectFrom('contracts.support_decision')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('id', '=', decisionId)
    .executeTakeFirst();
  return row ? toSupportDecision(row) : null;
};

export const insertDecision = async (
  trx: Sql,
  { criteria, ...row }: Omit<SupportDecisionTable, 'reply' | 'replied_on' | 'replied_by'>,
): Promise<void> => {
  await trx
    .insertInto('contracts.support_decision')
    .values({ ...row, criteria: JSON.stringify(criteria) as never, reply: null, replied_on: null, replied_by: null })
    .execute();
};

export const updateDecision = async (
  trx: Sql,
  decisionId: string,
  change: Updateable<SupportDecisionTable>,
): Promise<void> => {
  await trx.updateTable('contracts.support_decision').set(change).where('id', '=', decisionId).execute();
};
