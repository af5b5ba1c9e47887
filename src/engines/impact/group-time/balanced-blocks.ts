import type { Block } from '../cross-product.ts';
import type { BalancedSample } from './balanced-sample.ts';

/** Units worked on at once: a block of influence functions of that many rows fits the second-level cache. */
export const ROWS = 256;

export function eachBlock(from: number, to: number, visit: (start: number, rows: number) => void): void {
  for (let start = from; start < to; start += ROWS) visit(start, Math.min(ROWS, to - start));
}

/** Rows of covariates of consecutive units. */
export function copyDesign(
  { columns: k, designs }: BalancedSample,
  block: Block,
  design: number,
  start: number,
  rows: number,
): void {
  const source = designs[design]!;
  const { values, stride } = block;
  let at = start * k;
  for (let r = 0; r < rows; r++) for (let a = 0; a < k; a++) values[r * stride + a] = source[at++]!;
}

/** Rows [x | y of all outcomes and periods] of consecutive units. */
export function copyLevels(sample: BalancedSample, block: Block, design: number, start: number, rows: number): void {
  copyDesign(sample, block, design, start, rows);
  const { outcomes, periods, columns, units } = sample;
  const { values, stride } = block;
  for (const [o, outcome] of outcomes.entries()) {
    for (let t = 0; t < periods; t++) {
      const column = columns + o * periods + t;
      const from = t * units + start;
      for (let r = 0; r < rows; r++) values[r * stride + column] = outcome[from + r]!;
    }
  }
}

/** Columns `from` to `from + count` of the first rows of a block, without its padding. */
export function packed({ values, stride }: Block, rows: number, from: number, count: number): Float64Array {
  const result = new Float64Array(rows * count);
  for (let r = 0; r < rows; r++) for (let c = 0; c < count; c++) result[r * count + c] = values[r * stride + from + c]!;
  return result;
}
