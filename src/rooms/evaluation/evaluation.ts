import * as z from 'zod';
import { DERIVATIONS } from '#engines/impact/run/derived-columns.ts';
import { longText, shortText } from '#rooms/registry';

/** What a column of the file is for. Weights and clusters are chosen apart: a column may be a covariate and the cluster too. */
export const COLUMN_ROLES = ['ignored', 'unit', 'time', 'cohort', 'outcome', 'covariate', 'factor'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export const PANEL_KINDS = ['balanced', 'unbalanced', 'rc'] as const;
export const METHODS = ['dr', 'reg', 'ipw'] as const;
export const CONTROLS = ['not-yet', 'never'] as const;
export const BASES = ['universal', 'varying'] as const;
export const SIGNS = ['positive', 'negative', 'none', 'unknown'] as const;

/** What a file looks like before anyone says what its columns are; see `previewFile`. */
export const filePreview = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['whole', 'number', 'text', 'empty']),
      filled: z.number(),
      distinct: z.int(),
      range: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  rows: z.array(z.array(z.string().nullable())),
  rowCount: z.int(),
});
export type Preview = z.output<typeof filePreview>;

/** A column computed from others, by name of a closed list. */
export const derivedColumn = z.object({
  name: z.string(),
  kind: z.enum(DERIVATIONS),
  of: z.string(),
  /** What it is divided by, or what is taken away; null for a function of one column. */
  by: z.string().nullable(),
});
export const MOST_DERIVED = 3;

/** Which outcomes are total R&D and the public aid received, and by which column to tell firms apart. */
export const additionalityColumns = z.object({ rd: z.string(), aid: z.string(), by: z.string().nullable() });

/** Which column is what. */
export const mapping = z.object({
  /** Null for repeated cross-sections, which follow nobody. */
  unit: z.string().nullable(),
  time: z.string(),
  cohort: z.string(),
  outcomes: z.array(z.string()).min(1),
  covariates: z.array(z.string()),
  factors: z.array(z.string()),
  weights: z.string().nullable(),
  cluster: z.string().nullable(),
  /** Outcomes computed from columns of the file. */
  derived: z.array(derivedColumn).default([]),
  additionality: additionalityColumns.nullable().default(null),
});
export type Mapping = z.output<typeof mapping>;

export const MATCH_METHODS = ['nearest', 'cem', 'subclass', 'exact'] as const;

/** How treated units are matched with never treated ones before their effects are estimated; the names and meanings of `--match-…`. */
export const matching = z.object({
  method: z.enum(MATCH_METHODS),
  /** Covariates; an outcome goes with its period, `rd@2008`. */
  on: z.array(z.string()).min(1),
  /** nearest: columns that are equal in each pair. */
  exact: z.array(z.string()),
  /** Period of the covariates. */
  at: z.int(),
  /** nearest: controls for each treated unit, whether one may serve several times, and how far apart scores may be, in standard deviations. */
  ratio: z.int(),
  replace: z.boolean(),
  caliper: z.number().nullable(),
});
export type Matching = z.output<typeof matching>;

/** How the effect is estimated; the names and meanings of `grappe impact estimate`. */
export const runOptions = z.object({
  method: z.enum(METHODS),
  controls: z.enum(CONTROLS),
  base: z.enum(BASES),
  anticipation: z.int().min(0).max(20),
  panel: z.enum(PANEL_KINDS),
  /** Simultaneous bands, instead of an interval for each effect. */
  bands: z.boolean(),
  /** The report also says what the effect owes to parallel trends and to choices. */
  sensitivity: z.boolean(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** Spread of the outcome assumed for the detectable effect, where the file has a single period before treatment. */
  assumedSd: z.number().positive().nullable(),
  assumedPersistence: z.number().min(0).max(0.99).nullable(),
  /** Null: units are compared as they are. */
  matching: matching.nullable().default(null),
});
export type RunOptions = z.output<typeof runOptions>;

/** What is asked, written before any result is known. */
export const question = z.object({
  /** Which effect. */
  effect: longText,
  /** On whom. */
  population: longText,
  primaryOutcome: shortText,
  expectedSign: z.enum(SIGNS),
  /** What will be done with the result. */
  use: longText,
});
export type Question = z.output<typeof question>;

/** The file of an evaluation, by its content. */
export const panelFile = z.object({ id: z.string(), name: z.string(), bytes: z.int(), sha256: z.string() });
export type PanelFile = z.output<typeof panelFile>;

export const EVALUATION_STATES = ['draft', 'registered', 'revising', 'closed'] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];
export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];
/** A look at the design reads no outcome after treatment; an estimate does, once the question is registered. */
export const RUN_KINDS = ['design', 'estimate'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const evaluationKey = z.string().max(40);
export const runKey = z.string().max(40);

/** Everything that repeats a run. */
export const runPlan = z.object({
  title: z.string(),
  file: panelFile,
  mapping,
  options: runOptions,
});
export type RunPlan = z.output<typeof runPlan>;

/** What a registration freezes; its digest is the SHA-256 of this as canonical JSON (RFC 8785). */
export const registeredContent = runPlan.extend({
  evaluation: z.string(),
  version: z.int(),
  question,
  /** What was seen before: units by first treated period, and minimum detectable effects. */
  design: z.object({
    run: z.string(),
    counted: z.enum(['units', 'rows']),
    cohorts: z.array(z.object({ g: z.number(), units: z.int() })),
    /** Outcomes from this period on were out of reach. */
    hiddenFrom: z.number().nullable(),
    detectable: z.array(z.object({ outcome: z.string(), minimum: z.number().nullable() })),
  }),
  engine: z.string(),
  author: z.string(),
  registeredAt: z.iso.datetime(),
  /** Why it replaces the one before, and the digest of that one; null for the first. */
  reason: z.string().nullable(),
  previous: z.string().nullable(),
});
export type RegisteredContent = z.output<typeof registeredContent>;

export const registration = z.object({
  id: z.string(),
  version: z.int(),
  digest: z.string(),
  content: registeredContent,
});
export type Registration = z.output<typeof registration>;

const sentence = z.object({ fr: z.string(), en: z.string() });

/** A run as lists show it. */
export const runSummary = z.object({
  id: z.string(),
  kind: z.enum(RUN_KINDS),
  state: z.enum(RUN_STATES),
  version: z.int().nullable(),
  stage: z.string().nullable(),
  /** From 0 to 1. */
  share: z.number(),
  queuedAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  askedBy: z.string(),
  failure: sentence.nullable(),
  repeats: z.string().nullable(),
  /** Of a repetition that is done: was the result the same, byte for byte? */
  identical: z.boolean().nullable(),
  /** Overall effect of the primary outcome. */
  headline: z
    .object({ att: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), units: z.int() })
    .nullable(),
});
export type RunSummary = z.output<typeof runSummary>;
