import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunStage } from '#engines/impact/index.ts';
import type { Sql } from '#kit/db/database.ts';
import { storedFile } from '#kit/files.store.ts';
import { type ReceivedFile, receiveFile, saveFile } from '#kit/files.ts';
import type { JobContext, JobDefinition } from '#kit/jobs.ts';
import { appendJournal } from '#kit/journal.ts';
import { dayInParis } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import type { RunTable } from '../evaluation.tables.ts';
import type { RunKind } from '../evaluation.ts';
import { commandOf, estimatePlan } from '../plan.rules.ts';
import { inProcess, TaskRefused } from './impact-process.ts';
import { ESTIMATE_FILES, type EstimateFile, type ImpactAnswers } from './impact-task.ts';
import { changeRunning, findRun, interruptedRuns, keepShown, takeNextRun } from './run.store.ts';

/** A worker that has said nothing for so long is taken for dead. */
const SILENT_MS = 90_000;
/** A run that killed its worker so often will do it again. */
const MOST_ATTEMPTS = 3;
/** How often a run looks whether somebody stopped it; progress is written every other time. */
const LOOK_MS = 500;

/** Where each stage starts on the way from 0 to 1, and how far it leads. */
const WAY: Readonly<Record<RunKind, Readonly<Partial<Record<RunStage, readonly [from: number, takes: number]>>>>> = {
  design: { reading: [0, 0.8], estimating: [0.8, 0.2] },
  estimate: { reading: [0, 0.35], estimating: [0.35, 0.45], aggregating: [0.8, 0.1], reporting: [0.9, 0.1] },
};

const TITLES: Readonly<Record<RunKind, Say>> = {
  design: {
    fr: 'Calculer l’échantillon et l’effet détectable des évaluations',
    en: 'Compute the sample and the detectable effect of evaluations',
  },
  estimate: {
    fr: 'Faire les calculs des évaluations, un à la fois',
    en: 'Run the estimates of evaluations, one at a time',
  },
};

/** The name of the job that works on runs of this kind. */
export const jobFor = (kind: RunKind): string =>
  kind === 'design' ? 'evaluation.lookAtDesigns' : 'evaluation.runEstimates';

/**
 * Works on what waits, one after the other, until nothing does. A job that finds another at work ends at once: that one goes on with what waits. The
 * schedule takes up what a dead worker left.
 */
const workOn = (kind: RunKind): JobDefinition => ({
  name: jobFor(kind),
  title: TITLES[kind],
  cron: '*/5 * * * *',
  async run(ctx) {
    const { store, clock } = ctx.services;
    await putBack(ctx, kind);
    for (;;) {
      ctx.signal.throwIfAborted();
      const run = await takeNextRun(store.sql, kind, ctx.id, clock.now()).catch(refusedByIndex);
      if (!run) return;
      await perform(ctx, run);
    }
  },
});

/** Two workers that take at the same instant: the index lets one through, the other has nothing to do. */
function refusedByIndex(error: unknown): null {
  if ((error as { constraint?: string }).constraint === 'run_alone' || String(error).includes('run_alone')) return null;
  throw error;
}

export const evaluationJobs: readonly JobDefinition[] = [workOn('design'), workOn('estimate')];

/** Runs that a dead worker left are queued again, or end when they killed it too often. */
async function putBack(ctx: JobContext, kind: RunKind): Promise<void> {
  const { store, clock } = ctx.services;
  const now = clock.now();
  for (const run of await interruptedRuns(store.sql, kind, ctx.id, new Date(now.getTime() - SILENT_MS)))
    await changeRunning(
      store.sql,
      run.id,
      run.attempts < MOST_ATTEMPTS
        ? { state: 'queued', job_id: null, share: 0, stage: null }
        : { state: 'failed', failure: interruptedTooOften, ended_at: now },
    );
}

async function perform(ctx: JobContext, run: RunTable): Promise<void> {
  const stopped = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stopped.signal]);
  const progress = { stage: null as RunStage | null, share: 0 };
  const watching = new AbortController();
  const watch = watchRun(ctx, run.id, progress, stopped, watching.signal);
  try {
    await (run.kind === 'design' ? lookAt(ctx, run, progress, signal) : estimate(ctx, run, progress, signal));
  } catch (error) {
    const { sql } = ctx.services.store;
    // Stopped by a person, perhaps at the very end: it is written, and nothing of the run is kept.
    if ((await findRun(sql, run.id))?.state !== 'running') return;
    if (ctx.signal.aborted) {
      await changeRunning(sql, run.id, { state: 'queued', job_id: null, share: 0, stage: null });
      throw ctx.signal.reason;
    }
    if (!(error instanceof TaskRefused)) ctx.log.error({ err: error, run: run.id }, 'Run of an evaluation broke');
    const failure = error instanceof TaskRefused ? error.sentence : broken;
    await changeRunning(sql, run.id, { state: 'failed', failure, ended_at: ctx.services.clock.now() });
  } finally {
    watching.abort();
    await watch;
  }
}

/** Writes how far the run is, at most once a second, and stops it when somebody asked to. */
async function watchRun(
  { services: { store, clock }, log }: JobContext,
  id: string,
  progress: { readonly stage: string | null; readonly share: number },
  stopped: AbortController,
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 0; ; turn++) {
    await pause(LOOK_MS, null, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      const isUnderWay =
        turn % 2 === 1
          ? await changeRunning(store.sql, id, { ...progress, beat_at: clock.now() })
          : (await findRun(store.sql, id))?.state === 'running';
      if (!isUnderWay) return stopped.abort(new Error('The run was stopped'));
    } catch (error) {
      // The store may answer at the next turn.
      log.warn({ err: error, run: id }, 'Progress of a run not written');
    }
  }
}

type Progress = { stage: RunStage | null; share: number };

const follow =
  (kind: RunKind, progress: Progress) =>
  ({ stage, done, of }: { readonly stage: RunStage; readonly done: number; readonly of: number }): void => {
    const [from, takes] = WAY[kind][stage]!;
    progress.stage = stage;
    progress.share = Math.max(progress.share, Math.min(1, from + (takes * done) / of));
  };

async function lookAt(ctx: JobContext, run: RunTable, progress: Progress, signal: AbortSignal): Promise<void> {
  const { services } = ctx;
  const { file, options } = run.plan;
  const assumed =
    options.assumedSd === null ? null : { sd: options.assumedSd, persistence: options.assumedPersistence ?? 0 };
  const derived = run.plan.mapping.derived ?? [];
  const asked = { kind: 'design' as const, plan: estimatePlan(run.plan), derived, assumed };
  const found = await inProcess<'design', ImpactAnswers['design']>(
    services,
    run.id,
    file,
    asked,
    { onWord: follow('design', progress), signal },
    async (look) => look,
  );
  await changeRunning(services.store.sql, run.id, {
    state: 'done',
    share: 1,
    engine: found.engine,
    result: found,
    ended_at: services.clock.now(),
  });
}

async function estimate(ctx: JobContext, run: RunTable, progress: Progress, signal: AbortSignal): Promise<void> {
  const { services } = ctx;
  const { plan } = run;
  const asked = {
    kind: 'estimate' as const,
    plan: estimatePlan(plan),
    derived: plan.mapping.derived ?? [],
    title: plan.title,
    day: dayInParis(services.clock.now()),
    sensitivity: plan.options.sensitivity,
    commands: { fr: commandOf(plan, 'fr'), en: commandOf(plan, 'en') },
  };
  await inProcess<'estimate', void>(
    services,
    run.id,
    plan.file,
    asked,
    { onWord: follow('estimate', progress), signal },
    async ({ engine, headline, shown, files }, folder) => {
      const kept = async (file: EstimateFile): Promise<ReceivedFile> => {
        const reception = await receiveFile(
          services.config.dataDir,
          createReadStream(join(folder, ESTIMATE_FILES[file].name)),
          MOST_RESULT_BYTES,
        );
        if (!reception.ok) throw new TaskRefused(reception.reason);
        return reception.file;
      };
      const received = new Map<EstimateFile, ReceivedFile>();
      for (const file of files) received.set(file, await kept(file));
      await services.store.sql
        .transaction()
        .execute((trx) => keepResult(ctx, trx, run, { engine, headline, shown, received }));
    },
  );
}

/** The pairs and weights of several million units. */
const MOST_RESULT_BYTES = 500 * 1024 * 1024;

interface Kept extends Pick<ImpactAnswers['estimate'], 'engine' | 'headline' | 'shown'> {
  readonly received: ReadonlyMap<EstimateFile, ReceivedFile>;
}

/** All of the result in one transaction, or nothing of it. */
async function keepResult(
  ctx: JobContext,
  trx: Sql,
  run: RunTable,
  { engine, headline, shown, received }: Kept,
): Promise<void> {
  const now = ctx.services.clock.now();
  const giver = { now, actor: { id: 'system:evaluation' }, newId: ctx.newId };
  const saved = new Map<EstimateFile, string>();
  for (const [file, bytes] of received) saved.set(file, (await saveFile(trx, bytes, ESTIMATE_FILES[file], giver)).id);
  const idOf = (file: EstimateFile): string | null => saved.get(file) ?? null;
  const { sha256 } = received.get('json')!;
  const before = run.repeats ? await findRun(trx, run.repeats) : undefined;
  const first = before?.json_file_id ? await storedFile(trx, before.json_file_id) : null;
  const isKept = await changeRunning(trx, run.id, {
    state: 'done',
    share: 1,
    engine,
    result: headline,
    json_file_id: idOf('json'),
    report_fr_file_id: idOf('report-fr'),
    report_en_file_id: idOf('report-en'),
    pdf_fr_file_id: idOf('pdf-fr'),
    pdf_en_file_id: idOf('pdf-en'),
    identical: first ? first.sha256 === sha256 : null,
    ended_at: now,
  });
  if (!isKept) throw new Error('The run was stopped before its result was kept');
  await keepShown(trx, run.id, shown);
  await appendJournal(trx, {
    at: now,
    actorId: 'system:evaluation',
    actorName: 'Évaluation',
    onBehalfOf: null,
    action: jobFor('estimate'),
    objectKind: 'evaluation-run',
    objectId: run.id,
    reason: null,
    before: { state: 'running' },
    after: {
      state: 'done',
      evaluation: run.evaluation_id,
      engine,
      input: run.plan.file.sha256,
      result: sha256,
    },
    requestId: null,
  });
}

const interruptedTooOften: Say = {
  fr: 'Le serveur s’est arrêté pendant chaque essai de ce calcul. Confiez la commande à une machine plus grande, ou relancez-le plus tard.',
  en: 'The server stopped during each attempt at this run. Give the command to a larger machine, or run it again later.',
};

const broken: Say = {
  fr: 'Le calcul a rencontré un défaut du programme\u202f; il est noté dans le journal du serveur. Rien n’a été gardé.',
  en: 'The run met a defect of the program; it is noted in the server’s log. Nothing was kept.',
};
