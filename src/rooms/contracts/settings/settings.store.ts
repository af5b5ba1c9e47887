import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type ContractRules, PHASE, PHASE_3_RULES } from './contract-rules.ts';

/** The rules in force: those of the programme's data, or the ones it starts with. */
export async function rulesOf(sql: Sql): Promise<{ readonly rules: ContractRules; readonly revision: number }> {
  const row = await sql
    .selectFrom('contracts.settings')
    .select(['rules', 'revision'])
    .where('phase', '=', PHASE)
    .executeTakeFirst();
  return row ?? { rules: PHASE_3_RULES, revision: 0 };
}

export const saveRules = async (trx: Sql, rules: ContractRules, revision: number): Promise<void> => {
  const row = { phase: PHASE, rules: JSON.stringify(rules) as never, revision };
  await trx
    .insertInto('contracts.settings')
    .values(row)
    .onConflict((conflict) => conflict.column('phase').doUpdateSet(row))
    .execute();
};

/** Holds the rules until the transaction ends, even while they have no row of their own: two changes take turns. */
export const lockRules = async (trx: Sql): Promise<void> => {
  await fragment`select pg_advisory_xact_lock(hashtext(${`contracts.settings ${PHASE}`}))`.execute(trx);
};
