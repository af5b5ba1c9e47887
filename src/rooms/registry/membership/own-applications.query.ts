import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Actor } from '#kit/actor.ts';
import { paging } from '../registry.schemas.ts';
import { applicationsOf } from './application.store.ts';
import { openFor } from './application-list.query.ts';
import { applicationRow } from './membership.ts';

/** The organisations that the person represents. */
export const representedOrganisations = (actor: Actor): string[] =>
  actor.grants.flatMap(({ role, scope }) =>
    role === 'organisation-member' && scope.kind === 'organisation' ? [scope.id] : [],
  );

/** What one's own organisations asked of clusters, and what was answered: those that wait first. */
export const listMyApplications = defineQuery({
  name: 'registry.listMyApplications',
  title: { fr: 'Lister les candidatures de son organisation', en: 'List one’s organisation’s applications' },
  path: '/my-applications',
  permission: { who: ['organisation-member'] },
  input: z.object({ page: paging.page, pageSize: paging.pageSize }),
  output: z.object({
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
    rows: z.array(applicationRow),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor }, { page, pageSize }) {
    const organisations = representedOrganisations(actor);
    const found = await applicationsOf(sql, organisations, { limit: pageSize, offset: (page - 1) * pageSize });
    return {
      total: found.total,
      page,
      pageSize,
      rows: found.rows.map((row) => ({
        ...row,
        open: openFor(actor, row.state, { organisations: [row.organisation.id] }),
      })),
      synthetic: found.rows.some((row) => row.synthetic),
    };
  },
});
