import type { MenuEntry, SideEntry } from '#kit/room.ts';
import { speaking } from '#kit/say.ts';
import { act, page, perform, type Route } from '#kit/web/route.ts';
import { everyRow, listInput, listingOf } from '#rooms/registry';
import { t } from './monitoring.sentences.ts';
import { getCalibration, getClusterWatch } from './objectives/cluster-watch.query.ts';
import { objectivesPage } from './objectives/objectives.page.tsx';
import { portfolioPage, portfolioSheet } from './portfolio/portfolio.page.tsx';
import { getPortfolio } from './portfolio/portfolio.query.ts';
import { rulesPage } from './portfolio/rules.page.tsx';
import { removeView, saveView } from './portfolio/saved-view.actions.ts';
import { planRoutes } from './reinforced/plan.web.ts';

const inBoth = (of: () => string) => ({ fr: speaking('fr', of), en: speaking('en', of) });

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

const views: readonly Route[] = [
  act({
    path: '/suivi/vues',
    of: saveView,
    body: ({ title, address, shared }) => ({ title, address, shared: shared === 'oui' }),
    done: ({ address }) => ({ to: address, say: inBoth(() => t().portfolio.viewSaved) }),
  }),
  act({
    path: '/suivi/vues/:view/supprimer',
    of: removeView,
    done: () => ({ to: '/suivi', say: inBoth(() => t().portfolio.viewRemoved) }),
  }),
];

export const monitoringRoutes: readonly Route[] = [portfolio, rules, objectives, ...views, ...planRoutes];

export const monitoringMenu: readonly MenuEntry[] = [
  { label: { fr: 'Suivi', en: 'Monitoring' }, href: '/suivi', of: getPortfolio, rank: 48 },
];

export const monitoringSideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Objectifs et alertes', en: 'Objectives and alerts' },
    href: (cluster) => `/poles/${cluster}/objectifs`,
    of: getClusterWatch,
  },
];
