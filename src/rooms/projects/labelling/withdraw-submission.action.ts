import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { lockProject } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { longText } from '../projects.schemas.ts';
import { submissionPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { t } from './labelling.sentences.ts';
import { submissionKey } from './labelling.ts';
import { findSubmission, updateSubmission } from './submission.store.ts';

/**
 * Withdraws a submission, even decided: a project that changes its form comes again and is labelled again (R61). What was decided on it stays readable, and
 * no longer stands for the project.
 */
export const withdrawSubmission = defineAction({
  name: 'projects.withdrawSubmission',
  title: { fr: 'Retirer une demande de label', en: 'Withdraw a request for a label' },
  path: '/project-submissions/{submission}/withdrawal',
  permission: { who: WRITERS, where: submissionPlace },
  input: z.object({ submission: submissionKey, reason: longText }),
  output: z.object({ submission: z.string(), project: z.string() }),
  refusals: labellingRefusing('SUBMISSION_STATE'),
  async run(ctx, { submission: id, reason }) {
    const { project_id: project } = (await findSubmission(ctx.sql, id))!;
    await lockProject(ctx.sql, project);
    const submission = (await findSubmission(ctx.sql, id))!;
    if (submission.state === 'withdrawn')
      ctx.refuse('SUBMISSION_STATE', { with: { state: t().submissionStates.withdrawn.toLowerCase() } });
    const on = await actingDay(ctx.sql, ctx.today);
    await updateSubmission(ctx.sql, id, { state: 'withdrawn', closed_on: on, closing_reason: reason });
    ctx.record({
      object: { kind: 'project', id: project },
      reason,
      before: { submission: id, state: submission.state },
      after: { state: 'withdrawn' },
    });
    return { submission: id, project };
  },
});
