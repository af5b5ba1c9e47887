import * as z from 'zod';
import type { Day } from '#kit/period.ts';

/** Where a value comes from; several stand side by side, one is retained. */
export const SOURCES = ['counted', 'official', 'declared', 'estimated'] as const;
export type Source = (typeof SOURCES)[number];

/** Zero is a known value; not applicable and not known yet are two others (principle 5). */
export const VALUE_STATES = ['known', 'not-applicable', 'not-known'] as const;
export type ValueState = (typeof VALUE_STATES)[number];

export interface ValueTable {
  id: string;
  indicator: string;
  /** '' for the whole programme. */
  cluster_id: string;
  year: number;
  source: Source;
  state: ValueState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  missing: number;
  not_before: Day | null;
  producer: string;
  vintage: Day;
  method: string;
  comment: string;
  synthetic: boolean;
  import_id: string | null;
  known_from: Date;
  known_to: Date | null;
}

export interface RetentionTable {
  indicator: string;
  cluster_id: string;
  year: number;
  source: Source;
  reason: string;
  by_id: string;
  by_name: string;
  at: Date;
  known_to: Date | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.value': ValueTable;
    'indicators.retention': RetentionTable;
  }
}

/**
 * A value with everything that makes it one (principle 8 of the style): a count, an amount in euro cents, a ratio in per cent with its two terms.
 */
export const sourcedValue = z.object({
  indicator: z.string(),
  /** Null for the whole programme. */
  cluster: z.string().nullable(),
  year: z.int(),
  source: z.enum(SOURCES),
  state: z.enum(VALUE_STATES),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Things that should have been counted and whose figure nobody knows. */
  missing: z.int(),
  notBefore: z.string().nullable(),
  producer: z.string(),
  vintage: z.string(),
  method: z.string(),
  comment: z.string(),
  synthetic: z.boolean(),
  knownFrom: z.date(),
  knownTo: z.date().nullable(),
});
export type SourcedValue = z.infer<typeof sourcedValue>;

/** The value that is shown when one is shown. */
export const retainedValue = sourcedValue.extend({
  /** Sources that say something for the same year, the retained one included. */
  sources: z.int(),
  /** Another source says otherwise. */
  differs: z.boolean(),
  /** Why this one, when somebody chose it against the usual order. */
  reason: z.string().nullable(),
});
export type RetainedValue = z.infer<typeof retainedValue>;

/** What is known of a value before it is written. */
export interface NewValue {
  readonly indicator: string;
  readonly cluster: string | null;
  readonly year: number;
  readonly source: Source;
  readonly state: ValueState;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing?: number;
  readonly notBefore?: Day | null;
  readonly producer: string;
  readonly vintage: Day;
  readonly method?: string;
  readonly comment?: string;
  readonly synthetic: boolean;
  readonly importId?: string | null;
}
