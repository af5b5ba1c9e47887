import type { Actor, Grant, Place } from '#kit/actor.ts';
import type { ActionContext, Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { type Day, dayInParis } from '#kit/period.ts';
import { placeOfScope, scopesOf } from '../scope-directory.ts';
import { grantState, type Placed } from './grant.rules.ts';
import { type FunctionGrant, grantById, grantsOf } from './grant.store.ts';
import { personById } from './person.store.ts';

const union = (places: readonly Place[]): Place => ({
  clusters: places.flatMap((place) => place.clusters ?? []),
  regions: places.flatMap((place) => place.regions ?? []),
  metropoles: places.flatMap((place) => place.metropoles ?? []),
  organisations: places.flatMap((place) => place.organisations ?? []),
});

/** Where functions stand today; a place that no longer exists stands by itself. */
export async function placed(
  sql: Sql,
  services: Services,
  grants: readonly FunctionGrant[],
): Promise<(Placed & { readonly id: string })[]> {
  const today = dayInParis(services.clock.now());
  const found: (Placed & { readonly id: string })[] = [];
  for (const { id, role, scope } of grants) {
    const known = await scopesOf(services).find(sql, scope, today);
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
