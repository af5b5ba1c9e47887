import * as z from 'zod';
import type { Day } from '#kit/period.ts';
import { daySchema } from '../contracts.schemas.ts';

export const DECISION_KINDS = ['cut', 'termination'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const DECISION_STATES = ['notified', 'replied', 'confirmed', 'withdrawn'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** Where projects find public money; a criterion that counts projects says which ones it counts (R36). */
export const FUNDING_WINDOWS = ['fui', 'pspc', 'anr', 'ademe', 'erdf', 'europe', 'regional', 'other'] as const;
export type FundingWindow = (typeof FUNDING_WINDOWS)[number];

/** What the decision rests on, with the value found for this cluster (R35). */
export const criterion = z.object({
  name: z.string().trim().min(1).max(300),
  /** As found for this cluster, with its unit and year. */
  value: z.string().trim().min(1).max(300),
  /** What was expected of it. */
  expected: z.string().trim().max(300).default(''),
  /** How it is counted. */
  definition: z.string().trim().max(2_000).default(''),
  countsProjects: z.boolean().default(false),
  /** Projects that the cluster labelled with another count too. */
  coLabelled: z.boolean().default(false),
  windows: z.array(z.enum(FUNDING_WINDOWS)).max(FUNDING_WINDOWS.length).default([]),
});
export type Criterion = z.output<typeof criterion>;

export const supportDecision = z.object({
  id: z.string(),
  kind: z.enum(DECISION_KINDS),
  state: z.enum(DECISION_STATES),
  notifiedOn: daySchema,
  replyDueOn: daySchema,
  effectiveOn: daySchema,
  /** In per cent; null for a termination. */
  cutPercent: z.number().nullable(),
  reasons: z.string(),
  criteria: z.array(criterion),
  decidedBy: z.string(),
  reply: z.object({ text: z.string(), on: daySchema, by: z.string() }).nullable(),
  closing: z.object({ on: daySchema, by: z.string(), reason: z.string().nullable() }).nullable(),
});
export type SupportDecision = z.output<typeof supportDecision>;

export interface SupportDecisionTable {
  id: string;
  contract_id: string;
  kind: DecisionKind;
  state: DecisionState;
  notified_on: string;
  reply_due_on: string;
  effective_on: string;
  cut_percent: number | null;
  reasons: string;
  criteria: Criterion[];
  decided_by: string;
  recorded_at: Date;
  reply: string | null;
  replied_on: string | null;
  replied_by: string | null;
  closed_on: string | null;
  closed_by: string | null;
  closing_reason: string | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.support_decision': SupportDecisionTable;
  }
}

export const toSupportDecision = (row: SupportDecisionTable): SupportDecision => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  notifiedOn: row.notified_on as Day,
  replyDueOn: row.reply_due_on as Day,
  effectiveOn: row.effective_on as Day,
  // `numeric` comes as text from one of the stores.
  cutPercent: row.cut_percent === null ? null : Number(row.cut_percent),
  reasons: row.reasons,
  criteria: row.criteria,
  decidedBy: row.decided_by,
  reply: row.reply === null ? null : { text: row.reply, on: row.replied_on as Day, by: row.replied_by! },
  closing: row.closed_on === null ? null : { on: row.closed_on as Day, by: row.closed_by!, reason: row.closing_reason },
});
