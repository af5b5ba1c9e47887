/** Bits of a word, and the power of two that they are. */
const WORD = 32;
const SHIFT = 5;

/**
 * A row of places, some of which hold a free candidate. Finds the nearest free one on either side in almost constant time: one bit for each
 * place, then one for each word of bits that is not empty, and so on up to a single word. A million places take 130 kilobytes, which stay
 * in the fastest memory however far apart the questions are.
 */
export class FreePlaces {
  readonly #places: number;
  readonly #levels: readonly Uint32Array[];

  /** @param free 1 where a candidate stands; whatever else elsewhere */
  constructor(free: Uint8Array) {
    this.#places = free.length;
    const levels = [bitsOfOnes(free)];
    for (let last = levels[0]!; last.length > 1; last = levels.at(-1)!) levels.push(bitsOfWords(last));
    this.#levels = levels;
  }

  /** The nearest free place before `place`, or -1. */
  before(place: number): number {
    const levels = this.#levels;
    for (let level = 0, at = place - 1; level < levels.length && at >= 0; level++, at = (at >>> SHIFT) - 1) {
      const word = levels[level]![at >>> SHIFT]! << (WORD - 1 - (at & (WORD - 1)));
      if (word === 0) continue;
      let found = at - Math.clz32(word);
      while (level-- > 0) found = found * WORD + WORD - 1 - Math.clz32(levels[level]![found]!);
      return found;
    }
    return -1;
  }

  /** The nearest free place after `place`, or the number of places. */
  after(place: number): number {
    const levels = this.#levels;
    for (let level = 0, at = place + 1; level < levels.length; level++, at = (at >>> SHIFT) + 1) {
      if (at >>> SHIFT >= levels[level]!.length) break;
      const word = levels[level]![at >>> SHIFT]! >>> (at & (WORD - 1));
      if (word === 0) continue;
      let found = at + lowestBit(word);
      while (level-- > 0) found = found * WORD + lowestBit(levels[level]![found]!);
      return found;
    }
    return this.#places;
  }

  remove(place: number): void {
    let at = place;
    for (const words of this.#levels) {
      words[at >>> SHIFT] = words[at >>> SHIFT]! & ~(1 << (at & (WORD - 1)));
      if (words[at >>> SHIFT] !== 0) return;
      at >>>= SHIFT;
    }
  }
}

function bitsOfOnes(values: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.max(1, Math.ceil(values.length / WORD)));
  for (let at = 0; at < words.length; at++) words[at] = wordOfOnes(values, at * WORD);
  return words;
}

/** Without a branch on what stands there, which no processor foresees. */
function wordOfOnes(values: Uint8Array, from: number): number {
  const bits = Math.min(WORD, values.length - from);
  let word = 0;
  for (let bit = 0; bit < bits; bit++) word |= +(values[from + bit] === 1) << bit;
  return word;
}

function bitsOfWords(values: Uint32Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(values.length / WORD));
  for (let at = 0; at < values.length; at++)
    if (values[at] !== 0) words[at >>> SHIFT] = words[at >>> SHIFT]! | (1 << (at & (WORD - 1)));
  return words;
}

const lowestBit = (word: number): number => WORD - 1 - Math.clz32(word & -word);

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
