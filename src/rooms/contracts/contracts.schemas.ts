import * as z from 'zod';
import type { Day } from '#kit/period.ts';

/** A day in what operations take and give. */
export const daySchema = z.iso.date() as unknown as z.ZodType<Day, string>;

/** Euro cents, a whole number, not negative. */
export const CENTS = z.int().min(0).max(9_000_000_000_000_00);

/** A year as the key of a record: '2013'. */
export const yearOfPhase = z.string().regex(/^20\d{2}$/);

export const contractKey = z.string().min(1).max(80);
export const clauseKey = z.string().min(1).max(80);
export const partyKey = z.string().min(1).max(80);

export const shortText = z.string().trim().min(1).max(300);
export const longText = z.string().trim().min(1).max(8_000);
export const optionalText = z.string().trim().max(8_000).nullish();

/** Revision of the clause that the person had read; without it, a new clause. */
export const revisionRead = z.int().min(1);
