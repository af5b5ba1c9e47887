import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { applicationPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { APPLICANTS } from '../registry.roles.ts';
import { daySchema, optionalText } from '../registry.schemas.ts';
import { lockApplication, updateApplication } from './application.store.ts';
import { applicationLife } from './application.workflow.ts';

/** The applicant gives up; its application stays readable. */
export const withdrawApplication = defineAction({
  name: 'registry.withdrawApplication',
  title: { fr: 'Retirer une candidature', en: 'Withdraw an application' },
  path: '/applications/{application}/withdrawal',
  permission: { who: APPLICANTS, where: (sql, { application }) => applicationPlace(sql, application) },
  input: z.object({
    application: z.string().min(1).max(80),
    /** Today when left out. */
    decidedOn: daySchema.optional(),
    reason: optionalText,
  }),
  output: z.object({ application: z.string(), cluster: z.string(), organisation: z.string() }),
  refusals: refusing('APPLICATION_STATE', 'DECIDED_BEFORE_APPLIED'),
  async run(ctx, { application: id, reason, ...input }) {
    const present = (await lockApplication(ctx.sql, id))!;
    const decidedOn = input.decidedOn ?? ctx.today;
    const decided = decideTransition(applicationLife, present.state, 'withdraw', {});
    if (!decided.ok) return ctx.refuse('APPLICATION_STATE', { with: { reason: decided.reasons.map(say).join(' ') } });
    if (decidedOn < present.applied_on)
      ctx.refuse('DECIDED_BEFORE_APPLIED', { field: 'decidedOn', with: { day: formatDay(present.applied_on) } });
    const after = { state: decided.to, decided_on: decidedOn, reason: reason ?? null };
    await updateApplication(ctx.sql, id, after);
    ctx.record({
      object: { kind: 'application', id },
      reason: reason ?? null,
      before: { state: present.state },
      after,
    });
    return { application: id, cluster: present.cluster_id, organisation: present.organisation_id };
  },
});
