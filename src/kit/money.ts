import type { Say } from './say.ts';

declare const brand: unique symbol;

/** Euro cents, always a whole number: no amount of the programme is ever a fraction of a cent. */
export type Cents = number & { readonly [brand]: 'euro cents' };

/** Takes a whole number of cents. Throws a RangeError on a fraction, or beyond 90,000 billion euros where numbers stop being exact. */
export function cents(count: number): Cents {
  if (!Number.isSafeInteger(count)) throw new RangeError(`Not a whole number of cents: ${count}`);
  return (count === 0 ? 0 : count) as Cents;
}

export const NO_MONEY: Cents = cents(0);

/** Whole euros: `euros(50_000_000)` for the 50 M€ of R51. */
export const euros = (count: number): Cents => cents(count * 100);

export const addMoney = (...amounts: readonly Cents[]): Cents =>
  cents(amounts.reduce((sum, amount) => sum + amount, 0));

export const subtractMoney = (amount: Cents, less: Cents): Cents => cents(amount - less);

export type ParsedMoney = { readonly ok: true; readonly cents: Cents } | { readonly ok: false; readonly reason: Say };

const SPACES = /[\s\u00a0\u2009\u202f]/g;
// Digits alone, or in groups of three; then one or two decimals after a comma or a point.
const AMOUNT = /^([-−+]?)(?:€|EUR)?(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?(?:€|EUR)?$/i;

const NOT_AN_AMOUNT: Say = {
  fr: 'Ce montant n’est pas lisible. Écrivez-le en euros avec deux décimales au plus, par exemple 1 234,56.',
  en: 'This amount cannot be read. Write it in euros with at most two decimals, for example 1234.56.',
};
const TOO_LARGE: Say = {
  fr: 'Ce montant est trop grand pour être un montant en euros. Vérifiez l’unité.',
  en: 'This amount is too large to be an amount in euros. Check the unit.',
};

/**
 * Reads an amount in euros as people and spreadsheets write it: `1 234,56`, `1 234,56 €`, `1234.56`.
 * `1.234` and `1,234` are refused: a thousand for some, a little more than one for others.
 */
export function parseMoney(text: string): ParsedMoney {
  const plain = text
    .trim()
    .replace(SPACES, ' ')
    .replace(/^([-−+]?) ?(€|EUR)? /i, '$1$2')
    .replace(/ (€|EUR)$/i, '$1');
  const match = AMOUNT.exec(plain);
  if (!match) return { ok: false, reason: NOT_AN_AMOUNT };
  const [, sign, whole = '', decimals = ''] = match;
  const count = Number(whole.replaceAll(' ', '')) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(count)) return { ok: false, reason: TOO_LARGE };
  return { ok: true, cents: cents(sign === '-' || sign === '−' ? -count : count) };
}

/** The amount as spreadsheets and other programs read it: `1234.56`. */
export function decimalText(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Shares an amount in proportion to whole weights, to the cent, so that the parts add up to it: each part is rounded down, then the cents
 * left go one by one to the largest remainders, the first in order when they are equal. 100 € in three gives 33,34 + 33,33 + 33,33.
 * Throws a RangeError when a weight is negative or not whole (use basis points), or when all are zero.
 */
export function shareMoney(amount: Cents, weights: readonly number[]): Cents[] {
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0))
    throw new RangeError(`Weights must be whole and positive: ${weights}`);
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('An amount cannot be shared between weights that are all zero');
  const sign = amount < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amount));
  const parts = weights.map((weight) => ({
    floor: (whole * BigInt(weight)) / total,
    remainder: (whole * BigInt(weight)) % total,
  }));
  let left = whole - parts.reduce((sum, part) => sum + part.floor, 0n);
  const byRemainder = parts.toSorted((a, b) => (a.remainder === b.remainder ? 0 : a.remainder < b.remainder ? 1 : -1));
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.floor += 1n;
    left -= 1n;
  }
  return parts.map((part) => cents(sign * Number(part.floor)));
}
