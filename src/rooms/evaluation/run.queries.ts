import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import type { PublishedEstimate } from '#engines/impact/index.ts';
import { defineQuery } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import { storedFile } from '#kit/files.store.ts';
import { openFile } from '#kit/files.ts';
import { handedFile } from '#kit/handed-file.ts';
import { say } from '#kit/say.ts';
import { isOwner, readerOf, readRunPlace } from './evaluation.place.ts';
import { refusing } from './evaluation.refusals.ts';
import { READERS } from './evaluation.roles.ts';
import { registrationsOf, visibleEvaluation } from './evaluation.store.ts';
import { runKey, runPlan, runSummary, SIGNS } from './evaluation.ts';
import { evaluationLife, runLife } from './evaluation.workflow.ts';
import { commandOf } from './plan.rules.ts';
import { type ShownResult, shownResult } from './result.rules.ts';
import { ESTIMATE_FILES, type EstimateFile } from './run/impact-task.ts';
import { findRun, findShown, runsBefore, summaryOf } from './run/run.store.ts';

const shown = z.custom<ShownResult>((value) => typeof value === 'object' && value !== null);

/** One estimate: where it stands, what repeats it, and its result once there is one. */
export const getRun = defineQuery({
  name: 'evaluation.getRun',
  title: { fr: 'Voir un calcul et son résultat', en: 'See a run and its result' },
  path: '/evaluation-runs/{run}',
  permission: { who: READERS, where: readRunPlace },
  input: z.object({ run: runKey }),
  output: z.object({
    evaluation: z.object({ id: z.string(), title: z.string(), synthetic: z.boolean() }),
    run: runSummary,
    plan: runPlan,
    /** How many stand before it. */
    before: z.int(),
    registration: z
      .object({
        version: z.int(),
        digest: z.string(),
        at: z.string(),
        question: z.string(),
        expectedSign: z.enum(SIGNS),
      })
      .nullable(),
    command: z.string(),
    resultDigest: z.string().nullable(),
    result: shown.nullable(),
    /** Is its report there as PDF, by language? */
    pdf: z.object({ fr: z.boolean(), en: z.boolean() }),
    open: z.array(z.enum(['cancel', 'repeat'])),
  }),
  async run(ctx, { run: id }) {
    const { sql, actor } = ctx;
    const row = (await findRun(sql, id))!;
    const evaluation = (await visibleEvaluation(sql, row.evaluation_id, readerOf(actor)))!;
    const registered = (await registrationsOf(sql, evaluation.id)).find((one) => one.id === row.registration_id);
    const json = row.json_file_id ? await storedFile(sql, row.json_file_id) : null;
    const own = isOwner(actor, evaluation.owner_id);
    const isUnderWay = runLife.transitions.cancel.from.includes(row.state as 'queued');
    const canRun = evaluationLife.transitions.run.from.includes(evaluation.state as 'registered');
    return {
      evaluation: { id: evaluation.id, title: evaluation.title, synthetic: evaluation.synthetic },
      run: summaryOf(row),
      plan: row.plan,
      before: row.state === 'queued' ? await runsBefore(sql, row) : 0,
      registration: registered
        ? {
            version: registered.version,
            digest: registered.digest,
            at: registered.content.registeredAt,
            question: registered.content.question.effect,
            expectedSign: registered.content.question.expectedSign,
          }
        : null,
      command: commandOf(row.plan),
      resultDigest: json?.sha256 ?? null,
      result: json && ((await findShown(sql, id)) ?? (await shownFrom(ctx, json.id))),
      pdf: { fr: row.pdf_fr_file_id !== null, en: row.pdf_en_file_id !== null },
      open: [
        ...(own && isUnderWay ? (['cancel'] as const) : []),
        ...(own && row.state === 'done' && canRun ? (['repeat'] as const) : []),
      ],
    };
  },
});

/** What the progress bar of a run or of a look asks. */
export const getRunProgress = defineQuery({
  name: 'evaluation.getRunProgress',
  title: { fr: 'Suivre l’avancement d’un calcul', en: 'Follow the progress of a run' },
  path: '/evaluation-runs/{run}/progress',
  permission: { who: READERS, where: readRunPlace },
  input: z.object({ run: runKey }),
  output: z.object({ run: runSummary, before: z.int(), finished: z.boolean() }),
  async run({ sql }, { run: id }) {
    const row = (await findRun(sql, id))!;
    return {
      run: summaryOf(row),
      before: row.state === 'queued' ? await runsBefore(sql, row) : 0,
      finished: row.state !== 'queued' && row.state !== 'running',
    };
  },
});

/** The files of a result: the JSON that the command writes, and the report for the public in either language, as a page and as a PDF. */
export const exportRun = defineQuery({
  name: 'evaluation.exportRun',
  title: { fr: 'Télécharger le résultat ou le rapport d’un calcul', en: 'Download the result or the report of a run' },
  path: '/evaluation-runs/{run}/files/{kind}',
  permission: { who: READERS, where: readRunPlace },
  input: z.object({ run: runKey, kind: z.enum(Object.keys(ESTIMATE_FILES) as EstimateFile[]) }),
  output: handedFile,
  refusals: refusing('NOT_DONE', 'NO_PDF'),
  async run(ctx, { run: id, kind }) {
    const row = (await findRun(ctx.sql, id))!;
    const file = {
      json: row.json_file_id,
      'report-fr': row.report_fr_file_id,
      'report-en': row.report_en_file_id,
      'pdf-fr': row.pdf_fr_file_id,
      'pdf-en': row.pdf_en_file_id,
    }[kind];
    if (!file && row.json_file_id) return ctx.refuse('NO_PDF');
    if (!file) return ctx.refuse('NOT_DONE', { with: { state: say(runLife.states[row.state]) } });
    const { file: kept, bytes } = await fileBytes(ctx, file);
    return {
      name: `${id}-${kept.name}`,
      mediaType: kept.mediaType,
      bytes: kept.bytes,
      sha256: kept.sha256,
      base64: bytes.toString('base64'),
    };
  },
});

/** For runs whose page was not prepared when they ended. */
const shownFrom = async (ctx: QueryContext, json: string): Promise<ShownResult> =>
  shownResult(JSON.parse((await fileBytes(ctx, json)).bytes.toString('utf8')) as PublishedEstimate);

async function fileBytes({ sql, services }: Pick<QueryContext, 'sql' | 'services'>, id: string) {
  const { file, stream } = (await openFile(sql, services.config.dataDir, id))!;
  return { file, bytes: await buffer(Readable.from(stream)) };
}
