import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cents, cents, euros } from '#kit/money.ts';
import {
  ETI_BALANCE_SHEET_LIMIT,
  ETI_HEADCOUNT_LIMIT,
  ETI_REVENUE_LIMIT,
  isSme,
  MICRO_BALANCE_SHEET_LIMIT,
  MICRO_HEADCOUNT_LIMIT,
  MICRO_REVENUE_LIMIT,
  type SizeInputs,
  SME_BALANCE_SHEET_LIMIT,
  SME_HEADCOUNT_LIMIT,
  SME_REVENUE_LIMIT,
  sizeCategory,
} from './size-category.rules.ts';

const millions = (count: number): Cents => euros(count * 1_000_000);
const oneCentAbove = (limit: Cents): Cents => cents(limit + 1);
const sizeOf = (headcount: number | null, revenue: Cents | null, balanceSheet: Cents | null) =>
  sizeCategory({ headcount, revenue, balanceSheet });

describe('Size categories of décret 2008-1354', () => {
  it.each([
    ['200 staff, 60 M€ of revenue, 40 M€ of balance sheet: an SME', 200, 60, 40, 'pme'],
    ['240 staff, 60 M€, 45 M€: a mid-cap company', 240, 60, 45, 'eti'],
    ['5,200 staff with hardly any money: a large enterprise', 5_200, 1, 1, 'ge'],
  ] as const)('The examples of the programme hold: %s (R58)', (_label, headcount, revenue, balanceSheet, category) => {
    expect(sizeOf(headcount, millions(revenue), millions(balanceSheet)).category).toBe(category);
  });

  it.each([
    [
      'staff one below the micro limit',
      MICRO_HEADCOUNT_LIMIT - 1,
      MICRO_REVENUE_LIMIT,
      MICRO_BALANCE_SHEET_LIMIT,
      'micro',
    ],
    [
      'staff just below the micro limit, with part-time work',
      MICRO_HEADCOUNT_LIMIT - 0.1,
      MICRO_REVENUE_LIMIT,
      MICRO_BALANCE_SHEET_LIMIT,
      'micro',
    ],
    ['staff at the micro limit', MICRO_HEADCOUNT_LIMIT, MICRO_REVENUE_LIMIT, MICRO_BALANCE_SHEET_LIMIT, 'pme'],
    ['micro by its balance sheet alone', 9, oneCentAbove(MICRO_REVENUE_LIMIT), MICRO_BALANCE_SHEET_LIMIT, 'micro'],
    ['micro by its revenue alone', 9, MICRO_REVENUE_LIMIT, oneCentAbove(MICRO_BALANCE_SHEET_LIMIT), 'micro'],
    [
      'one cent above both micro limits',
      9,
      oneCentAbove(MICRO_REVENUE_LIMIT),
      oneCentAbove(MICRO_BALANCE_SHEET_LIMIT),
      'pme',
    ],
    ['staff one below the SME limit', SME_HEADCOUNT_LIMIT - 1, SME_REVENUE_LIMIT, SME_BALANCE_SHEET_LIMIT, 'pme'],
    ['staff at the SME limit', SME_HEADCOUNT_LIMIT, SME_REVENUE_LIMIT, SME_BALANCE_SHEET_LIMIT, 'eti'],
    ['an SME by its balance sheet alone', 249, oneCentAbove(SME_REVENUE_LIMIT), SME_BALANCE_SHEET_LIMIT, 'pme'],
    ['an SME by its revenue alone', 249, SME_REVENUE_LIMIT, oneCentAbove(SME_BALANCE_SHEET_LIMIT), 'pme'],
    [
      'one cent above both SME limits',
      249,
      oneCentAbove(SME_REVENUE_LIMIT),
      oneCentAbove(SME_BALANCE_SHEET_LIMIT),
      'eti',
    ],
    [
      'few staff but money above both SME limits',
      3,
      oneCentAbove(SME_REVENUE_LIMIT),
      oneCentAbove(SME_BALANCE_SHEET_LIMIT),
      'eti',
    ],
    ['staff one below the ETI limit', ETI_HEADCOUNT_LIMIT - 1, ETI_REVENUE_LIMIT, ETI_BALANCE_SHEET_LIMIT, 'eti'],
    ['staff at the ETI limit', ETI_HEADCOUNT_LIMIT, ETI_REVENUE_LIMIT, ETI_BALANCE_SHEET_LIMIT, 'ge'],
    ['an ETI by its balance sheet alone', 4_999, oneCentAbove(ETI_REVENUE_LIMIT), ETI_BALANCE_SHEET_LIMIT, 'eti'],
    ['an ETI by its revenue alone', 4_999, ETI_REVENUE_LIMIT, oneCentAbove(ETI_BALANCE_SHEET_LIMIT), 'eti'],
    [
      'one cent above both ETI limits',
      4_999,
      oneCentAbove(ETI_REVENUE_LIMIT),
      oneCentAbove(ETI_BALANCE_SHEET_LIMIT),
      'ge',
    ],
  ] as const)('On both sides of each limit: %s (R50 to R53)', (_label, headcount, revenue, balanceSheet, category) => {
    expect(sizeOf(headcount, revenue, balanceSheet).category).toBe(category);
  });

  it('A micro-enterprise is also an SME (R51)', () => {
    expect((['micro', 'pme', 'eti', 'ge'] as const).map(isSme)).toEqual([true, true, false, false]);
  });

  it.each([
    ['5,200 staff, money unknown', 5_200, null, null, 'ge'],
    ['100 staff, 30 M€ of revenue, balance sheet unknown', 100, millions(30), null, 'pme'],
    ['money above both ETI limits, staff unknown', null, millions(1_501), millions(2_001), 'ge'],
  ] as const)(
    'An unknown that cannot change the answer does not hide it: %s (R53)',
    (_label, headcount, revenue, balanceSheet, category) => {
      expect(sizeOf(headcount, revenue, balanceSheet).category).toBe(category);
    },
  );

  it.each([
    ['nothing known', null, null, null, ['headcount', 'revenue', 'balanceSheet'], ['micro', 'pme', 'eti', 'ge']],
    ['100 staff, revenue of 60 M€', 100, millions(60), null, ['balanceSheet'], ['pme', 'eti']],
    ['revenue of 1 M€', null, millions(1), null, ['headcount'], ['micro', 'pme', 'eti', 'ge']],
    ['8 staff', 8, null, null, ['revenue', 'balanceSheet'], ['micro', 'pme', 'eti', 'ge']],
    ['money between the SME and ETI limits', null, millions(60), millions(60), ['headcount'], ['eti', 'ge']],
  ] as const)(
    'An unknown that may change the answer is asked for, and only that: %s',
    (_label, headcount, revenue, balanceSheet, missing, possible) => {
      expect(sizeOf(headcount, revenue, balanceSheet)).toMatchObject({ category: null, missing, possible });
    },
  );

  it('A part of the staff is enough when it already passes the limit', () => {
    const unknown = { headcount: null, revenue: null, balanceSheet: null };
    expect(sizeCategory({ ...unknown, headcountAtLeast: ETI_HEADCOUNT_LIMIT }).category).toBe('ge');
    expect(sizeCategory({ ...unknown, headcountAtLeast: SME_HEADCOUNT_LIMIT })).toMatchObject({
      category: null,
      possible: ['eti', 'ge'],
    });
  });

  it('The explanation names the figures and the limits, to the cent when the cent decides', () => {
    expect(sizeOf(240, millions(60), millions(45)).why.map((say) => say.en)).toEqual([
      'Larger than an SME: revenue of €60m, above €50m, and balance sheet of €45m, above €43m.',
      '240 annual work units, fewer than 5,000, and revenue of €60m, at most €1.5bn: the limit for a mid-cap company.',
    ]);
    expect(sizeOf(9, oneCentAbove(MICRO_REVENUE_LIMIT), null).why[0]!.fr).toContain('il manque le total de bilan');
    const above = sizeOf(9, oneCentAbove(MICRO_REVENUE_LIMIT), oneCentAbove(MICRO_BALANCE_SHEET_LIMIT)).why[0]!;
    expect(above.fr.replace(/[\u00a0\u202f]/g, ' ')).toContain(
      'chiffre d’affaires de 2 000 000,01 €, au-dessus de 2 M€',
    );
  });

  const figure = (limits: readonly number[]) =>
    fc.oneof(
      fc.constantFrom(...limits.flatMap((limit) => [limit - 1, limit, limit + 1])),
      fc.nat({ max: 300_000_000_000 }),
    );
  const headcount = fc.oneof(fc.constantFrom(0, 9, 10, 249, 250, 4_999, 5_000), fc.nat({ max: 10_000 }));
  const revenue = figure([MICRO_REVENUE_LIMIT, SME_REVENUE_LIMIT, ETI_REVENUE_LIMIT]).map(cents);
  const balanceSheet = figure([MICRO_BALANCE_SHEET_LIMIT, SME_BALANCE_SHEET_LIMIT, ETI_BALANCE_SHEET_LIMIT]).map(cents);
  const known: fc.Arbitrary<SizeInputs> = fc.record({ headcount, revenue, balanceSheet });

  it('Hiding figures never gives another category: the same one, or an unknown that allows it', () => {
    fc.assert(
      fc.property(known, fc.subarray(['headcount', 'revenue', 'balanceSheet'] as const), (inputs, hidden) => {
        const truth = sizeCategory(inputs).category!;
        const partial = sizeCategory({ ...inputs, ...Object.fromEntries(hidden.map((input) => [input, null])) });
        if (partial.category !== null) {
          expect(partial.category).toBe(truth);
        } else {
          expect(partial.possible).toContain(truth);
          expect(hidden).toEqual(expect.arrayContaining([...partial.missing]));
          expect(partial.missing.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('Growing never makes an enterprise smaller', () => {
    const rank = { micro: 0, pme: 1, eti: 2, ge: 3 };
    fc.assert(
      fc.property(known, known, (one, other) => {
        const larger = {
          headcount: Math.max(one.headcount!, other.headcount!),
          revenue: cents(Math.max(one.revenue!, other.revenue!)),
          balanceSheet: cents(Math.max(one.balanceSheet!, other.balanceSheet!)),
        };
        return rank[sizeCategory(larger).category!] >= rank[sizeCategory(one).category!];
      }),
    );
  });
});
