import { normalQuantile } from '../distributions.ts';

/**
 * The standard normals that R draws after `set.seed(seed)`: Mersenne Twister (Matsumoto & Nishimura 1998) and inversion of 59 uniform bits.
 * HonestDiD simulates its critical values from a thousand draws of this stream; a thousand other draws would move its intervals by two or three
 * grid steps, so the agreement that users check is possible with the very same draws only.
 */
export function rNormals(count: number, seed: number): Float64Array {
  const uniform = mersenneTwister(seed);
  return Float64Array.from({ length: count }, () => {
    const high = Math.floor(INVERSION_STEPS * uniform());
    return normalQuantile((high + uniform()) / INVERSION_STEPS);
  });
}

/** R joins two uniforms, 27 bits of the first, before it inverts the normal distribution. */
const INVERSION_STEPS = 2 ** 27;

const WORDS = 624;
const MIDDLE = 397;
const TWIST = 0x9908b0df;
const HIGH_BIT = 0x80000000;
const LOW_BITS = 0x7fffffff;
const TO_UNIT = 2 ** -32;
const NEVER_ZERO = 2.328306437080797e-10 / 2;

function mersenneTwister(seed: number): () => number {
  const words = scrambled(seed);
  let place = WORDS;
  return () => {
    if (place === WORDS) {
      twist(words);
      place = 0;
    }
    let word = words[place]!;
    place += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return Math.min(Math.max((word >>> 0) * TO_UNIT, NEVER_ZERO), 1 - NEVER_ZERO);
  };
}

/** R spreads the seed by a congruential generator: fifty steps, one for the position, then one for each word. */
function scrambled(seed: number): Uint32Array {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(69069, state) + 1) >>> 0;
    return state;
  };
  for (let step = 0; step < 51; step++) next();
  return Uint32Array.from({ length: WORDS }, next);
}

function twist(words: Uint32Array): void {
  for (let k = 0; k < WORDS; k++) {
    const mixed = (words[k]! & HIGH_BIT) | (words[(k + 1) % WORDS]! & LOW_BITS);
    words[k] = words[(k + MIDDLE) % WORDS]! ^ (mixed >>> 1) ^ (mixed & 1 ? TWIST : 0);
  }
}
