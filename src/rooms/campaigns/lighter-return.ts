import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { keptReturns } from './return.store.ts';

/** Which clusters have earned a lighter return on a day. A room above says so: it judges objectives, which campaigns do not. */
export type LighterReturns = (sql: Sql, on: Day) => Promise<ReadonlyMap<string, { readonly earned: boolean }>>;

declare module '#kit/room.ts' {
  interface Room {
    readonly lighterReturns?: LighterReturns;
  }
}
declare module '#kit/context.ts' {
  interface Services {
    readonly lighterReturns?: LighterReturns | undefined;
  }
}

/** Fewer validated returns than this earn nothing: nobody is asked, which spares the reading of every cluster. */
const FEWEST_KEPT = 3;

/**
 * Whether a cluster's return of a year is a lighter one (principle 3): what facts counted is then neither to be explained nor confirmed, and its people only answer for
 * what facts cannot feed.
 */
export async function earnsLighterReturn(
  { sql, services }: { readonly sql: Sql; readonly services: Services },
  { cluster, year, on }: { readonly cluster: string; readonly year: number; readonly on: Day },
): Promise<boolean> {
  if (!services.lighterReturns || (await keptReturns(sql, cluster, year)) < FEWEST_KEPT) return false;
  return (await services.lighterReturns(sql, on)).get(cluster)?.earned ?? false;
}
