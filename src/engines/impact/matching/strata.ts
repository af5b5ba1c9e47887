const DIRECT_TABLE = 1 << 22;

/**
 * Crosses several classifications: rows with the same codes everywhere get the same stratum, numbered 0, 1, 2, … in the
 * order in which they first occur.
 */
export function crossed(size: number, classifications: readonly Int32Array[]): { strata: Int32Array; count: number } {
  let strata: Int32Array = new Int32Array(size);
  let count = size > 0 ? 1 : 0;
  for (const codes of classifications) {
    let most = 0;
    for (const code of codes) if (code > most) most = code;
    ({ strata, count } = renumbered(strata, codes, most + 1, count));
  }
  return { strata, count };
}

function renumbered(
  outer: Int32Array,
  inner: Int32Array,
  width: number,
  outerCount: number,
): { strata: Int32Array; count: number } {
  const size = outer.length;
  const strata = new Int32Array(size);
  let count = 0;
  if (outerCount * width <= DIRECT_TABLE) {
    const number = new Int32Array(outerCount * width);
    for (let row = 0; row < size; row++) {
      const cell = outer[row]! * width + inner[row]!;
      if (number[cell] === 0) number[cell] = ++count;
      strata[row] = number[cell]! - 1;
    }
    return { strata, count };
  }
  const number = new Map<number, number>();
  for (let row = 0; row < size; row++) {
    const cell = outer[row]! * width + inner[row]!;
    let own = number.get(cell);
    if (own === undefined) {
      own = count++;
      number.set(cell, own);
    }
    strata[row] = own;
  }
  return { strata, count };
}

/** How many treated and control units each stratum holds; rows with a negative stratum are outside. */
export function stratumCounts(
  strata: Int32Array,
  treated: Uint8Array,
  count: number,
): { readonly treated: Int32Array; readonly control: Int32Array } {
  const counts = { treated: new Int32Array(count), control: new Int32Array(count) };
  for (let row = 0; row < strata.length; row++) {
    const stratum = strata[row]!;
    if (stratum >= 0) (treated[row] ? counts.treated : counts.control)[stratum]!++;
  }
  return counts;
}
