import { type Cents, cents } from '#kit/money.ts';

/** An amount of aid: known, known between two ends, or not known at all. Never 0 for « not known ». */
export interface AidAmount {
  /** Null when the two ends differ or there are none. */
  readonly cents: Cents | null;
  readonly between: { readonly least: Cents; readonly most: Cents } | null;
}

export const UNKNOWN_AMOUNT: AidAmount = { cents: null, between: null };

export function amountBetween(least: number, most: number): AidAmount {
  const between = { least: cents(least), most: cents(most) };
  return { cents: least === most ? between.least : null, between };
}

export const exactly = (count: number): AidAmount => amountBetween(count, count);

/** The smaller of two amounts; not known when one of them is not. */
export function smaller(one: AidAmount, other: AidAmount): AidAmount {
  if (!one.between || !other.between) return UNKNOWN_AMOUNT;
  return amountBetween(
    Math.min(one.between.least, other.between.least),
    Math.min(one.between.most, other.between.most),
  );
}

/** The sum; not known as soon as one part is not. */
export function sumOf(parts: readonly AidAmount[]): AidAmount {
  const known = parts.map(({ between }) => between);
  if (known.includes(null)) return UNKNOWN_AMOUNT;
  const add = (end: 'least' | 'most') => known.reduce((sum: number, between) => sum + between![end], 0);
  return amountBetween(add('least'), add('most'));
}
