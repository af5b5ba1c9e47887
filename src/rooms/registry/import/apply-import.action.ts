import { rm } from 'node:fs/promises';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { type Actor, grantsFor } from '#kit/actor.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { IMPORTERS, importPlace, standingOfRow } from './import.place.ts';
import { importRefusing } from './import.refusals.ts';
import { dropExtract, startWork, stopWork } from './import.runner.ts';
import { clearRows, lockImport, updateImport } from './import.store.ts';
import { importId, importStates } from './import.ts';
import { importWorkflow } from './import.workflow.ts';
import { importAnswers } from './match-import.action.ts';

const moved = z.object({ import: z.string(), state: z.enum(importStates) });

const onBehalfOf = (actor: Actor): string | null => {
  const grants = grantsFor(actor, IMPORTERS);
  return grants.every((grant) => grant.onBehalfOf) ? (grants[0]?.onBehalfOf ?? null) : null;
};

/**
 * Asks for a checked import to be written to the registry: all of it in one transaction, in the background. Its end has a journal line of its
 * own, `registry.completeImport`, with the digest of the file and the counts.
 */
export const applyImport = defineAction({
  name: 'registry.applyImport',
  title: { fr: 'Appliquer un import', en: 'Apply an import' },
  path: '/imports/{import}/apply',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({ import: importId }),
  output: moved,
  refusals: importRefusing('IMPORT_STATE'),
  async run(ctx, input) {
    const row = (await lockImport(ctx.sql, input.import))!;
    const decision = decideTransition(importWorkflow, row.state, 'apply', importAnswers(row));
    if (!decision.ok) return ctx.refuse('IMPORT_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
    const next = { state: 'applying' as const, attempt: row.attempt + 1 };
    await updateImport(ctx.sql, row.id, {
      ...next,
      takeovers: 0,
      beat_at: ctx.now,
      problem: null,
      asked_by: {
        actorId: ctx.actor.id,
        actorName: ctx.actor.name,
        onBehalfOf: onBehalfOf(ctx.actor),
        requestId: ctx.requestId,
      },
    });
    ctx.record({
      object: { kind: 'import', id: row.id },
      before: { state: row.state },
      after: { state: next.state, counts: row.counts },
    });
    const standing = await standingOfRow(ctx.sql, row);
    ctx.afterCommit(() => startWork(ctx.services, { id: row.id, total_rows: row.total_rows, ...next }, standing));
    return { import: row.id, state: next.state };
  },
});

/** Gives an import up. What it staged is forgotten; the registry never knew of it. */
export const abandonImport = defineAction({
  name: 'registry.abandonImport',
  title: { fr: 'Abandonner un import', en: 'Abandon an import' },
  path: '/imports/{import}/abandon',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({ import: importId }),
  output: moved,
  refusals: importRefusing('IMPORT_STATE'),
  async run(ctx, input) {
    const row = (await lockImport(ctx.sql, input.import))!;
    const decision = decideTransition(importWorkflow, row.state, 'abandon', {});
    if (!decision.ok) return ctx.refuse('IMPORT_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
    await clearRows(ctx.sql, row.id);
    await updateImport(ctx.sql, row.id, { state: 'abandoned', closed_at: ctx.now, beat_at: null, source_path: null });
    ctx.record({ object: { kind: 'import', id: row.id }, before: { state: row.state }, after: { state: 'abandoned' } });
    ctx.afterCommit(async () => {
      stopWork(ctx.services, row.id);
      await dropExtract(ctx.services, row.id);
      if (row.source_is_upload && row.source_path) await rm(row.source_path, { force: true });
    });
    return { import: row.id, state: 'abandoned' as const };
  },
});
