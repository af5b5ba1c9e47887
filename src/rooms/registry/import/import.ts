import * as z from 'zod';
import type { Say } from '#kit/say.ts';
import { daySchema, named, paged } from '../registry.schemas.ts';
import { type ColumnMatch, MONEY_UNITS } from './column-match.rules.ts';
import { type ImportState, importWorkflow } from './import.workflow.ts';
import { type ImportCounts, ROW_OUTCOMES, type RowProblem, type StagedChange } from './import-decision.ts';
import { FIELD_NAMES, IMPORT_KINDS, type ImportKind } from './import-field.ts';
import type { FileFormat } from './import-file.ts';

/** What the person chose for the whole file. */
export interface ImportOptions {
  /** Year of the figures whose header names none. */
  readonly figuresYear: number | null;
  /** Members of the cluster that the file leaves out: untouched, or their membership ended on a day with a reason. */
  readonly absent: 'keep' | 'end';
  readonly absentOn: string | null;
  readonly absentReason: string | null;
}

export const NO_OPTIONS: ImportOptions = { figuresYear: null, absent: 'keep', absentOn: null, absentReason: null };

/** Who asked for a work that is done later, for its journal line. */
export interface AskedBy {
  readonly actorId: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly requestId: string;
}

export interface ImportTable {
  id: string;
  kind: ImportKind;
  cluster_id: string | null;
  state: ImportState;
  file_id: string | null;
  file_name: string;
  bytes: number;
  sha256: string | null;
  source_path: string | null;
  source_is_upload: boolean;
  format: FileFormat | null;
  headers: readonly string[];
  samples: readonly (readonly string[])[];
  columns: readonly ColumnMatch[];
  options: ImportOptions;
  counts: ImportCounts | null;
  plan_digest: string | null;
  problem: Say | null;
  created_by: string;
  created_by_name: string;
  created_at: Date;
  asked_by: AskedBy | null;
  checked_at: Date | null;
  closed_at: Date | null;
  attempt: number;
  takeovers: number;
  beat_at: Date | null;
  done_rows: number;
  total_rows: number;
}

export interface ImportRowTable {
  import_id: string;
  place: number;
  row: number | null;
  outcome: (typeof ROW_OUTCOMES)[number];
  warned: boolean;
  organisation_id: string | null;
  name: string;
  siren: string | null;
  problems: readonly RowProblem[] | null;
  changes: readonly StagedChange[] | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.import': ImportTable;
    'registry.import_row': ImportRowTable;
  }
}

export const importId = z.string().min(1).max(40);

const sentence = z.object({ fr: z.string(), en: z.string() });

export const importStates = Object.keys(importWorkflow.states) as [ImportState, ...ImportState[]];

export const columnMatch = z.object({
  /** Place of the column in the file, from 0. */
  column: z.int().min(0).max(199),
  field: z.enum(FIELD_NAMES),
  /** Year of a yearly figure, when the header names it. */
  year: z.int().min(1990).max(2100).nullable(),
  /** Euros that one unit of the column stands for: 1, 1,000 or 1,000,000. */
  unit: z.literal(MONEY_UNITS),
});

/** The same as people give it: what they leave out is what the header says. */
export const columnGiven = columnMatch.partial({ year: true, unit: true });

const problem = z.object({
  level: z.enum(['error', 'warning']),
  column: z.int().nullable(),
  field: z.enum(FIELD_NAMES).nullable(),
  value: z.string().nullable(),
  fr: z.string(),
  en: z.string(),
});

const changedValue = z.union([z.string(), z.number(), z.null()]);

export const importRow = z.object({
  /** Row of the file as a spreadsheet numbers it; null for a member that the file leaves out. */
  row: z.int().nullable(),
  outcome: z.enum(ROW_OUTCOMES),
  organisation: z.string().nullable(),
  name: z.string(),
  siren: z.string().nullable(),
  problems: z.array(problem),
  changes: z.array(
    z.object({
      field: z.string(),
      year: z.int().optional(),
      before: changedValue,
      after: changedValue,
    }),
  ),
});
export type ImportRow = z.infer<typeof importRow>;

/** How far the work under way has come; `null` when none is. */
export const importProgress = z.object({
  phase: z.enum(['reading', 'recognising', 'deciding', 'writing']),
  done: z.int(),
  total: z.int(),
});
export type ImportProgress = z.infer<typeof importProgress>;

export const importSummary = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  cluster: named.nullable(),
  state: z.enum(importStates),
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string().nullable(),
  counts: z
    .object({
      rows: z.int(),
      create: z.int(),
      update: z.int(),
      unchanged: z.int(),
      end: z.int(),
      error: z.int(),
      warnings: z.int(),
      notFound: z.int().optional(),
      withheld: z.int().optional(),
    })
    .nullable(),
  problem: sentence.nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  checkedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const importDetail = importSummary.extend({
  format: z
    .object({ type: z.enum(['csv', 'xlsx']), encoding: z.string().optional(), separator: z.string().optional() })
    .nullable(),
  headers: z.array(z.string()),
  /** The first values of each column, to recognise it. */
  samples: z.array(z.array(z.string())),
  columns: z.array(columnMatch),
  figuresYear: z.int().nullable(),
  absent: z.enum(['keep', 'end']),
  absentOn: daySchema.nullable(),
  absentReason: z.string().nullable(),
  /** What still prevents the check. */
  missing: z.array(sentence),
  progress: importProgress.nullable(),
  /** Rows by outcome, and those with a warning, for the filters of the list. */
  ...paged,
  rows: z.array(importRow),
  /** Transitions that this person may take now. */
  open: z.array(z.string()),
  /** Those closed for now, with the reasons. */
  closed: z.array(z.object({ transition: z.string(), reasons: z.array(sentence) })),
});
export type ImportDetail = z.infer<typeof importDetail>;

export const ROW_FILTERS = [...ROW_OUTCOMES, 'warning', 'all'] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

export const ROW_SORTS = ['severity', 'row', 'name'] as const;
export type RowSort = (typeof ROW_SORTS)[number];
