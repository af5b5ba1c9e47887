import * as z from 'zod';
import type { Day } from '#kit/period.ts';

/** A day in what operations take and give. Typed as a `Day` once read, so that rules need not check it again. */
export const daySchema = z.iso.date() as unknown as z.ZodType<Day, string>;

/** The day that a reading speaks of; without it, the programme's reference day. */
export const onDay = daySchema.optional();

export const MAX_PAGE_SIZE = 500;

/** Fields that every paged list takes. */
export const paging = {
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(MAX_PAGE_SIZE).default(20),
  order: z.enum(['asc', 'desc']).default('asc'),
};

/** What every paged list gives beside its rows. */
export const paged = { total: z.int(), page: z.int(), pageSize: z.int() };

/** What a person types to search. */
export const searchWords = z.string().trim().max(200).optional();

export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().trim().min(1).max(4_000);
export const optionalText = z.string().trim().max(4_000).nullish();

/** An accounting or a calendar year. */
export const yearSchema = z.int().min(1990).max(2100);

/** A code of a nomenclature with its words; the words are null when the nomenclature does not know the code. */
export const codeAndName = z.object({ code: z.string(), name: z.string().nullable() });
export type CodeAndName = z.infer<typeof codeAndName>;

/** An object to go to. */
export const named = z.object({ id: z.string(), name: z.string() });

/** One choice of a filter, and how many rows it would leave. */
export const facet = z.object({ value: z.string(), label: z.string().nullable(), count: z.int() });
export type Facet = z.infer<typeof facet>;
