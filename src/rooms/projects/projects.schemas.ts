import * as z from 'zod';
import type { Day } from '#kit/period.ts';

/** A day in what operations take and give. */
export const daySchema = z.iso.date() as unknown as z.ZodType<Day, string>;

/** Euro cents, a whole number, not negative. */
export const CENTS = z.int().min(0).max(9_000_000_000_000_00);

/** Readable name of a project in its address. */
export const projectKey = z.string().min(1).max(80);
export const partnerKey = z.string().min(1).max(40);

export const shortText = z.string().trim().min(1).max(300);
export const longText = z.string().trim().min(1).max(8_000);
export const optionalText = z.string().trim().max(8_000).nullish();

/** ISO 3166-1, two letters. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/);

/** Technology readiness level. */
export const trlSchema = z.int().min(1).max(9);

/** Revision of the row that the person had read. */
export const revisionRead = z.int().min(1);

/** Yes, no, or nobody said. */
export const yesNo = z.enum(['yes', 'no']).nullish();
export const asBoolean = (given: z.infer<typeof yesNo>): boolean | null => (given ? given === 'yes' : null);
