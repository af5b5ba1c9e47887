/**
 * The rows of `keys` in ascending order, equal keys in row order (the order of R's `order()`).
 *
 * Keys are first placed on 2^32 equal steps between the smallest and the largest and sorted by that step, digit by digit; rows
 * that share a step are then sorted among themselves. A step never orders two keys wrongly, since subtraction and multiplication are
 * monotone in floating point.
 *
 * @param keys finite numbers; -0 counts as 0
 */
export function stableOrder(keys: Float64Array): Int32Array {
  const n = keys.length;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < n; row++) {
    const key = keys[row]!;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const steps = new Uint32Array(n);
  const rows = new Int32Array(n);
  // Halves, so that the widest range does not overflow.
  const scale = LAST_STEP / (most / 2 - least / 2);
  for (let row = 0; row < n; row++) {
    steps[row] = most > least ? (keys[row]! / 2 - least / 2) * scale : 0;
    rows[row] = row;
  }
  if (!(most > least)) return rows;
  const sorted = sortedBySteps(steps, rows);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && sorted.steps[to] === sorted.steps[from]) to++;
    if (to - from > 1) sortRun(sorted.rows, keys, from, to);
    from = to;
  }
  return sorted.rows;
}

const LAST_STEP = 2 ** 32 - 1;
const SHORT_RUN = 32;

/** Insertion is quickest for a few rows, or for many that are in order already, as ties are; otherwise the run is spread out again. */
function sortRun(rows: Int32Array, keys: Float64Array, from: number, to: number): void {
  if (to - from > SHORT_RUN) {
    let ordered = true;
    for (let i = from + 1; ordered && i < to; i++) ordered = keys[rows[i - 1]!]! <= keys[rows[i]!]!;
    if (ordered) return;
    const run = rows.slice(from, to);
    const order = stableOrder(Float64Array.from(run, (row) => keys[row]!));
    for (let i = 0; i < run.length; i++) rows[from + i] = run[order[i]!]!;
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const row = rows[i]!;
    const key = keys[row]!;
    let j = i - 1;
    while (j >= from && keys[rows[j]!]! > key) {
      rows[j + 1] = rows[j]!;
      j--;
    }
    rows[j + 1] = row;
  }
}

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;

interface Sorted {
  readonly steps: Uint32Array;
  readonly rows: Int32Array;
}

/** Radix sort, least significant digit first, steps travelling with their rows so that reads stay sequential. */
function sortedBySteps(steps: Uint32Array, rows: Int32Array): Sorted {
  let from: Sorted = { steps, rows };
  let to: Sorted = { steps: new Uint32Array(steps.length), rows: new Int32Array(steps.length) };
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    scatter(from, to, shift);
    [from, to] = [to, from];
  }
  return from;
}

function scatter(from: Sorted, to: Sorted, shift: number): void {
  const n = from.steps.length;
  const fromSteps = from.steps;
  const fromRows = from.rows;
  const toSteps = to.steps;
  const toRows = to.rows;
  const place = new Int32Array(BUCKETS);
  for (let i = 0; i < n; i++) place[(fromSteps[i]! >>> shift) & (BUCKETS - 1)]!++;
  let total = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = place[bucket]!;
    place[bucket] = total;
    total += count;
  }
  for (let i = 0; i < n; i++) {
    const step = fromSteps[i]!;
    const at = place[(step >>> shift) & (BUCKETS - 1)]!++;
    toSteps[at] = step;
    toRows[at] = fromRows[i]!;
  }
}
