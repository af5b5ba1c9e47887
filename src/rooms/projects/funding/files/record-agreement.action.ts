import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { projectPlace } from '../../place.ts';
import { DECIDERS } from '../../projects.roles.ts';
import { daySchema, projectKey, shortText } from '../../projects.schemas.ts';
import { paymentsOf } from './application.store.ts';
import { applicationKey } from './application.ts';
import { refusing } from './files.refusals.ts';
import { enterState, holdFile, requireDecider, stateAfter } from './move-file.ts';
import { hasLapsed } from './waiting.rules.ts';

/** Records the agreement of a selected file, signed on a day that the selection still covered (R76). */
export const recordAgreement = defineAction({
  name: 'projects.recordAgreement',
  title: { fr: 'Enregistrer une convention de financement', en: 'Record a funding agreement' },
  path: '/projects/{project}/applications/{fundingApplication}/agreement',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    reference: shortText,
    /** Day of the last signature; today when left out. */
    signedOn: daySchema.nullish(),
  }),
  output: z.object({ project: z.string(), fundingApplication: z.string(), signedOn: daySchema }),
  refusals: refusing('NOT_YOUR_FILE', 'FILE_STATE', 'DAY_IMPOSSIBLE'),
  async run(ctx, { reference, signedOn, ...named }) {
    const { application, on: today } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const on = signedOn ?? today;
    const state = stateAfter(ctx, application, 'sign', {
      termHasNotPassed: !hasLapsed(application.lapses_after as Day | null, on),
    });
    if (on > today || on < application.selected_on!)
      ctx.refuse('DAY_IMPOSSIBLE', {
        field: 'signedOn',
        with: { from: formatDay(application.selected_on!), to: formatDay(today) },
      });
    await enterState(ctx, application, state, {
      on,
      change: { agreement_on: on, agreement_reference: reference },
    });
    ctx.record({
      object: { kind: 'project', id: named.project },
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state, reference, signedOn: on },
    });
    return { ...named, signedOn: on };
  },
});

/** Closes a file once every payment request has its answer; what was not paid of the grant stays visible. */
export const closeApplication = defineAction({
  name: 'projects.closeApplication',
  title: { fr: 'Solder un dossier de financement', en: 'Close a funding file' },
  path: '/projects/{project}/applications/{fundingApplication}/closing',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('NOT_YOUR_FILE', 'FILE_STATE'),
  async run(ctx, named) {
    const { application, on } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const payments = await paymentsOf(ctx.sql, application.id);
    const state = stateAfter(ctx, application, 'close', {
      paymentsAreSettled: payments.every((payment) => payment.state !== 'requested'),
    });
    await enterState(ctx, application, state, { on, change: { closed_on: on } });
    ctx.record({
      object: { kind: 'project', id: named.project },
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state },
    });
    return named;
  },
});
