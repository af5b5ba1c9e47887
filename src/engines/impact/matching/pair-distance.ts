import { stableOrder } from './stable-order.ts';

/** Who is compared with whom when distances within pairs are averaged. */
export type Pairs =
  | { readonly kind: 'matches'; readonly matches: Int32Array; readonly ratio: number }
  | { readonly kind: 'strata'; readonly strata: Int32Array; readonly count: number };

/**
 * Mean of |treated - control| over all pairs; within strata everyone is paired with everyone.
 *
 * @param order the rows in ascending order of the values, when it is known already
 */
export function meanPairDistance(
  values: Float64Array,
  order: Int32Array | null,
  treated: Uint8Array,
  pairs: Pairs,
): number {
  return pairs.kind === 'matches'
    ? meanMatchDistance(values, pairs.matches, pairs.ratio)
    : meanStratumDistance(values, order ?? stableOrder(values), treated, pairs.strata, pairs.count);
}

function meanMatchDistance(values: Float64Array, matches: Int32Array, ratio: number): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++)
    for (let slot = row * ratio; slot < (row + 1) * ratio && matches[slot] !== -1; slot++) {
      sum += Math.abs(values[row]! - values[matches[slot]!]!);
      count++;
    }
  return sum / count;
}

/**
 * Without listing the pairs: in ascending order, each value is above those of the other group that came before it in its
 * stratum. Values are counted from the median, so that a turnover in euros keeps its digits.
 */
function meanStratumDistance(
  values: Float64Array,
  order: Int32Array,
  treated: Uint8Array,
  strata: Int32Array,
  count: number,
): number {
  const middle = values[order[order.length >> 1]!]!;
  // Two places for each stratum: control, then treated.
  const seen = new Float64Array(2 * count);
  const sums = new Float64Array(2 * count);
  const places = new Int32Array(strata.length);
  for (let row = 0; row < strata.length; row++) places[row] = 2 * strata[row]! + treated[row]!;
  let distance = 0;
  let pairs = 0;
  for (const row of order) {
    const own = places[row]!;
    if (own < 0) continue;
    const other = own ^ 1;
    const value = values[row]! - middle;
    pairs += seen[other]!;
    distance += seen[other]! * value - sums[other]!;
    seen[own]!++;
    sums[own] = sums[own]! + value;
  }
  return distance / pairs;
}
