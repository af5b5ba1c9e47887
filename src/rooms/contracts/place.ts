import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace } from '#rooms/registry';
import { clusterOfContract } from './contract.store.ts';

/** A contract stands where its cluster does. */
export async function contractPlace(sql: Sql, { contract }: { contract: string }): Promise<Place | null> {
  const cluster = await clusterOfContract(sql, contract);
  return cluster === null ? null : clusterPlace(sql, cluster);
}
