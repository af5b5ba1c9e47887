import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COST_NATURES } from '../clause/clause.ts';
import { type Budget, type Commitment, followPayments, natureTable, publicShares } from './financing.rules.ts';

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];
const PARTIES = ['state-82', 'region-82', 'authority-grenoble', 'cluster'];
const PUBLIC = PARTIES.slice(0, 3);

const amount = fc.integer({ min: 0, max: 500_000_000 });
const commitment: fc.Arbitrary<Commitment> = fc.record({
  party: fc.constantFrom(...PARTIES),
  year: fc.constantFrom(...YEARS),
  nature: fc.constantFrom(...COST_NATURES),
  amountCents: amount,
});
/** One per party, year and nature, as a text holds them. */
const plan = fc.uniqueArray(commitment, {
  selector: ({ party, year, nature }) => `${party} ${year} ${nature}`,
  maxLength: 48,
});
const budgets: fc.Arbitrary<Budget[]> = fc.uniqueArray(
  fc.record({ year: fc.constantFrom(...YEARS), runningCostsCents: amount }),
  { selector: ({ year }) => year },
);
const path = fc.dictionary(
  fc.constantFrom(...YEARS.map(String)),
  fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
);

const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);

describe('The financing plan', () => {
  it('adds up: by party, by year and in all, both natures together make every commitment, to the cent', () => {
    fc.assert(
      fc.property(plan, (commitments) => {
        const tables = COST_NATURES.map((nature) => natureTable(nature, PARTIES, YEARS, commitments));
        for (const { rows, totals, total } of tables) {
          expect(sum(totals)).toBe(total);
          expect(sum(rows.map((row) => row.total))).toBe(total);
        }
        expect(sum(tables.map(({ total }) => total))).toBe(sum(commitments.map((one) => one.amountCents)));
      }),
    );
  });

  it('tells no public share over a budget that nobody gave, and keeps numerator and denominator otherwise (R30)', () => {
    fc.assert(
      fc.property(plan, budgets, path, (commitments, known, asked) => {
        for (const one of publicShares(YEARS, PUBLIC, commitments, known, asked)) {
          const costs = known.find(({ year }) => year === one.year)?.runningCostsCents ?? null;
          const publicMoney = commitments.filter(
            ({ year, nature, party }) => year === one.year && nature === 'running-costs' && PUBLIC.includes(party),
          );
          expect(one.runningCostsCents).toBe(costs);
          expect(one.publicCents).toBe(sum(publicMoney.map(({ amountCents }) => amountCents)));
          if (costs === null || costs === 0) {
            expect(one.share).toBeNull();
            expect(one.verdict).toBe(costs === null ? 'unknown-budget' : 'no-costs');
          } else expect(one.share).toBeCloseTo(one.publicCents / costs);
        }
      }),
    );
  });

  it.each([
    ['a cent under half of the running costs', 4_999_999, 'within'],
    ['exactly half of them', 5_000_000, 'within'],
    ['a cent above', 5_000_001, 'above'],
  ] as const)('With a path of 50 %%, public money of %s is said to be “%s” of it (R30)', (_, publicCents, verdict) => {
    const [share] = publicShares(
      [2015],
      PUBLIC,
      [{ party: 'state-82', year: 2015, nature: 'running-costs', amountCents: publicCents }],
      [{ year: 2015, runningCostsCents: 10_000_000 }],
      { 2015: 50 },
    );
    expect(share!.verdict).toBe(verdict);
  });

  it('leaves the association’s own money and the actions out of the public share (R30)', () => {
    const [share] = publicShares(
      [2014],
      PUBLIC,
      [
        { party: 'cluster', year: 2014, nature: 'running-costs', amountCents: 900 },
        { party: 'region-82', year: 2014, nature: 'actions', amountCents: 900 },
        { party: 'region-82', year: 2014, nature: 'running-costs', amountCents: 100 },
      ],
      [{ year: 2014, runningCostsCents: 1_000 }],
      { 2014: 58 },
    );
    expect(share).toMatchObject({ publicCents: 100, share: 0.1, verdict: 'within' });
  });

  it('follows what was paid: promised less paid is what is left, and nothing that was paid is forgotten', () => {
    fc.assert(
      fc.property(plan, fc.array(commitment, { maxLength: 30 }), (commitments, payments) => {
        const followed = followPayments(PARTIES, YEARS, commitments, payments);
        expect(sum(followed.map((one) => one.paidCents))).toBe(sum(payments.map((one) => one.amountCents)));
        for (const one of followed) expect(one.leftCents).toBe(one.committedCents - one.paidCents);
      }),
    );
  });
});
