import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { projectPlace } from '../../place.ts';
import { WRITERS } from '../../projects.roles.ts';
import { daySchema, longText, projectKey } from '../../projects.schemas.ts';
import { fundingReferenceOf } from '../calls/call-addition.store.ts';
import { callOf, isOpenOn } from '../funding-window.ts';
import { noteFirstRequest, partsOf } from './application.store.ts';
import { applicationKey } from './application.ts';
import { refusing } from './files.refusals.ts';
import { enterState, holdFile, stateAfter } from './move-file.ts';

/**
 * Sends a file to its funder. A call that is closed takes none; one whose days nobody knows does. The first day on which each partner asks for aid
 * is kept: its work must not have started before (R95).
 */
export const submitApplication = defineAction({
  name: 'projects.submitApplication',
  title: { fr: 'Déposer un dossier de financement', en: 'Submit a funding file' },
  path: '/projects/{project}/applications/{fundingApplication}/submission',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey }),
  output: z.object({ project: z.string(), fundingApplication: z.string(), submittedOn: daySchema }),
  refusals: refusing('FILE_STATE'),
  async run(ctx, named) {
    const { application, on } = await holdFile(ctx, named);
    const call = callOf(await fundingReferenceOf(ctx.sql), application.call_id);
    const asking = (await partsOf(ctx.sql, application.id)).filter((part) => (part.asked_cents ?? 0) > 0);
    const state = stateAfter(ctx, application, 'submit', {
      callIsOpen: isOpenOn(call, on) !== false,
      aidIsAsked: asking.length > 0,
    });
    await enterState(ctx, application, state, { on, change: { submitted_on: on } });
    await noteFirstRequest(
      ctx.sql,
      asking.map(({ partner_id }) => partner_id),
      on,
    );
    ctx.record({
      object: { kind: 'project', id: named.project },
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state, submittedOn: on },
    });
    return { ...named, submittedOn: on };
  },
});

/** Takes a file back before any agreement, with the reason; another may then be prepared for the same funder. */
export const withdrawApplication = defineAction({
  name: 'projects.withdrawApplication',
  title: { fr: 'Retirer un dossier de financement', en: 'Withdraw a funding file' },
  path: '/projects/{project}/applications/{fundingApplication}/withdrawal',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey, reason: longText }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('FILE_STATE'),
  async run(ctx, { reason, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    const state = stateAfter(ctx, application, 'withdraw');
    await enterState(ctx, application, state, { on, reason, change: { decision_reason: reason } });
    ctx.record({
      object: { kind: 'project', id: named.project },
      reason,
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state },
    });
    return named;
  },
});
