import { type Block, doublesOf, Room, type Workspace } from '../kernel/workspace.ts';
import type { Column } from './covariates.ts';
import { BLOCK } from './kept-moments.ts';

/** A column, whose values are read less their mean and in standard deviations, block by block: no copy of it is kept. */
export interface Standardised extends Column {
  readonly mean: number;
  /** One over the standard deviation. */
  readonly perDeviation: number;
}

/** How well coefficients foresee treatment. */
export interface Fit {
  readonly deviance: number;
  /** Units of whom the coefficients are certain. */
  readonly certain: number;
}

/** What the next step of a logit needs. */
export interface Pass extends Fit {
  /** X'WX and X'W z at the current coefficients. */
  readonly information: Float64Array;
  readonly right: Float64Array;
}

/** A logit beyond this is a certainty, up to three in ten million: some covariate decides for these units. */
const CERTAIN = 15;
/** Far from the smallest double, whatever the next factor. */
const SMALL_PRODUCT = 1e-100;

/** Passes over the units of a logit of treatment on an intercept and columns; rows not kept only receive their score. */
export class LogitSums {
  readonly #treated: Uint8Array;
  readonly #columns: readonly Standardised[];
  readonly #kept: Uint8Array;
  readonly #work: Workspace;
  /** units × (1, columns), and the same times the weights of the step, with what the step is to explain as one column more. */
  readonly #x: Block;
  readonly #weighted: Block;
  readonly #products: Block;
  /** One number for each unit. */
  readonly #probability: Block;
  readonly #curvature: Block;
  readonly #linear = new Float64Array(BLOCK);

  constructor(treated: Uint8Array, columns: readonly Standardised[], kept: Uint8Array) {
    const width = columns.length + 1;
    this.#treated = treated;
    this.#columns = columns;
    this.#kept = kept;
    this.#work = new Room().workspace(
      2 * doublesOf(BLOCK, width + 1) + doublesOf(width + 4, width) + 2 * doublesOf(1, BLOCK),
    );
    this.#x = this.#work.block(BLOCK, width);
    this.#weighted = this.#work.block(BLOCK, width + 1);
    this.#products = this.#work.block(width + 4, width);
    this.#probability = this.#work.block(1, BLOCK);
    this.#curvature = this.#work.block(1, BLOCK);
  }

  /** R starts from probabilities of 3/4 for the treated and 1/4 for the others. @param every one block in so many is read */
  atStart(every: number): Pass {
    const weight = 0.75 * 0.25;
    const target = weight * Math.log(3) + 0.25;
    this.#curvature.values.fill(weight);
    const p = this.#probability.values;
    let n = 0;
    this.#products.values.fill(0);
    this.#eachBlock(every, null, (from, rows) => {
      // w z is ± the target: what is left of it after w × 0 + d − p.
      for (let i = 0; i < rows; i++) {
        const group = this.#treated[from + i]!;
        p[i] = group - (group ? target : -target);
        n += this.#kept[from + i]!;
      }
      this.#addStep(from, rows);
    });
    return { ...this.#sums(), deviance: -2 * n * Math.log(0.75), certain: 0 };
  }

  /** The sums at these coefficients. @param probabilities written for every row when given; all blocks are to be read then */
  at(coefficients: Float64Array, every: number, probabilities: Float64Array | null = null): Pass {
    this.#products.values.fill(0);
    const fit = this.#fit(coefficients, every, probabilities, true);
    return { ...fit, ...this.#sums() };
  }

  /** The same without the sums of another step. */
  score(coefficients: Float64Array, probabilities: Float64Array): Fit {
    return this.#fit(coefficients, 1, probabilities, false);
  }

  #fit(coefficients: Float64Array, every: number, probabilities: Float64Array | null, steps: boolean): Fit {
    const [treated, kept, linear, p] = [this.#treated, this.#kept, this.#linear, this.#probability.values];
    const fit = { halfDeviance: 0, certain: 0 };
    this.#eachBlock(every, coefficients, (from, rows) => {
      p.set(linear);
      this.#work.uncappedLogistic(this.#probability, this.#curvature, 1);
      probabilities?.set(rows === BLOCK ? p : p.subarray(0, rows), from);
      judge(treated, kept, from, rows, linear, p, fit);
      if (steps) this.#addStep(from, rows);
    });
    return { deviance: 2 * fit.halfDeviance, certain: fit.certain };
  }

  /** Reads blocks, with their logits at the coefficients if given. */
  #eachBlock(every: number, coefficients: Float64Array | null, visit: (from: number, rows: number) => void): void {
    const x = this.#x;
    for (let row = 0; row < BLOCK; row++) x.values[row * x.stride] = 1;
    for (let from = 0; from < this.#treated.length; from += every * BLOCK) {
      const to = Math.min(from + BLOCK, this.#treated.length);
      this.#linear.fill(coefficients?.[0] ?? 0);
      for (let k = 0; k < this.#columns.length; k++)
        load(this.#columns[k]!, from, to, x, k + 1, coefficients?.[k + 1] ?? 0, this.#linear);
      visit(from, to - from);
    }
  }

  #addStep(from: number, rows: number): void {
    const width = this.#columns.length + 1;
    const z = [this.#linear, this.#probability.values, this.#curvature.values] as const;
    weigh(this.#treated, this.#kept, from, rows, ...z, this.#x, this.#weighted, width);
    this.#work.accumulate(this.#products, this.#weighted, this.#x, rows, width + 1, width);
  }

  #sums(): Pick<Pass, 'information' | 'right'> {
    const width = this.#columns.length + 1;
    const { values, stride } = this.#products;
    const row = (a: number): Float64Array => values.slice(a * stride, a * stride + width);
    const information = new Float64Array(width * width);
    for (let a = 0; a < width; a++)
      // Each product stands on both sides of the diagonal, with additions in another order: one is kept.
      for (let b = 0; b <= a; b++) information[a * width + b] = information[b * width + a] = values[b * stride + a]!;
    return { information, right: row(width) };
  }
}

// Loops over the rows of a block stand alone, with everything in parameters: inside a closure or a method they run several times slower.

function load(
  { values, mean, perDeviation }: Standardised,
  from: number,
  to: number,
  into: Block,
  column: number,
  coefficient: number,
  linear: Float64Array,
): void {
  const { values: x, stride } = into;
  for (let i = 0, at = column; i < to - from; i++, at += stride) {
    const value = (values[from + i]! - mean) * perDeviation;
    x[at] = value;
    linear[i] = linear[i]! + coefficient * value;
  }
}

/**
 * Adds half the deviance, -log p of the treated and -log (1 - p) of the others, which is the logit more; logarithms are taken sixteen at a
 * time. Counts who is certain.
 */
function judge(
  treated: Uint8Array,
  kept: Uint8Array,
  from: number,
  rows: number,
  linear: Float64Array,
  p: Float64Array,
  fit: { halfDeviance: number; certain: number },
): void {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < rows; i++) {
    // Without a branch on who is treated, which no processor foresees.
    const enters = kept[from + i]!;
    const logit = enters * linear[i]!;
    sum += (1 - treated[from + i]!) * logit;
    product *= 1 - enters + enters * p[i]!;
    if ((i & 15) === 15 || product < SMALL_PRODUCT) {
      sum -= Math.log(product);
      product = 1;
    }
    if (Math.abs(logit) > CERTAIN) fit.certain++;
  }
  fit.halfDeviance += sum - Math.log(product);
}

/** Writes w x, then w z = w × logit + d − p, which the next step is to explain; zeros for rows not kept. */
function weigh(
  treated: Uint8Array,
  kept: Uint8Array,
  first: number,
  rows: number,
  linear: Float64Array,
  p: Float64Array,
  curvature: Float64Array,
  x: Block,
  into: Block,
  width: number,
): void {
  for (let i = 0; i < rows; i++) {
    const enters = kept[first + i]!;
    const from = i * x.stride;
    const to = i * into.stride;
    const weight = enters * curvature[i]!;
    for (let k = 0; k < width; k++) into.values[to + k] = weight * x.values[from + k]!;
    into.values[to + width] = weight * linear[i]! + enters * (treated[first + i]! - p[i]!);
  }
}
