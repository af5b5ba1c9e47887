import type { MenuEntry, SideEntry } from '#kit/room.ts';
import { handedResponse } from '#kit/web/handed-response.ts';
import { page, perform, type Route, raw } from '#kit/web/route.ts';
import { everyRow, listInput, listingOf } from '#rooms/registry';
import { comparisonPage } from './comparison/comparison.page.tsx';
import { compareClusters } from './comparison/comparison.query.ts';
import { dashboardPage } from './dashboard/dashboard.page.tsx';
import { exportDashboard, getDashboard } from './dashboard/dashboard.query.ts';
import { noteRoutes } from './note/note.web.ts';
import { getCalibration, getClusterWatch } from './objectives/cluster-watch.query.ts';
import { objectivesPage } from './objectives/objectives.page.tsx';
import { portfolioPage, portfolioSheet } from './portfolio/portfolio.page.tsx';
import { getPortfolio } from './portfolio/portfolio.query.ts';
import { rulesPage } from './portfolio/rules.page.tsx';
import { planRoutes } from './reinforced/plan.web.ts';

const portfolio = page({
  path: '/suivi',
  of: getPortfolio,
  input: (visit) => listInput(getPortfolio, visit),
  view: ({ data, visit }) => portfolioPage({ view: data, listing: listingOf(visit) }),
  sheet: async (visit) => portfolioSheet(await everyRow(getPortfolio, listInput(getPortfolio, visit), visit)),
});

const objectives = page({
  path: '/poles/:cluster/objectifs',
  of: getClusterWatch,
  also: (visit) => perform(getCalibration, {}, visit.call),
  view: ({ data, extra }) => objectivesPage({ view: data, calibration: extra }),
});

const rules = page({
  path: '/suivi/regles',
  of: getCalibration,
  input: () => ({}),
  view: ({ data }) => rulesPage(data),
});

const comparison = page({
  path: '/suivi/comparaison',
  of: compareClusters,
  input: ({ search }) => ({ a: search.get('a') || undefined, b: search.get('b') || undefined }),
  view: ({ data }) => comparisonPage(data),
});

const dashboards: readonly Route[] = [
  raw({
    path: '/poles/:cluster/tableau-de-bord/:year/pdf',
    of: exportDashboard,
    method: 'GET',
    handle: async ({ params, call }) =>
      handedResponse(await perform(exportDashboard, { cluster: params.cluster!, year: Number(params.year) }, call)),
  }),
  page({
    path: '/poles/:cluster/tableau-de-bord/:year',
    of: getDashboard,
    input: ({ params }) => ({ cluster: params.cluster!, year: Number(params.year) }),
    view: ({ data }) => dashboardPage(data),
  }),
];

export const routes: readonly Route[] = [
  portfolio,
  rules,
  comparison,
  objectives,
  ...dashboards,
  ...noteRoutes,
  ...planRoutes,
];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Suivi', en: 'Monitoring' }, href: '/suivi', of: getPortfolio, rank: 48 },
];

export const sideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Objectifs et alertes', en: 'Objectives and alerts' },
    href: (cluster) => `/poles/${cluster}/objectifs`,
    of: getClusterWatch,
  },
];
