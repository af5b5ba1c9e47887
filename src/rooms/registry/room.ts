import type { Operation } from '#kit/action.ts';
import type { Room } from '#kit/room.ts';
import { getCluster } from './cluster/cluster.query.ts';
import { listClusters } from './cluster/cluster-list.query.ts';
import { labelLife } from './cluster/label.workflow.ts';
import { listCommunes } from './commune-list.query.ts';
import { importJobs, importOperations, importWorkflows } from './import/import.room.ts';
import { applicationLife } from './membership/application.workflow.ts';
import { getApplication, listApplications } from './membership/application-list.query.ts';
import { getMembership, getMembersOverTime, listMembers } from './membership/member-list.query.ts';
import { listMyApplications } from './membership/own-applications.query.ts';
import { readNomenclatures } from './nomenclature-list.query.ts';
import { getOrganisation } from './organisation/organisation.query.ts';
import { getOrganisationIdentity } from './organisation/organisation-identity.query.ts';
import { listOrganisations } from './organisation/organisation-list.query.ts';
import { getKeyFigures } from './programme/key-figures.query.ts';
import { getProgramme } from './programme/programme.query.ts';
import { getWeek } from './programme/week.query.ts';
import { readRegions } from './region-list.query.ts';
import { ACTIONS } from './registry.actions.ts';
import { searchRegistry } from './search/search.query.ts';

const QUERIES: readonly Operation[] = [
  listClusters,
  getCluster,
  listMembers,
  getMembersOverTime,
  getMembership,
  listApplications,
  getApplication,
  listMyApplications,
  listOrganisations,
  getOrganisation,
  searchRegistry,
  getKeyFigures,
  getProgramme,
  getWeek,
  listCommunes,
  readNomenclatures,
  readRegions,
  getOrganisationIdentity,
];

export const registry: Room = {
  name: 'registry',
  title: { fr: 'Registre des pôles', en: 'Register of clusters' },
  enters: ['access'],
  operations: [...QUERIES, ...ACTIONS, ...importOperations],
  web: () => import('./registry.web.tsx'),
  workflows: [labelLife, applicationLife, ...importWorkflows],
  jobs: importJobs,
  migrations: { room: 'registry', dir: new URL('./migrations/', import.meta.url) },
};
