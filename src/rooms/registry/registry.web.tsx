import type { MenuEntry } from '#kit/room.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, Route, Visit } from '#kit/web/route.ts';
import { listClusters } from './cluster/cluster-list.query.ts';
import { clusterRoutes } from './cluster/clusters.web.tsx';
import { labelRoutes } from './cluster/label.web.tsx';
import { importRoutes } from './import/import.web.tsx';
import { startMembersImport } from './import/start-import.action.ts';
import { memberRoutes } from './membership/members.web.tsx';
import { listMyApplications } from './membership/own-applications.query.ts';
import { ownApplicationRoutes } from './membership/own-applications.web.ts';
import { listOrganisations } from './organisation/organisation-list.query.ts';
import { organisationRoutes } from './organisation/organisations.web.tsx';
import { getKeyFigures } from './programme/key-figures.query.ts';
import { programmeRoutes } from './programme/programme.web.tsx';
import { updateProgramme } from './programme/update-programme.action.ts';
import { getWeek } from './programme/week.query.ts';
import { may } from './registry.visit.ts';

/** The left navigation offers only what the reader may open: whoever reads a cluster without keeping its members imports nothing. */
function withOpenEntries(page: Page, visit: Visit): Page {
  if (!page.side || may(startMembersImport, visit)) return page;
  return {
    ...page,
    side: { ...page.side, entries: page.side.entries.filter(({ href }) => !href.endsWith('/import')) },
  };
}

function forReader(route: Route): Route {
  if (route.kind === 'page') {
    return { ...route, view: async (data, visit) => withOpenEntries(await route.view(data, visit), visit) };
  }
  if (route.kind === 'form') {
    return { ...route, view: async (filled: Filled<never>) => withOpenEntries(await route.view(filled), filled.visit) };
  }
  return route;
}

/** Every address of the registry. */
export const routes: Route[] = [
  ...programmeRoutes,
  ...clusterRoutes,
  ...labelRoutes,
  ...memberRoutes,
  ...ownApplicationRoutes,
  ...importRoutes,
  ...organisationRoutes,
].map(forReader);

export const menu: MenuEntry[] = [
  { label: { fr: 'Accueil', en: 'Home' }, href: '/', of: getKeyFigures, rank: 10 },
  { label: { fr: 'Ma semaine', en: 'My week' }, href: '/ma-semaine', of: getWeek, rank: 20 },
  { label: { fr: 'Pôles', en: 'Clusters' }, href: '/poles', of: listClusters, rank: 30 },
  { label: { fr: 'Organisations', en: 'Organisations' }, href: '/organisations', of: listOrganisations, rank: 40 },
  {
    label: { fr: 'Mes candidatures', en: 'My applications' },
    href: '/mes-candidatures',
    of: listMyApplications,
    rank: 45,
  },
  { label: { fr: 'Programme', en: 'Programme' }, href: '/programme', of: updateProgramme, rank: 70 },
];
