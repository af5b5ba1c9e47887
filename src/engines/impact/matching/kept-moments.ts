/** Rows are read in blocks that stay in the fastest memory; and a short loop called often is compiled sooner than a long one called once. */
export const BLOCK = 1024;

export interface KeptMoments {
  readonly count: number;
  /** 0 where nothing is kept. */
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

/** Moments of the finite values kept, in one block of rows in `every`. */
export function keptMoments(values: Float64Array, kept: Uint8Array, every = 1): KeptMoments {
  let count = 0;
  let sum = 0;
  for (let from = 0; from < values.length; from += every * BLOCK) {
    const to = Math.min(from + BLOCK, values.length);
    count += countIn(kept, from, to);
    sum += sumIn(values, kept, from, to);
  }
  const mean = count > 0 ? sum / count : 0;
  let squares = 0;
  for (let from = 0; from < values.length; from += every * BLOCK)
    squares += squaresIn(values, kept, mean, from, Math.min(from + BLOCK, values.length));
  return { count, mean, squares };
}

function countIn(kept: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let row = from; row < to; row++) count += kept[row]!;
  return count;
}

function sumIn(values: Float64Array, kept: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += kept[row]! * values[row]!;
  return sum;
}

function squaresIn(values: Float64Array, kept: Uint8Array, mean: number, from: number, to: number): number {
  let squares = 0;
  for (let row = from; row < to; row++) {
    const deviation = kept[row]! * (values[row]! - mean);
    squares += deviation * deviation;
  }
  return squares;
}
