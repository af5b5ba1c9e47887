import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';

export interface Link {
  readonly id: string;
  readonly action: string;
  readonly input: Record<string, unknown>;
  /** Whom it was made for, as the journal names them. */
  readonly label: string;
  readonly email: string | null;
  readonly purpose: { readonly fr: string; readonly en: string };
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
}

export async function insertLink(
  sql: Sql,
  link: Omit<Link, 'usedAt' | 'revokedAt'> & { readonly hash: string; readonly madeById: string },
): Promise<void> {
  await sql
    .insertInto('access.link')
    .values({
      id: link.id,
      token_hash: link.hash,
      action: link.action,
      input: link.input,
      label: link.label,
      email: link.email,
      purpose_fr: link.purpose.fr,
      purpose_en: link.purpose.en,
      made_by: link.madeById,
      made_by_name: link.madeBy,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
    })
    .execute();
}

export async function linkByHash(sql: Sql, hash: string): Promise<Link | null> {
  const row = await sql.selectFrom('access.link').selectAll().where('token_hash', '=', hash).executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    action: row.action,
    input: row.input,
    label: row.label,
    email: row.email,
    purpose: { fr: row.purpose_fr, en: row.purpose_en },
    madeBy: row.made_by_name,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at,
  };
}

/** True for one caller only: the row is locked by whoever comes first, and the others then find it used. */
export async function useLink(sql: Sql, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('access.link')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Closes the links still open for these actions whose input names this person. */
export async function revokeLinks(sql: Sql, actions: readonly string[], person: string, now: Date): Promise<void> {
  await sql
    .updateTable('access.link')
    .set({ revoked_at: now })
    .where('action', 'in', actions)
    .where((where) => where(where.ref('input', '->>').key('person'), '=', person))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Was one made for this person since that instant, and not used? */
export async function recentLink(sql: Sql, action: string, person: string, since: Date): Promise<boolean> {
  const row = await sql
    .selectFrom('access.link')
    .select('id')
    .where('action', '=', action)
    .where((where) => where(where.ref('input', '->>').key('person'), '=', person))
    .where('made_at', '>', since)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
