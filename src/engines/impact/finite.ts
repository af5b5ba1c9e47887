import { inPieces } from './in-pieces.ts';

/** True when no value is missing or infinite. */
export function areFinite(values: Float64Array): boolean {
  let finite = true;
  inPieces(values.length, (from, to) => {
    finite &&= areFiniteWithin(values, from, to);
  });
  return finite;
}

/** The same from one place to another: only infinities and NaN differ from themselves less themselves. */
export function areFiniteWithin(values: Float64Array, from: number, to: number): boolean {
  let [even, odd] = [0, 0];
  const last = to - 1;
  let row = from;
  for (; row < last; row += 2) {
    even += values[row]! - values[row]!;
    odd += values[row + 1]! - values[row + 1]!;
  }
  if (row < to) even += values[row]! - values[row]!;
  return even + odd === 0;
}
