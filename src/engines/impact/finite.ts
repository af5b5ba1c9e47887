/** True when no value is missing or infinite. Searches of the platform itself need no warming up, unlike a loop. */
export const areFinite = (values: Float64Array): boolean =>
  !values.includes(Number.NaN) &&
  !values.includes(Number.POSITIVE_INFINITY) &&
  !values.includes(Number.NEGATIVE_INFINITY);

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
