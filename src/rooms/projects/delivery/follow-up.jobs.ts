import { ORPCError } from '@orpc/server';
import type { Operation } from '#kit/action.ts';
import { systemActor } from '#kit/actor.ts';
import type { JobContext, JobDefinition } from '#kit/jobs.ts';
import type { StillNeededCheck } from '#kit/mail.ts';
import { addDays, dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay } from '#rooms/registry';
import { planProjectFollowUps, remindFollowUp } from './follow-up.actions.ts';
import { LATE_AFTER_DAYS, MOST_REMINDERS } from './follow-up.rules.ts';
import { findFollowUp, followUpsToRemind, projectsToPlan } from './follow-up.store.ts';
import { ANSWER_AWAITED } from './follow-up-link.ts';

/** One by one, so that one that is refused keeps nobody else waiting: done in the meantime, it has nothing left to do. */
async function doEach(ctx: JobContext, operation: Operation, inputs: readonly object[], name: string): Promise<void> {
  for (const input of inputs) {
    ctx.signal.throwIfAborted();
    const call = { services: ctx.services, actor: systemActor(name), door: 'job', requestId: ctx.id } as const;
    await perform(operation, input, call).catch((error: unknown) => {
      if (!(error instanceof ORPCError) || error.status >= 500) throw error;
      ctx.log.info({ ...input, code: error.code }, `${name}: nothing done`);
    });
  }
}

const planJob: JobDefinition = {
  name: 'projects.planDueFollowUps',
  title: {
    fr: 'Prévoir les suivis des projets dont la R&D est achevée',
    en: 'Plan the follow-ups of projects whose R&D is completed',
  },
  cron: '20 5 * * *',
  async run(ctx) {
    const projects = await projectsToPlan(ctx.services.store.sql);
    await doEach(
      ctx,
      planProjectFollowUps,
      projects.map((project) => ({ project })),
      'Suivi des résultats',
    );
  },
};

const remindJob: JobDefinition = {
  name: 'projects.remindFollowUps',
  title: { fr: 'Relancer les partenaires qui n’ont pas répondu', en: 'Remind the partners that have not answered' },
  cron: '40 7 * * 1-5',
  async run(ctx) {
    const { sql } = ctx.services.store;
    const on = await actingDay(sql, dayInParis(ctx.now));
    const late = await followUpsToRemind(sql, addDays(on, -LATE_AFTER_DAYS), MOST_REMINDERS);
    await doEach(ctx, remindFollowUp, late, 'Relances du suivi');
  },
};

/** A message leaves only while its question is still without an answer. */
const isAnswerAwaited: StillNeededCheck = async (sql, about) => {
  const { project, followUp } = about as { project: string; followUp: string };
  return (await findFollowUp(sql, project, followUp))?.state === 'sent';
};

export const followUpJobs: readonly JobDefinition[] = [planJob, remindJob];
export const followUpChecks: Readonly<Record<string, StillNeededCheck>> = { [ANSWER_AWAITED]: isAnswerAwaited };
