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
  const rows = new Int32Array(n);
  if (!(most > least)) return rows.map((_, row) => row);
  const scratch = scratchOf(n);
  fillSteps(keys, least, most, scratch);
  const steps = sortBySteps(scratch, rows);
  // Long runs are spread out again in the scratch that holds the steps, and so wait until all runs are known.
  const long: (readonly [from: number, to: number])[] = [];
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && steps[to] === steps[from]) to++;
    if (to - from > SHORT_RUN) long.push([from, to]);
    else if (to - from > 1) insertRun(rows, keys, from, to);
    from = to;
  }
  for (const [from, to] of long) sortLongRun(rows, keys, from, to);
  return rows;
}

/** Orders of columns, each sorted once however often it is asked for. */
export function sortedOnce(): (keys: Float64Array) => Int32Array {
  const known = new Map<Float64Array, Int32Array>();
  return (keys) => {
    const order = known.get(keys) ?? stableOrder(keys);
    known.set(keys, order);
    return order;
  };
}

const LAST_STEP = 2 ** 32 - 1;
const SHORT_RUN = 32;

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
const BUCKETS = 1 << DIGIT_BITS;

interface Sorted {
  readonly steps: Uint32Array;
  readonly rows: Int32Array;
}

/** Arrays that only serve while sorting. Several columns are sorted in a row, and memory never touched before is slow to come. */
interface Scratch {
  readonly steps: readonly [Uint32Array, Uint32Array];
  readonly rows: Int32Array;
}
let held: WeakRef<Scratch> | null = null;

function scratchOf(n: number): Scratch {
  const last = held?.deref();
  const scratch =
    last && last.rows.length >= n
      ? last
      : { steps: [new Uint32Array(n), new Uint32Array(n)] as const, rows: new Int32Array(n) };
  held = new WeakRef(scratch);
  return scratch;
}

/** The step of each key, and its row. */
function fillSteps(keys: Float64Array, least: number, most: number, { steps: [steps], rows }: Scratch): void {
  // Halves, so that the widest range does not overflow.
  const scale = LAST_STEP / (most / 2 - least / 2);
  for (let row = 0; row < keys.length; row++) {
    steps[row] = (keys[row]! / 2 - least / 2) * scale;
    rows[row] = row;
  }
}

/** Radix sort, least significant digit first, steps travelling with their rows so that reads stay sequential. @returns the steps, sorted */
function sortBySteps(scratch: Scratch, rows: Int32Array): Uint32Array {
  let from: Sorted = { steps: scratch.steps[0], rows: scratch.rows };
  // Three digits: the last pass ends in the rows that were asked for.
  let to: Sorted = { steps: scratch.steps[1], rows };
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    scatter(from, to, shift, rows.length);
    [from, to] = [to, from];
  }
  return from.steps;
}

function scatter(from: Sorted, to: Sorted, shift: number, n: number): void {
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
