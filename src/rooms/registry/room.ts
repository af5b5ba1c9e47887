import type { Operation } from '#kit/action.ts';
import type { Room } from '#kit/room.ts';
import { CLUSTER_ACTS, NATIONAL_ACTS } from './cluster/cluster.acts.ts';
import { getCluster } from './cluster/cluster.query.ts';
import { listClusters } from './cluster/cluster-list.query.ts';
import { createCluster } from './cluster/create-cluster.action.ts';
import { labelLife } from './cluster/label.workflow.ts';
import { amendMembership } from './membership/amend-membership.action.ts';
import { applicationLife } from './membership/application.workflow.ts';
import { getApplication, listApplications } from './membership/application-list.query.ts';
import { decideApplication } from './membership/decide-application.action.ts';
import { endMembership } from './membership/end-membership.action.ts';
import { getMembership, getMembersOverTime, listMembers } from './membership/member-list.query.ts';
import { recordFee } from './membership/record-fee.action.ts';
import { withdrawApplication } from './membership/withdraw-application.action.ts';
import { createOrganisation } from './organisation/create-organisation.action.ts';
import { ORGANISATION_ACTS } from './organisation/organisation.acts.ts';
import { getOrganisation } from './organisation/organisation.query.ts';
import { listOrganisations } from './organisation/organisation-list.query.ts';
import { getKeyFigures } from './programme/key-figures.query.ts';
import { getProgramme } from './programme/programme.query.ts';
import { updateProgramme } from './programme/update-programme.action.ts';
import { getWeek } from './programme/week.query.ts';
import { searchRegistry } from './search/search.query.ts';

const operations: readonly Operation[] = [
  listClusters,
  getCluster,
  listMembers,
  getMembersOverTime,
  getMembership,
  listApplications,
  getApplication,
  listOrganisations,
  getOrganisation,
  searchRegistry,
  getKeyFigures,
  getProgramme,
  getWeek,
  createCluster,
  ...CLUSTER_ACTS,
  ...NATIONAL_ACTS,
  amendMembership,
  endMembership,
  recordFee,
  decideApplication,
  withdrawApplication,
  createOrganisation,
  ...ORGANISATION_ACTS,
  updateProgramme,
];

export const registry: Room = {
  name: 'registry',
  title: { fr: 'Registre des pôles', en: 'Register of clusters' },
  enters: [],
  operations,
  routes: [],
  workflows: [labelLife, applicationLife],
  migrations: { room: 'registry', dir: new URL('./migrations/', import.meta.url) },
};
