/** Seeded randomness: the same seed gives the same demonstration on every machine. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  whole(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** True about `share` of the time. */
  hit(share: number): boolean;
  /** Around `median`, always positive, with a long tail to the right; `spread` is the standard deviation of its logarithm. */
  around(median: number, spread: number): number;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  // A 32-bit counter stirred by two multiplications: enough for names and figures, and a dozen lines.
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (from) => from[whole(0, from.length - 1)] as (typeof from)[number],
    hit: (share) => next() < share,
    around: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(normal * spread);
    },
  };
}
