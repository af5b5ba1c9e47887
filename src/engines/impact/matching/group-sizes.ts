/** Numbers of units; the effective ones are (Σw)² / Σw², what an unweighted sample would need for the same precision. */
export interface GroupSizes {
  readonly all: number;
  readonly matched: number;
  readonly effective: number;
  readonly unmatched: number;
  readonly discarded: number;
}

export function groupSizes(treated: Uint8Array, weights: Float64Array, kept: Uint8Array, group: 0 | 1): GroupSizes {
  const sizes = { all: 0, matched: 0, unmatched: 0, discarded: 0 };
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < treated.length; row++) {
    if (treated[row] !== group) continue;
    const weight = weights[row]!;
    sizes.all++;
    if (weight > 0) sizes.matched++;
    else if (kept[row]) sizes.unmatched++;
    else sizes.discarded++;
    sum += weight;
    squares += weight * weight;
  }
  return { ...sizes, effective: squares > 0 ? sum ** 2 / squares : 0 };
}
