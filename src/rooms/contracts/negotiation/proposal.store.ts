import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ProposalTable } from './negotiation.ts';

/** Every proposal on a contract, those that wait first, then the latest. */
export const proposalsOf = (sql: Sql, contractId: string, clauseId?: string): Promise<ProposalTable[]> =>
  sql
    .selectFrom('contracts.proposal')
    .selectAll()
    .where('contract_id', '=', contractId)
    .$if(clauseId !== undefined, (query) => query.where('clause_id', '=', clauseId!))
    .orderBy('decided_at', (order) => order.desc().nullsFirst())
    .orderBy('at')
    .orderBy('id')
    .execute();

export const findProposal = (sql: Sql, contractId: string, id: string): Promise<ProposalTable | undefined> =>
  sql
    .selectFrom('contracts.proposal')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('id', '=', id)
    .executeTakeFirst();

export const insertProposal = async (
  trx: Sql,
  row: Omit<Insertable<ProposalTable>, 'base' | 'content'> & { base: unknown; content: unknown },
): Promise<void> => {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await trx
    .insertInto('contracts.proposal')
    .values({ ...row, base: json(row.base), content: json(row.content) })
    .execute();
};

export const updateProposal = async (
  trx: Sql,
  id: string,
  change: Omit<Updateable<ProposalTable>, 'base' | 'content'>,
): Promise<void> => {
  await trx.updateTable('contracts.proposal').set(change).where('id', '=', id).execute();
};
