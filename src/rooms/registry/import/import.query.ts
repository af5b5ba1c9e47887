import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { openTransitions } from '#kit/workflow.ts';
import { clusterId } from '../cluster/cluster.ts';
import { clusterPlace, nationwide } from '../place.ts';
import { named, paged, paging, searchWords } from '../registry.schemas.ts';
import { matchProblems } from './column-match.rules.ts';
import { IMPORTERS, importPlace, MEMBERS_IMPORTERS, NATIONAL_IMPORTERS } from './import.place.ts';
import { progressOf } from './import.runner.ts';
import { clusterNameOf, findImport, latestImports, pageOfRows, rowsWithProblems } from './import.store.ts';
import {
  type ImportDetail,
  type ImportSummary,
  type ImportTable,
  importDetail,
  importId,
  importProgress,
  importStates,
  importSummary,
  ROW_FILTERS,
  ROW_SORTS,
} from './import.ts';
import { type ImportTransition, importWorkflow } from './import.workflow.ts';
import { FIELDS, type TableKind } from './import-field.ts';
import { columnLetter } from './import-file.ts';
import { importTemplateOf } from './import-template.ts';
import { fileOf, readTable } from './import-work.ts';
import { importAnswers } from './match-import.action.ts';

const summaryOf = (row: ImportTable, clusterName: string | null): ImportSummary => ({
  id: row.id,
  kind: row.kind,
  cluster: row.cluster_id === null ? null : { id: row.cluster_id, name: clusterName ?? row.cluster_id },
  state: row.state,
  fileName: row.file_name,
  bytes: row.bytes,
  sha256: row.sha256,
  counts: row.counts,
  problem: row.problem,
  createdBy: row.created_by_name,
  createdAt: row.created_at,
  checkedAt: row.checked_at,
  closedAt: row.closed_at,
});

/** Acts of a person; the other transitions are those of the work itself. */
const ACTS: readonly ImportTransition[] = ['match', 'check', 'apply', 'abandon'];

/** One import with its life, its columns, and a page of what its check decided. */
export const getImport = defineQuery({
  name: 'registry.getImport',
  title: { fr: 'Voir un import', en: 'See an import' },
  path: '/imports/{import}',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({
    import: importId,
    show: z.enum(ROW_FILTERS).default('all'),
    q: searchWords,
    sort: z.enum(ROW_SORTS).default('severity'),
    ...paging,
  }),
  output: importDetail,
  async run(ctx, { import: id, page, pageSize, ...asked }) {
    const row = (await findImport(ctx.sql, id))!;
    const clusterName = row.cluster_id === null ? null : await clusterNameOf(ctx.sql, row.cluster_id);
    const { rows, total } = await pageOfRows(ctx.sql, id, { page, pageSize, ...asked });
    const { open, closed } = openTransitions(importWorkflow, row.state, importAnswers(row));
    const columns = row.kind === 'sirene' ? [] : row.headers;
    const underWay = row.state === 'checking' || row.state === 'applying';
    return {
      ...summaryOf(row, clusterName),
      format: row.format,
      headers: columns.map((header, place) => header || columnLetter(place)),
      samples: row.samples.map((values) => [...values]),
      columns: [...row.columns],
      figuresYear: row.options.figuresYear,
      absent: row.options.absent,
      absentOn: row.options.absentOn,
      absentReason: row.options.absentReason,
      missing: row.kind === 'sirene' ? [] : matchProblems(row.kind, row.headers, row.columns, row.options),
      progress: underWay
        ? (progressOf(ctx.services, id) ?? { phase: 'reading', done: row.done_rows, total: row.total_rows })
        : null,
      total,
      page,
      pageSize,
      rows,
      open: open.filter((name) => ACTS.includes(name)),
      closed: closed
        .filter(({ transition }) => ACTS.includes(transition))
        .map(({ transition, reasons }) => ({ transition, reasons: [...reasons] })),
    } as ImportDetail;
  },
});

/**
 * How far the work on an import has come. Told from memory when it runs in this process: the embedded store, which has one session, answers
 * nobody while an import is being applied.
 */
export const getImportProgress = defineQuery({
  name: 'registry.getImportProgress',
  title: { fr: 'Suivre un import', en: 'Follow an import' },
  path: '/imports/{import}/progress',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({ import: importId }),
  output: z.object({
    finished: z.boolean(),
    state: z.enum(importStates).nullable(),
    progress: importProgress.nullable(),
  }),
  async run(ctx, { import: id }) {
    const progress = progressOf(ctx.services, id);
    if (progress) return { finished: false, state: null, progress };
    const row = (await findImport(ctx.sql, id))!;
    const underWay = row.state === 'checking' || row.state === 'applying';
    return {
      finished: !underWay,
      state: row.state,
      progress: underWay ? { phase: 'reading' as const, done: row.done_rows, total: row.total_rows } : null,
    };
  },
});

const importPage = z.object({ cluster: named.nullable(), ...paged, rows: z.array(importSummary) });

/** The imports of members of one cluster, the latest first. */
export const listMembersImports = defineQuery({
  name: 'registry.listMembersImports',
  title: { fr: 'Lister les imports de membres d’un pôle', en: 'List the member imports of a cluster' },
  path: '/clusters/{cluster}/imports',
  permission: { who: MEMBERS_IMPORTERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId, page: paging.page, pageSize: paging.pageSize }),
  output: importPage,
  async run(ctx, { cluster, page, pageSize }) {
    const { rows, total } = await latestImports(ctx.sql, { cluster }, page, pageSize);
    const name = await clusterNameOf(ctx.sql, cluster);
    return { cluster: { id: cluster, name }, total, page, pageSize, rows: rows.map((row) => summaryOf(row, name)) };
  },
});

/** The imports of organisations, or those of Sirene, the latest first. */
export const listNationalImports = defineQuery({
  name: 'registry.listNationalImports',
  title: { fr: 'Lister les imports du programme', en: 'List the imports of the programme' },
  path: '/imports',
  permission: { who: NATIONAL_IMPORTERS, where: nationwide },
  input: z.object({ kind: z.enum(['organisations', 'sirene']), page: paging.page, pageSize: paging.pageSize }),
  output: importPage,
  async run(ctx, { kind, page, pageSize }) {
    const { rows, total } = await latestImports(ctx.sql, { kind }, page, pageSize);
    return { cluster: null, total, page, pageSize, rows: rows.map((row) => summaryOf(row, row.cluster_name)) };
  },
});

const table = z.object({ headers: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** The rows to correct, as they stand in the file, with what is wrong in a last column: to be corrected and imported again. */
export const exportImportErrors = defineQuery({
  name: 'registry.exportImportErrors',
  title: { fr: 'Exporter les lignes à corriger d’un import', en: 'Export the rows of an import to correct' },
  path: '/imports/{import}/errors',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({ import: importId }),
  output: table.extend({
    fileName: z.string(),
    problems: z.array(z.object({ row: z.int().nullable(), fr: z.string(), en: z.string() })),
  }),
  async run(ctx, { import: id }) {
    const row = (await findImport(ctx.sql, id))!;
    const wrong = await rowsWithProblems(ctx.sql, id);
    const cells = new Map<number, readonly string[]>();
    if (row.kind !== 'sirene' && wrong.length > 0) {
      const reading = await readTable(await fileOf(ctx.services, ctx.sql, row), row.kind, 'whole');
      if (reading.ok) for (const read of reading.table.rows) cells.set(read.row, read.cells);
    }
    const headers = row.kind === 'sirene' ? [] : row.headers.map((header, place) => header || columnLetter(place));
    return {
      fileName: row.file_name,
      headers,
      rows: wrong.map((one) => headers.map((_, column) => cells.get(one.row ?? -1)?.[column] ?? '')),
      problems: wrong.map((one) => ({
        row: one.row,
        fr: one.problems.map(({ fr }) => fr).join(' '),
        en: one.problems.map(({ en }) => en).join(' '),
      })),
    };
  },
});

/** The columns of a file to fill in, with an example and what each expects. */
export const importTemplate = defineQuery({
  name: 'registry.importTemplate',
  title: { fr: 'Télécharger un modèle de fichier à importer', en: 'Download a template of a file to import' },
  path: '/imports/templates/{kind}',
  permission: { who: IMPORTERS },
  input: z.object({ kind: z.enum(Object.keys(FIELDS) as [TableKind, ...TableKind[]]) }),
  output: table.extend({ explanations: z.array(z.object({ header: z.string(), fr: z.string(), en: z.string() })) }),
  run: async (_, { kind }) => importTemplateOf(kind),
});
