import { inPieces } from '../in-pieces.ts';
import { SpareMemory } from './spare-memory.ts';

/** A column in ascending order, equal keys in row order (the order of R's `order()`). */
export interface Sorted {
  readonly rows: Int32Array<ArrayBuffer>;
  readonly keys: Float64Array<ArrayBuffer>;
}

/** Sorts columns of one sample, each once however often its order is asked for. */
export class Sorting {
  readonly spare: SpareMemory;
  readonly #known = new Map<Float64Array, Int32Array>();

  constructor(spare = new SpareMemory()) {
    this.spare = spare;
  }

  /** The rows of a column in order. */
  rowsOf(keys: Float64Array): Int32Array {
    const known = this.#known.get(keys);
    if (known) return known;
    const sorted = this.sorted(keys);
    this.spare.give(sorted.keys);
    return sorted.rows;
  }

  /** Rows and keys in order; whoever asks gives up the keys when they are read. */
  sorted(keys: Float64Array): Sorted {
    const sorted = sortedColumn(keys, this.spare);
    this.#known.set(keys, sorted.rows);
    return sorted;
  }
}

/** The rows of `keys` in ascending order. @param keys finite numbers; -0 counts as 0 */
export const stableOrder = (keys: Float64Array): Int32Array => sortedColumn(keys, new SpareMemory()).rows;

/**
 * Keys are first placed on 2^22 equal steps between the smallest and the largest and sorted by that step, digit by digit; rows that share a
 * step are then sorted among themselves. A step never orders two keys wrongly, since subtraction and multiplication are monotone in floating
 * point.
 */
function sortedColumn(keys: Float64Array, spare: SpareMemory): Sorted {
  const n = keys.length;
  const range = rangeOf(keys);
  const rows = new Int32Array(n);
  const held = spare.doubles(n);
  if (!(range.most > range.least)) {
    held.set(keys);
    return { rows: rows.map((_, row) => row), keys: held };
  }
  // Halves, so that the widest range does not overflow.
  const ladder = { least: range.least / 2, scale: LAST_STEP / (range.most / 2 - range.least / 2) };
  // Numbers so small that no step fits between them.
  if (ladder.scale === Number.POSITIVE_INFINITY) return comparedOneByOne(keys, rows, held);
  const byLowDigit = { steps: new Uint32Array(held.buffer, 0, n), rows: new Int32Array(held.buffer, 4 * n, n) };
  const [low, high] = firstPlaces(keys, ladder);
  inPieces(n, (from, to) => scatterKeys(keys, from, to, ladder, low, byLowDigit));
  inPieces(n, (from, to) => scatterRows(byLowDigit, from, to, high, rows));
  // The keys in order take the place of the steps, which nobody needs any more.
  const repair = new Repair(keys, ladder, rows, held);
  inPieces(n, (from, to) => repair.read(from, to));
  repair.end();
  return { rows, keys: held };
}

function comparedOneByOne(keys: Float64Array, rows: Int32Array<ArrayBuffer>, into: Float64Array<ArrayBuffer>): Sorted {
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  rows.sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (const [at, row] of rows.entries()) into[at] = keys[row]!;
  return { rows, keys: into };
}

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const LAST_STEP = BUCKETS * BUCKETS - 1;
const SHORT_RUN = 32;

function rangeOf(keys: Float64Array): { readonly least: number; readonly most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  inPieces(keys.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const key = keys[row]!;
      if (key < least) least = key;
      if (key > most) most = key;
    }
  });
  return { least, most };
}

/** Where the steps begin, in halves, and how many there are to a half. */
interface Ladder {
  readonly least: number;
  readonly scale: number;
}

const stepOf = (key: number, least: number, scale: number): number => ((key / 2 - least) * scale) | 0;

interface Stepped {
  readonly steps: Uint32Array;
  readonly rows: Int32Array;
}

/** The first place of each low digit, and of each high one. */
function firstPlaces(keys: Float64Array, { least, scale }: Ladder): readonly [low: Int32Array, high: Int32Array] {
  const places = [new Int32Array(BUCKETS), new Int32Array(BUCKETS)] as const;
  inPieces(keys.length, (from, to) => countDigits(keys, from, to, least, scale, ...places));
  for (const place of places) {
    let total = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = place[bucket]!;
      place[bucket] = total;
      total += count;
    }
  }
  return places;
}

function countDigits(
  keys: Float64Array,
  from: number,
  to: number,
  least: number,
  scale: number,
  low: Int32Array,
  high: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const step = stepOf(keys[row]!, least, scale);
    low[step & (BUCKETS - 1)]!++;
    high[step >>> DIGIT_BITS]!++;
  }
}

function scatterKeys(
  keys: Float64Array,
  from: number,
  to: number,
  { least, scale }: Ladder,
  place: Int32Array,
  { steps, rows }: Stepped,
): void {
  for (let row = from; row < to; row++) {
    const step = stepOf(keys[row]!, least, scale);
    const at = place[step & (BUCKETS - 1)]!++;
    steps[at] = step;
    rows[at] = row;
  }
}

function scatterRows({ steps, rows }: Stepped, from: number, to: number, place: Int32Array, into: Int32Array): void {
  for (let i = from; i < to; i++) into[place[steps[i]! >>> DIGIT_BITS]!++] = rows[i]!;
}

/** Reads the keys of rows in the order of their steps, and sorts those that share one. */
class Repair {
  readonly #unsorted: Float64Array;
  readonly #ladder: Ladder;
  readonly #rows: Int32Array;
  readonly #keys: Float64Array;
  /** Where the last step read begins. */
  #start = 0;
  #step = -1;

  constructor(unsorted: Float64Array, ladder: Ladder, rows: Int32Array, keys: Float64Array) {
    this.#unsorted = unsorted;
    this.#ladder = ladder;
    this.#rows = rows;
    this.#keys = keys;
  }

  read(from: number, to: number): void {
    const [unsorted, rows, keys] = [this.#unsorted, this.#rows, this.#keys];
    const { least, scale } = this.#ladder;
    let [start, last] = [this.#start, this.#step];
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const key = unsorted[row]!;
      const step = stepOf(key, least, scale);
      keys[i] = key;
      if (step !== last) {
        if (i - start > SHORT_RUN) sortRun(rows, keys, start, i);
        start = i;
        last = step;
      } else if (key < keys[i - 1]! && i - start < SHORT_RUN) insert(row, key, start, i, rows, keys);
    }
    [this.#start, this.#step] = [start, last];
  }

  end(): void {
    const end = this.#rows.length;
    if (end - this.#start > SHORT_RUN) sortRun(this.#rows, this.#keys, this.#start, end);
  }
}

/** Insertion is quickest for a few rows. */
function insert(row: number, key: number, start: number, at: number, rows: Int32Array, keys: Float64Array): void {
  let j = at - 1;
  for (; j >= start && keys[j]! > key; j--) {
    rows[j + 1] = rows[j]!;
    keys[j + 1] = keys[j]!;
  }
  rows[j + 1] = row;
  keys[j + 1] = key;
}

/** Many rows on one step are spread out again. */
function sortRun(rows: Int32Array, keys: Float64Array, from: number, to: number): void {
  const run = rows.slice(from, to);
  const sorted = sortedColumn(keys.slice(from, to), new SpareMemory());
  keys.set(sorted.keys, from);
  for (let i = 0; i < run.length; i++) rows[from + i] = run[sorted.rows[i]!]!;
}
