import * as z from 'zod';
import type { DesignLook } from '#engines/impact/index.ts';
import { ENGINE_VERSION } from '#engines/impact/result.ts';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { optionalText } from '#rooms/registry';
import { workPlace } from './evaluation.place.ts';
import { refusing } from './evaluation.refusals.ts';
import { EVALUATORS } from './evaluation.roles.ts';
import {
  insertRegistration,
  lockOwnEvaluation,
  panelFileOf,
  registrationsOf,
  updateEvaluation,
} from './evaluation.store.ts';
import { evaluationKey, question, type RegisteredContent } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { digestOf, withPrimary } from './plan.rules.ts';
import { findRun } from './run/run.store.ts';

/** Registers the question: from here on the file, the columns, the options and the question never change. A later version says why it replaces this one. */
export const registerQuestion = defineAction({
  name: 'evaluation.registerQuestion',
  title: { fr: 'Enregistrer la question d’une évaluation', en: 'Register the question of an evaluation' },
  path: '/evaluations/{evaluation}/question',
  permission: { who: EVALUATORS, where: workPlace },
  input: z.object({ evaluation: evaluationKey, ...question.shape, reason: optionalText }),
  output: z.object({ evaluation: z.string(), registration: z.string(), version: z.int(), digest: z.string() }),
  refusals: refusing('NOT_NOW', 'OUTCOME_UNKNOWN'),
  async run(ctx, { evaluation: id, reason, ...asked }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    const [last] = await registrationsOf(ctx.sql, id);
    const look = row.design_run_id ? await findRun(ctx.sql, row.design_run_id) : undefined;
    const decision = decideTransition(evaluationLife, row.state, last ? 'registerAgain' : 'register', {
      columnsAreMapped: row.mapping !== null,
      designIsKnown: look?.state === 'done',
      reasonIsGiven: Boolean(reason),
    });
    if (!decision.ok) {
      const field = last && row.state === 'revising' && !reason ? 'reason' : undefined;
      return ctx.refuse('NOT_NOW', { ...(field && { field }), with: { reason: decision.reasons.map(say).join(' ') } });
    }
    const mapped = row.mapping!;
    if (!mapped.outcomes.includes(asked.primaryOutcome))
      return ctx.refuse('OUTCOME_UNKNOWN', { field: 'primaryOutcome', with: { outcomes: mapped.outcomes.join(', ') } });
    const { cohorts, counted, power, hiddenFrom } = look!.result as DesignLook;
    const mapping = withPrimary(mapped, asked.primaryOutcome);
    const version = (last?.version ?? 0) + 1;
    const content: RegisteredContent = {
      evaluation: id,
      version,
      title: row.title,
      file: await panelFileOf(ctx.sql, row.file_id),
      mapping,
      options: row.options,
      question: asked,
      design: {
        run: look!.id,
        counted,
        cohorts: [...cohorts],
        hiddenFrom,
        detectable: power.map(({ outcome, overall }) => ({ outcome, minimum: overall?.minimum ?? null })),
      },
      engine: ENGINE_VERSION,
      author: ctx.actor.name,
      registeredAt: ctx.now.toISOString(),
      reason: last ? reason! : null,
      previous: last?.digest ?? null,
    };
    const digest = digestOf(content);
    const registration = ctx.newId('reg');
    await insertRegistration(ctx.sql, {
      id: registration,
      evaluation_id: id,
      version,
      content,
      digest,
      registered_at: ctx.now,
    });
    await updateEvaluation(ctx.sql, id, { state: decision.to, mapping, changed_at: ctx.now });
    ctx.record({
      object: { kind: 'evaluation', id },
      reason: content.reason,
      before: { state: row.state, ...(last && { version: last.version, digest: last.digest }) },
      after: { state: decision.to, version, digest, question: asked },
    });
    return { evaluation: id, registration, version, digest };
  },
});
