import type { Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ClauseChangeTable, ClauseTable } from '../contract.ts';
import type { Clause } from './clause.ts';

const toClause = (row: ClauseTable): Clause =>
  ({
    id: row.id,
    kind: row.kind,
    parent: row.parent_id,
    position: row.position,
    content: row.content,
    revision: row.revision,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }) as Clause;

/** Every clause of a text, in its order within each kind. */
export const clausesOf = async (sql: Sql, editionId: string): Promise<Clause[]> =>
  (
    await sql
      .selectFrom('contracts.clause')
      .selectAll()
      .where('edition_id', '=', editionId)
      .orderBy('position')
      .orderBy('id')
      .execute()
  ).map(toClause);

/** A clause, held until the transaction ends. */
export const lockClause = async (trx: Sql, editionId: string, clauseId: string): Promise<Clause | null> => {
  const row = await trx
    .selectFrom('contracts.clause')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('id', '=', clauseId)
    .forUpdate()
    .executeTakeFirst();
  return row ? toClause(row) : null;
};

type Written = Omit<ClauseTable, 'content'> & { readonly content: unknown };

const stored = (row: Written): Insertable<ClauseTable> => ({ ...row, content: JSON.stringify(row.content) });

export const insertClauses = async (trx: Sql, rows: readonly Written[]): Promise<void> => {
  if (rows.length > 0) await trx.insertInto('contracts.clause').values(rows.map(stored)).execute();
};

export const updateClause = async (
  trx: Sql,
  editionId: string,
  clauseId: string,
  change: Partial<Written>,
): Promise<void> => {
  const { content, ...rest } = change;
  await trx
    .updateTable('contracts.clause')
    .set({ ...rest, ...('content' in change && { content: JSON.stringify(content) }) })
    .where('edition_id', '=', editionId)
    .where('id', '=', clauseId)
    .execute();
};

export const deleteClause = async (trx: Sql, editionId: string, clauseId: string): Promise<void> => {
  await trx.deleteFrom('contracts.clause').where('edition_id', '=', editionId).where('id', '=', clauseId).execute();
};

/** Place of the next clause of a kind: after the others. */
export const nextPosition = async (trx: Sql, editionId: string, kind: Clause['kind']): Promise<number> => {
  const { last } = await trx
    .selectFrom('contracts.clause')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('edition_id', '=', editionId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0) + 1;
};

export const hasChildren = async (sql: Sql, editionId: string, clauseId: string): Promise<boolean> =>
  (await sql
    .selectFrom('contracts.clause')
    .select('id')
    .where('edition_id', '=', editionId)
    .where('parent_id', '=', clauseId)
    .executeTakeFirst()) !== undefined;

export const insertChanges = async (trx: Sql, changes: readonly ClauseChangeTable[]): Promise<void> => {
  if (changes.length === 0) return;
  await trx
    .insertInto('contracts.clause_change')
    .values(
      changes.map((change) => ({
        ...change,
        before: change.before === null ? null : JSON.stringify(change.before),
        after: change.after === null ? null : JSON.stringify(change.after),
      })),
    )
    .execute();
};

/** What was changed of a clause, the newest first. */
export const changesOf = (sql: Sql, editionId: string, clauseId: string): Promise<ClauseChangeTable[]> =>
  sql
    .selectFrom('contracts.clause_change')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('clause_id', '=', clauseId)
    .orderBy('revision', 'desc')
    .execute();
