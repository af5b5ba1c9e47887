import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';

export interface SecondFactor {
  readonly sealedSecret: string;
  /** The last period whose code was used. */
  readonly lastStep: number;
  readonly enabledAt: Date;
}

const columns = ['sealed_secret as sealedSecret', 'last_step as lastStep', 'enabled_at as enabledAt'] as const;

export async function secondFactorOf(sql: Sql, person: string): Promise<SecondFactor | null> {
  const query = sql.selectFrom('access.second_factor').select(columns).where('person_id', '=', person);
  return (await query.executeTakeFirst()) ?? null;
}

/** Its row locked until the end of the transaction: of two uses of one code, the second sees the first. */
export async function lockSecondFactor(sql: Sql, person: string): Promise<SecondFactor | null> {
  const query = sql.selectFrom('access.second_factor').select(columns).where('person_id', '=', person).forUpdate();
  return (await query.executeTakeFirst()) ?? null;
}

/** @throws DatabaseError 23505 when the person has one already. */
export async function insertSecondFactor(
  sql: Sql,
  factor: { readonly person: string; readonly sealedSecret: string; readonly lastStep: number; readonly now: Date },
): Promise<void> {
  await sql
    .insertInto('access.second_factor')
    .values({
      person_id: factor.person,
      sealed_secret: factor.sealedSecret,
      last_step: factor.lastStep,
      enabled_at: factor.now,
    })
    .execute();
}

export async function setLastStep(sql: Sql, person: string, step: number): Promise<void> {
  await sql.updateTable('access.second_factor').set({ last_step: step }).where('person_id', '=', person).execute();
}

/** With its recovery codes. False when there was none. */
export async function deleteSecondFactor(sql: Sql, person: string): Promise<boolean> {
  const { numDeletedRows } = await sql
    .deleteFrom('access.second_factor')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** New recovery codes in place of the old ones, used or not. */
export async function replaceRecoveryCodes(
  sql: Sql,
  person: string,
  hashes: readonly string[],
  now: Date,
): Promise<void> {
  await sql.deleteFrom('access.recovery_code').where('person_id', '=', person).execute();
  await sql
    .insertInto('access.recovery_code')
    .values(hashes.map((hash) => ({ hash, person_id: person, made_at: now })))
    .execute();
}

/** Marks a code used; false when it is not this person's, or was used. */
export async function useRecoveryCode(sql: Sql, person: string, hash: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('access.recovery_code')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countRecoveryCodesLeft(sql: Sql, person: string): Promise<number> {
  const { left } = await sql
    .selectFrom('access.recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return left;
}
