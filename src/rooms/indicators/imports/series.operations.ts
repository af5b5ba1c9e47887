import * as z from 'zod';
import { defineAction, defineQuery, notFound } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { storedFile } from '#kit/files.store.ts';
import { openFile, storedPath } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import { actingDay, nationwide, readDay } from '#rooms/registry';
import { clusterNames } from '../counting/counted-cluster.store.ts';
import { commonIndicators } from '../indicator.store.ts';
import { STATISTICS_KEEPERS } from '../indicators.roles.ts';
import { writeValues } from '../values/value.store.ts';
import { columnsOf, type PlannedLine, planSeries, type SeriesPlan } from './series.rules.ts';
import {
  currentOfficial,
  findImport,
  insertImport,
  listImports,
  lockImport,
  takeBack,
  updateImport,
} from './series.store.ts';
import {
  OUTCOMES,
  SERIES_COLUMNS,
  type SeriesColumn,
  type SeriesCounts,
  seriesCounts,
  seriesImport,
  seriesProblem,
} from './series.ts';
import { readSeriesFile } from './series-file.ts';

const permission = { who: STATISTICS_KEEPERS, where: nationwide };
const seriesKey = z.string().max(80);

const refusals = {
  NO_FILE: {
    status: 422,
    fr: 'Choisissez un fichier CSV, XLSX ou Parquet.',
    en: 'Choose a CSV, XLSX or Parquet file.',
  },
  UNREADABLE: { status: 422, fr: '{reason}', en: '{reason}' },
  COLUMNS_MISSING: {
    status: 422,
    fr: 'Il manque au fichier les colonnes\u202f: {columns}. Partez du modèle, dont les en-têtes sont les bons.',
    en: 'The file lacks these columns: {columns}. Start from the template, whose headers are the right ones.',
  },
  IMPORT_CLOSED: {
    fr: 'Cet import a déjà été appliqué, retiré ou abandonné. Donnez le fichier de nouveau pour recommencer.',
    en: 'This import was already applied, withdrawn or abandoned. Give the file again to start over.',
  },
  LINES_WRONG: {
    fr: '{count} lignes sont à corriger avant d’appliquer. La première\u202f: ligne {row}, {header}. {reason}',
    en: '{count} rows need correcting before this is applied. The first: row {row}, {header}. {reason}',
  },
} as const;

/** What a file would do now: the same work tells the dry run and applies it. */
async function planOf(
  { sql, services, today }: { sql: Sql; services: Services; today: string },
  fileId: string,
): Promise<SeriesPlan & { headers: readonly string[] }> {
  const { dataDir } = services.config;
  const file = await storedFile(sql, fileId);
  const opened = file && (await openFile(sql, dataDir, fileId));
  if (!file || !opened) throw new Error(`No file ${fileId}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.stream) chunks.push(chunk as Uint8Array);
  const reading = await readSeriesFile(Buffer.concat(chunks), storedPath(dataDir, file));
  if (!reading.ok) throw new Error(`File ${fileId} was readable when it came in`);
  const acting = await actingDay(sql, today);
  const plan = planSeries(reading.headers, reading.lines, {
    indicators: new Map((await commonIndicators(sql, acting)).map((one) => [one.code, one])),
    clusters: new Set(Object.keys(await clusterNames(sql))),
    lastYear: Number(acting.slice(0, 4)),
    current: await currentOfficial(sql),
    readDay,
  });
  return { ...plan, headers: reading.headers };
}

const countsOf = (lines: readonly PlannedLine[]): SeriesCounts => {
  const of = (asked: (typeof OUTCOMES)[number]) => lines.filter(({ outcome }) => outcome === asked).length;
  return { new: of('new'), changed: of('changed'), same: of('same'), wrong: of('wrong') };
};

/** Receives a file of official statistics. Nothing of it is written yet: its dry run is read first. */
export const recordSeriesFile = defineAction({
  name: 'indicators.recordSeriesFile',
  title: { fr: 'Recevoir un fichier de statistiques officielles', en: 'Receive a file of official statistics' },
  path: '/series-imports',
  permission,
  input: z.object({ file: attachedFile.optional() }),
  output: z.object({ seriesImport: z.string() }),
  refusals: {
    NO_FILE: refusals.NO_FILE,
    UNREADABLE: refusals.UNREADABLE,
    COLUMNS_MISSING: refusals.COLUMNS_MISSING,
    ...ATTACHED_REFUSALS,
  },
  async run(ctx, { file: given }) {
    if (!given) return ctx.refuse('NO_FILE', { field: 'file' });
    const file = await keepAttached(ctx, given);
    const reading = await readSeriesFile(
      Buffer.from(given.base64, 'base64'),
      storedPath(ctx.services.config.dataDir, file),
    );
    if (!reading.ok) return ctx.refuse('UNREADABLE', { field: 'file', with: { reason: say(reading.reason) } });
    const there = columnsOf(reading.headers);
    const missing = (Object.keys(there) as SeriesColumn[]).filter(
      (name) => SERIES_COLUMNS[name].wanted && there[name] < 0,
    );
    if (missing.length > 0)
      ctx.refuse('COLUMNS_MISSING', {
        field: 'file',
        with: { columns: missing.map((name) => SERIES_COLUMNS[name].header).join(', ') },
      });
    const id = ctx.newId('series');
    await insertImport(ctx.sql, {
      id,
      file_id: file.id,
      file_name: file.name,
      state: 'staged',
      counts: null,
      recorded_by: ctx.actor.name,
      recorded_at: ctx.now,
      applied_at: null,
      withdrawn_at: null,
      withdrawn_reason: null,
    });
    ctx.record({ object: { kind: 'series-import', id }, after: { file: file.name, sha256: file.sha256 } });
    return { seriesImport: id };
  },
});

const PREVIEWED = 50;

/** One import: what it would do, line by line, or what became of it. */
export const getSeriesImport = defineQuery({
  name: 'indicators.getSeriesImport',
  title: { fr: 'Lire un import de statistiques', en: 'Read an import of statistics' },
  path: '/series-imports/{seriesImport}',
  permission,
  input: z.object({ seriesImport: seriesKey }),
  output: seriesImport.extend({
    dryRun: z
      .object({
        counts: seriesCounts,
        problems: z.array(seriesProblem),
        problemCount: z.int(),
        headers: z.array(z.string()),
        preview: z.array(z.object({ row: z.int(), outcome: z.enum(OUTCOMES), cells: z.array(z.string()) })),
      })
      .nullable(),
  }),
  async run(ctx, { seriesImport: id }) {
    const found = await findImport(ctx.sql, id);
    if (!found) throw notFound();
    const { fileId, ...row } = found;
    if (row.state !== 'staged') return { ...row, dryRun: null };
    const plan = await planOf(ctx, fileId);
    return {
      ...row,
      dryRun: {
        counts: countsOf(plan.lines),
        problems: plan.problems.slice(0, PREVIEWED),
        problemCount: plan.problems.length,
        headers: [...plan.headers],
        preview: plan.lines.slice(0, PREVIEWED).map(({ row, outcome, cells }) => ({ row, outcome, cells: [...cells] })),
      },
    };
  },
});

/** The imports of official statistics, the newest first. */
export const listSeriesImports = defineQuery({
  name: 'indicators.listSeriesImports',
  title: { fr: 'Lister les imports de statistiques', en: 'List the imports of statistics' },
  path: '/series-imports',
  permission,
  input: z.object({ limit: z.int().min(1).max(200).default(50) }),
  output: z.object({ rows: z.array(seriesImport) }),
  run: async ({ sql }, { limit }) => ({ rows: await listImports(sql, limit) }),
});

/** Writes all that a file says, or nothing when one line is wrong. */
export const applySeriesImport = defineAction({
  name: 'indicators.applySeriesImport',
  title: { fr: 'Appliquer un import de statistiques', en: 'Apply an import of statistics' },
  path: '/series-imports/{seriesImport}/apply',
  permission,
  input: z.object({ seriesImport: seriesKey }),
  output: z.object({ seriesImport: z.string(), counts: seriesCounts }),
  refusals: { IMPORT_CLOSED: refusals.IMPORT_CLOSED, LINES_WRONG: refusals.LINES_WRONG },
  async run(ctx, { seriesImport: id }) {
    const row = await lockImport(ctx.sql, id);
    if (!row) throw notFound();
    if (row.state !== 'staged') ctx.refuse('IMPORT_CLOSED');
    const { lines, problems } = await planOf(ctx, row.file_id);
    const counts = countsOf(lines);
    const [first] = problems;
    if (first)
      ctx.refuse('LINES_WRONG', {
        with: { count: counts.wrong, row: first.row, header: first.header, reason: say(first) },
      });
    const values = lines.flatMap(({ value, outcome }) =>
      value && outcome !== 'same' ? [{ ...value, importId: id }] : [],
    );
    await writeValues(ctx.sql, values, { at: ctx.now, id: () => ctx.newId('value') });
    await updateImport(ctx.sql, id, { state: 'applied', applied_at: ctx.now, counts });
    ctx.record({ object: { kind: 'series-import', id }, after: { file: row.file_name, counts } });
    return { seriesImport: id, counts };
  },
});

/** Takes back what an import wrote: what it had replaced holds again. What was known in between stays readable. */
export const withdrawSeriesImport = defineAction({
  name: 'indicators.withdrawSeriesImport',
  title: { fr: 'Retirer un import de statistiques', en: 'Withdraw an import of statistics' },
  path: '/series-imports/{seriesImport}/withdraw',
  permission,
  input: z.object({ seriesImport: seriesKey, reason: z.string().trim().min(1).max(1_000) }),
  output: z.object({ seriesImport: z.string(), values: z.int() }),
  refusals: { IMPORT_CLOSED: refusals.IMPORT_CLOSED },
  async run(ctx, { seriesImport: id, reason }) {
    const row = await lockImport(ctx.sql, id);
    if (!row) throw notFound();
    if (row.state !== 'applied' || !row.applied_at) return ctx.refuse('IMPORT_CLOSED');
    const values = await takeBack(ctx.sql, {
      id,
      appliedAt: row.applied_at,
      at: ctx.now,
      newId: () => ctx.newId('value'),
    });
    await updateImport(ctx.sql, id, { state: 'withdrawn', withdrawn_at: ctx.now, withdrawn_reason: reason });
    ctx.record({ object: { kind: 'series-import', id }, reason, after: { values } });
    return { seriesImport: id, values };
  },
});

/** Gives an import up before it is applied. Nothing of it was written. */
export const abandonSeriesImport = defineAction({
  name: 'indicators.abandonSeriesImport',
  title: { fr: 'Abandonner un import de statistiques', en: 'Abandon an import of statistics' },
  path: '/series-imports/{seriesImport}/abandon',
  permission,
  input: z.object({ seriesImport: seriesKey }),
  output: z.object({ seriesImport: z.string() }),
  refusals: { IMPORT_CLOSED: refusals.IMPORT_CLOSED },
  async run(ctx, { seriesImport: id }) {
    const row = await lockImport(ctx.sql, id);
    if (!row) throw notFound();
    if (row.state !== 'staged') ctx.refuse('IMPORT_CLOSED');
    await updateImport(ctx.sql, id, { state: 'abandoned' });
    ctx.record({ object: { kind: 'series-import', id }, before: { state: row.state }, after: { state: 'abandoned' } });
    return { seriesImport: id };
  },
});
