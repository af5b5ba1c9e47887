import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { projectPlace } from '../../place.ts';
import { DECIDERS } from '../../projects.roles.ts';
import { daySchema, longText, projectKey } from '../../projects.schemas.ts';
import { applicationKey } from './application.ts';
import { refusing } from './files.refusals.ts';
import { enterState, holdFile, requireDecider, stateAfter } from './move-file.ts';
import { hasLapsed } from './waiting.rules.ts';

/** Gives a selected file more time to be signed, for a reason that is kept (R76). */
export const derogateLapse = defineAction({
  name: 'projects.derogateLapse',
  title: { fr: 'Accorder une dérogation de délai', en: 'Grant more time by derogation' },
  path: '/projects/{project}/applications/{fundingApplication}/derogation',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey, until: daySchema, reason: longText }),
  output: z.object({ project: z.string(), fundingApplication: z.string(), lapsesAfter: daySchema }),
  refusals: refusing('NOT_YOUR_FILE', 'FILE_STATE', 'DEROGATION_TOO_EARLY'),
  async run(ctx, { until, reason, ...named }) {
    const { application, on } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const term = application.lapses_after;
    const state = stateAfter(ctx, application, 'derogate', { selectionHasATerm: term !== null });
    if (until <= term! || until < on)
      ctx.refuse('DEROGATION_TOO_EARLY', { field: 'until', with: { day: formatDay(term!) } });
    await enterState(ctx, application, state, {
      on,
      reason,
      change: { lapses_after: until, derogation_reason: reason, derogation_by: ctx.actor.name },
    });
    ctx.record({
      object: { kind: 'project', id: named.project },
      reason,
      before: { fundingApplication: application.id, lapsesAfter: term },
      after: { fundingApplication: application.id, lapsesAfter: until },
    });
    return { ...named, lapsesAfter: until };
  },
});

/** Records that a selection has lapsed: six months passed without an agreement, nor a derogation (R76). Each morning a job does it. */
export const lapseApplication = defineAction({
  name: 'projects.lapseApplication',
  title: { fr: 'Constater la caducité d’une sélection', en: 'Record that a selection has lapsed' },
  path: '/projects/{project}/applications/{fundingApplication}/lapse',
  permission: { who: ['administrator'], where: projectPlace },
  input: z.object({ project: projectKey, fundingApplication: applicationKey }),
  output: z.object({ project: z.string(), fundingApplication: z.string() }),
  refusals: refusing('FILE_STATE'),
  async run(ctx, named) {
    const { application, on } = await holdFile(ctx, named);
    const term = application.lapses_after as Day | null;
    const state = stateAfter(ctx, application, 'lapse', { termHasPassed: hasLapsed(term, on) });
    await enterState(ctx, application, state, { on });
    ctx.record({
      object: { kind: 'project', id: named.project },
      before: { fundingApplication: application.id, state: application.state, lapsesAfter: term },
      after: { fundingApplication: application.id, state },
    });
    return named;
  },
});
