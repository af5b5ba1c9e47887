export interface Pair {
  /** Whose turn it is. */
  readonly turn: number;
  readonly match: number;
  readonly distance: number;
  /** Decides between equal distances: the smaller goes first. */
  readonly rank: number;
}

const goesBefore = (a: Pair, b: Pair): boolean =>
  a.distance < b.distance || (a.distance === b.distance && a.rank < b.rank);

/** A binary heap of candidate pairs, smallest distance first. */
export class PairHeap {
  readonly #pairs: Pair[] = [];

  push(pair: Pair): void {
    const pairs = this.#pairs;
    let at = pairs.push(pair) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!goesBefore(pair, pairs[parent]!)) break;
      pairs[at] = pairs[parent]!;
      at = parent;
    }
    pairs[at] = pair;
  }

  pop(): Pair | undefined {
    const pairs = this.#pairs;
    const first = pairs[0];
    const last = pairs.pop();
    if (last === undefined || pairs.length === 0) return first;
    let at = 0;
    for (let child = 1; child < pairs.length; child = 2 * at + 1) {
      if (child + 1 < pairs.length && goesBefore(pairs[child + 1]!, pairs[child]!)) child++;
      if (!goesBefore(pairs[child]!, last)) break;
      pairs[at] = pairs[child]!;
      at = child;
    }
    pairs[at] = last;
    return first;
  }
}
