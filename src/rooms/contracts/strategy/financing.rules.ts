import type { COST_NATURES } from '../clause/clause.ts';
import type { PartyKind } from '../contract.ts';

export type CostNature = (typeof COST_NATURES)[number];

/** Amounts are euro cents throughout. */
export interface Commitment {
  readonly party: string;
  readonly year: number;
  readonly nature: CostNature;
  readonly amountCents: number;
}

export interface Budget {
  readonly year: number;
  readonly runningCostsCents: number;
}

/** Money of public authorities: the State, regions, other local authorities. The association's own is not. */
export const isPublic = (kind: PartyKind): boolean => kind !== 'cluster';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The lines of a nature of spending: one per party, an amount per year, `null` where nothing is committed; with both totals. */
export interface NatureTable {
  readonly nature: CostNature;
  readonly rows: { readonly party: string; readonly amounts: (number | null)[]; readonly total: number }[];
  readonly totals: number[];
  readonly total: number;
}

export function natureTable(
  nature: CostNature,
  parties: readonly string[],
  years: readonly number[],
  commitments: readonly Commitment[],
): NatureTable {
  const rows = parties.map((party) => {
    const amounts = years.map((year) => {
      const held = commitments.filter((one) => one.party === party && one.year === year && one.nature === nature);
      return held.length === 0 ? null : sum(held.map(({ amountCents }) => amountCents));
    });
    return { party, amounts, total: sum(amounts.map((amount) => amount ?? 0)) };
  });
  const totals = years.map((_, index) => sum(rows.map(({ amounts }) => amounts[index] ?? 0)));
  return { nature, rows, totals, total: sum(totals) };
}

/** What the share of a year says: whether it keeps to the path, or why it cannot be told. */
export type ShareVerdict = 'within' | 'above' | 'no-path' | 'unknown-budget' | 'no-costs';

/** Public money in the running costs of a year (R30), with its numerator and its denominator. */
export interface PublicShare {
  readonly year: number;
  readonly publicCents: number;
  /** Null when nobody has given the year's budget: the share is then not known, rather than nought. */
  readonly runningCostsCents: number | null;
  /** Between 0 and 1, above 1 when more public money is promised than the year costs; null when it cannot be told. */
  readonly share: number | null;
  /** Highest share that the programme allows that year, in per cent. */
  readonly pathPercent: number | null;
  readonly verdict: ShareVerdict;
}

export function publicShares(
  years: readonly number[],
  publicParties: readonly string[],
  commitments: readonly Commitment[],
  budgets: readonly Budget[],
  path: Readonly<Record<string, number | null>>,
): PublicShare[] {
  return years.map((year) => {
    const publicCents = sum(
      commitments
        .filter((one) => one.year === year && one.nature === 'running-costs' && publicParties.includes(one.party))
        .map(({ amountCents }) => amountCents),
    );
    const runningCostsCents = budgets.find((one) => one.year === year)?.runningCostsCents ?? null;
    const pathPercent = path[String(year)] ?? null;
    const share = runningCostsCents ? publicCents / runningCostsCents : null;
    return {
      year,
      publicCents,
      runningCostsCents,
      share,
      pathPercent,
      verdict: verdictOf(publicCents, runningCostsCents, pathPercent),
    };
  });
}

/** Compared in whole cents: a share exactly on the path keeps to it. */
function verdictOf(publicCents: number, costs: number | null, pathPercent: number | null): ShareVerdict {
  if (costs === null) return 'unknown-budget';
  if (costs === 0) return 'no-costs';
  if (pathPercent === null) return 'no-path';
  // Path in hundredths of a per cent, so that 66.67 % is compared exactly.
  return BigInt(publicCents) * 10_000n > BigInt(Math.round(pathPercent * 100)) * BigInt(costs) ? 'above' : 'within';
}

/** What a party promised for a year, both natures together, and what it has paid of it. */
export interface Followed {
  readonly party: string;
  readonly year: number;
  readonly committedCents: number;
  readonly paidCents: number;
  /** Negative when more was paid than promised. */
  readonly leftCents: number;
}

/** By party and year, in their order; pairs without promise nor payment are left out. */
export function followPayments(
  parties: readonly string[],
  years: readonly number[],
  commitments: readonly Commitment[],
  payments: readonly Commitment[],
): Followed[] {
  const amounts = (list: readonly Commitment[], party: string, year: number) =>
    sum(list.filter((one) => one.party === party && one.year === year).map(({ amountCents }) => amountCents));
  return parties.flatMap((party) =>
    years.flatMap((year) => {
      const committedCents = amounts(commitments, party, year);
      const paidCents = amounts(payments, party, year);
      if (committedCents === 0 && paidCents === 0) return [];
      return [{ party, year, committedCents, paidCents, leftCents: committedCents - paidCents }];
    }),
  );
}
