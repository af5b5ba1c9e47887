import type { Actor, Grant, Place, Scope } from '#kit/actor.ts';
import type { ActionContext, Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { type Day, dayInParis } from '#kit/period.ts';
import { type KnownScope, placeOfScope, scopesOf } from '../scope-directory.ts';
import { grantState, type Placed } from './grant.rules.ts';
import { type FunctionGrant, grantById, grantsOf } from './grant.store.ts';
import { personById } from './person.store.ts';

const union = (places: readonly Place[]): Place => ({
  clusters: places.flatMap((place) => place.clusters ?? []),
  regions: places.flatMap((place) => place.regions ?? []),
  metropoles: places.flatMap((place) => place.metropoles ?? []),
  organisations: places.flatMap((place) => place.organisations ?? []),
});

/**
 * Where a scope stands today; null when there is no such place. An organisation stands in the clusters it is an active member of on that day and in no
 * other: having applied to a cluster, or left it, gives its director no authority over the people of an organisation.
 */
export async function findScope(sql: Sql, services: Services, scope: Scope): Promise<KnownScope | null> {
  const today = dayInParis(services.clock.now());
  const directory = scopesOf(services);
  const found = await directory.find(sql, scope, today);
  if (found?.scope.kind !== 'organisation') return found;
  const clusters: string[] = [];
  for (const cluster of found.place.clusters ?? []) {
    if ((await directory.organisationsIn(sql, [cluster], today)).includes(found.scope.id)) clusters.push(cluster);
  }
  return { ...found, place: { ...found.place, clusters } };
}

/** Where functions stand today; a place that no longer exists stands by itself. */
export async function placed(
  sql: Sql,
  services: Services,
  grants: readonly FunctionGrant[],
): Promise<(Placed & { readonly id: string })[]> {
  const found: (Placed & { readonly id: string })[] = [];
  for (const { id, role, scope } of grants) {
    const known = await findScope(sql, services, scope);
    found.push({ id, role, place: known?.place ?? placeOfScope(scope) });
  }
  return found;
}

/** Where a person stands: everywhere they hold or held a function. Null when there is no such person. */
export async function accountPlace(sql: Sql, services: Services, person: string): Promise<Place | null> {
  if (!(await personById(sql, person))) return null;
  const grants = await placed(sql, services, await grantsOf(sql, [person]));
  return union(grants.map(({ place }) => place));
}

/** Where a function stands; null when there is no such function. */
export async function grantPlace(sql: Sql, services: Services, id: string): Promise<Place | null> {
  const grant = await grantById(sql, id);
  if (!grant) return null;
  const [found] = await placed(sql, services, [grant]);
  return found?.place ?? null;
}

/** Where the actor stands: for an act whose limits are told beside a field rather than by silence. */
export const ownPlace = (actor: Actor): Place => union(actor.grants.map((grant: Grant) => placeOfScope(grant.scope)));

/** The functions of a person that are not over, with where they stand. */
export async function standingFunctions(
  { sql, services, today }: Pick<ActionContext, 'sql' | 'services' | 'today'>,
  person: string,
): Promise<Placed[]> {
  const grants = await grantsOf(sql, [person]);
  return placed(
    sql,
    services,
    grants.filter((grant) => grantState(grant, today as Day) !== 'over'),
  );
}
