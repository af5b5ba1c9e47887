import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { findCluster } from '../cluster/cluster.store.ts';
import { clusterId } from '../cluster/cluster.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { applicationPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { daySchema, optionalText } from '../registry.schemas.ts';
import { COLLEGES, REFUSAL_GROUNDS } from '../vocabulary.ts';
import { lockApplication, updateApplication } from './application.store.ts';
import { applicationLife } from './application.workflow.ts';
import { ENTRY_REFUSALS, enterMembership } from './enter-membership.ts';

/**
 * Admits an applicant, whose membership begins on the day given, or refuses it with a reason; refused as off-strategy, it is told of a
 * better cluster (R109).
 */
export const decideApplication = defineAction({
  name: 'registry.decideApplication',
  title: { fr: 'Décider d’une candidature', en: 'Decide on an application' },
  path: '/applications/{application}/decision',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { application }) => applicationPlace(sql, application) },
  input: z.object({
    application: z.string().min(1).max(80),
    decision: z.enum(['admit', 'refuse']),
    /** Today when left out. */
    decidedOn: daySchema.optional(),
    /** To admit: first day of the membership. */
    from: daySchema.nullish(),
    /** To admit: another college than the one asked for. */
    college: z.enum(COLLEGES).nullish(),
    /** To refuse: the ground, the reason that the applicant reads, and the better cluster. */
    ground: z.enum(REFUSAL_GROUNDS).nullish(),
    reason: optionalText,
    orientedTo: clusterId.nullish(),
  }),
  output: z.object({
    application: z.string(),
    cluster: z.string(),
    organisation: z.string(),
    membership: z.string().nullable(),
  }),
  refusals: refusing(
    'APPLICATION_STATE',
    'ORIENTATION_NEEDED',
    'ORIENTED_TO_ITSELF',
    'ADMISSION_NEEDS_A_DATE',
    'DECIDED_BEFORE_APPLIED',
    'UNKNOWN_CLUSTER',
    ...ENTRY_REFUSALS,
  ),
  async run(ctx, { application: id, decision, ...input }) {
    const present = (await lockApplication(ctx.sql, id))!;
    const decidedOn = input.decidedOn ?? ctx.today;
    const ground = input.ground ?? 'other';
    const orientedTo = decision === 'refuse' ? (input.orientedTo ?? null) : null;
    const decided = decideTransition(applicationLife, present.state, decision, {
      startIsGiven: Boolean(input.from),
      reasonIsGiven: Boolean(input.reason),
      betterClusterIsNamed: ground !== 'off-strategy' || orientedTo !== null,
    });
    if (!decided.ok) {
      if (present.state === 'submitted' && decision === 'admit')
        ctx.refuse('ADMISSION_NEEDS_A_DATE', { field: 'from' });
      if (present.state === 'submitted' && input.reason) ctx.refuse('ORIENTATION_NEEDED', { field: 'orientedTo' });
      return ctx.refuse('APPLICATION_STATE', {
        field: present.state === 'submitted' ? 'reason' : undefined,
        with: { reason: decided.reasons.map(say).join(' ') },
      });
    }
    if (decidedOn < present.applied_on)
      ctx.refuse('DECIDED_BEFORE_APPLIED', { field: 'decidedOn', with: { day: formatDay(present.applied_on) } });
    if (orientedTo === present.cluster_id) ctx.refuse('ORIENTED_TO_ITSELF', { field: 'orientedTo' });
    if (orientedTo && !(await findCluster(ctx.sql, orientedTo))) ctx.refuse('UNKNOWN_CLUSTER', { field: 'orientedTo' });

    const membership =
      decision === 'admit'
        ? await enterMembership(ctx, {
            cluster: present.cluster_id,
            organisation: (await findOrganisation(ctx.sql, present.organisation_id))!,
            college: input.college ?? present.college,
            from: input.from!,
          })
        : null;
    const after = {
      state: decided.to,
      decided_on: decidedOn,
      refusal_ground: decision === 'refuse' ? ground : null,
      reason: input.reason ?? null,
      oriented_to: orientedTo,
      membership_id: membership?.id ?? null,
    };
    await updateApplication(ctx.sql, id, after);
    ctx.record({
      object: { kind: 'application', id },
      reason: after.reason,
      before: { state: present.state },
      after: { ...after, membership },
    });
    return {
      application: id,
      cluster: present.cluster_id,
      organisation: present.organisation_id,
      membership: membership?.id ?? null,
    };
  },
});
