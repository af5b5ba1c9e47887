import { describe, expect, it } from 'vitest';
import { type Cents, cents } from '#kit/money.ts';
import { aidSizeOf, SMALL_BALANCE_SHEET_LIMIT, SMALL_HEADCOUNT_LIMIT, SMALL_REVENUE_LIMIT } from './aid-size.rules.ts';

describe('The size that aid needs', () => {
  const sme = (headcount: number | null, revenue: Cents | null, balanceSheet: Cents | null) =>
    aidSizeOf({ category: 'pme', headcount, revenue, balanceSheet })?.category;
  const above = cents(SMALL_REVENUE_LIMIT + 1);

  it.each<readonly [string, number | null, Cents | null, Cents | null, string]>([
    ['49 staff and 10 M€ of revenue', SMALL_HEADCOUNT_LIMIT - 1, SMALL_REVENUE_LIMIT, above, 'small'],
    ['49 staff and 10 M€ of balance sheet', SMALL_HEADCOUNT_LIMIT - 1, above, SMALL_BALANCE_SHEET_LIMIT, 'small'],
    ['50 staff', SMALL_HEADCOUNT_LIMIT, SMALL_REVENUE_LIMIT, SMALL_BALANCE_SHEET_LIMIT, 'medium'],
    ['a cent above both amounts', SMALL_HEADCOUNT_LIMIT - 1, above, above, 'medium'],
    ['50 staff whatever the money', SMALL_HEADCOUNT_LIMIT, null, null, 'medium'],
    ['staff not known', null, SMALL_REVENUE_LIMIT, null, 'sme'],
    ['money not known', SMALL_HEADCOUNT_LIMIT - 1, null, above, 'sme'],
  ])('An SME with %s (R92)', (_label, headcount, revenue, balanceSheet, expected) => {
    expect(sme(headcount, revenue, balanceSheet)).toBe(expected);
  });

  it('Other categories pass as they are, and an unknown one stays unknown', () => {
    const figures = { headcount: null, revenue: null, balanceSheet: null };
    expect((['micro', 'eti', 'ge'] as const).map((category) => aidSizeOf({ category, ...figures })?.category)).toEqual([
      'micro',
      'eti',
      'ge',
    ]);
    expect(aidSizeOf({ category: null, ...figures })).toBeNull();
  });
});
