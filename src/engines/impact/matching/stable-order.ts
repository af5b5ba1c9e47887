import { SpareMemory } from './spare-memory.ts';

/**
 * The rows of `keys` in ascending order, equal keys in row order (the order of R's `order()`).
 *
 * Keys are first placed on 2^32 equal steps between the smallest and the largest and sorted by that step, digit by digit; rows
 * that share a step are then sorted among themselves. A step never orders two keys wrongly, since subtraction and multiplication are
 * monotone in floating point.
 *
 * @param keys finite numbers; -0 counts as 0
 */
export function stableOrder(keys: Float64Array, spare: SpareMemory = new SpareMemory()): Int32Array<ArrayBuffer> {
  const n = keys.length;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < n; row++) {
    const key = keys[row]!;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const rows = new Int32Array(n);
  if (!(most > least)) return rows.map((_, row) => row);
  const [both, otherRows] = [spare.doubles(n), spare.integers(n)];
  const [steps, otherSteps] = [new Uint32Array(both.buffer, 0, n), new Uint32Array(both.buffer, 4 * n, n)];
  const counts = new Int32Array(DIGITS * BUCKETS);
  // Halves, so that the widest range does not overflow.
  const scale = LAST_STEP / (most / 2 - least / 2);
  for (let row = 0; row < n; row += PIECE)
    fillSteps(keys, row, Math.min(row + PIECE, n), least / 2, scale, steps, otherRows, counts);
  scatter({ steps, rows: otherRows }, { steps: otherSteps, rows }, 0, counts);
  scatter({ steps: otherSteps, rows }, { steps, rows: otherRows }, 1, counts);
  scatter({ steps, rows: otherRows }, { steps: otherSteps, rows }, 2, counts);
  sortWithinSteps(keys, otherSteps, rows);
  spare.give(both);
  spare.give(otherRows);
  return rows;
}

/** Orders of columns, each sorted once however often it is asked for. */
export function sortedOnce(spare: SpareMemory): (keys: Float64Array) => Int32Array {
  const known = new Map<Float64Array, Int32Array>();
  return (keys) => {
    const order = known.get(keys) ?? stableOrder(keys, spare);
    known.set(keys, order);
    return order;
  };
}

const LAST_STEP = 2 ** 32 - 1;
const SHORT_RUN = 32;

/** Rows that share a step. */
function sortWithinSteps(keys: Float64Array, steps: Uint32Array, rows: Int32Array): void {
  const n = rows.length;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && steps[to] === steps[from]) to++;
    if (to - from > SHORT_RUN) sortLongRun(rows, keys, from, to);
    else if (to - from > 1) insertRun(rows, keys, from, to);
    from = to;
  }
}

function sortLongRun(rows: Int32Array, keys: Float64Array, from: number, to: number): void {
  let ordered = true;
  for (let i = from + 1; ordered && i < to; i++) ordered = keys[rows[i - 1]!]! <= keys[rows[i]!]!;
  // Many rows in order already are ties.
  if (ordered) return;
  const run = rows.slice(from, to);
  const order = stableOrder(Float64Array.from(run, (row) => keys[row]!));
  for (let i = 0; i < run.length; i++) rows[from + i] = run[order[i]!]!;
}

/** Insertion is quickest for a few rows. */
function insertRun(rows: Int32Array, keys: Float64Array, from: number, to: number): void {
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
const DIGITS = 3;
const BUCKETS = 1 << DIGIT_BITS;
/** Rows looked at together: a short loop called often is compiled sooner than a long one called once. */
const PIECE = 4_096;

interface Sorted {
  readonly steps: Uint32Array;
  readonly rows: Int32Array;
}

/** The step of each key, its row, and how many keys share each digit. */
function fillSteps(
  keys: Float64Array,
  from: number,
  to: number,
  halfOfLeast: number,
  scale: number,
  steps: Uint32Array,
  rows: Int32Array,
  counts: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const step = ((keys[row]! / 2 - halfOfLeast) * scale) >>> 0;
    steps[row] = step;
    rows[row] = row;
    counts[step & (BUCKETS - 1)]!++;
    counts[BUCKETS + ((step >>> DIGIT_BITS) & (BUCKETS - 1))]!++;
    counts[2 * BUCKETS + (step >>> (2 * DIGIT_BITS))]!++;
  }
}

/** One digit of a radix sort: steps travel with their rows, so that reads stay sequential. */
function scatter(from: Sorted, to: Sorted, digit: number, counts: Int32Array): void {
  const place = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
  let total = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = place[bucket]!;
    place[bucket] = total;
    total += count;
  }
  for (let row = 0; row < total; row += PIECE)
    scatterPiece(from, to, row, Math.min(row + PIECE, total), digit * DIGIT_BITS, place);
}

function scatterPiece(from: Sorted, to: Sorted, first: number, end: number, shift: number, place: Int32Array): void {
  const [fromSteps, fromRows, toSteps, toRows] = [from.steps, from.rows, to.steps, to.rows];
  for (let i = first; i < end; i++) {
    const step = fromSteps[i]!;
    const at = place[(step >>> shift) & (BUCKETS - 1)]!++;
    toSteps[at] = step;
    toRows[at] = fromRows[i]!;
  }
}
