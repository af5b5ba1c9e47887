import * as z from 'zod';
import { SOURCES } from '../values/value.ts';

/** What a published cell says: a withheld one says nothing else, not even whether a value is known (R113). */
export const PUBLISHED_STATES = ['known', 'not-applicable', 'not-known', 'withheld'] as const;

export const publishedCell = z.object({
  indicator: z.string(),
  /** A cluster, a region with its list (`82@2013`), or '' for the whole programme. */
  place: z.string(),
  year: z.int(),
  state: z.enum(PUBLISHED_STATES),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  source: z.enum(SOURCES).nullable(),
  synthetic: z.boolean(),
});
export type PublishedCell = z.infer<typeof publishedCell>;
