import type { ActionContext } from '#kit/context.ts';
import { enqueue } from '#kit/jobs.ts';
import type { RunKind, RunPlan } from './evaluation.ts';
import { insertRun } from './run/run.store.ts';
import { jobFor } from './run/work.job.ts';

/** Puts a run in the queue and wakes whoever works on it. */
export async function queueRun(
  ctx: ActionContext<never>,
  asked: {
    readonly evaluation: string;
    readonly kind: RunKind;
    readonly registration: string | null;
    readonly plan: RunPlan;
    readonly repeats?: string | null;
  },
): Promise<string> {
  const id = ctx.newId('run');
  await insertRun(ctx.sql, {
    id,
    evaluation_id: asked.evaluation,
    kind: asked.kind,
    registration_id: asked.registration,
    plan: asked.plan,
    state: 'queued',
    stage: null,
    share: 0,
    asked_by: ctx.actor.name,
    queued_at: ctx.now,
    started_at: null,
    ended_at: null,
    job_id: null,
    beat_at: null,
    attempts: 0,
    failure: null,
    engine: null,
    result: null,
    json_file_id: null,
    report_fr_file_id: null,
    report_en_file_id: null,
    pdf_fr_file_id: null,
    pdf_en_file_id: null,
    repeats: asked.repeats ?? null,
    identical: null,
  });
  await enqueue(ctx.sql, { name: jobFor(asked.kind) }, ctx);
  return id;
}
