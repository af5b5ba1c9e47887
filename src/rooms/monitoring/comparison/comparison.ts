import * as z from 'zod';
import { CLUSTER_CATEGORIES } from '#rooms/registry';
import { watchedIndicator } from '../objectives/cluster-watch.ts';

/** What stands beside every comparison: the variables that weigh on the values. */
export const comparedContext = z.object({
  id: z.string(),
  name: z.string(),
  category: z.enum(CLUSTER_CATEGORIES).nullable(),
  sector: z.string(),
  region: z.string().nullable(),
  members: z.int(),
  strategic: z.boolean(),
  rating: z.string().nullable(),
  objectives: z.int(),
});

const quartiles = z.object({ year: z.int(), low: z.number(), middle: z.number(), high: z.number(), clusters: z.int() });

/** An indicator that both follow, on one scale: the two series, or the quartiles of the class beside the series. */
export const comparedIndicator = z.object({
  key: z.string(),
  a: watchedIndicator,
  b: watchedIndicator.nullable(),
  /** Of the other clusters of the class, for the years in which `leastClass` of them are known. */
  ofClass: z.array(quartiles),
});
export type ComparedIndicator = z.infer<typeof comparedIndicator>;

export const comparison = z.object({
  on: z.string(),
  choices: z.array(z.object({ id: z.string(), name: z.string() })),
  a: comparedContext.nullable(),
  b: comparedContext.nullable(),
  /** When `a` is compared with its class: how many others there are; `tooSmall` keeps their values back. */
  classSize: z.int().nullable(),
  tooSmall: z.boolean(),
  indicators: z.array(comparedIndicator),
  synthetic: z.boolean(),
});
export type Comparison = z.infer<typeof comparison>;
