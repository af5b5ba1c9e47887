import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { projectPlace } from '../../place.ts';
import { DECIDERS } from '../../projects.roles.ts';
import { longText, optionalText, projectKey } from '../../projects.schemas.ts';
import { fundingReferenceOf } from '../calls/call-addition.store.ts';
import { callOf, type FundingCall } from '../funding-window.ts';
import { applicationKey } from './application.ts';
import { refusing } from './files.refusals.ts';
import { enterState, holdFile, requireDecider, stateAfter } from './move-file.ts';

/** A call decided in two steps: eligibility, then credit (R80). */
export const decidesTwice = (call: FundingCall): boolean => (call.rules.decisions?.steps.length ?? 1) > 1;

/** The first of two decisions (R80): the ministries find a file eligible, and Bpifrance then decides on the credit. */
export const declareEligible = defineAction({
  name: 'projects.declareEligible',
  title: { fr: 'Déclarer un dossier éligible', en: 'Declare a file eligible' },
  path: '/projects/{project}/applications/{fundingApplication}/eligibility',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey, reason: optionalText }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('NOT_YOUR_FILE', 'FILE_STATE'),
  async run(ctx, { reason = null, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const call = callOf(await fundingReferenceOf(ctx.sql), application.call_id);
    const state = stateAfter(ctx, application, 'declareEligible', { callDecidesTwice: decidesTwice(call) });
    await enterState(ctx, application, state, { on, reason, change: { eligible_on: on } });
    ctx.record({
      object: { kind: 'project', id: named.project },
      reason,
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state },
    });
    return named;
  },
});

/** Refuses a file, with the reason that its applicants will read. */
export const refuseApplication = defineAction({
  name: 'projects.refuseApplication',
  title: { fr: 'Refuser un dossier de financement', en: 'Refuse a funding file' },
  path: '/projects/{project}/applications/{fundingApplication}/refusal',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey, reason: longText }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('NOT_YOUR_FILE', 'FILE_STATE'),
  async run(ctx, { reason, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const state = stateAfter(ctx, application, 'refuse');
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
