import type { Actor, Role } from '#kit/actor.ts';
import { holds } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { reachOf } from '#rooms/registry';
import { AUTHORITIES, CONTRACT_READERS, WRITERS } from '../contracts.roles.ts';
import type { Visibility } from '../negotiation/negotiation.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import { contractFacts } from './contract-facts.store.ts';
import type { ContractFacts } from './contract-facts.ts';

/** The comments that somebody may count: as `visibilitiesFor` says on one contract, by the person's functions alone. */
const countable = (actor: Actor): Visibility[] => [
  'all',
  ...(holds(actor, [...AUTHORITIES, 'administrator']) ? (['authorities'] as const) : []),
  ...(holds(actor, WRITERS) ? (['cluster'] as const) : []),
];

/** The contracts within reach of a person, among those who read contracts, with their regions of a day. */
export const factsInReach = (
  sql: Sql,
  actor: Actor,
  on: string,
  roles: readonly Role[] = CONTRACT_READERS,
): Promise<ContractFacts[]> => contractFacts(sql, { reach: reachOf(actor, roles) }, countable(actor), on);

export const factsOfContract = async (
  sql: Sql,
  actor: Actor,
  contract: string,
  on: string,
): Promise<ContractFacts | null> => (await contractFacts(sql, { contract }, countable(actor), on))[0] ?? null;

/** Beyond this many contracts the projects are not counted one by one. */
const MOST_COUNTED = 3;

/** What the projects still lack, by contract: for a cluster's own team, who can do something about it; nobody else waits for the count. */
export async function missingOf(
  sql: Sql,
  actor: Actor,
  contracts: readonly ContractFacts[],
): Promise<ReadonlyMap<string, number>> {
  const written = contracts.filter(({ underWay }) => underWay?.state === 'open');
  if (!holds(actor, WRITERS) || written.length > MOST_COUNTED) return new Map();
  const counted = new Map<string, number>();
  for (const { id, underWay } of written) counted.set(id, (await completenessOf(sql, underWay!.id)).missing);
  return counted;
}
