/**
 * A row of places, some of which hold a free candidate. Finds the nearest free one on either side in almost constant time:
 * each place points to the nearest free place it knows of, and paths are shortened as they are walked.
 */
export class FreePlaces {
  /** Links are shifted by one: 0 and n + 1 are walls. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  constructor(free: Uint8Array) {
    const n = free.length;
    this.#left = new Int32Array(n + 2);
    this.#right = new Int32Array(n + 2);
    this.#right[n + 1] = n + 1;
    for (let at = 1; at <= n; at++) this.#left[at] = free[at - 1] ? at : this.#left[at - 1]!;
    for (let at = n; at >= 1; at--) this.#right[at] = free[at - 1] ? at : this.#right[at + 1]!;
  }

  /** The nearest free place before `place`, or -1. */
  before(place: number): number {
    return follow(this.#left, place) - 1;
  }

  /** The nearest free place after `place`, or the number of places. */
  after(place: number): number {
    return follow(this.#right, place + 2) - 1;
  }

  remove(place: number): void {
    this.#left[place + 1] = place;
    this.#right[place + 1] = place + 2;
  }
}

function follow(links: Int32Array, from: number): number {
  let at = from;
  let next = links[at]!;
  while (next !== at) {
    const beyond = links[next]!;
    links[at] = beyond;
    at = beyond;
    next = links[at]!;
  }
  return at;
}

/** An order of rows rearranged stratum by stratum (a stable counting sort; strata are 0, 1, 2, …). */
export function groupedBy(order: Int32Array, strata: Int32Array): Int32Array {
  let most = 0;
  for (const stratum of strata) if (stratum > most) most = stratum;
  const start = new Int32Array(most + 2);
  for (const stratum of strata) start[stratum + 1]!++;
  for (let s = 0; s <= most; s++) start[s + 1]! += start[s]!;
  const grouped = new Int32Array(order.length);
  for (const row of order) grouped[start[strata[row]!]!++] = row;
  return grouped;
}
