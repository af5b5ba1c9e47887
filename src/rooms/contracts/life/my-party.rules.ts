import { type Actor, covers, grantsFor, type Place, type Role } from '#kit/actor.ts';
import type { PartyTable } from '../contract.ts';
import { WRITERS } from '../contracts.roles.ts';

const TEAM: readonly Role[] = WRITERS.filter((role) => role !== 'administrator');

/**
 * Does this person work for this party? The cluster's team for the association, the officers of a territory for their authority. The
 * administrator works for none of them: the programme is no party.
 */
export function worksFor(
  actor: Actor,
  party: Pick<PartyTable, 'kind' | 'region' | 'metropole'>,
  cluster: string,
): boolean {
  const reach = (roles: readonly Role[], place: Place) => grantsFor(actor, roles).some((grant) => covers(grant, place));
  const inRegion = { regions: party.region === null ? [] : [`${party.region}@2013`] };
  switch (party.kind) {
    case 'state':
      return reach(['state-officer'], inRegion);
    case 'region':
      return reach(['region-officer'], inRegion);
    case 'authority':
      // A local authority without an account here is followed by the State's officer of its region.
      return party.metropole === null
        ? reach(['state-officer'], inRegion)
        : reach(['metropole-officer'], { metropoles: [party.metropole] });
    case 'cluster':
      return reach(TEAM, { clusters: [cluster] });
  }
}
