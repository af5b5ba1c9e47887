import { sql as fragment } from 'kysely';
import type { Grant } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';
import { heldOn, toGrants } from '../accounts/held-function.store.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const keys = (sql: Sql) =>
  sql
    .selectFrom('access.api_key as k')
    .innerJoin('access.person as p', 'p.id', 'k.person_id')
    .select([
      'k.id',
      'k.name',
      'p.id as owner_id',
      'p.name as owner_name',
      'k.scopes',
      'k.created_at',
      'k.expires_at',
      'k.revoked_at',
      'k.last_used_at',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof keys>['execute']>>[number];

const toKey = (row: Row): ApiKey => ({
  id: row.id,
  name: row.name,
  owner: { id: row.owner_id, name: row.owner_name },
  scopes: row.scopes,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
});

export async function insertKey(
  sql: Sql,
  key: {
    readonly id: string;
    readonly hash: string;
    readonly name: string;
    readonly person: string;
    readonly scopes: readonly string[];
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql
    .insertInto('access.api_key')
    .values({
      id: key.id,
      hash: key.hash,
      name: key.name,
      person_id: key.person,
      scopes: [...key.scopes],
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

/** A person's keys, the latest first. */
export async function keysOf(sql: Sql, person: string): Promise<ApiKey[]> {
  const rows = await keys(sql)
    .where('k.person_id', '=', person)
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id')
    .execute();
  return rows.map(toKey);
}

/** Its row locked until the end of the transaction. */
export async function lockKey(sql: Sql, id: string): Promise<ApiKey | null> {
  const row = await keys(sql).where('k.id', '=', id).forUpdate('k').executeTakeFirst();
  return row ? toKey(row) : null;
}

export async function setKeyRevoked(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.updateTable('access.api_key').set({ revoked_at: now }).where('id', '=', id).execute();
}

export interface UsableKey extends ApiKey {
  readonly grants: Grant[];
}

/** The key of a header with its owner's functions of the day, in one statement; null when it is unknown, over, or its owner's account closed. */
export async function usableKey(sql: Sql, hash: string, now: Date, today: string): Promise<UsableKey | null> {
  const row = await keys(sql)
    .select(heldOn(fragment.ref('p.id'), today).as('held'))
    .where('k.hash', '=', hash)
    .where('k.expires_at', '>', now)
    .where('k.revoked_at', 'is', null)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst();
  return row ? { ...toKey(row), grants: toGrants(row.held) } : null;
}

export async function touchKey(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.updateTable('access.api_key').set({ last_used_at: now }).where('id', '=', id).execute();
}

export async function ownerOfKey(sql: Sql, id: string): Promise<string | null> {
  const row = await sql.selectFrom('access.api_key').select('person_id').where('id', '=', id).executeTakeFirst();
  return row?.person_id ?? null;
}
