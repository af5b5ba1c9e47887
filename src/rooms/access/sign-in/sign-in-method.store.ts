import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';

/** The provider's name of a password in `access.sign_in_method`; the sign-in library's own word. */
export const PASSWORD_PROVIDER = 'credential';

export async function passwordHashOf(sql: Sql, person: string): Promise<string | null> {
  const row = await sql
    .selectFrom('access.sign_in_method')
    .select('password')
    .where('provider', '=', PASSWORD_PROVIDER)
    .where('subject', '=', person)
    .executeTakeFirst();
  return row?.password ?? null;
}

/** A first password, or a new one in place of the old. */
export async function savePasswordHash(
  sql: Sql,
  {
    id,
    person,
    hash,
    now,
  }: { readonly id: string; readonly person: string; readonly hash: string; readonly now: Date },
): Promise<void> {
  await sql
    .insertInto('access.sign_in_method')
    .values({
      id,
      person_id: person,
      provider: PASSWORD_PROVIDER,
      subject: person,
      password: hash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({ password: hash, updated_at: now }),
    )
    .execute();
}

/** Names of the ways in which a person can sign in. */
export async function providersOf(sql: Sql, person: string): Promise<string[]> {
  const rows = await sql
    .selectFrom('access.sign_in_method')
    .select('provider')
    .where('person_id', '=', person)
    .orderBy('provider')
    .execute();
  return rows.map((row) => row.provider);
}

/** Who signs in as this subject of a provider. */
export async function personOfSubject(sql: Sql, provider: string, subject: string): Promise<string | null> {
  const row = await sql
    .selectFrom('access.sign_in_method')
    .select('person_id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** @throws DatabaseError 23505 when the subject already signs in as somebody. */
export async function insertSubject(
  sql: Sql,
  method: {
    readonly id: string;
    readonly person: string;
    readonly provider: string;
    readonly subject: string;
    readonly now: Date;
  },
): Promise<void> {
  await sql
    .insertInto('access.sign_in_method')
    .values({
      id: method.id,
      person_id: method.person,
      provider: method.provider,
      subject: method.subject,
      created_at: method.now,
      updated_at: method.now,
    })
    .execute();
}

/** The last identity token that a provider gave for this person: signing out there asks for it. */
export async function identityTokenOf(sql: Sql, person: string, provider: string): Promise<string | null> {
  const row = await sql
    .selectFrom('access.sign_in_method')
    .select('id_token')
    .where('person_id', '=', person)
    .where('provider', '=', provider)
    .orderBy('updated_at', 'desc')
    .executeTakeFirst();
  return row?.id_token ?? null;
}
