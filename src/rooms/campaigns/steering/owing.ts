import type { Sql } from '#kit/db/database.ts';
import { followedIndicators } from '#rooms/contracts';
import { clustersOn } from '#rooms/registry';
import { type ReturnStanding, returnsOfYear } from '../campaign.store.ts';
import { type Delay, delaysOfYear } from '../delay.store.ts';
import { lastDayOf } from '../filling/asked.ts';
import { askedQuestions } from '../return.store.ts';

/** A cluster that owes a return for a year, and the return that was opened for it. */
export interface Owing {
  readonly cluster: { readonly id: string; readonly name: string };
  /** Coordinating region, in words. */
  readonly region: string | null;
  readonly held: ReturnStanding | null;
  /** More time that it was given. */
  readonly delay: Delay | null;
  readonly synthetic: boolean;
}

/**
 * Who owes the figures of a year (R29): every cluster that held the label on its last day and is asked something, by its contract or by the campaign, and those whose
 * return was opened.
 */
export async function owingClusters(sql: Sql, year: number): Promise<Owing[]> {
  const on = lastDayOf(year);
  const clusters = await clustersOn(sql, on);
  const followed = new Set((await followedIndicators(sql, on)).map(({ cluster }) => cluster));
  const everybody = (await askedQuestions(sql, year)).length > 0;
  const held = new Map((await returnsOfYear(sql, year)).map((one) => [one.cluster, one]));
  const delays = await delaysOfYear(sql, year);
  return clusters
    .filter(({ id, label }) => held.has(id) || (label === 'labelled' && (everybody || followed.has(id))))
    .map(({ id, name, region, synthetic }) => ({
      cluster: { id, name },
      region: region?.name ?? null,
      held: held.get(id) ?? null,
      delay: delays.get(id) ?? null,
      synthetic: synthetic || (held.get(id)?.synthetic ?? false),
    }));
}
