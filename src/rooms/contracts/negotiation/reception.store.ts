import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { ReceptionTable } from './negotiation.ts';

/** By party, the day on which it received the draft that it has to answer now; a party that received none is absent. */
export async function receivedOn(sql: Sql, contractId: string): Promise<ReadonlyMap<string, Day>> {
  const rows = await latestReceptions(sql, contractId);
  return new Map(rows.map((row) => [row.party_id, row.received_on as Day]));
}

/** Each party's latest reception. */
export const latestReceptions = (sql: Sql, contractId: string): Promise<ReceptionTable[]> =>
  sql
    .selectFrom('contracts.reception')
    .distinctOn('party_id')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('party_id')
    .orderBy('round', 'desc')
    .execute();

/** Every reception of a contract, the latest first. */
export const receptionsOf = (sql: Sql, contractId: string): Promise<ReceptionTable[]> =>
  sql
    .selectFrom('contracts.reception')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('round', 'desc')
    .orderBy('party_id')
    .execute();

export const insertReceptions = async (trx: Sql, rows: readonly Insertable<ReceptionTable>[]): Promise<void> => {
  if (rows.length > 0)
    await trx
      .insertInto('contracts.reception')
      .values([...rows])
      .execute();
};

export const updateReception = async (
  trx: Sql,
  { contract_id, party_id, round }: Pick<ReceptionTable, 'contract_id' | 'party_id' | 'round'>,
  change: Updateable<ReceptionTable>,
): Promise<void> => {
  await trx
    .updateTable('contracts.reception')
    .set(change)
    .where('contract_id', '=', contract_id)
    .where('party_id', '=', party_id)
    .where('round', '=', round)
    .execute();
};

/**
 * Contracts not signed yet in which a party is silent beyond its deadline and something follows from it: what its silence means was not
 * applied yet, or the last reminder is old enough for another.
 */
export async function contractsWithSilence(sql: Sql, on: Day, reminderDays: number): Promise<string[]> {
  const { rows } = await fragment<{ contract_id: string }>`
    select distinct r.contract_id
    from contracts.reception r join contracts.contract c on c.id = r.contract_id and c.state in ('discussion', 'presented')
    where r.answer is null and r.due_on < ${on}::date
      and (r.silence in ('deemed-agreed', 'escalated') and r.outcome is null
        or r.silence = 'reminder' and (r.reminded_on is null or r.reminded_on + ${reminderDays}::int <= ${on}::date))
      and not exists (select 1 from contracts.reception later
        where later.contract_id = r.contract_id and later.party_id = r.party_id and later.round > r.round)
    order by r.contract_id`.execute(sql);
  return rows.map((row) => row.contract_id);
}
