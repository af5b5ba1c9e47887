import type { Role, Scope } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import '../access.tables.ts';
import { type Held, scopeOf } from './grant.rules.ts';

export interface FunctionGrant extends Held {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly mission: string | null;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

const columns = [
  'g.id',
  'g.person_id',
  'g.role',
  'g.scope_kind',
  'g.scope_id',
  'g.valid_from',
  'g.valid_to',
  'g.mission',
  'g.granted_by_name',
  'g.granted_at',
  'g.ended_at',
  'g.ended_by_name',
  'g.end_reason',
] as const;

interface Row {
  id: string;
  person_id: string;
  role: Role;
  scope_kind: Scope['kind'];
  scope_id: string;
  valid_from: string;
  valid_to: string | null;
  mission: string | null;
  granted_by_name: string;
  granted_at: Date;
  ended_at: Date | null;
  ended_by_name: string | null;
  end_reason: string | null;
}

const toGrant = (row: Row): FunctionGrant => ({
  id: row.id,
  person: row.person_id,
  role: row.role,
  scope: scopeOf(row.scope_kind, row.scope_id),
  from: row.valid_from as Day,
  to: row.valid_to as Day | null,
  ended: row.ended_at !== null,
  mission: row.mission,
  grantedBy: row.granted_by_name,
  grantedAt: row.granted_at,
  endedAt: row.ended_at,
  endedBy: row.ended_by_name,
  endReason: row.end_reason,
});

const idOf = (scope: Scope): string => (scope.kind === 'programme' ? '' : scope.id);

export interface NewGrant {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly from: string;
  readonly to: string | null;
  readonly mission: string | null;
}

/** @throws DatabaseError 23P01 (`function_grant_once`) when the same function is already held during some of these days. */
export async function insertGrant(
  sql: Sql,
  grant: NewGrant,
  by: { readonly id: string; readonly name: string },
  now: Date,
): Promise<void> {
  await sql
    .insertInto('access.function_grant')
    .values({
      id: grant.id,
      person_id: grant.person,
      role: grant.role,
      scope_kind: grant.scope.kind,
      scope_id: idOf(grant.scope),
      valid_from: grant.from,
      valid_to: grant.to,
      mission: grant.mission,
      granted_by: by.id,
      granted_by_name: by.name,
      granted_at: now,
    })
    .execute();
}

/** Does the person hold that function on that scope during some of those days? */
export async function overlappingGrant(
  sql: Sql,
  { person, role, scope, from, to }: Omit<NewGrant, 'id' | 'mission'>,
): Promise<boolean> {
  let query = sql
    .selectFrom('access.function_grant')
    .select('id')
    .where('person_id', '=', person)
    .where('role', '=', role)
    .where('scope_kind', '=', scope.kind)
    .where('scope_id', '=', idOf(scope))
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]));
  if (to !== null) query = query.where('valid_from', '<=', to);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function grantById(sql: Sql, id: string): Promise<FunctionGrant | null> {
  const row = await sql
    .selectFrom('access.function_grant as g')
    .select(columns)
    .where('g.id', '=', id)
    .executeTakeFirst();
  return row ? toGrant(row) : null;
}

/** The same, its row locked until the end of the transaction. */
export async function lockGrant(sql: Sql, id: string): Promise<FunctionGrant | null> {
  const row = await sql
    .selectFrom('access.function_grant as g')
    .select(columns)
    .where('g.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toGrant(row) : null;
}

/** Every function that people were given, the latest first. */
export async function grantsOf(sql: Sql, people: readonly string[]): Promise<FunctionGrant[]> {
  if (people.length === 0) return [];
  const rows = await sql
    .selectFrom('access.function_grant as g')
    .select(columns)
    .where('g.person_id', 'in', people)
    .orderBy('g.valid_from', 'desc')
    .orderBy('g.granted_at', 'desc')
    .orderBy('g.id')
    .execute();
  return rows.map(toGrant);
}

/** Ends a function at once, whatever its days. */
export async function endGrantNow(sql: Sql, id: string, by: string, reason: string, now: Date): Promise<void> {
  await sql
    .updateTable('access.function_grant')
    .set({ ended_at: now, ended_by_name: by, end_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** Sets the last day of a function. */
export async function setLastDay(sql: Sql, id: string, last: string, by: string, reason: string): Promise<void> {
  await sql
    .updateTable('access.function_grant')
    .set({ valid_to: last, ended_by_name: by, end_reason: reason })
    .where('id', '=', id)
    .execute();
}

/**
 * People whose administrator's function holds today and has no last day, among active accounts. Locks the administrators' functions first,
 * so that two administrators who end each other's at the same instant are counted one after the other.
 */
export async function lastingAdministrators(sql: Sql, today: string): Promise<string[]> {
  await sql
    .selectFrom('access.function_grant')
    .select('id')
    .where('role', '=', 'administrator')
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const rows = await sql
    .selectFrom('access.function_grant as g')
    .innerJoin('access.person as p', 'p.id', 'g.person_id')
    .select('g.person_id')
    .distinct()
    .where('g.role', '=', 'administrator')
    .where('g.ended_at', 'is', null)
    .where('g.valid_to', 'is', null)
    .where('g.valid_from', '<=', today)
    .where('p.deactivated_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Can anybody administer this programme, today or later? */
export async function hasAdministrator(sql: Sql): Promise<boolean> {
  const row = await sql
    .selectFrom('access.function_grant as g')
    .innerJoin('access.person as p', 'p.id', 'g.person_id')
    .select('g.id')
    .where('g.role', '=', 'administrator')
    .where('g.ended_at', 'is', null)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whom to ask: the names and addresses of today's administrators, at most three. */
export async function administratorsToAsk(sql: Sql, today: string): Promise<{ name: string; email: string }[]> {
  return sql
    .selectFrom('access.function_grant as g')
    .innerJoin('access.person as p', 'p.id', 'g.person_id')
    .select(['p.name', 'p.email'])
    .distinct()
    .where('g.role', '=', 'administrator')
    .where('g.ended_at', 'is', null)
    .where('g.valid_from', '<=', today)
    .where((where) => where.or([where('g.valid_to', 'is', null), where('g.valid_to', '>=', today)]))
    .where('p.deactivated_at', 'is', null)
    .orderBy('p.name')
    .limit(3)
    .execute();
}
