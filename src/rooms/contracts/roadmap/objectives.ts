import * as z from 'zod';
import { indicatorContent, objectiveContent } from '../clause/clause.ts';
import { contractHead } from '../contract-head.ts';
import { GAP_CODES } from './gap.ts';

export const gap = z.object({
  code: z.enum(GAP_CODES),
  severity: z.enum(['missing', 'advice']),
  /** Number of the programme's rule. */
  rule: z.string().nullable(),
  sentence: z.string(),
  /** The same beside the passage itself. */
  here: z.string().nullable(),
  /** What the sentence counts, one by one. */
  detail: z.string().nullable(),
  /** The exact field, on the web. */
  href: z.string(),
  who: z.enum(['cluster', 'state']),
  clause: z.string().nullable(),
});
export type ShownGap = z.infer<typeof gap>;

const tie = z.object({ id: z.string(), name: z.string() });
export type Tie = z.infer<typeof tie>;

export const targetCell = z.object({
  year: z.int(),
  value: z.number().nullable(),
  /** When and by whom it was last set in this contract; null when nobody ever set it. */
  changedAt: z.date().nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type TargetCell = z.infer<typeof targetCell>;

export const indicatorRow = z.object({
  id: z.string(),
  objective: z.string(),
  revision: z.int(),
  changedAt: z.date(),
  changedBy: z.string(),
  content: indicatorContent,
  cells: z.array(targetCell),
  gaps: z.array(gap),
});
export type IndicatorRow = z.infer<typeof indicatorRow>;

export const objectiveRow = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  /** « 2.1 » */
  number: z.string(),
  /** 1 at the top. */
  depth: z.int(),
  revision: z.int(),
  changedAt: z.date(),
  changedBy: z.string(),
  content: objectiveContent,
  priorities: z.array(tie),
  filieres: z.array(tie),
  areas: z.array(tie),
  indicators: z.array(indicatorRow),
  /** Its own; those of its indicators stand with them. */
  gaps: z.array(gap),
});
export type ObjectiveRow = z.infer<typeof objectiveRow>;

export const objectiveTree = z.object({
  contract: contractHead,
  edition: z.object({ id: z.string(), number: z.int(), state: z.string() }),
  years: z.array(z.int()),
  /** In the order of reading: a parent, then those below it. */
  objectives: z.array(objectiveRow),
  /** Passages of the roadmap that were removed from the text under way and can be put back. */
  removed: z.array(z.object({ id: z.string(), kind: z.string(), title: z.string(), at: z.date(), by: z.string() })),
  missing: z.int(),
  advice: z.int(),
  /** The reader may write the text now. */
  open: z.boolean(),
  /** Why not, for those whose function it would be. */
  closed: z.string().nullable(),
});
export type ObjectiveTree = z.infer<typeof objectiveTree>;
