import type { Operation } from '#kit/action.ts';
import { page, type Route, type Visit } from '#kit/web/route.ts';
import { clusterPlace, everyRow, listInput, listingOf, may, openHere } from '#rooms/registry';
import { listFollowUps } from '../delivery/campaign.query.ts';
import { computeFreeAid } from '../funding/calculator/free-aid.query.ts';
import { listCalls } from '../funding/calls/call-list.query.ts';
import { listFundingFiles } from '../funding/files/file-list.query.ts';
import { IMPORTS_ADDRESS } from '../imports/import-list.page.tsx';
import { listProjectImports } from '../imports/project-import.query.ts';
import { createProject } from '../project/create-project.action.ts';
import { CAMPAIGN } from '../project-address.ts';
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
  { of: listFundingFiles, href: '/projets/dossiers', label: () => t().files },
  { of: listFollowUps, href: CAMPAIGN, label: () => t().followUp },
  { of: listCalls, href: '/projets/appels', label: () => t().calls },
  { of: computeFreeAid, href: '/projets/calculateur', label: () => t().calculator },
  { of: listProjectImports, href: IMPORTS_ADDRESS, label: () => t().imports },
];

/** The ways to look at projects that are open to the reader, other than this one. */
const viewsFor = (visit: Visit): OtherView[] =>
  VIEWS.filter(({ of, href }) => may(of, visit) && !visit.here.split('?')[0]!.endsWith(href)).map(
    ({ href, label }) => ({
      href,
      label: label(),
    }),
  );

/** The cluster in whose workspace the reader may open a project from here: the one that the list is filtered to, or the only one that they are of the team of. */
async function opensIn(visit: Visit): Promise<string | null> {
  const { actor, services } = visit.call;
  const own = actor.grants.flatMap(({ scope }) => (scope.kind === 'cluster' ? [scope.id] : []));
  const cluster = listingOf(visit).criteria.cluster ?? (own.length === 1 ? own[0]! : null);
  const place = cluster && (await clusterPlace(services.store.sql, cluster));
  return place && openHere(actor, [createProject], place).length > 0 ? cluster : null;
}

const list = page({
  path: '/projets',
  of: listProjects,
  input: (visit) => listInput(listProjects, visit),
  also: opensIn,
  view: ({ data, extra, visit }) =>
    projectListPage({
      list: data,
      listing: listingOf(visit),
      views: viewsFor(visit),
      opensIn: extra,
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

export const overviewRoutes: readonly Route[] = [list, pipeline, funnel];
