import type { QueryContext } from '#kit/context.ts';
import { untilNextAct } from '#kit/remembered.ts';
import { type Facet, type RegionVintage, regionVintageOn, speakingDay } from '#rooms/registry';
import type { ProjectFilter } from './project-filter.store.ts';
import { countryFacets, type ProjectFacets, projectFacets } from './project-list.store.ts';

type Asked = Pick<QueryContext, 'actor' | 'services' | 'sql' | 'today'>;

/** Two people with the same functions are offered the same filters. */
const reachKey = ({ actor }: Asked): unknown =>
  actor.grants.map(({ role, scope }) => [role, scope.kind, 'id' in scope ? scope.id : '']);

/** What the filters may offer to this reader, kept until something is done: counting every project again at each visit would cost more than the list. */
export async function facetsFor(asked: Asked, q?: string): Promise<ProjectFacets> {
  const vintage = await regionsOfTheDay(asked);
  return untilNextAct(
    asked.services.store,
    JSON.stringify(['projects.facets', vintage, reachKey(asked), q ?? '']),
    () => projectFacets(asked.sql, asked.actor, q, vintage),
  );
}

/** The list of regions that holds on the day that screens speak of (R12). */
const regionsOfTheDay = async ({ sql, today }: Asked): Promise<RegionVintage> =>
  regionVintageOn(await speakingDay(sql, undefined, today));

/** What was asked for, its region read in the list of the day. */
export async function filterOf<Criteria extends { readonly region?: string | undefined }>(
  asked: Asked,
  { region, ...criteria }: Criteria,
): Promise<Omit<Criteria, 'region'> & Pick<ProjectFilter, 'region'>> {
  return region ? { ...criteria, region: { code: region, vintage: await regionsOfTheDay(asked) } } : criteria;
}

/** The countries that the funnel may be asked for, likewise. */
export const countriesFor = (asked: Asked): Promise<Facet[]> =>
  untilNextAct(asked.services.store, JSON.stringify(['projects.countries', reachKey(asked)]), () =>
    countryFacets(asked.sql, asked.actor),
  );
