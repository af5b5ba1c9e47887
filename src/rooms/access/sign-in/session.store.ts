import { sql as fragment } from 'kysely';
import type { Grant } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';
import { heldOn, toGrants } from '../accounts/held-function.store.ts';

export interface OpenSession {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly provider: string;
  /** It opens nothing yet: the second factor is still to come. */
  readonly secondFactorDue: boolean;
  readonly grants: Grant[];
}

/**
 * The session of a cookie with its person and their functions of the day, in one statement; null when it expired, began before
 * `oldest`, or the account is closed.
 */
export async function openSession(
  sql: Sql,
  token: string,
  { now, oldest, today }: { readonly now: Date; readonly oldest: Date; readonly today: string },
): Promise<OpenSession | null> {
  const row = await sql
    .selectFrom('access.session as s')
    .innerJoin('access.person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.name', 'p.email', 's.expires_at', 's.created_at', 's.provider'])
    .select('s.second_factor_due')
    .select(heldOn(fragment.ref('p.id'), today).as('held'))
    .where('s.token', '=', token)
    .where('s.expires_at', '>', now)
    .where('s.created_at', '>', oldest)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { id, person_id: person, name, email, provider, held } = row;
  return {
    ...{ id, person, name, email, provider },
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    secondFactorDue: row.second_factor_due,
    grants: toGrants(held),
  };
}

export async function renewSession(sql: Sql, id: string, expiresAt: Date, now: Date): Promise<void> {
  await sql
    .updateTable('access.session')
    .set({ expires_at: expiresAt, updated_at: now })
    .where('id', '=', id)
    .execute();
}

export interface SessionLine {
  readonly id: string;
  readonly provider: string;
  readonly createdAt: Date;
  readonly usedAt: Date;
  readonly address: string | null;
  readonly device: string | null;
}

export async function sessionsOf(sql: Sql, person: string, now: Date): Promise<SessionLine[]> {
  return sql
    .selectFrom('access.session')
    .select([
      'id',
      'provider',
      'created_at as createdAt',
      'updated_at as usedAt',
      'ip_address as address',
      'user_agent as device',
    ])
    .where('person_id', '=', person)
    .where('expires_at', '>', now)
    .where('second_factor_due', '=', false)
    .orderBy('updated_at', 'desc')
    .execute();
}

export async function sessionById(
  sql: Sql,
  id: string,
): Promise<{ id: string; person: string; provider: string } | null> {
  const query = sql.selectFrom('access.session').select(['id', 'person_id as person', 'provider']).where('id', '=', id);
  return (await query.executeTakeFirst()) ?? null;
}

/** How the session was opened: the library that opens it does not say. */
export async function setSessionProvider(sql: Sql, id: string, provider: string): Promise<void> {
  await sql.updateTable('access.session').set({ provider }).where('id', '=', id).execute();
}

/** A session of this person that waits for its second factor since `oldest` at most; its row locked until the end of the transaction. */
export async function waitingSession(
  sql: Sql,
  id: string,
  person: string,
  oldest: Date,
): Promise<{ provider: string } | null> {
  const row = await sql
    .selectFrom('access.session')
    .select('provider')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .where('second_factor_due', '=', true)
    .where('created_at', '>', oldest)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Opens a session that waited for its second factor, under a new token: whoever knew the old one learns nothing from this. False when it is no
 * longer waiting.
 */
export async function passSession(
  sql: Sql,
  id: string,
  { token, expiresAt, now }: { readonly token: string; readonly expiresAt: Date; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('access.session')
    .set({ token, second_factor_due: false, expires_at: expiresAt, created_at: now, updated_at: now })
    .where('id', '=', id)
    .where('second_factor_due', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** One session of this person, and no one else's. */
export async function deleteSession(sql: Sql, id: string, person: string): Promise<boolean> {
  const { numDeletedRows } = await sql
    .deleteFrom('access.session')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Signs a person out everywhere, but for one session when it is given; returns how many were closed. */
export async function deleteSessionsOf(sql: Sql, person: string, except: string | null = null): Promise<number> {
  let query = sql.deleteFrom('access.session').where('person_id', '=', person);
  if (except !== null) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Forgets what can no longer serve: sessions and states of sign-in past their end, counts of attempts older than a day. */
export async function sweep(sql: Sql, now: Date, yesterday: Date): Promise<void> {
  await sql.deleteFrom('access.session').where('expires_at', '<', now).execute();
  await sql.deleteFrom('access.verification').where('expires_at', '<', now).execute();
  await sql.deleteFrom('access.attempt').where('since', '<', yesterday).execute();
}
