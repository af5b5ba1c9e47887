import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { forgetFile } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { longText } from '#rooms/registry';
import { workPlace } from './evaluation.place.ts';
import { refusing } from './evaluation.refusals.ts';
import { EVALUATORS } from './evaluation.roles.ts';
import {
  deleteEvaluation,
  lockOwnEvaluation,
  panelFileOf,
  registrationsOf,
  updateEvaluation,
} from './evaluation.store.ts';
import { evaluationKey } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { cancelLooks, runsUnderWay } from './run/run.store.ts';

const input = z.object({ evaluation: evaluationKey });
const output = z.object({ evaluation: z.string() });

/** Opens a copy of what is registered to changes. The registered version stays, and stays readable. */
export const reviseEvaluation = defineAction({
  name: 'evaluation.reviseEvaluation',
  title: { fr: 'Préparer une nouvelle version d’une évaluation', en: 'Prepare a new version of an evaluation' },
  path: '/evaluations/{evaluation}/revision',
  permission: { who: EVALUATORS, where: workPlace },
  input,
  output,
  refusals: refusing('NOT_NOW'),
  async run(ctx, { evaluation: id }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    const decision = decideTransition(evaluationLife, row.state, 'revise', {});
    if (!decision.ok) return ctx.refuse('NOT_NOW', { with: { reason: decision.reasons.map(say).join(' ') } });
    await updateEvaluation(ctx.sql, id, { state: decision.to, changed_at: ctx.now });
    ctx.record({ object: { kind: 'evaluation', id }, before: { state: row.state }, after: { state: decision.to } });
    return { evaluation: id };
  },
});

/** Gives a revision up: what is prepared is again what is registered. */
export const giveUpRevision = defineAction({
  name: 'evaluation.giveUpRevision',
  title: { fr: 'Revenir à la version enregistrée', en: 'Go back to the registered version' },
  path: '/evaluations/{evaluation}/revision/give-up',
  permission: { who: EVALUATORS, where: workPlace },
  input,
  output,
  refusals: refusing('NOT_NOW'),
  async run(ctx, { evaluation: id }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    const decision = decideTransition(evaluationLife, row.state, 'giveUpRevision', {});
    if (!decision.ok) return ctx.refuse('NOT_NOW', { with: { reason: decision.reasons.map(say).join(' ') } });
    const { title, mapping, options, file, design } = (await registrationsOf(ctx.sql, id))[0]!.content;
    await cancelLooks(ctx.sql, id, ctx.now);
    await updateEvaluation(ctx.sql, id, {
      state: decision.to,
      title,
      mapping,
      options,
      file_id: file.id,
      design_run_id: design.run,
      changed_at: ctx.now,
    });
    ctx.record({ object: { kind: 'evaluation', id }, before: { state: row.state }, after: { state: decision.to } });
    return { evaluation: id };
  },
});

/** Closes a registered evaluation, with the reason. It stays readable, with its results; nothing is run any more. */
export const closeEvaluation = defineAction({
  name: 'evaluation.closeEvaluation',
  title: { fr: 'Clore une évaluation', en: 'Close an evaluation' },
  path: '/evaluations/{evaluation}/close',
  permission: { who: EVALUATORS, where: workPlace },
  input: input.extend({ reason: longText }),
  output,
  refusals: refusing('NOT_NOW'),
  async run(ctx, { evaluation: id, reason }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    const decision = decideTransition(evaluationLife, row.state, 'close', {
      noRunIsUnderWay: (await runsUnderWay(ctx.sql, id)).length === 0,
    });
    if (!decision.ok) return ctx.refuse('NOT_NOW', { with: { reason: decision.reasons.map(say).join(' ') } });
    await updateEvaluation(ctx.sql, id, {
      state: decision.to,
      closed_at: ctx.now,
      close_reason: reason,
      changed_at: ctx.now,
    });
    ctx.record({
      object: { kind: 'evaluation', id },
      reason,
      before: { state: row.state },
      after: { state: decision.to },
    });
    return { evaluation: id };
  },
});

/** Deletes an evaluation whose question was never registered, and its file with it. */
export const removeEvaluation = defineAction({
  name: 'evaluation.deleteEvaluation',
  title: { fr: 'Effacer une évaluation non enregistrée', en: 'Delete an evaluation that is not registered' },
  path: '/evaluations/{evaluation}',
  method: 'DELETE',
  permission: { who: EVALUATORS, where: workPlace },
  input,
  output,
  refusals: refusing('REGISTERED_STAYS'),
  async run(ctx, { evaluation: id }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    if (row.state !== 'draft') return ctx.refuse('REGISTERED_STAYS');
    const file = await panelFileOf(ctx.sql, row.file_id);
    await deleteEvaluation(ctx.sql, id);
    await forgetFile(ctx.sql, ctx.services.config.dataDir, file, ctx);
    ctx.record({
      object: { kind: 'evaluation', id },
      before: { title: row.title, file: file.name, sha256: file.sha256 },
    });
    return { evaluation: id };
  },
});
