import { cholesky } from '../linear-algebra.ts';
import type { DesignColumn } from './covariate-columns.ts';
import type { SampleFlow } from './sample-flow.ts';

/** A column is collinear when this little of its variance is left by the columns before it (the square of 1e-6). */
const COLLINEAR_VARIANCE = 1e-12;

/** Rows whose columns stay in the fastest memory while they are combined. */
const BLOCK = 1_024;

/**
 * Replaces the covariates, in place and in all versions alike, by combinations that are uncorrelated with variance one over the sample.
 * Estimates are unchanged, and normal equations stay exact. Columns that others already explain leave; the rest moves together.
 * @param designs versions of columns × rows, without intercept
 * @returns the number of columns left, the intercept included.
 */
export function whiten(
  designs: Float64Array[],
  columns: readonly Pick<DesignColumn, 'name' | 'code'>[],
  rows: number,
  flow: SampleFlow,
): number {
  const width = columns.length;
  if (width === 0) return 1;
  const count = designs.length * rows;
  const mean = columnSums(designs, width, rows).map((sum) => sum / count);
  const variance = crossDeviations(designs, mean, rows).map((sum) => sum / count);
  const kept: number[] = [];
  const dropped: string[] = [];
  for (let a = 0; a < width; a++) {
    const own = variance[a * width + a]!;
    const factor = own > 0 ? cholesky(correlation(variance, width, [...kept, a]), kept.length + 1) : null;
    if (factor && factor.at(-1)! ** 2 > COLLINEAR_VARIANCE) kept.push(a);
    // A factor's level that no unit of the sample has is no loss.
    else if (own > 0 || columns[a]!.code === null) dropped.push(columns[a]!.name);
  }
  if (dropped.length > 0)
    flow.warn('collinear-covariates', {
      fr: `Ces covariables sont constantes ou déjà expliquées par les autres, et ne sont pas utilisées\u202f: ${dropped.join(', ')}.`,
      en: `These covariates are constant or already explained by the others, and are not used: ${dropped.join(', ')}.`,
    });
  const lower = cholesky(correlation(variance, width, kept), kept.length)!;
  const scale = Float64Array.from(kept, (a) => Math.sqrt(variance[a * width + a]!));
  for (const [version, design] of designs.entries())
    designs[version] = rewrite(design, rows, Int32Array.from(kept), mean, scale, lower);
  return kept.length + 1;
}

function columnSums(designs: readonly Float64Array[], width: number, rows: number): Float64Array {
  const sums = new Float64Array(width);
  for (const design of designs)
    for (let a = 0; a < width; a++) {
      let sum = 0;
      for (let at = a * rows; at < (a + 1) * rows; at++) sum += design[at]!;
      sums[a] = sums[a]! + sum;
    }
  return sums;
}

/** Σ (x_a − mean_a)(x_b − mean_b), the lower triangle. */
function crossDeviations(designs: readonly Float64Array[], mean: Float64Array, rows: number): Float64Array {
  const width = mean.length;
  const sums = new Float64Array(width * width);
  const deviations = new Float64Array(width * BLOCK);
  for (const design of designs) {
    for (let start = 0; start < rows; start += BLOCK) {
      const count = Math.min(BLOCK, rows - start);
      for (let a = 0; a < width; a++) {
        subtract(design, a * rows + start, mean[a]!, count, deviations, a * BLOCK);
        for (let b = 0; b <= a; b++)
          sums[a * width + b] = sums[a * width + b]! + product(deviations, a * BLOCK, b * BLOCK, count);
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

/** Writes the whitened columns over the raw ones, those that leave closed up: solves L z = (x − mean) / scale, block by block. */
function rewrite(
  design: Float64Array,
  rows: number,
  kept: Int32Array,
  mean: Float64Array,
  scale: Float64Array,
  lower: Float64Array,
): Float64Array {
  const size = kept.length;
  for (let start = 0; start < rows; start += BLOCK) {
    const count = Math.min(BLOCK, rows - start);
    for (let a = 0; a < size; a++) {
      const into = a * rows + start;
      subtract(design, kept[a]! * rows + start, mean[kept[a]!]!, count, design, into);
      divide(design, into, scale[a]!, count);
      for (let b = 0; b < a; b++) subtractTimes(design, into, b * rows + start, lower[a * size + b]!, count);
      divide(design, into, lower[a * size + a]!, count);
    }
  }
  return design.subarray(0, size * rows);
}

function subtract(
  source: Float64Array,
  from: number,
  value: number,
  count: number,
  into: Float64Array,
  to: number,
): void {
  for (let r = 0; r < count; r++) into[to + r] = source[from + r]! - value;
}

function product(values: Float64Array, a: number, b: number, count: number): number {
  let sum = 0;
  for (let r = 0; r < count; r++) sum += values[a + r]! * values[b + r]!;
  return sum;
}

function divide(values: Float64Array, at: number, by: number, count: number): void {
  for (let r = 0; r < count; r++) values[at + r] = values[at + r]! / by;
}

function subtractTimes(values: Float64Array, at: number, from: number, factor: number, count: number): void {
  for (let r = 0; r < count; r++) values[at + r] = values[at + r]! - factor * values[from + r]!;
}
