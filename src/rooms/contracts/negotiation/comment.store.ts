import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { CommentTable, Visibility } from './negotiation.ts';

/** Comments of a contract that somebody with these visibilities reads, in the order in which they were written. */
export const commentsOf = (
  sql: Sql,
  contractId: string,
  visible: readonly Visibility[],
  clauseId?: string,
): Promise<CommentTable[]> =>
  sql
    .selectFrom('contracts.comment')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('visibility', 'in', visible)
    .$if(clauseId !== undefined, (query) => query.where('clause_id', '=', clauseId!))
    .orderBy('at')
    .orderBy('id')
    .execute();

/** One of them, held until the transaction ends; what the person may not read is not found. */
export const lockComment = (
  trx: Sql,
  contractId: string,
  id: string,
  visible: readonly Visibility[],
): Promise<CommentTable | undefined> =>
  trx
    .selectFrom('contracts.comment')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('id', '=', id)
    .where('visibility', 'in', visible)
    .forUpdate()
    .executeTakeFirst();

export const insertComment = async (trx: Sql, row: Insertable<CommentTable>): Promise<void> => {
  await trx.insertInto('contracts.comment').values(row).execute();
};

export const updateComment = async (trx: Sql, id: string, change: Updateable<CommentTable>): Promise<void> => {
  await trx.updateTable('contracts.comment').set(change).where('id', '=', id).execute();
};

/** Open threads by passage, the whole text under the empty key: the figures beside the text. */
export async function openThreadsByPassage(
  sql: Sql,
  contractId: string,
  visible: readonly Visibility[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql
    .selectFrom('contracts.comment')
    .select(({ fn }) => ['clause_id', fn.countAll<number>().as('count')])
    .where('contract_id', '=', contractId)
    .where('visibility', 'in', visible)
    .where('thread_id', 'is', null)
    .where('resolved_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .groupBy('clause_id')
    .execute();
  return new Map(rows.map((row) => [row.clause_id ?? '', Number(row.count)]));
}
