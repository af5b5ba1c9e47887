import type { Block, Workspace } from '../kernel/workspace.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { OutcomeWindow } from './outcome-reader.ts';

/** Units worked on at once: a block of influence functions of that many rows fits the second-level cache. */
export const ROWS = 256;

export function eachBlock(from: number, to: number, every: number, visit: (start: number, rows: number) => void): void {
  for (let start = from; start < to; start += ROWS * every) visit(start, Math.min(ROWS, to - start));
}

/** Covariates of a block of units, on their side: columns × units, the intercept first. */
export class CovariateBlock {
  readonly block: Block;
  readonly #sample: BalancedSample;
  readonly #design: Float64Array;

  static doubles({ columns }: BalancedSample): number {
    return columns * ROWS;
  }

  constructor(work: Workspace, sample: BalancedSample, design: number) {
    this.#sample = sample;
    this.#design = sample.designs[design]!;
    this.block = work.block(sample.columns, ROWS);
    this.block.values.fill(1, 0, ROWS);
  }

  /** @param list the units, or null for consecutive ones. */
  load(list: Int32Array | null, start: number, rows: number): void {
    const { columns, units } = this.#sample;
    for (let a = 1; a < columns; a++)
      copyUnits(this.#design, (a - 1) * units, 0, list, start, rows, this.block.values, a * ROWS);
  }
}

/** Outcomes of a block of units, on their side: (outcomes × periods) × units, each period less its centre. */
export class OutcomeBlock {
  readonly block: Block;
  readonly #sample: BalancedSample;
  readonly #window: OutcomeWindow;

  static doubles({ outcomes, periods }: BalancedSample): number {
    return outcomes.length * periods * ROWS;
  }

  constructor(work: Workspace, sample: BalancedSample, window: OutcomeWindow) {
    this.#sample = sample;
    this.#window = window;
    this.block = work.block(sample.outcomes.length * sample.periods, ROWS);
  }

  load(list: Int32Array | null, start: number, rows: number): void {
    const { outcomes, periods } = this.#sample;
    const { values, stride, first } = this.#window;
    for (let o = 0; o < outcomes.length; o++) {
      const { centres } = outcomes[o]!;
      for (let t = 0; t < periods; t++) {
        const into = (o * periods + t) * ROWS;
        copyUnits(values[o]!, t * stride - first, centres[t]!, list, start, rows, this.block.values, into);
      }
    }
  }
}

/** The values of some units in a column, less its centre. */
function copyUnits(
  source: Float64Array,
  column: number,
  centre: number,
  list: Int32Array | null,
  start: number,
  rows: number,
  into: Float64Array,
  at: number,
): void {
  if (list) for (let r = 0; r < rows; r++) into[at + r] = source[column + list[start + r]!]! - centre;
  else for (let r = 0; r < rows; r++) into[at + r] = source[column + start + r]! - centre;
}

/** Stands up columns that lie on their side: rows × columns from columns × rows, from a column of the target on. */
export function standUp(side: Block, columns: number, rows: number, target: Block, column: number): void {
  const { values, stride } = target;
  for (let a = 0; a < columns; a++) {
    const from = a * side.stride;
    for (let r = 0, to = column + a; r < rows; r++, to += stride) values[to] = side.values[from + r]!;
  }
}

/** Products of covariates two by two, w x_a x_b for b ≥ a, row by row of a symmetric matrix: the first are w x. */
export const pairsOf = (columns: number): number => (columns * (columns + 1)) / 2;

export function pairProducts(
  side: Block,
  columns: number,
  rows: number,
  weights: Float64Array | null,
  start: number,
  target: Block,
): void {
  const { values, stride } = target;
  let column = 0;
  for (let a = 0; a < columns; a++) {
    for (let b = a; b < columns; b++, column++) {
      const [first, second] = [a * side.stride, b * side.stride];
      for (let r = 0, to = column; r < rows; r++, to += stride)
        values[to] = side.values[first + r]! * side.values[second + r]!;
    }
  }
  if (!weights) return;
  for (let r = 0; r < rows; r++) {
    const w = weights[start + r]!;
    for (let c = 0; c < column; c++) values[r * stride + c] = w * values[r * stride + c]!;
  }
}

/** The symmetric matrix whose upper triangle is packed by rows. */
export function unpacked(packedRows: Float64Array, from: number, size: number): Float64Array {
  const whole = new Float64Array(size * size);
  let at = from;
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++, at++) {
      whole[a * size + b] = packedRows[at]!;
      whole[b * size + a] = packedRows[at]!;
    }
  return whole;
}

/** Columns `from` to `from + count` of the first rows of a block, without its padding. */
export function packed({ values, stride }: Block, rows: number, from: number, count: number): Float64Array {
  const result = new Float64Array(rows * count);
  for (let r = 0; r < rows; r++) for (let c = 0; c < count; c++) result[r * count + c] = values[r * stride + from + c]!;
  return result;
}
