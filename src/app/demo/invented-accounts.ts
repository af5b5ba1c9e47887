import type { Chance } from './chance.ts';

/** Figures of one closed year: people at work, then whole euros. */
export interface InventedAccounts {
  readonly year: number;
  readonly headcount: number;
  readonly revenueEuros: number;
  readonly balanceEuros: number;
}

export type InventedSize = 'sme' | 'eti' | 'large';

/** The closed years that the demonstration tells. */
export const ACCOUNT_YEARS = [2012, 2013, 2014, 2015, 2016, 2017] as const;

/** Headcounts: the median, then the bounds within which a firm keeps its category year after year. */
const HEADCOUNTS: Readonly<Record<InventedSize, { median: number; spread: number; least: number; most: number }>> = {
  sme: { median: 18, spread: 1.1, least: 1, most: 249 },
  eti: { median: 620, spread: 0.6, least: 260, most: 4_900 },
  large: { median: 7_800, spread: 0.6, least: 5_100, most: 90_000 },
};
const REVENUE_PER_HEAD_EUROS = 145_000;
const MOST_REVENUE_PER_HEAD_EUROS = 190_000;

/**
 * The accounts of a firm from its first closed year to its last: each firm has its own pace, around 2 % of people more a year, and no year follows it
 * exactly. One that ceases shrinks first.
 */
export function inventAccounts(
  luck: Chance,
  size: InventedSize,
  { first, last, ceases }: { readonly first: number; readonly last: number; readonly ceases: boolean },
): InventedAccounts[] {
  const { median, spread, least, most } = HEADCOUNTS[size];
  const within = (headcount: number) => Math.min(most, Math.max(least, headcount));
  const pace = luck.around(ceases ? 0.88 : 1.02, 0.035);
  let headcount = within(luck.around(median, spread));
  let perHead = luck.around(REVENUE_PER_HEAD_EUROS, 0.3);
  const balanceShare = 0.55 + luck.next() * 0.3;
  const accounts: InventedAccounts[] = [];
  for (const year of ACCOUNT_YEARS) {
    if (year > last) break;
    if (year >= first) {
      const staff = Math.round(headcount);
      const revenueEuros = thousands(staff * Math.min(MOST_REVENUE_PER_HEAD_EUROS, perHead));
      const balanceEuros = thousands(revenueEuros * balanceShare * luck.around(1, 0.04));
      accounts.push({ year, headcount: staff, revenueEuros, balanceEuros });
    }
    headcount = within(headcount * luck.around(pace, 0.05));
    perHead *= luck.around(1.012, 0.04);
  }
  return accounts;
}

const thousands = (euros: number): number => Math.round(euros / 1_000) * 1_000;
