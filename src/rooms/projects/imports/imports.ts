import * as z from 'zod';

/** What a file of this room may hold. */
export const IMPORT_KINDS = ['projects', 'partners', 'aids', 'results'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a file lays its columns out: as the programme asks, or as an official publication does (domain, section 4). */
export const LAYOUTS = ['own', 'cordis-projects', 'cordis-organisations', 'ademe'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const IMPORT_STATES = ['staged', 'applied', 'abandoned'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What becomes of one line of the file. `left-out`: its organisation is not in the registry, and the person asked to leave such lines out. */
export const OUTCOMES = ['create', 'change', 'unchanged', 'error', 'left-out'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const importCounts = z.object({
  rows: z.int(),
  create: z.int(),
  change: z.int(),
  unchanged: z.int(),
  error: z.int(),
  leftOut: z.int(),
});
export type ImportCounts = z.output<typeof importCounts>;

/** One thing wrong with one cell, or with the line when it names no column. */
export const importProblem = z.object({
  /** Number of the line as a spreadsheet shows it. */
  row: z.int(),
  /** Letter of the column as a spreadsheet shows it, and its header. */
  column: z.string().nullable(),
  header: z.string().nullable(),
  value: z.string().nullable(),
  fr: z.string(),
  en: z.string(),
});
export type ImportProblem = z.output<typeof importProblem>;

export const importSummary = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  layout: z.enum(LAYOUTS),
  cluster: z.object({ id: z.string(), name: z.string() }).nullable(),
  source: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  synthetic: z.boolean(),
  state: z.enum(IMPORT_STATES),
  counts: importCounts.nullable(),
  recordedBy: z.string(),
  recordedAt: z.date(),
  appliedAt: z.date().nullable(),
});
export type ImportSummary = z.output<typeof importSummary>;

export const projectImportKey = z.string().min(1).max(40);
