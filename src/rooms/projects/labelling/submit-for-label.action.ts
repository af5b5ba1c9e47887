import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { lockProject, partnersOf } from '../project.store.ts';
import { WRITERS } from '../projects.roles.ts';
import { optionalText } from '../projects.schemas.ts';
import { knownCalls } from './calls.ts';
import { submissionPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { t } from './labelling.sentences.ts';
import { submissionKey } from './labelling.ts';
import { callState } from './submission.rules.ts';
import { askLabels, findSubmission, updateSubmission } from './submission.store.ts';

/** Hands the project to the clusters: from that day each of them has its file. */
export const submitForLabel = defineAction({
  name: 'projects.submitForLabel',
  title: { fr: 'Soumettre le projet aux pôles', en: 'Submit the project to the clusters' },
  path: '/project-submissions/{submission}/submission',
  permission: { who: WRITERS, where: submissionPlace },
  input: z.object({
    submission: submissionKey,
    /** Replaces the presentation that the request has; left out, that one is kept. */
    presentation: optionalText,
  }),
  output: z.object({ submission: z.string(), project: z.string(), submittedOn: z.string() }),
  refusals: labellingRefusing('SUBMISSION_STATE', 'CALL_CLOSED', 'CONSORTIUM_MISSING', 'PRESENTATION_MISSING'),
  async run(ctx, { submission: id, presentation }) {
    const { project_id: project } = (await findSubmission(ctx.sql, id))!;
    await lockProject(ctx.sql, project);
    const submission = (await findSubmission(ctx.sql, id))!;
    if (submission.state !== 'draft')
      ctx.refuse('SUBMISSION_STATE', { with: { state: t().submissionStates[submission.state].toLowerCase() } });
    const on = await actingDay(ctx.sql, ctx.today);
    const call = (await knownCalls(ctx.sql)).calls.find((one) => one.id === submission.call_id);
    if (call && callState(call.closes, on) === 'closed')
      ctx.refuse('CALL_CLOSED', { with: { call: say(call.name), day: formatDay(call.closes!) } });
    if (!(await partnersOf(ctx.sql, project)).some(({ lead }) => lead)) ctx.refuse('CONSORTIUM_MISSING');
    const said = presentation ?? submission.presentation;
    if (said.trim() === '') ctx.refuse('PRESENTATION_MISSING', { field: 'presentation' });
    await updateSubmission(ctx.sql, id, { state: 'in-review', submitted_on: on, presentation: said });
    await askLabels(ctx.sql, id, on);
    ctx.record({ object: { kind: 'project', id: project }, after: { submission: id, submittedOn: on } });
    return { submission: id, project, submittedOn: on };
  },
});
