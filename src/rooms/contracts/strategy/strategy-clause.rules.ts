import type { ClauseContents } from '../clause/clause.ts';

/** A NAF sub-class as the nomenclature writes it: « 6201z », « 62.01 Z » and « 62.01Z » are the same. */
export function nafCode(typed: string): string {
  const plain = typed.replace(/[\s\u00a0\u202f.]/g, '').toUpperCase();
  return /^\d{4}[A-Z]$/.test(plain) ? `${plain.slice(0, 2)}.${plain.slice(2)}` : typed.trim();
}

/** A CPV code without its check digit: « 72000000-5 » is 72000000. */
export const cpvCode = (typed: string): string => typed.replace(/[\s\u00a0\u202f]/g, '').replace(/^(\d{8})-\d$/, '$1');

type Market = ClauseContents['market'];

export const withPlainCodes = (market: Market): Market => ({
  ...market,
  naf: [...new Set(market.naf.map(nafCode))],
  cpv: [...new Set(market.cpv.map(cpvCode))],
});

/** What is wrong with the size of a market; null when nothing is. A size has a year and a source, or is not given. */
export function sizeFault({
  sizeCents,
  sizeYear,
  source,
}: Pick<Market, 'sizeCents' | 'sizeYear' | 'source'>): 'SIZE_WITHOUT_YEAR' | 'SIZE_WITHOUT_SOURCE' | null {
  if ((sizeCents === null) !== (sizeYear === null)) return 'SIZE_WITHOUT_YEAR';
  return sizeCents !== null && source === '' ? 'SIZE_WITHOUT_SOURCE' : null;
}

/** First and last year of a contract, from its days `YYYY-MM-DD`. */
export const yearsOf = (contract: { readonly starts_on: string; readonly ends_on: string }) => ({
  from: Number(contract.starts_on.slice(0, 4)),
  to: Number(contract.ends_on.slice(0, 4)),
});

/** Every year of a contract, the first one first. */
export function everyYear(contract: { readonly starts_on: string; readonly ends_on: string }): number[] {
  const { from, to } = yearsOf(contract);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
