/** A process of its own for one task: it yields to whoever answers people, and dies alone when memory runs out. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { DocumentLayout } from '#engines/documents/document.ts';
import type { OnStage, RunFile } from '#engines/impact/index.ts';
import { FileBytes } from '#engines/impact/panel-store/file-bytes.ts';
import { ImpactError } from '#engines/impact/sentence.ts';
import { type ShownResult, shownResult } from '../result.rules.ts';
import {
  ESTIMATE_FILES,
  type EstimateFile,
  type ImpactAnswers,
  type ImpactTask,
  type ImpactWord,
} from './impact-task.ts';

// Nobody waits for the answer any more.
process.on('disconnect', () => process.exit(1));
process.once('message', (task: ImpactTask) => {
  if (task.yields) setPriority(constants.priority.PRIORITY_LOW);
  answer(task)
    .then(
      (found): ImpactWord => ({ word: 'done', answer: found }),
      (error: unknown): ImpactWord =>
        error instanceof ImpactError
          ? { word: 'refused', sentence: error.sentence }
          : { word: 'broken', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    )
    .then((last) => process.send!(last, () => process.exit(0)));
});

const tell: OnStage = (stage, done, of) => {
  process.send!({ word: 'stage', stage, done, of } satisfies ImpactWord);
};

const MEMORY = '1GB';

async function answer(task: ImpactTask): Promise<ImpactAnswers[ImpactTask['kind']]> {
  const file = await openedFile(task);
  const derived = async (): Promise<RunFile> =>
    'derived' in task
      ? (await import('#engines/impact/run/derived-columns.ts')).withDerivedColumns(file, task.derived)
      : file;
  // Each task loads what it needs: somebody waits for the preview.
  switch (task.kind) {
    case 'preview':
      return (await import('#engines/impact/run/file-preview.ts')).previewFile(file);
    case 'design':
      return (await import('#engines/impact/run/design-look.ts')).lookAtDesign(
        await derived(),
        task.plan,
        tell,
        task.assumed,
      );
    case 'estimate':
      return estimated(task, await derived());
  }
}

/** The file under a name that says what it is, once its bytes are known to be those that were given. */
async function openedFile({ file, folder }: ImpactTask): Promise<RunFile> {
  const hash = createHash('sha256');
  const bytes = new FileBytes(file.name);
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    bytes.add(chunk as Buffer);
  }
  bytes.end();
  if (hash.digest('hex') !== file.sha256) throw new Error(`${file.path} is damaged: restore it from a backup`);
  // DuckDB reads some characters of a name as a pattern.
  const path = join(folder, file.name.replace(/[^\p{L}\p{N}. _-]+/gu, '_'));
  await symlink(file.path, path);
  const store = join(folder, 'panel');
  await mkdir(store);
  const threads = Math.max(1, availableParallelism() - 1);
  return {
    path,
    digest: file.sha256,
    folder: store,
    limits: { memory: MEMORY, threads, scratch: join(folder, 'scratch') },
  };
}

async function estimated(task: ImpactTask & { kind: 'estimate' }, file: RunFile): Promise<ImpactAnswers['estimate']> {
  const {
    ENGINE_VERSION,
    estimateRun,
    jsonPieces,
    jsonText,
    publishedEstimate,
    reportDocument,
    reportHtml,
    reportParts,
  } = await import('#engines/impact/index.ts');
  const files: EstimateFile[] = [];
  const keep = async (file: EstimateFile, content: string | Uint8Array | Iterable<string>): Promise<void> => {
    await writeFile(join(task.folder, ESTIMATE_FILES[file].name), content);
    files.push(file);
  };
  const run = await estimateRun(file, task.plan, tell);
  const { loaded, result, matched, additionality, bounded } = run;
  const published = publishedEstimate(run);
  await keep('json', jsonPieces(published));
  // As the file tells it: lists for typed arrays, null for what is no number.
  const shown = JSON.parse(jsonText(shownResult(published))) as ShownResult;
  for (const language of ['fr', 'en'] as const) {
    const asked = {
      question: task.title,
      command: task.commands[language],
      sensitivityOf: task.sensitivity ? task.plan.options : null,
      language,
      matched,
    };
    const parts = await reportParts(asked, loaded, result, bounded[0]!, additionality);
    await keep(`report-${language}`, reportHtml(parts, language));
    const pdf = await pdfOf(reportDocument(parts, language, task.day));
    if (pdf) await keep(`pdf-${language}`, pdf);
    tell('reporting', language === 'fr' ? 1 : 2, 2);
  }
  const { json, pointwise } = bounded[0]!;
  const { att, se } = json.aggte.dynamic.overall;
  const end = (sign: 1 | -1): number | null => (att === null || se === null ? null : att + sign * pointwise * se);
  return { engine: ENGINE_VERSION, headline: { att, low: end(-1), high: end(1), units: json.n_units }, shown, files };
}

/** Null when the report holds a sign that no typeface of the PDF draws: the page says the same. */
async function pdfOf(document: DocumentLayout): Promise<Uint8Array | null> {
  const { toPdf, UnprintableCharacters } = await import('#engines/documents/pdf.ts');
  try {
    return await toPdf(document);
  } catch (error) {
    if (error instanceof UnprintableCharacters) return null;
    throw error;
  }
}
