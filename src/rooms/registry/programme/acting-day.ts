import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { speakingDay } from './programme.store.ts';

/**
 * The day that an act falls on when nobody says otherwise: today, or the programme's reference day when that comes first. A demonstration that
 * speaks of 2018 is not dated from the year it is shown, and an act of 2013 replayed by it keeps its own day.
 */
export async function actingDay(sql: Sql, today: string): Promise<Day> {
  const speaking = await speakingDay(sql, undefined, today);
  return (speaking < today ? speaking : today) as Day;
}
