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
  const total = (designs[0]!.length / width) * designs.length;
  const mean = new Float64Array(width);
  for (const design of designs)
    for (let at = 0; at < design.length; at++) mean[at % width] = mean[at % width]! + design[at]! / total;
  const variance = new Float64Array(width * width);
  for (const design of designs) {
    for (let start = 0; start < design.length; start += width) {
      for (let a = 1; a < width; a++) {
        const deviation = design[start + a]! - mean[a]!;
        for (let b = 1; b <= a; b++)
          variance[a * width + b] = variance[a * width + b]! + deviation * (design[start + b]! - mean[b]!);
      }
    }
  }
  const kept: number[] = [];
  const dropped: string[] = [];
  for (let a = 1; a < width; a++) {
    const scale = variance[a * width + a]!;
    const factor = scale > 0 && cholesky(correlation(variance, width, [...kept, a]), kept.length + 1);
    const left = factor ? factor.at(-1)! ** 2 : 0;
    if (left > COLLINEAR_VARIANCE) kept.push(a);
    // A factor's level that no unit of the sample has is no loss.
    else if (scale > 0 || !columns[a - 1]!.name.includes('=')) dropped.push(columns[a - 1]!.name);
  }
  if (dropped.length > 0)
    flow.warn('collinear-covariates', {
      fr: `Ces covariables sont constantes ou déjà expliquées par les autres, et ne sont pas utilisées : ${dropped.join(', ')}.`,
      en: `These covariates are constant or already explained by the others, and are not used: ${dropped.join(', ')}.`,
    });
  apply(designs, width, kept, mean, variance, total);
  return kept.length + 1;
}

function correlation(variance: Float64Array, width: number, chosen: readonly number[]): Float64Array {
  return Float64Array.from({ length: chosen.length ** 2 }, (_, k) => {
    const a = chosen[Math.floor(k / chosen.length)]!;
    const b = chosen[k % chosen.length]!;
    const covariance = variance[Math.max(a, b) * width + Math.min(a, b)]!;
    return covariance / Math.sqrt(variance[a * width + a]! * variance[b * width + b]!);
  });
}

/** Writes the whitened columns over the raw ones, rows packed to their new width. */
function apply(
  designs: Float64Array[],
  width: number,
  kept: readonly number[],
  mean: Float64Array,
  variance: Float64Array,
  total: number,
): void {
  const size = kept.length;
  const lower = cholesky(correlation(variance, width, kept), size)!;
  const scale = kept.map((a) => Math.sqrt(variance[a * width + a]! / total));
  const row = new Float64Array(size + 1);
  row[0] = 1;
  for (const [version, design] of designs.entries()) {
    const units = design.length / width;
    for (let k = 0; k < units; k++) {
      for (let a = 0; a < size; a++) {
        let value = (design[k * width + kept[a]!]! - mean[kept[a]!]!) / scale[a]!;
        for (let b = 0; b < a; b++) value -= lower[a * size + b]! * row[b + 1]!;
        row[a + 1] = value / lower[a * size + a]!;
      }
      design.set(row, k * (size + 1));
    }
    designs[version] = design.subarray(0, units * (size + 1));
  }
}
