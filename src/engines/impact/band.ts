import { normalQuantile } from './distributions.ts';
import { semidefiniteFactor } from './linear-algebra.ts';
import { fillNormals } from './random.ts';
import type { Band, Estimate, JointCovariance } from './result.ts';

export interface BandOptions {
  readonly alpha?: number;
  readonly seed?: number;
  /** Draws of the normal vector; by default as many as keep the work small, at least 10 000. */
  readonly draws?: number;
}

/** The stream of draws that bands use under a seed. */
const BAND_STREAM = 0xba2d;
const DRAWS_AT_MOST = 100_000;
/** Normal deviates drawn at most, by default: they take most of the time. */
const DEVIATES = 4_000_000;

/**
 * A simultaneous band: all estimates lie in it at once with probability 1 − alpha. With Gaussian multipliers the multiplier bootstrap of
 * did is, given the data, exactly a draw of N(0, V): so the band needs V alone, whatever the number of units (IMPACT section 4.4).
 * Estimates without error have no band and do not widen the others'.
 * @param covariance of the estimates, in their order; it may describe more after them.
 */
export function simultaneousBand(
  estimates: readonly Estimate[],
  { size, values }: JointCovariance,
  { alpha = 0.05, seed = 1, draws }: BandOptions = {},
): Band {
  const places = estimates.flatMap(({ se }, k) => (se === null ? [] : [k]));
  const count = places.length;
  const wanted = draws ?? Math.min(DRAWS_AT_MOST, Math.max(10_000, Math.floor(DEVIATES / Math.max(1, count))));
  const error = (k: number) => estimates[k]!.se!;
  const correlation = Float64Array.from({ length: count * count }, (_, k) => {
    const row = places[Math.floor(k / count)]!;
    const column = places[k % count]!;
    return row === column ? 1 : values[row * size + column]! / (error(row) * error(column));
  });
  const critical = count <= 1 ? normalQuantile(1 - alpha / 2) : criticalValue(correlation, count, alpha, seed, wanted);
  const bound = (sign: 1 | -1) =>
    estimates.map(({ att, se }) => (att === null || se === null ? null : att + sign * critical * se));
  return { critical, draws: wanted, seed, lower: bound(-1), upper: bound(1) };
}

/** The 1 − alpha quantile of the largest absolute value of a normal vector with this correlation. */
function criticalValue(correlation: Float64Array, count: number, alpha: number, seed: number, draws: number): number {
  const factor = semidefiniteFactor(correlation, count);
  const deviates = new Float64Array(count + (count & 1));
  const largest = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    fillNormals(deviates, seed, BAND_STREAM, draw * deviates.length);
    let most = 0;
    for (let row = 0; row < count; row++) {
      let value = 0;
      for (let k = 0; k < count; k++) value += factor[row * count + k]! * deviates[k]!;
      most = Math.max(most, Math.abs(value));
    }
    largest[draw] = most;
  }
  largest.sort();
  return largest[Math.min(draws - 1, Math.ceil((1 - alpha) * draws) - 1)]!;
}
