import * as z from 'zod';
import { CENTS, yearOfPhase } from '../contracts.schemas.ts';

/**
 * The kinds of clauses that make a contract's text, and what each holds. The roadmap: `area` (strategic business area, technology × market), `goal`
 * (technology or innovation objective), `market` (target market), `diagnosis`. The commitments: `objective` (a tree), `indicator` (below
 * an objective, with its targets by year), `budget` (running costs of a year), `commitment` (a party's money). And the `article`s.
 */
export const CLAUSE_KINDS = [
  'area',
  'goal',
  'market',
  'diagnosis',
  'objective',
  'indicator',
  'budget',
  'commitment',
  'article',
] as const;
export type ClauseKind = (typeof CLAUSE_KINDS)[number];

const title = z.string().trim().min(1).max(300);
const words = z.string().trim().max(8_000);
const id = z.string().min(1).max(80);

export const areaContent = z.object({ title, technology: title, market: title, summary: words.default('') });

export const goalContent = z.object({
  title,
  nature: z.enum(['technology', 'innovation']),
  detail: words.default(''),
  /** Ids of clauses of kind `area`. */
  areas: z.array(id).max(20).default([]),
});

/** Regions of the world where a target market lies. */
export const WORLD_REGIONS = [
  'france',
  'europe',
  'north-america',
  'latin-america',
  'asia-pacific',
  'middle-east',
  'africa',
  'world',
] as const;

export const marketContent = z.object({
  title,
  worldRegion: z.enum(WORLD_REGIONS),
  /** Yearly size, in euro cents; null when nobody measured it. */
  sizeCents: CENTS.nullable().default(null),
  sizeYear: z.int().min(1990).max(2100).nullable().default(null),
  /** Who says so: a size without a source is not shown as a fact. */
  source: words.default(''),
  naf: z.array(z.string().max(10)).max(20).default([]),
  cpv: z.array(z.string().max(12)).max(20).default([]),
  detail: words.default(''),
});

export const DIAGNOSIS_SECTIONS = [
  'ecosystem',
  'positioning',
  'strengths',
  'weaknesses',
  'ambition',
  'potential',
] as const;

/** One section of the diagnosis in the cluster's words; the figures beside it are counted from the registry. */
export const diagnosisContent = z.object({ section: z.enum(DIAGNOSIS_SECTIONS), text: words });

export const DIMENSIONS = [
  'innovation',
  'market',
  'employment',
  'sme-growth',
  'finance',
  'international',
  'skills',
  'business-links',
  'governance',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const objectiveContent = z.object({
  title,
  dimension: z.enum(DIMENSIONS),
  /** Borne by the cluster's actors together, or by one of them (R25). */
  scope: z.enum(['individual', 'collective']),
  /** Whose, when it is individual; with whom, when it is collective. */
  bearers: z.array(title).max(30).default([]),
  rationale: words.default(''),
  /** Ids of regional priorities, slugs of filières, ids of clauses of kind `area`. */
  priorities: z.array(id).max(30).default([]),
  filieres: z.array(id).max(20).default([]),
  areas: z.array(id).max(20).default([]),
});

export const DIRECTIONS = ['up', 'down', 'keep'] as const;
export const MEASURES = ['count', 'amount', 'ratio', 'yes-no', 'scale'] as const;
export const CUMULATIONS = ['per-year', 'cumulated', 'latest'] as const;

/**
 * A value as the text states it: a count; an amount in euro cents; a ratio in per cent (its numerator and denominator beside it in the
 * baseline); 1 or 0 for yes or no; the rank of a level, from 1, on a scale.
 */
const value = z.number().finite();

export const baseline = z.object({
  value,
  numerator: value.nullable().default(null),
  denominator: value.nullable().default(null),
  year: z.int().min(2000).max(2100),
  source: z.string().trim().min(1).max(300),
});

export const indicatorContent = z.object({
  title,
  /** Code in the common catalogue (R26), as PRJ-01; null when the indicator is the cluster's own. */
  code: z.string().max(20).nullable().default(null),
  unit: z.string().trim().min(1).max(60),
  direction: z.enum(DIRECTIONS),
  measure: z.enum(MEASURES),
  /** Levels of a scale from the lowest, when `measure` is `scale`. */
  levels: z.array(title).max(10).default([]),
  numerator: z.string().trim().max(300).default(''),
  denominator: z.string().trim().max(300).default(''),
  cumulation: z.enum(CUMULATIONS),
  baseline: baseline.nullable().default(null),
  /** By year of the phase; a year without target is absent or null. */
  targets: z.record(yearOfPhase, value.nullable()).default({}),
  verification: words.default(''),
  responsible: z.string().trim().max(200).default(''),
});

export const COST_NATURES = ['running-costs', 'actions'] as const;

/** What running the cluster costs in a year, all funders together: the denominator of the public share (R30). */
export const budgetContent = z.object({
  year: z.int().min(2000).max(2100),
  runningCostsCents: CENTS,
  note: words.default(''),
});

export const commitmentContent = z.object({
  /** Id of the party that pays. */
  party: id,
  year: z.int().min(2000).max(2100),
  nature: z.enum(COST_NATURES),
  amountCents: CENTS,
  /** Subject to the vote of the year's budget, and what else the reader should know. */
  note: words.default(''),
});

/** An article with marks such as `{{pole.nom}}`, replaced by the contract's data when it is laid out. */
export const articleContent = z.object({ title, body: z.string().trim().max(40_000) });

export const CLAUSE_CONTENTS = {
  area: areaContent,
  goal: goalContent,
  market: marketContent,
  diagnosis: diagnosisContent,
  objective: objectiveContent,
  indicator: indicatorContent,
  budget: budgetContent,
  commitment: commitmentContent,
  article: articleContent,
} as const satisfies Record<ClauseKind, z.ZodType>;

export type ClauseContents = { readonly [Kind in ClauseKind]: z.output<(typeof CLAUSE_CONTENTS)[Kind]> };

/** One clause of a text. */
export interface Clause<Kind extends ClauseKind = ClauseKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly parent: string | null;
  readonly position: number;
  readonly content: ClauseContents[Kind];
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

/** Of one kind, in the order of the text. */
export const ofKind = <Kind extends ClauseKind>(clauses: readonly Clause[], kind: Kind): Clause<Kind>[] =>
  clauses.filter((clause): clause is Clause<Kind> => clause.kind === kind);
