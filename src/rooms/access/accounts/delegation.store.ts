import type { Role, Scope } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';
import { scopeOf } from './grant.rules.ts';

export interface Delegation {
  readonly id: string;
  readonly grant: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly holder: { readonly id: string; readonly name: string };
  readonly deputy: { readonly id: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

const delegations = (sql: Sql) =>
  sql
    .selectFrom('access.delegation as d')
    .innerJoin('access.function_grant as g', 'g.id', 'd.grant_id')
    .innerJoin('access.person as holder', 'holder.id', 'g.person_id')
    .innerJoin('access.person as deputy', 'deputy.id', 'd.deputy_id')
    .select([
      'd.id',
      'd.grant_id',
      'g.role',
      'g.scope_kind',
      'g.scope_id',
      'holder.id as holder_id',
      'holder.name as holder_name',
      'deputy.id as deputy_id',
      'deputy.name as deputy_name',
      'd.valid_from',
      'd.valid_to',
      'd.reason',
      'd.ended_at',
      'd.ended_by_name',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof delegations>['execute']>>[number];

const toDelegation = (row: Row): Delegation => ({
  id: row.id,
  grant: row.grant_id,
  role: row.role,
  scope: scopeOf(row.scope_kind, row.scope_id),
  holder: { id: row.holder_id, name: row.holder_name },
  deputy: { id: row.deputy_id, name: row.deputy_name },
  from: row.valid_from,
  to: row.valid_to,
  reason: row.reason,
  endedAt: row.ended_at,
  endedBy: row.ended_by_name,
});

/** Given or received by a person, the latest first. */
export async function delegationsOf(sql: Sql, person: string): Promise<Delegation[]> {
  const rows = await delegations(sql)
    .where((where) => where.or([where('g.person_id', '=', person), where('d.deputy_id', '=', person)]))
    .orderBy('d.valid_from', 'desc')
    .orderBy('d.id')
    .execute();
  return rows.map(toDelegation);
}

/** Its row locked until the end of the transaction. */
export async function lockDelegation(sql: Sql, id: string): Promise<Delegation | null> {
  const row = await delegations(sql).where('d.id', '=', id).forUpdate('d').executeTakeFirst();
  return row ? toDelegation(row) : null;
}

export async function overlappingDelegation(
  sql: Sql,
  asked: { readonly grant: string; readonly deputy: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const row = await sql
    .selectFrom('access.delegation')
    .select('id')
    .where('grant_id', '=', asked.grant)
    .where('deputy_id', '=', asked.deputy)
    .where('ended_at', 'is', null)
    .where('valid_from', '<=', asked.to)
    .where('valid_to', '>=', asked.from)
    .executeTakeFirst();
  return row !== undefined;
}

/** @throws DatabaseError 23P01 (`delegation_once`) when the deputy already has that function during some of these days. */
export async function insertDelegation(
  sql: Sql,
  delegation: {
    readonly id: string;
    readonly grant: string;
    readonly deputy: string;
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  },
  by: string,
  now: Date,
): Promise<void> {
  await sql
    .insertInto('access.delegation')
    .values({
      id: delegation.id,
      grant_id: delegation.grant,
      deputy_id: delegation.deputy,
      valid_from: delegation.from,
      valid_to: delegation.to,
      reason: delegation.reason,
      made_by: by,
      made_at: now,
    })
    .execute();
}

export async function endDelegationNow(sql: Sql, id: string, by: string, now: Date): Promise<void> {
  await sql.updateTable('access.delegation').set({ ended_at: now, ended_by_name: by }).where('id', '=', id).execute();
}
