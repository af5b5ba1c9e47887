import { notFound } from '#kit/action.ts';
import { form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { listApplications } from '../membership/application-list.query.ts';
import { getMembersOverTime, listMembers } from '../membership/member-list.query.ts';
import { candidatesFor } from '../membership/own-applications.web.ts';
import { inBoth } from '../registry.sentences.ts';
import { clusterSheet } from '../registry.sheets.ts';
import { everyRow, listInput, listingOf, may, organisationChoice, regionNames } from '../registry.visit.ts';
import { amendCluster } from './amend-cluster.action.ts';
import { appointRepresentative } from './appoint-representative.action.ts';
import { clusterPage } from './cluster.page.tsx';
import { getCluster } from './cluster.query.ts';
import type { ClusterDetail } from './cluster.ts';
import type { ClusterLink } from './cluster-link.ts';
import { clusterListPage } from './cluster-list.page.tsx';
import { listClusters } from './cluster-list.query.ts';
import { createCluster } from './create-cluster.action.ts';
import { amendClusterPage, governanceBodyPage, identityPage, representativePage } from './identity.page.tsx';
import { createClusterPage } from './label-forms.page.tsx';
import { setGovernanceBody } from './set-governance-body.action.ts';
import { workspacePage } from './workspace.page.tsx';
import { workspaceAddress } from './workspace-navigation.ts';

/** The whole cluster; a form about it exists only for those to whom the act is open. */
export async function clusterOf(visit: Visit, act?: string): Promise<ClusterDetail> {
  const cluster = await perform(getCluster, { cluster: visit.params.cluster! }, visit.call);
  const offered = [...cluster.open, ...cluster.closed.map((one) => one.action)];
  if (act && !offered.includes(act)) throw notFound();
  return cluster;
}

const list = page({
  path: '/poles',
  of: listClusters,
  input: (visit) => listInput(listClusters, visit),
  also: (visit, data) => regionNames(data.regionVintage, visit),
  view: ({ data, extra, visit }) =>
    clusterListPage({
      list: data,
      listing: listingOf(visit),
      create: may(createCluster, visit),
      regionNames: extra,
    }),
  sheet: async (visit) => clusterSheet(await everyRow(listClusters, listInput(listClusters, visit), visit)),
});

const create = form({
  path: '/poles/nouveau',
  of: createCluster,
  view: createClusterPage,
  done: ({ cluster }) => ({ to: `/poles/${cluster}`, say: inBoth((words) => words.workspace.create.done) }),
});

/** The reader works on this cluster: its workspace opens to them. */
async function works(visit: Visit): Promise<boolean> {
  if (!may(listApplications, visit)) return false;
  return perform(listApplications, { cluster: visit.params.cluster!, pageSize: 1 }, visit.call).then(
    () => true,
    () => false,
  );
}

/** What rooms above the register show of this cluster, in their order. */
async function linksFrom({ call: { services } }: Visit, cluster: string): Promise<ClusterLink[]> {
  const links = [];
  for (const find of services.clusterLinks ?? []) links.push(await find(services.store.sql, cluster));
  return links.filter((link) => link !== null);
}

const show = page({
  path: '/poles/:cluster',
  of: getCluster,
  input: ({ params }) => ({ cluster: params.cluster! }),
  also: async (visit, cluster) => ({
    overTime: await perform(getMembersOverTime, { cluster: cluster.id, on: cluster.on }, visit.call),
    workspace: await works(visit),
    candidates: await candidatesFor(visit, cluster.id, cluster.on),
    links: await linksFrom(visit, cluster.id),
  }),
  view: ({ data, extra }) => clusterPage({ cluster: data, ...extra }),
});

/** Rows under « Derniers mouvements ». */
const RECENT = 5;

// Whoever may read the applications works on this cluster: the permission of that query rules the whole workspace.
const overview = page({
  path: '/poles/:cluster/espace',
  of: listApplications,
  input: ({ params }) => ({ cluster: params.cluster!, state: 'submitted' as const, pageSize: 1 }),
  async also(visit) {
    const cluster = await clusterOf(visit);
    const about = { cluster: cluster.id, on: cluster.on };
    return {
      cluster,
      overTime: await perform(getMembersOverTime, about, visit.call),
      recent: await perform(
        listMembers,
        { ...about, status: 'all', sort: 'from', order: 'desc', pageSize: RECENT },
        visit.call,
      ),
    };
  },
  view: ({ data, extra }) => workspacePage({ ...extra, waiting: data.total }),
});

const identity = page({
  path: '/poles/:cluster/espace/identite',
  of: listApplications,
  input: ({ params }) => ({ cluster: params.cluster!, pageSize: 1 }),
  also: (visit) => clusterOf(visit),
  view: ({ extra }) => identityPage({ cluster: extra }),
});

const toIdentity = (say: Parameters<typeof inBoth>[0]) => (output: { cluster: string }) => ({
  to: workspaceAddress(output.cluster, 'identity'),
  say: inBoth(say),
});

const amend = form({
  path: '/poles/:cluster/espace/identite/modifier',
  of: amendCluster,
  load: (visit) => clusterOf(visit, 'registry.amendCluster'),
  values: (cluster): Values => ({
    ...cluster,
    commune: cluster.commune?.code ?? null,
    departement: cluster.departement?.code ?? null,
  }),
  view: amendClusterPage,
  done: toIdentity((words) => words.workspace.identity.form.done),
});

const body = form({
  path: '/poles/:cluster/espace/identite/structure',
  of: setGovernanceBody,
  load: async (visit) => ({
    cluster: await clusterOf(visit, 'registry.setGovernanceBody'),
    ...(await organisationChoice(visit)),
  }),
  view: governanceBodyPage,
  done: toIdentity((words) => words.workspace.identity.bodyForm.done),
});

const representative = form({
  path: '/poles/:cluster/espace/identite/representant',
  of: appointRepresentative,
  load: async (visit) => ({
    cluster: await clusterOf(visit, 'registry.appointRepresentative'),
    ...(await organisationChoice(visit)),
    without: visit.search.get('sans') === 'organisation',
  }),
  values: ({ cluster }) => ({ from: cluster.on }),
  view: representativePage,
  done: toIdentity((words) => words.workspace.identity.representativeForm.done),
});

export const clusterRoutes: Route[] = [list, create, show, overview, identity, amend, body, representative];
