import { sql as fragment, type Insertable } from 'kysely';
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

/** Clauses of a text, held until the transaction ends; those that are not there are left out. */
export const lockClauses = async (trx: Sql, editionId: string, ids: readonly string[]): Promise<Clause[]> =>
  ids.length === 0
    ? []
    : (
        await trx
          .selectFrom('contracts.clause')
          .selectAll()
          .where('edition_id', '=', editionId)
          .where('id', 'in', [...ids])
          .orderBy('id')
          .forUpdate()
          .execute()
      ).map(toClause);

/** New contents of several clauses, in one statement; each counts one change more. */
export async function rewriteContents(
  trx: Sql,
  editionId: string,
  by: Pick<ClauseTable, 'changed_at' | 'changed_by'>,
  contents: readonly { readonly id: string; readonly content: unknown }[],
): Promise<void> {
  await fragment`
    update contracts.clause c set content = w.content, revision = c.revision + 1, changed_at = ${by.changed_at}, changed_by = ${by.changed_by}
    from json_to_recordset(${JSON.stringify(contents)}::json) as w (id text, content jsonb)
    where c.edition_id = ${editionId} and c.id = w.id`.execute(trx);
}

/** New places of several clauses, in one statement: their order is not part of what they say, so that their revision stays. */
export async function movePositions(
  trx: Sql,
  editionId: string,
  places: readonly { readonly id: string; readonly position: number }[],
): Promise<void> {
  await fragment`
    update contracts.clause c set position = w.position
    from json_to_recordset(${JSON.stringify(places)}::json) as w (id text, position int)
    where c.edition_id = ${editionId} and c.id = w.id`.execute(trx);
}

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

/** A change of a clause, with the text in which it was made. */
export interface KeptChange extends ClauseChangeTable {
  readonly number: number;
}

/** What was changed of a clause in every text of its contract, the newest first. */
export const changesOf = (sql: Sql, contractId: string, clauseId: string): Promise<KeptChange[]> =>
  sql
    .selectFrom('contracts.clause_change as c')
    .innerJoin('contracts.edition as e', 'e.id', 'c.edition_id')
    .selectAll('c')
    .select('e.number')
    .where('e.contract_id', '=', contractId)
    .where('c.clause_id', '=', clauseId)
    .orderBy('e.number', 'desc')
    .orderBy('c.revision', 'desc')
    .execute();

/** Clauses that were removed from a text and are not back in it: their last change, the newest first. */
export async function removedClauses(sql: Sql, editionId: string): Promise<ClauseChangeTable[]> {
  const { rows } = await fragment<ClauseChangeTable>`
    select last.* from (
      select distinct on (clause_id) * from contracts.clause_change where edition_id = ${editionId} order by clause_id, revision desc
    ) last
    where last.after is null
    order by last.at desc, last.clause_id`.execute(sql);
  return rows;
}
