import type { Operation } from '#kit/action.ts';
import type { MenuEntry } from '#kit/room.ts';
import { page, type Route, type Visit } from '#kit/web/route.ts';
import { everyRow, listInput, listingOf, may } from '#rooms/registry';
import { listProjectImports } from '../imports/project-import.query.ts';
import { funnelPage } from './funnel.page.tsx';
import { getFunnel } from './funnel.query.ts';
import { t } from './overview.sentences.ts';
import { pipelinePage } from './pipeline.page.tsx';
import { getPipeline } from './pipeline.query.ts';
import { type OtherView, projectListPage, projectSheet } from './project-list.page.tsx';
import { listProjects } from './project-list.query.ts';

const VIEWS: readonly { of: Operation; href: string; label: () => string }[] = [
  { of: listProjects, href: '/projets', label: () => t().list },
  { of: getPipeline, href: '/projets/etapes', label: () => t().columns },
  { of: getFunnel, href: '/projets/entonnoir', label: () => t().funnel },
  { of: listProjectImports, href: '/projets/imports', label: () => t().imports },
];

/** The ways to look at projects that are open to the reader, other than this one. */
const viewsFor = (visit: Visit): OtherView[] =>
  VIEWS.filter(({ of, href }) => may(of, visit) && !visit.here.split('?')[0]!.endsWith(href)).map(
    ({ href, label }) => ({
      href,
      label: label(),
    }),
  );

const list = page({
  path: '/projets',
  of: listProjects,
  input: (visit) => listInput(listProjects, visit),
  view: ({ data, visit }) =>
    projectListPage({
      list: data,
      listing: listingOf(visit),
      views: viewsFor(visit),
      stranger: visit.call.actor.kind === 'stranger',
    }),
  sheet: async (visit) => projectSheet(await everyRow(listProjects, listInput(listProjects, visit), visit)),
});

const criteriaOf = (query: typeof getPipeline | typeof getFunnel, visit: Visit) => {
  const { pageSize: _, ...criteria } = listInput(query as Operation, visit) as Record<string, unknown>;
  return criteria;
};

const pipeline = page({
  path: '/projets/etapes',
  of: getPipeline,
  input: (visit) => criteriaOf(getPipeline, visit),
  view: ({ data, visit }) => pipelinePage({ view: data, listing: listingOf(visit), views: viewsFor(visit) }),
});

const funnel = page({
  path: '/projets/entonnoir',
  of: getFunnel,
  input: (visit) => criteriaOf(getFunnel, visit),
  view: ({ data, visit }) => funnelPage({ view: data, listing: listingOf(visit), views: viewsFor(visit) }),
});

export const overviewWebRoutes: readonly Route[] = [list, pipeline, funnel];

export const overviewMenu: readonly MenuEntry[] = [
  { label: { fr: 'Projets', en: 'Projects' }, href: '/projets', of: listProjects, rank: 46 },
];
