/** True when no value is missing or infinite. */
export function areFinite(values: Float64Array): boolean {
  for (let from = 0; from < values.length; from += PIECE)
    if (!areFiniteWithin(values, from, Math.min(from + PIECE, values.length))) return false;
  return true;
}

/** Values looked at together: a short loop called often is compiled sooner than a long one called once. */
const PIECE = 4_096;

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
