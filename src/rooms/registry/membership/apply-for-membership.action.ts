import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Place } from '#kit/actor.ts';
import { formatDay } from '#kit/say.ts';
import { clusterId } from '../cluster/cluster.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { clusterPlace } from '../place.ts';
import { whenRefused } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { APPLICANTS } from '../registry.roles.ts';
import { daySchema, optionalText } from '../registry.schemas.ts';
import { COLLEGES } from '../vocabulary.ts';
import { insertApplication, pendingApplication } from './application.store.ts';
import { spellInWords } from './enter-membership.ts';
import { overlapping } from './membership.rules.ts';
import { spellsOf } from './membership.store.ts';

/** An organisation asks to join a cluster: by itself, or by a letter that the cluster's team writes down. One application waits at a time. */
export const applyForMembership = defineAction({
  name: 'registry.applyForMembership',
  title: { fr: 'Déposer une candidature', en: 'Apply for membership' },
  path: '/clusters/{cluster}/applications',
  permission: {
    who: APPLICANTS,
    // The cluster's team reaches it by the cluster, the applicant by its own organisation.
    where: async (sql, { cluster, organisation }): Promise<Place | null> => {
      const place = await clusterPlace(sql, cluster);
      return place && { ...place, organisations: [organisation] };
    },
  },
  input: z.object({
    cluster: clusterId,
    organisation: z.string().min(1).max(80),
    college: z.enum(COLLEGES),
    /** Today when left out. */
    appliedOn: daySchema.optional(),
    motivation: optionalText,
  }),
  output: z.object({ application: z.string(), cluster: z.string() }),
  refusals: refusing('UNKNOWN_ORGANISATION', 'APPLICATION_PENDING', 'ALREADY_MEMBER'),
  async run(ctx, { cluster, organisation: id, college, motivation, ...input }) {
    const organisation = await findOrganisation(ctx.sql, id);
    if (!organisation) return ctx.refuse('UNKNOWN_ORGANISATION', { field: 'organisation' });
    const appliedOn = input.appliedOn ?? (ctx.today as NonNullable<typeof input.appliedOn>);
    const pending = await pendingApplication(ctx.sql, cluster, id);
    const waiting = (since: string) =>
      ctx.refuse('APPLICATION_PENDING', {
        field: 'organisation',
        with: { name: organisation.name, day: formatDay(since) },
      });
    if (pending) waiting(pending.applied_on);
    const member = overlapping(await spellsOf(ctx.sql, cluster, id), { from: appliedOn, to: appliedOn });
    if (member)
      ctx.refuse('ALREADY_MEMBER', {
        field: 'organisation',
        with: { name: organisation.name, when: spellInWords(member) },
      });
    const application = {
      id: ctx.newId('app'),
      cluster_id: cluster,
      organisation_id: id,
      college,
      applied_on: appliedOn,
      motivation: motivation ?? null,
      state: 'submitted' as const,
      decided_on: null,
      refusal_ground: null,
      reason: null,
      oriented_to: null,
      membership_id: null,
      synthetic: organisation.synthetic,
      recorded_at: ctx.now,
    };
    await whenRefused(insertApplication(ctx.sql, application), {
      membership_application_open: () => waiting(appliedOn),
    });
    ctx.record({ object: { kind: 'application', id: application.id }, after: application });
    return { application: application.id, cluster };
  },
});
