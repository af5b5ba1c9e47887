/** True when no value is missing or infinite: only infinities and NaN differ from themselves less themselves. */
export function areFinite(values: Float64Array, from = 0, to: number = values.length): boolean {
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
