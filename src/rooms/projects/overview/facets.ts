import type { QueryContext } from '#kit/context.ts';
import { untilNextAct } from '#kit/remembered.ts';
import type { Facet } from '#rooms/registry';
import { countryFacets, type ProjectFacets, projectFacets } from './project-list.store.ts';

type Asked = Pick<QueryContext, 'actor' | 'services' | 'sql'>;

/** Two people with the same functions are offered the same filters. */
const reachKey = ({ actor }: Asked): unknown =>
  actor.grants.map(({ role, scope }) => [role, scope.kind, 'id' in scope ? scope.id : '']);

/** What the filters may offer to this reader, kept until something is done: counting every project again at each visit would cost more than the list. */
export const facetsFor = (asked: Asked, q?: string): Promise<ProjectFacets> =>
  untilNextAct(asked.services.store, JSON.stringify(['projects.facets', reachKey(asked), q ?? '']), () =>
    projectFacets(asked.sql, asked.actor, q),
  );

/** The countries that the funnel may be asked for, likewise. */
export const countriesFor = (asked: Asked): Promise<Facet[]> =>
  untilNextAct(asked.services.store, JSON.stringify(['projects.countries', reachKey(asked)]), () =>
    countryFacets(asked.sql, asked.actor),
  );
