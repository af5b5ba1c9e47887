import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { workPlace, workRunPlace } from './evaluation.place.ts';
import { refusing } from './evaluation.refusals.ts';
import { EVALUATORS } from './evaluation.roles.ts';
import { lockOwnEvaluation, registrationsOf } from './evaluation.store.ts';
import { evaluationKey, runKey } from './evaluation.ts';
import { evaluationLife, runLife } from './evaluation.workflow.ts';
import { queueRun } from './request-run.ts';
import { endRun, findRun, lockRun } from './run/run.store.ts';

/** Runs the estimate that was registered; it waits its turn, then works apart without slowing others. */
export const requestRun = defineAction({
  name: 'evaluation.requestRun',
  title: { fr: 'Lancer le calcul d’une évaluation', en: 'Run the estimate of an evaluation' },
  path: '/evaluations/{evaluation}/runs',
  permission: { who: EVALUATORS, where: workPlace },
  input: z.object({ evaluation: evaluationKey }),
  output: z.object({ evaluation: z.string(), run: z.string() }),
  refusals: refusing('NOT_NOW'),
  async run(ctx, { evaluation: id }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    const [registered] = await registrationsOf(ctx.sql, id);
    const decision = decideTransition(evaluationLife, row.state, 'run', { questionIsRegistered: Boolean(registered) });
    if (!decision.ok) return ctx.refuse('NOT_NOW', { with: { reason: decision.reasons.map(say).join(' ') } });
    const { title, file, mapping, options } = registered!.content;
    const run = await queueRun(ctx, {
      evaluation: id,
      kind: 'estimate',
      registration: registered!.id,
      plan: { title, file, mapping, options },
    });
    ctx.record({
      object: { kind: 'evaluation-run', id: run },
      after: { evaluation: id, version: registered!.version, digest: registered!.digest, input: file.sha256 },
    });
    return { evaluation: id, run };
  },
});

/** Does a run that is done again, from what it kept, and says whether the result is the same. Open while the evaluation is. */
export const repeatRun = defineAction({
  name: 'evaluation.repeatRun',
  title: { fr: 'Refaire un calcul et comparer', en: 'Repeat a run and compare' },
  path: '/evaluation-runs/{run}/repeat',
  permission: { who: EVALUATORS, where: workRunPlace },
  input: z.object({ run: runKey }),
  output: z.object({ evaluation: z.string(), run: z.string() }),
  refusals: refusing('NOT_NOW', 'NOT_DONE'),
  async run(ctx, { run: id }) {
    const first = (await findRun(ctx.sql, id))!;
    const row = await lockOwnEvaluation(ctx.sql, first.evaluation_id, ctx.actor.id);
    const decision = decideTransition(evaluationLife, row.state, 'run', {
      questionIsRegistered: first.registration_id !== null,
    });
    if (!decision.ok) return ctx.refuse('NOT_NOW', { with: { reason: decision.reasons.map(say).join(' ') } });
    if (first.kind !== 'estimate' || first.state !== 'done')
      return ctx.refuse('NOT_DONE', { with: { state: say(runLife.states[first.state]) } });
    const run = await queueRun(ctx, {
      evaluation: row.id,
      kind: 'estimate',
      registration: first.registration_id,
      plan: first.plan,
      repeats: first.id,
    });
    ctx.record({ object: { kind: 'evaluation-run', id: run }, after: { evaluation: row.id, repeats: first.id } });
    return { evaluation: row.id, run };
  },
});

/** Stops a run that waits or works: its process is killed within a second, and nothing of it is kept. */
export const cancelRun = defineAction({
  name: 'evaluation.cancelRun',
  title: { fr: 'Arrêter un calcul', en: 'Stop a run' },
  path: '/evaluation-runs/{run}/cancel',
  permission: { who: EVALUATORS, where: workRunPlace },
  input: z.object({ run: runKey }),
  output: z.object({ evaluation: z.string(), run: z.string() }),
  refusals: refusing('RUN_OVER'),
  async run(ctx, { run: id }) {
    const row = (await lockRun(ctx.sql, id))!;
    const decision = decideTransition(runLife, row.state, 'cancel', {});
    if (!decision.ok) return ctx.refuse('RUN_OVER', { with: { state: say(runLife.states[row.state]) } });
    await endRun(ctx.sql, id, { state: decision.to, ended_at: ctx.now });
    ctx.record({
      object: { kind: 'evaluation-run', id },
      before: { state: row.state, share: Number(row.share) },
      after: { state: decision.to },
    });
    return { evaluation: row.evaluation_id, run: id };
  },
});
