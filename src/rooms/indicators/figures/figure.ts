import * as z from 'zod';
import { commonIndicator } from '../indicator.ts';
import { PUBLISHED_STATES } from '../publication/published.ts';
import { retainedValue, SOURCES, sourcedValue, VALUE_STATES } from '../values/value.ts';

/** A figure in a table: the value, where it comes from, and what else is to be known before it is quoted. */
export const figureCell = z.object({
  year: z.int(),
  state: z.enum(PUBLISHED_STATES),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  source: z.enum(SOURCES).nullable(),
  /** Things that should have been counted and whose figure nobody knows. */
  missing: z.int(),
  notBefore: z.string().nullable(),
  /** Another source says otherwise. */
  differs: z.boolean(),
  /** A sum of what clusters state, in which what they share may count several times. */
  mayDoubleCount: z.boolean(),
  synthetic: z.boolean(),
});
export type FigureCell = z.infer<typeof figureCell>;

const both = z.object({ fr: z.string(), en: z.string() });
export const indicatorInShort = commonIndicator.pick({
  code: true,
  family: true,
  label: true,
  unit: true,
  measure: true,
});
export type IndicatorInShort = z.infer<typeof indicatorInShort>;

/** Indicators in rows, years in columns. */
export const figureTable = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }).nullable(),
  knownOn: z.string().nullable(),
  /** What was published, under statistical secrecy; otherwise all that is known. */
  published: z.boolean(),
  /** The day on which it was published; null for what is not, and before the first publication. */
  publishedOn: z.string().nullable(),
  families: z.array(z.string()),
  years: z.array(z.int()),
  rows: z.array(z.object({ indicator: indicatorInShort, cells: z.array(figureCell) })),
  /** Something was done since facts were last counted. */
  behind: z.boolean(),
});
export type FigureTable = z.infer<typeof figureTable>;

const value = {
  state: z.enum(VALUE_STATES),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
};

/** One figure opened: its sources side by side, the vintages that each went through, and the facts that make it up. */
export const figure = z.object({
  indicator: indicatorInShort,
  definition: both,
  /** What it does not say. */
  limits: both,
  owner: both,
  cluster: z.object({ id: z.string(), name: z.string() }).nullable(),
  year: z.int(),
  knownOn: z.string().nullable(),
  retained: retainedValue.nullable(),
  sources: z.array(sourcedValue),
  /** Every vintage of every source, the newest first. */
  vintages: z.array(sourcedValue),
  /** What facts give now, with the facts; null when facts cannot feed the indicator. */
  counted: z
    .object({
      ...value,
      rows: z.int(),
      missing: z.int(),
      page: z.int(),
      pageSize: z.int(),
      list: z.array(
        z.object({
          factId: z.string(),
          title: z.string(),
          cluster: z.string(),
          onDay: z.string(),
          numerator: z.number().nullable(),
          denominator: z.number().nullable(),
          missing: z.boolean(),
          source: z.string(),
          href: z.string(),
          synthetic: z.boolean(),
        }),
      ),
    })
    .nullable(),
  /** Of the programme, what the clusters' values add up to, when facts cannot feed the indicator. */
  rollUp: z
    .object({ ...value, known: z.int(), notApplicable: z.int(), notKnown: z.int(), mayDoubleCount: z.boolean() })
    .nullable(),
  clusterNames: z.record(z.string(), z.string()),
  behind: z.boolean(),
  open: z.array(z.string()),
});
export type Figure = z.infer<typeof figure>;
