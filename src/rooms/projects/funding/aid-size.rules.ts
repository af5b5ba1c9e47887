import { type Cents, euros } from '#kit/money.ts';
import type { SizeFilter } from '#rooms/registry';
import type { SizeFact } from './funding-facts.ts';
import { every, some } from './verdict.rules.ts';

/**
 * Limits of a small enterprise in recommendation 2003/361, annex, article 2: staff strictly below, and revenue or balance sheet up to and including.
 * Background: to be checked against the Official Journal.
 */
export const SMALL_HEADCOUNT_LIMIT = 50;
export const SMALL_REVENUE_LIMIT = euros(10_000_000);
export const SMALL_BALANCE_SHEET_LIMIT = euros(10_000_000);

/** What the registry knows of an enterprise on the decision date (R56); null is "unknown". */
export interface EnterpriseFigures {
  readonly category: Exclude<SizeFilter, 'unknown'> | null;
  readonly headcount: number | null;
  readonly revenue: Cents | null;
  readonly balanceSheet: Cents | null;
}

/** The size that aid needs, from the registry’s category: an SME is told small or medium when its figures allow it. It stays a size by the décret. */
export function aidSizeOf({ category, headcount, revenue, balanceSheet }: EnterpriseFigures): SizeFact | null {
  if (category === null) return null;
  const definition = 'decret-2008-1354';
  if (category !== 'pme') return { category, definition };
  const small = every([
    headcount === null ? null : headcount < SMALL_HEADCOUNT_LIMIT,
    some([
      revenue === null ? null : revenue <= SMALL_REVENUE_LIMIT,
      balanceSheet === null ? null : balanceSheet <= SMALL_BALANCE_SHEET_LIMIT,
    ]),
  ]);
  return { category: small === null ? 'sme' : small ? 'small' : 'medium', definition };
}
