import { sql as fragment, type Insertable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { MembershipFeeTable, MembershipTable } from './membership.ts';

/** Every spell of one organisation in one cluster. */
export const spellsOf = async (sql: Sql, clusterId: string, organisationId: string) =>
  (
    await sql
      .selectFrom('registry.membership')
      .select(['id', 'from_day', 'to_day'])
      .where('cluster_id', '=', clusterId)
      .where('organisation_id', '=', organisationId)
      .orderBy('from_day')
      .execute()
  ).map((row) => ({ id: row.id, from: row.from_day as Day, to: row.to_day as Day | null }));

/** The spell, held until the transaction ends. */
export const lockMembership = (trx: Sql, membershipId: string): Promise<MembershipTable | undefined> =>
  trx.selectFrom('registry.membership').selectAll().where('id', '=', membershipId).forUpdate().executeTakeFirst();

export const insertMembership = async (trx: Sql, membership: Insertable<MembershipTable>): Promise<void> => {
  await trx.insertInto('registry.membership').values(membership).execute();
};

export const updateMembership = async (
  trx: Sql,
  membershipId: string,
  change: Partial<MembershipTable>,
): Promise<void> => {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('registry.membership').set(change).where('id', '=', membershipId).execute();
};

export const findFee = (sql: Sql, membershipId: string, year: number): Promise<MembershipFeeTable | undefined> =>
  sql
    .selectFrom('registry.membership_fee')
    .selectAll()
    .where('membership_id', '=', membershipId)
    .where('year', '=', year)
    .executeTakeFirst();

export const saveFee = async (trx: Sql, fee: MembershipFeeTable): Promise<void> => {
  await trx
    .insertInto('registry.membership_fee')
    .values(fee)
    .onConflict((conflict) => conflict.columns(['membership_id', 'year']).doUpdateSet(fee))
    .execute();
};

export interface MembershipFile extends MembershipTable {
  readonly clusterName: string;
  readonly organisationName: string;
  readonly fees: readonly { year: number; amountCents: number; paidOn: string | null }[];
}

export async function membershipFile(sql: Sql, membershipId: string): Promise<MembershipFile | null> {
  const { rows } = await fragment<MembershipFile>`
    select m.*, c.name as "clusterName", o.name as "organisationName", ${feesAsJson()} as fees
    from registry.membership m
    join registry.cluster c on c.id = m.cluster_id join registry.organisation o on o.id = m.organisation_id
    where m.id = ${membershipId}`.execute(sql);
  return rows[0] ?? null;
}

/** The fees of the membership `m`, the newest first. */
export const feesAsJson = () => fragment`(
  select coalesce(json_agg(json_build_object('year', f.year, 'amountCents', f.amount_cents, 'paidOn', f.paid_on) order by f.year desc), '[]')
  from registry.membership_fee f where f.membership_id = m.id)`;
