import type { MenuEntry, SideEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { listAddress } from '#rooms/registry';
import { attributionRoutes } from './delivery/attribution.web.tsx';
import { campaignRoutes } from './delivery/campaign.web.tsx';
import { followedRoutes } from './delivery/delivery.web.tsx';
import { resultsRoutes } from './delivery/results.web.tsx';
import { calculatorRoutes } from './funding/calculator/calculator.web.tsx';
import { callRoutes } from './funding/calls/calls.web.tsx';
import { fileRoutes } from './funding/files/files.web.tsx';
import { importRoutes } from './imports/imports.web.tsx';
import { committeeRoutes } from './labelling/committee.web.ts';
import { listLabelRequests } from './labelling/label-request-list.query.ts';
import { projectLabellingRoutes } from './labelling/labelling.web.ts';
import { requestsAddress } from './labelling/labelling-address.ts';
import { meetingRoutes } from './labelling/meeting.web.ts';
import { reviewRoutes } from './labelling/review.web.ts';
import { overviewRoutes } from './overview/overview.web.tsx';
import { getPipeline } from './overview/pipeline.query.ts';
import { listProjects } from './overview/project-list.query.ts';
import { projectRoutes } from './project/project.web.tsx';

export const routes: readonly Route[] = [
  ...projectRoutes,
  ...projectLabellingRoutes,
  ...reviewRoutes,
  ...committeeRoutes,
  ...meetingRoutes,
  ...callRoutes,
  ...calculatorRoutes,
  ...fileRoutes,
  ...followedRoutes,
  ...resultsRoutes,
  ...attributionRoutes,
  ...campaignRoutes,
  ...overviewRoutes,
  ...importRoutes,
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Projets', en: 'Projects' }, href: '/projets', of: listProjects, rank: 46 },
];

export const sideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Projets', en: 'Projects' },
    href: (cluster) => listAddress({ path: '/projets', criteria: {} }, { cluster }),
    of: getPipeline,
  },
  {
    about: 'cluster',
    label: { fr: 'Labellisation', en: 'Labelling' },
    href: (of) => requestsAddress(of),
    of: listLabelRequests,
  },
];
