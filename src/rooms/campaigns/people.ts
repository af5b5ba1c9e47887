import type { Sql } from '#kit/db/database.ts';
import { type Holder, peopleHolding } from '#rooms/access';
import { coordinatingRegions } from './campaign.store.ts';
import type { Step } from './campaigns.tables.ts';

const once = (people: readonly Holder[]): Holder[] => [...new Map(people.map((one) => [one.person, one])).values()];

/** Who fills in the return of a cluster: its director and its officers. */
export async function peopleOfCluster(sql: Sql, cluster: string, on: string): Promise<Holder[]> {
  const scope = { kind: 'cluster', id: cluster } as const;
  return once([
    ...(await peopleHolding(sql, 'cluster-director', scope, on)),
    ...(await peopleHolding(sql, 'cluster-officer', scope, on)),
  ]);
}

/** Who answers a step: the officers of the coordinating region; for the State, those of the whole programme when it has none there. */
export async function peopleOfStep(sql: Sql, step: Step, cluster: string, on: string): Promise<Holder[]> {
  const role = step === 'state' ? 'state-officer' : 'region-officer';
  const near: Holder[] = [];
  for (const id of await coordinatingRegions(sql, cluster))
    near.push(...(await peopleHolding(sql, role, { kind: 'region', id }, on)));
  if (near.length > 0 || step === 'region') return once(near);
  return peopleHolding(sql, role, { kind: 'programme' }, on);
}
