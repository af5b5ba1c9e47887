import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { followedIndicators } from '#rooms/contracts';
import { commonIndicators } from '#rooms/indicators';
import { askedQuestions } from '../return.store.ts';
import { type Asked, askedFigures } from './asked.rules.ts';

/** The contract of a year is the one that holds on its last day. */
export const lastDayOf = (year: number): Day => `${year}-12-31` as Day;

/** What a campaign asks of a cluster: the indicators of its contract, then the questions of the year. */
export async function whatIsAsked(sql: Sql, cluster: string, year: number): Promise<Asked> {
  const on = lastDayOf(year);
  const followed = await followedIndicators(sql, on, [cluster]);
  return askedFigures(followed, await commonIndicators(sql, on), await askedQuestions(sql, year));
}
