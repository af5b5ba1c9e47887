import type { MenuEntry, SideEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { listClusterContracts, listContracts } from './life/contract-list.query.ts';
import { lifeRoutes } from './life/life.web.tsx';
import { negotiationRoutes } from './negotiation/negotiation.web.tsx';
import { roadmapRoutes } from './roadmap/roadmap.web.tsx';
import { rulesRoutes } from './settings/rules.web.tsx';
import { signatureRoutes } from './signature/signature.web.tsx';
import { financingRoutes } from './strategy/financing.web.tsx';
import { priorityRoutes } from './strategy/priority.web.tsx';
import { strategyRoutes } from './strategy/strategy.web.tsx';
import { textRoutes } from './text/text.web.ts';

export const routes: readonly Route[] = [
  ...lifeRoutes,
  ...strategyRoutes,
  ...financingRoutes,
  ...priorityRoutes,
  ...rulesRoutes,
  ...roadmapRoutes,
  ...negotiationRoutes,
  ...textRoutes,
  ...signatureRoutes,
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Contrats', en: 'Contracts' }, href: '/contrats', of: listContracts, rank: 45 },
];

export const sideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Contrat', en: 'Contract' },
    href: (cluster) => `/poles/${cluster}/espace/contrat`,
    of: listClusterContracts,
  },
];
