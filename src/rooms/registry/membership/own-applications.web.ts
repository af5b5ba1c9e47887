import { form, page, perform, type Route, type Visit } from '#kit/web/route.ts';
import { getCluster } from '../cluster/cluster.query.ts';
import { getOrganisation } from '../organisation/organisation.query.ts';
import { inBoth } from '../registry.sentences.ts';
import { listInput, may } from '../registry.visit.ts';
import { applyForMembership } from './apply-for-membership.action.ts';
import type { Candidate } from './candidacy.tsx';
import { applyOwnPage, ownApplicationsPage } from './own-applications.page.tsx';
import { listMyApplications, representedOrganisations } from './own-applications.query.ts';

/** What a page can hold of somebody's organisations: nobody represents more. */
const MOST = 20;

/** The organisations of the reader that could join a cluster: represented by them, and not among its members on that day. */
export async function candidatesFor(visit: Visit, cluster: string, on: string): Promise<Candidate[]> {
  if (!may(listMyApplications, visit)) return [];
  const { rows } = await perform(listMyApplications, { pageSize: 500 }, visit.call);
  const candidates: Candidate[] = [];
  for (const organisation of representedOrganisations(visit.call.actor).slice(0, MOST)) {
    const { id, name, memberships } = await perform(getOrganisation, { organisation }, visit.call);
    if (memberships.some((one) => one.cluster.id === cluster && (one.to === null || on <= one.to))) continue;
    const waiting = rows.find(
      (row) => row.organisation.id === id && row.cluster.id === cluster && row.state === 'submitted',
    );
    candidates.push({ organisation: { id, name }, waiting: waiting ?? null });
  }
  return candidates;
}

const mine = page({
  path: '/mes-candidatures',
  of: listMyApplications,
  input: (visit) => listInput(listMyApplications, visit),
  view: ({ data }) => ownApplicationsPage(data),
});

const apply = form({
  path: '/poles/:cluster/candidature/:organisation',
  of: applyForMembership,
  async load(visit) {
    const { id, name, on } = await perform(getCluster, { cluster: visit.params.cluster! }, visit.call);
    const organisation = await perform(getOrganisation, { organisation: visit.params.organisation! }, visit.call);
    return { cluster: { id, name, on }, organisation };
  },
  view: applyOwnPage,
  done: ({ application }) => ({
    to: `/candidatures/${application}`,
    say: inBoth((words) => words.membership.candidacy.done),
  }),
});

export const ownApplicationRoutes: Route[] = [mine, apply];
