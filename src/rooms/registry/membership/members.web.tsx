import { notFound, refusalOf } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { inCents } from '#kit/web/typed-money.ts';
import { listClusters } from '../cluster/cluster-list.query.ts';
import { clusterOf } from '../cluster/clusters.web.tsx';
import { workspaceAddress } from '../cluster/workspace-navigation.ts';
import { getOrganisation } from '../organisation/organisation.query.ts';
import { inBoth } from '../registry.sentences.ts';
import { applicationSheet, memberSheet, membershipSheet } from '../registry.sheets.ts';
import { everyRow, listInput, listingOf, may, organisationChoice } from '../registry.visit.ts';
import { amendMembership } from './amend-membership.action.ts';
import { type ApplicationCase, admitPage, applyPage, refusePage, withdrawPage } from './application-forms.page.tsx';
import { APPLICATION_ADDRESSES, applicationListPage, applicationPage } from './application-list.page.tsx';
import { getApplication, listApplications } from './application-list.query.ts';
import { applyForMembership } from './apply-for-membership.action.ts';
import { clusterMembersPage } from './cluster-members.page.tsx';
import { decideApplication } from './decide-application.action.ts';
import { endMembership } from './end-membership.action.ts';
import { joinCluster } from './join-cluster.action.ts';
import { getMembership, listMembers } from './member-list.query.ts';
import { membershipPage } from './membership.page.tsx';
import { amendMembershipPage, endMembershipPage, feePage, joinPage } from './membership-forms.page.tsx';
import { membershipListPage } from './membership-list.page.tsx';
import { recordFee } from './record-fee.action.ts';
import { withdrawApplication } from './withdraw-application.action.ts';

const publicInput = (visit: Visit) => listInput(listMembers, visit, { status: 'active' });

const publicList = page({
  path: '/poles/:cluster/membres',
  of: listMembers,
  input: publicInput,
  view: ({ data, visit }) =>
    clusterMembersPage({ list: data, listing: listingOf(visit), openable: may(getOrganisation, visit) }),
  sheet: async (visit) => memberSheet(await everyRow(listMembers, publicInput(visit), visit), visit.params.cluster!),
});

const memberList = page({
  path: '/poles/:cluster/espace/membres',
  of: listApplications,
  input: ({ params }) => ({ cluster: params.cluster!, pageSize: 1 }),
  also: async (visit) => ({
    list: await perform(listMembers, listInput(listMembers, visit), visit.call),
    cluster: await clusterOf(visit),
  }),
  view: ({ extra, visit }) =>
    membershipListPage({
      list: extra.list,
      listing: listingOf(visit),
      keeper: extra.cluster.open.includes('registry.joinCluster'),
    }),
  async sheet(visit) {
    const cluster = visit.params.cluster!;
    // The file holds what is reserved: whoever may not open the page may not have it either.
    await perform(listApplications, { cluster, pageSize: 1 }, visit.call);
    return membershipSheet(await everyRow(listMembers, listInput(listMembers, visit), visit), cluster);
  },
});

const join = form({
  path: '/poles/:cluster/espace/membres/nouveau',
  of: joinCluster,
  load: async (visit) => ({
    cluster: await clusterOf(visit, 'registry.joinCluster'),
    ...(await organisationChoice(visit)),
  }),
  values: ({ cluster, chosen }): Values => ({ from: cluster.on, college: chosen ? collegeOf(chosen.kind) : null }),
  view: joinPage,
  done: ({ cluster }) => ({
    to: workspaceAddress(cluster, 'members'),
    say: inBoth((words) => words.membership.join.done),
  }),
});

/** A first guess that the form shows and the person changes: a firm may be an SME or not, so none is made for it. */
function collegeOf(kind: string): string | null {
  if (kind === 'laboratory' || kind === 'training-body' || kind === 'platform') return 'research-training';
  return kind === 'firm' ? null : 'other';
}

/** One membership; a form about it exists only for those to whom the act is open, and one that has ended says when. */
async function membershipOf(visit: Visit, act: string) {
  const membership = await perform(getMembership, { membership: visit.params.membership! }, visit.call);
  if (membership.open.includes(act)) return membership;
  if (act !== endMembership.meta.name || membership.to === null) throw notFound();
  throw refusalOf(endMembership, 'MEMBERSHIP_ENDED', { with: { day: formatDay(membership.to) } });
}

const toMembership = (say: Parameters<typeof inBoth>[0]) => (output: { membership: string }) => ({
  to: `/adhesions/${output.membership}`,
  say: inBoth(say),
});

const oneMembership = page({
  path: '/adhesions/:membership',
  of: getMembership,
  input: ({ params }) => ({ membership: params.membership! }),
  view: ({ data, visit }) => membershipPage({ membership: data, team: may(listApplications, visit) }),
});

const amend = form({
  path: '/adhesions/:membership/correction',
  of: amendMembership,
  load: (visit) => membershipOf(visit, 'registry.amendMembership'),
  values: (membership): Values => ({ ...membership }),
  view: amendMembershipPage,
  done: toMembership((words) => words.membership.amend.done),
});

const end = form({
  path: '/adhesions/:membership/fin',
  of: endMembership,
  load: (visit) => membershipOf(visit, 'registry.endMembership'),
  view: endMembershipPage,
  done: toMembership((words) => words.membership.end.done),
});

const fee = form({
  path: '/adhesions/:membership/cotisations',
  of: recordFee,
  load: (visit) => membershipOf(visit, 'registry.recordFee'),
  body: (body, { params }) => ({ ...body, ...params, amountCents: inCents(body.amountCents) }),
  view: feePage,
  done: toMembership((words) => words.membership.fee.done),
});

const applicationList = page({
  path: '/poles/:cluster/espace/candidatures',
  of: listApplications,
  input: (visit) => listInput(listApplications, visit),
  also: (visit) => clusterOf(visit),
  view: ({ data, extra, visit }) =>
    applicationListPage({
      list: data,
      listing: listingOf(visit),
      register: extra.open.includes('registry.applyForMembership'),
    }),
  sheet: async (visit) =>
    applicationSheet(
      await everyRow(listApplications, listInput(listApplications, visit), visit),
      visit.params.cluster!,
    ),
});

const apply = form({
  path: '/poles/:cluster/espace/candidatures/nouvelle',
  of: applyForMembership,
  load: async (visit) => ({
    cluster: await clusterOf(visit, 'registry.applyForMembership'),
    ...(await organisationChoice(visit)),
  }),
  values: ({ cluster, chosen }): Values => ({ appliedOn: cluster.on, college: chosen ? collegeOf(chosen.kind) : null }),
  view: applyPage,
  done: ({ application }) => ({
    to: `/candidatures/${application}`,
    say: inBoth((words) => words.membership.apply.done),
  }),
});

const application = page({
  path: '/candidatures/:application',
  of: getApplication,
  input: ({ params }) => ({ application: params.application! }),
  view: ({ data, visit }) => applicationPage({ application: data, team: may(listApplications, visit) }),
});

/**
 * One application with what its forms need. Whoever may not take the transition finds nothing; when someone else has just answered, the
 * application is shown as it became, with the refusal if there is one.
 */
async function caseOf(visit: Visit, transition: keyof typeof APPLICATION_ADDRESSES) {
  const found = await perform(getApplication, { application: visit.params.application! }, visit.call);
  if (found.state === 'submitted' && !found.open.includes(transition)) throw notFound();
  const clusters = transition === 'refuse' ? await perform(listClusters, { pageSize: 500 }, visit.call) : null;
  return {
    application: found,
    team: may(listApplications, visit),
    clusters: (clusters?.rows ?? []).filter((cluster) => cluster.id !== found.cluster.id),
  };
}

/** The form while the application waits or was refused what it asked; what became of it otherwise. */
const whileItWaits = (form: (filled: Filled<ApplicationCase>) => Page) => (filled: Filled<ApplicationCase>) =>
  filled.data.application.state === 'submitted' || filled.errors.length > 0
    ? form(filled)
    : applicationPage({ application: filled.data.application, team: may(listApplications, filled.visit) });

const answered = (_: unknown, { params }: Visit) => ({
  to: `/candidatures/${params.application}`,
  say: inBoth((words) => words.membership.decide.done),
});

const admit = form({
  path: `/candidatures/:application/${APPLICATION_ADDRESSES.admit}`,
  of: decideApplication,
  load: (visit) => caseOf(visit, 'admit'),
  values: ({ application: { college } }): Values => ({ college }),
  body: (body, { params }) => ({ ...body, ...params, decision: 'admit' }),
  view: whileItWaits(admitPage),
  done: answered,
});

const refuse = form({
  path: `/candidatures/:application/${APPLICATION_ADDRESSES.refuse}`,
  of: decideApplication,
  load: (visit) => caseOf(visit, 'refuse'),
  body: (body, { params }) => ({ ...body, ...params, decision: 'refuse' }),
  view: whileItWaits(refusePage),
  done: answered,
});

const withdraw = form({
  path: `/candidatures/:application/${APPLICATION_ADDRESSES.withdraw}`,
  of: withdrawApplication,
  load: (visit) => caseOf(visit, 'withdraw'),
  view: whileItWaits(withdrawPage),
  done: answered,
});

export const memberRoutes: Route[] = [
  publicList,
  memberList,
  join,
  oneMembership,
  amend,
  end,
  fee,
  applicationList,
  apply,
  application,
  admit,
  refuse,
  withdraw,
];
