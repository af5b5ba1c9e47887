import type { Insertable, Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { ConditionTable, Opinion, PresentationTable } from './negotiation.ts';

/** The presentation of a project to the CNI, or the State's waiver of it (R27). */
export interface Presentation {
  /** Day of the session that was held; null when there was a waiver. */
  readonly sessionOn: Day | null;
  readonly reference: string | null;
  /** As it was given; null while none was: `opinionOn` (presentation.rules.ts) says when the silence of the CNI means none. */
  readonly opinion: Opinion | null;
  readonly opinionDueOn: Day | null;
  readonly waiver: { readonly reason: string; readonly on: Day } | null;
}

/** The presentation that counts today: null until a session was held or waived, and again once the discussion is resumed. */
export async function presentationOf(sql: Sql, contractId: string): Promise<Presentation | null> {
  const row = await openPresentation(sql, contractId);
  if (!row || (row.session_on === null && row.waiver_reason === null)) return null;
  return {
    sessionOn: row.session_on as Day | null,
    reference: row.reference,
    opinion: row.opinion,
    opinionDueOn: row.opinion_due_on as Day | null,
    waiver: row.waiver_reason === null ? null : { reason: row.waiver_reason, on: row.waived_on as Day },
  };
}

/** The session expected, while it has not been held: the schedule reckons with it. */
export async function plannedSessionOf(sql: Sql, contractId: string): Promise<Day | null> {
  const row = await openPresentation(sql, contractId);
  return row && row.session_on === null && row.waiver_reason === null ? (row.planned_on as Day | null) : null;
}

export const openPresentation = (sql: Sql, contractId: string): Promise<PresentationTable | undefined> =>
  sql
    .selectFrom('contracts.presentation')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('closed_on', 'is', null)
    .executeTakeFirst();

/** Every presentation of a contract, the latest first. */
export const presentationsOf = (sql: Sql, contractId: string): Promise<PresentationTable[]> =>
  sql
    .selectFrom('contracts.presentation')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const insertPresentation = async (trx: Sql, row: Insertable<PresentationTable>): Promise<void> => {
  await trx.insertInto('contracts.presentation').values(row).execute();
};

export const updatePresentation = async (
  trx: Sql,
  id: string,
  change: Updateable<PresentationTable>,
): Promise<void> => {
  await trx.updateTable('contracts.presentation').set(change).where('id', '=', id).execute();
};

/** What the opinions asked for: what is not done first, by day. */
export const conditionsOf = (sql: Sql, contractId: string): Promise<ConditionTable[]> =>
  sql
    .selectFrom('contracts.condition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('done_on', (order) => order.asc().nullsFirst())
    .orderBy('due_on')
    .orderBy('id')
    .execute();

export const findCondition = (trx: Sql, contractId: string, id: string): Promise<ConditionTable | undefined> =>
  trx
    .selectFrom('contracts.condition')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('id', '=', id)
    .executeTakeFirst();

export const insertConditions = async (trx: Sql, rows: readonly Insertable<ConditionTable>[]): Promise<void> => {
  if (rows.length > 0)
    await trx
      .insertInto('contracts.condition')
      .values([...rows])
      .execute();
};

export const updateCondition = async (trx: Sql, id: string, change: Updateable<ConditionTable>): Promise<void> => {
  await trx.updateTable('contracts.condition').set(change).where('id', '=', id).execute();
};
