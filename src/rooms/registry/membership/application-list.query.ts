import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Actor, Place } from '#kit/actor.ts';
import { findCluster } from '../cluster/cluster.store.ts';
import { clusterId } from '../cluster/cluster.ts';
import { applicationPlace, clusterPlace, reaches } from '../place.ts';
import { APPLICANTS, CLUSTER_KEEPERS, CLUSTER_READERS } from '../registry.roles.ts';
import { paging } from '../registry.schemas.ts';
import { APPLICATION_STATES, type ApplicationState } from '../vocabulary.ts';
import { applicationById, applicationPage } from './application.store.ts';
import { applicationList, applicationRow } from './membership.ts';

/** What may still be done with an application, by this person. The form asks for what the guards want. */
export function openFor(actor: Actor, state: ApplicationState, place: Place): string[] {
  if (state !== 'submitted') return [];
  return [
    ...(reaches(actor, CLUSTER_KEEPERS, place) ? ['admit', 'refuse'] : []),
    ...(reaches(actor, APPLICANTS, place) ? ['withdraw'] : []),
  ];
}

/** Applications to a cluster, whatever became of them: those that wait first. */
export const listApplications = defineQuery({
  name: 'registry.listApplications',
  title: { fr: 'Lister les candidatures d’un pôle', en: 'List the applications to a cluster' },
  path: '/clusters/{cluster}/applications',
  permission: { who: CLUSTER_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    state: z.enum(APPLICATION_STATES).optional(),
    page: paging.page,
    pageSize: paging.pageSize,
  }),
  output: applicationList,
  async run({ sql, actor }, { cluster: id, state, page, pageSize }) {
    const cluster = (await findCluster(sql, id))!;
    const place = (await clusterPlace(sql, id))!;
    const found = await applicationPage(sql, id, { state, limit: pageSize, offset: (page - 1) * pageSize });
    return {
      cluster: { id, name: cluster.name },
      total: found.total,
      page,
      pageSize,
      rows: found.rows.map((row) => ({ ...row, open: openFor(actor, row.state, place) })),
      facets: { states: found.states },
      synthetic: found.synthetic,
    };
  },
});

/** One application: to decide on it, or for the applicant to follow it. */
export const getApplication = defineQuery({
  name: 'registry.getApplication',
  title: { fr: 'Lire une candidature', en: 'Read an application' },
  path: '/applications/{application}',
  permission: {
    who: [...CLUSTER_READERS, 'organisation-member'],
    where: (sql, { application }) => applicationPlace(sql, application),
  },
  input: z.object({ application: z.string().min(1).max(80) }),
  output: applicationRow,
  async run({ sql, actor }, { application: id }) {
    const application = await applicationById(sql, id);
    const place = await applicationPlace(sql, id);
    if (!application || !place) throw notFound();
    return { ...application, open: openFor(actor, application.state, place) };
  },
});
