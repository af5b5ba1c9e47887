/**
 * Chance that any machine repeats: each draw is a hash of (seed, where it stands), so no draw depends on how many were taken before,
 * nor on how the work was shared between threads. The hash is the finaliser of MurmurHash3.
 */

const TWO_TO_32 = 2 ** 32;

function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Uniform on [0, 1) in steps of 2^-32, for three counters: the `u(i, t, k)` of GRAPPE-SYN-1. */
export function uniformAt(seed: number, i: number, t: number, k: number): number {
  const first = mix(seed ^ Math.imul(i + 1, 0x9e3779b1));
  const second = mix(first ^ Math.imul(t + 1, 0x85ebca77));
  return (mix(second ^ Math.imul(k + 1, 0xc2b2ae3d)) >>> 0) / TWO_TO_32;
}

/**
 * Fills `out` with standard normal draws (Box–Muller), those of positions `from`, `from + 1`, … of a stream.
 * @param stream sets apart draws that serve different purposes under one seed.
 * @param from even, so that pairs stay together.
 */
export function fillNormals(out: Float64Array, seed: number, stream: number, from = 0): void {
  for (let k = 0; k < out.length; k += 2) {
    const position = from + k;
    // Half a step away from zero, where the logarithm is not defined.
    const radius = Math.sqrt(-2 * Math.log(uniformAt(seed, position, stream, 0) + 0.5 / TWO_TO_32));
    const angle = 2 * Math.PI * uniformAt(seed, position, stream, 1);
    out[k] = radius * Math.cos(angle);
    if (k + 1 < out.length) out[k + 1] = radius * Math.sin(angle);
  }
}
