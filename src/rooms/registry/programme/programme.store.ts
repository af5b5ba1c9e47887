import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { activeOn } from '../fragments.store.ts';
import { referenceDayOf } from './programme.rules.ts';
import { PROGRAMME_ID, type ProgrammeTable } from './programme.ts';

/** The programme of this store; null before the reference data is loaded. */
export const findProgramme = async (sql: Sql): Promise<ProgrammeTable | null> =>
  (await sql.selectFrom('registry.programme').selectAll().where('id', '=', PROGRAMME_ID).executeTakeFirst()) ?? null;

/** The same, held until the transaction ends: whoever designates a strategic cluster next waits here (R07). */
export const lockProgramme = (trx: Sql): Promise<ProgrammeTable> =>
  trx
    .selectFrom('registry.programme')
    .selectAll()
    .where('id', '=', PROGRAMME_ID)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Error('The programme is not loaded: loadClusters has not run'));

/** The day that a reading speaks of: the one asked for, else the programme's reference day. */
export async function speakingDay(sql: Sql, asked: Day | undefined, today: string): Promise<Day> {
  return asked ?? referenceDayOf(await findProgramme(sql), today as Day);
}

/** Writes the programme's row as the reference data describes it; what an administrator set since stays. */
export async function insertProgramme(trx: Sql, programme: ProgrammeTable): Promise<boolean> {
  const done = await trx
    .insertInto('registry.programme')
    .values(programme)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Nothing is written when nothing changes. */
export async function writeProgramme(trx: Sql, change: Partial<ProgrammeTable>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('registry.programme').set(change).where('id', '=', PROGRAMME_ID).execute();
}

/** Designations that hold on a day. */
export async function countStrategic(sql: Sql, on: string): Promise<number> {
  const { rows } = await fragment<{ count: number }>`
    select count(*) as count from registry.strategic_designation s where ${activeOn('s', on)}`.execute(sql);
  return rows[0]!.count;
}
