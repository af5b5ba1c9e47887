import type { MenuEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { listClusters } from './cluster/cluster-list.query.ts';
import { clusterRoutes } from './cluster/clusters.web.tsx';
import { labelRoutes } from './cluster/label.web.tsx';
import { memberRoutes } from './membership/members.web.tsx';
import { listOrganisations } from './organisation/organisation-list.query.ts';
import { organisationRoutes } from './organisation/organisations.web.tsx';
import { getKeyFigures } from './programme/key-figures.query.ts';
import { programmeRoutes } from './programme/programme.web.tsx';
import { updateProgramme } from './programme/update-programme.action.ts';
import { getWeek } from './programme/week.query.ts';

/** Every address of the registry. */
export const registryRoutes: Route[] = [
  ...programmeRoutes,
  ...clusterRoutes,
  ...labelRoutes,
  ...memberRoutes,
  ...organisationRoutes,
];

export const registryMenu: MenuEntry[] = [
  { label: { fr: 'Accueil', en: 'Home' }, href: '/', of: getKeyFigures, rank: 10 },
  { label: { fr: 'Ma semaine', en: 'My week' }, href: '/ma-semaine', of: getWeek, rank: 20 },
  { label: { fr: 'Pôles', en: 'Clusters' }, href: '/poles', of: listClusters, rank: 30 },
  { label: { fr: 'Organisations', en: 'Organisations' }, href: '/organisations', of: listOrganisations, rank: 40 },
  { label: { fr: 'Programme', en: 'Programme' }, href: '/programme', of: updateProgramme, rank: 70 },
];
