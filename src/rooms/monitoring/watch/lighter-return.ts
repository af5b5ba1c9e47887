import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { Lighter } from '../reinforced/monitoring.rules.ts';
import { watch } from './watch.ts';

/**
 * The clusters that earn a lighter return on a day, with why: campaigns kept in a row, part of objectives on track (principle 3). What a campaign then asks
 * of them is only what facts cannot feed. Reads within the caller's transaction; one reading for all of them.
 */
export const lighterReturns = async (sql: Sql, on: Day): Promise<ReadonlyMap<string, Lighter>> =>
  new Map((await watch(sql, on)).map(({ cluster, watched }) => [cluster.id, watched.lighter]));
