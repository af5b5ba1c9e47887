import { cholesky } from '../linear-algebra.ts';
import type { DesignColumn } from './covariate-columns.ts';
import type { SampleFlow } from './sample-flow.ts';

/** A column is collinear when this little of its variance is left by the columns before it (the square of 1e-6). */
const COLLINEAR_VARIANCE = 1e-12;

/**
 * Replaces the covariates, in place and in all versions alike, by combinations that are uncorrelated with variance one over the sample.
 * Estimates are unchanged, and normal equations stay exact. Columns that others already explain leave; the rest moves together.
 * @param designs versions of rows × (1 + columns), the intercept first
 * @returns the number of columns left, the intercept included.
 */
export function whiten(designs: Float64Array[], columns: readonly DesignColumn[], flow: SampleFlow): number {
  const width = columns.length + 1;
  if (width === 1) return 1;
  const rows = designs.reduce((sum, design) => sum + design.length / width, 0);
  const mean = columnSums(designs, width).map((sum) => sum / rows);
  const variance = crossDeviations(designs, width, mean).map((sum) => sum / rows);
  const kept: number[] = [];
  const dropped: string[] = [];
  for (let a = 1; a < width; a++) {
    const own = variance[a * width + a]!;
    const factor = own > 0 ? cholesky(correlation(variance, width, [...kept, a]), kept.length + 1) : null;
    if (factor && factor.at(-1)! ** 2 > COLLINEAR_VARIANCE) kept.push(a);
    // A factor's level that no unit of the sample has is no loss.
    else if (own > 0 || columns[a - 1]!.code === null) dropped.push(columns[a - 1]!.name);
  }
  if (dropped.length > 0)
    flow.warn('collinear-covariates', {
      fr: `Ces covariables sont constantes ou déjà expliquées par les autres, et ne sont pas utilisées : ${dropped.join(', ')}.`,
      en: `These covariates are constant or already explained by the others, and are not used: ${dropped.join(', ')}.`,
    });
  const lower = cholesky(correlation(variance, width, kept), kept.length)!;
  const scale = Float64Array.from(kept, (a) => Math.sqrt(variance[a * width + a]!));
  for (const [version, design] of designs.entries())
    designs[version] = rewrite(design, width, Int32Array.from(kept), mean, scale, lower);
  return kept.length + 1;
}

function columnSums(designs: readonly Float64Array[], width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const design of designs)
    for (let row = 0; row < design.length; row += width)
      for (let a = 0; a < width; a++) sums[a] = sums[a]! + design[row + a]!;
  return sums;
}

/** Σ (x_a − mean_a)(x_b − mean_b), the lower triangle. */
function crossDeviations(designs: readonly Float64Array[], width: number, mean: Float64Array): Float64Array {
  const sums = new Float64Array(width * width);
  const deviation = new Float64Array(width);
  for (const design of designs) {
    for (let row = 0; row < design.length; row += width) {
      for (let a = 1; a < width; a++) deviation[a] = design[row + a]! - mean[a]!;
      for (let a = 1; a < width; a++) {
        const da = deviation[a]!;
        for (let b = 1; b <= a; b++) sums[a * width + b] = sums[a * width + b]! + da * deviation[b]!;
      }
    }
  }
  return sums;
}

function correlation(variance: Float64Array, width: number, chosen: readonly number[]): Float64Array {
  return Float64Array.from({ length: chosen.length ** 2 }, (_, k) => {
    const a = chosen[Math.floor(k / chosen.length)]!;
    const b = chosen[k % chosen.length]!;
    const covariance = variance[Math.max(a, b) * width + Math.min(a, b)]!;
    return covariance / Math.sqrt(variance[a * width + a]! * variance[b * width + b]!);
  });
}

/** Writes the whitened columns over the raw ones, rows packed to their new width: solves L z = (x − mean) / scale row by row. */
function rewrite(
  design: Float64Array,
  width: number,
  kept: Int32Array,
  mean: Float64Array,
  scale: Float64Array,
  lower: Float64Array,
): Float64Array {
  const size = kept.length;
  const z = new Float64Array(size);
  let into = 0;
  for (let row = 0; row < design.length; row += width) {
    for (let a = 0; a < size; a++) {
      let value = (design[row + kept[a]!]! - mean[kept[a]!]!) / scale[a]!;
      for (let b = 0; b < a; b++) value -= lower[a * size + b]! * z[b]!;
      z[a] = value / lower[a * size + a]!;
    }
    design[into] = 1;
    for (let a = 0; a < size; a++) design[into + a + 1] = z[a]!;
    into += size + 1;
  }
  return design.subarray(0, into);
}
