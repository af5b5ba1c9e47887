import type { Operation } from '#kit/action.ts';
import { type Actor, covers, grantsFor, type Place, type Role } from '#kit/actor.ts';

export { applicationPlace, clusterPlace, membershipPlace, organisationPlace } from './place.store.ts';

/**
 * Where objects stand, for permissions. Regions are written with their vintage (`82@2013`, R12), so that an officer named in one list
 * keeps reaching the same objects whatever the day that the screen speaks of.
 */

/** Acts on the programme as a whole: only grants on the programme reach it. */
export const nationwide = async (): Promise<Place> => ({});

/** Does one of the person's functions among `roles` reach this place? What `permission.where` asks, for what a page offers. */
export const reaches = (actor: Actor, roles: readonly Role[], place: Place): boolean =>
  grantsFor(actor, roles).some((grant) => covers(grant, place));

/** Every place that the person's functions among `roles` reach; `everything` when one of them holds on the programme. */
export interface ReachOf {
  readonly everything: boolean;
  readonly clusters: readonly string[];
  readonly regions: readonly string[];
  readonly metropoles: readonly string[];
  readonly organisations: readonly string[];
}

export function reachOf(actor: Actor, roles: readonly Role[]): ReachOf {
  const scopes = grantsFor(actor, roles).map((grant) => grant.scope);
  const ids = (kind: 'cluster' | 'region' | 'metropole' | 'organisation') =>
    scopes.flatMap((scope) => (scope.kind === kind ? [scope.id] : []));
  return {
    everything: scopes.some((scope) => scope.kind === 'programme'),
    clusters: ids('cluster'),
    regions: ids('region'),
    metropoles: ids('metropole'),
    organisations: ids('organisation'),
  };
}

/** Names of the actions that a person may do in a place: the server says what is open, the page shows it. */
export const openHere = (actor: Actor, operations: readonly Operation[], place: Place): string[] =>
  operations
    .filter(({ meta }) => Array.isArray(meta.permission.who) && reaches(actor, meta.permission.who, place))
    .map(({ meta }) => meta.name);
