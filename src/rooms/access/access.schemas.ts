import * as z from 'zod';
import { ROLES } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { readScope, writeScope } from './accounts/grant.rules.ts';

export const daySchema = z.iso.date() as unknown as z.ZodType<Day, string>;
export const roleSchema = z.enum(ROLES);

/** One word: `programme`, `region:82@2013`, `metropole:<siren>`, `cluster:<name>`, `organisation:<id or siren>`. */
export const scopeText = z
  .string()
  .trim()
  .max(200)
  .refine((text) => readScope(text) !== null);

/** An address, without capitals: the same person whatever the keyboard. */
export const emailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const personName = z.string().trim().min(2).max(120);
export const reasonText = z.string().trim().min(3).max(500);

export const paging = {
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(500).default(20),
  order: z.enum(['asc', 'desc']).default('asc'),
};

/** A function as lists show it. */
export const heldFunction = z.object({
  role: roleSchema,
  scope: z.string(),
  scopeLabel: z.string(),
  onBehalfOf: z.string().nullable(),
});
export type HeldFunctionView = z.infer<typeof heldFunction>;

export { readScope, writeScope };
