import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace } from '#rooms/registry';
import { clusterOfContract, metropolesOfContract } from './contract.store.ts';

/** A contract stands where its cluster does, and with the métropoles that are parties to it. */
export async function contractPlace(sql: Sql, { contract }: { contract: string }): Promise<Place | null> {
  const cluster = await clusterOfContract(sql, contract);
  const place = cluster === null ? null : await clusterPlace(sql, cluster);
  return (
    place && { ...place, metropoles: [...(place.metropoles ?? []), ...(await metropolesOfContract(sql, contract))] }
  );
}
