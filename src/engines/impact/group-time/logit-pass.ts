import { type Block, doublesOf, padded, type Room, type Workspace } from '../kernel/workspace.ts';
import { TRIM_LEVEL } from '../two-period/propensity.ts';
import {
  CovariateBlock,
  eachBlock,
  OutcomeBlock,
  packed,
  pairProducts,
  pairsOf,
  ROWS,
  standUp,
} from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { LogitSums, LogitTask } from './balanced-tasks.ts';
import type { OutcomeWindow } from './outcome-reader.ts';

/**
 * One pass over a chunk for all the logits that its units enter. Their products of covariates are made once; what each logit then costs is
 * an exponential and, for every product, one multiplication and addition.
 * @param window outcomes of the chunk's units; null where none of them is asked for its moments, or all are treated
 */
export function logitPass(
  sample: BalancedSample,
  task: LogitTask,
  window: OutcomeWindow | null,
  room: Room,
): LogitSums {
  const { chunk, every } = task;
  const pass = new LogitPass(sample, task, window, room);
  eachBlock(chunk.from, chunk.to, every, (start, rows) => pass.add(start, rows));
  const inflation = every === 1 ? 1 : (chunk.to - chunk.from) / sampled(chunk.to - chunk.from, every);
  return pass.sums(inflation);
}

class LogitPass {
  readonly #sample: BalancedSample;
  readonly #fits: LogitTask['fits'];
  readonly #weights: Float64Array | null;
  readonly #work: Workspace;
  readonly #x: CovariateBlock;
  readonly #pairs: Block;
  readonly #coefficients: Block;
  /** units × logits: probabilities, then p (1 − p). */
  readonly #p: Block;
  readonly #curvature: Block;
  readonly #information: Block;
  readonly #slope: Block;
  readonly #odds: OddsMoments | null;

  constructor(
    sample: BalancedSample,
    { design, weights, fits, moments }: LogitTask,
    window: OutcomeWindow | null,
    room: Room,
  ) {
    const k = sample.columns;
    const count = fits.length;
    this.#sample = sample;
    this.#fits = fits;
    this.#weights = weights === null ? null : (sample.weights[weights] ?? null);
    this.#work = room.workspace(
      CovariateBlock.doubles(sample) +
        doublesOf(ROWS, pairsOf(k)) +
        doublesOf(k, count) +
        2 * doublesOf(ROWS, count) +
        doublesOf(padded(count), pairsOf(k)) +
        doublesOf(padded(count), k) +
        (moments ? OddsMoments.doubles(sample, count) : 0),
    );
    this.#x = new CovariateBlock(this.#work, sample, design);
    this.#pairs = this.#work.block(ROWS, pairsOf(k));
    this.#coefficients = this.#work.block(k, count);
    this.#p = this.#work.block(ROWS, count);
    this.#curvature = this.#work.block(ROWS, count);
    this.#information = this.#work.block(padded(count), pairsOf(k));
    this.#slope = this.#work.block(padded(count), k);
    this.#odds = moments ? new OddsMoments(this.#work, sample, fits, window) : null;
    for (const [f, { gamma }] of fits.entries())
      for (let a = 0; a < k; a++) this.#coefficients.values[a * this.#coefficients.stride + f] = gamma[a]!;
  }

  add(start: number, rows: number): void {
    const k = this.#sample.columns;
    const count = this.#fits.length;
    this.#x.load(null, start, rows);
    pairProducts(this.#x.block, k, rows, this.#weights, start, this.#pairs);
    this.#work.assign(this.#p, 0, this.#x.block, this.#coefficients, k, rows, count);
    this.#work.logistic(this.#p, this.#curvature, rows);
    this.#odds?.add(this.#pairs, this.#p, start, rows);
    for (const [f, { treated }] of this.#fits.entries()) if (treated) lessOne(this.#p, f, rows);
    this.#work.accumulate(this.#information, this.#curvature, this.#pairs, rows, count, pairsOf(k));
    this.#work.accumulate(this.#slope, this.#p, this.#pairs, rows, count, k);
  }

  sums(inflation: number): LogitSums {
    const k = this.#sample.columns;
    const count = this.#fits.length;
    return {
      information: packed(this.#information, count, 0, pairsOf(k)).map((value) => inflation * value),
      // From Σ w (p − d) x.
      slope: packed(this.#slope, count, 0, k).map((value) => -inflation * value),
      moments: this.#odds?.moments() ?? null,
    };
  }
}

/** Moments of controls weighted by their odds w0 = w p / (1 − p), zero beyond the trimming level; and the largest probability of all units. */
class OddsMoments {
  readonly #sample: BalancedSample;
  readonly #fits: LogitTask['fits'];
  readonly #work: Workspace;
  readonly #y: OutcomeBlock | null;
  readonly #levels: Block;
  readonly #odds: Block;
  /** units × (logits × columns): odds times covariates. */
  readonly #x: Block;
  readonly #gram: Block;
  readonly #products: Block;
  readonly #largest: Float64Array;

  static doubles(sample: BalancedSample, count: number): number {
    const k = sample.columns;
    const levels = sample.outcomes.length * sample.periods;
    return (
      OutcomeBlock.doubles(sample) +
      doublesOf(ROWS, levels) +
      doublesOf(ROWS, count) +
      doublesOf(ROWS, count * k) +
      doublesOf(padded(count), pairsOf(k)) +
      doublesOf(padded(count * k), levels)
    );
  }

  constructor(work: Workspace, sample: BalancedSample, fits: LogitTask['fits'], window: OutcomeWindow | null) {
    const k = sample.columns;
    const levels = sample.outcomes.length * sample.periods;
    this.#sample = sample;
    this.#fits = fits;
    this.#work = work;
    this.#y = window && new OutcomeBlock(work, sample, window);
    this.#levels = work.block(ROWS, levels);
    this.#odds = work.block(ROWS, fits.length);
    this.#x = work.block(ROWS, fits.length * k);
    this.#gram = work.block(padded(fits.length), pairsOf(k));
    this.#products = work.block(padded(fits.length * k), levels);
    this.#largest = new Float64Array(fits.length);
  }

  add(pairs: Block, p: Block, start: number, rows: number): void {
    const { columns: k, outcomes, periods } = this.#sample;
    const count = this.#fits.length;
    for (const [f, { treated }] of this.#fits.entries())
      this.#largest[f] = Math.max(this.#largest[f]!, oddsOf(p, f, treated, rows, this.#odds));
    if (!this.#y) return;
    this.#y.load(null, start, rows);
    standUp(this.#y.block, outcomes.length * periods, rows, this.#levels, 0);
    timesOdds(pairs, this.#odds, count, k, rows, this.#x);
    this.#work.accumulate(this.#gram, this.#odds, pairs, rows, count, pairsOf(k));
    this.#work.accumulate(this.#products, this.#x, this.#levels, rows, count * k, outcomes.length * periods);
  }

  moments(): LogitSums['moments'] {
    const { columns: k, outcomes, periods } = this.#sample;
    const count = this.#fits.length;
    return {
      gram: packed(this.#gram, count, 0, pairsOf(k)),
      products: packed(this.#products, count * k, 0, outcomes.length * periods),
      largest: this.#largest,
    };
  }
}

// Loops over units stand alone, with everything in locals: inside a closure or a method they run four times slower.

function lessOne({ values, stride }: Block, column: number, rows: number): void {
  for (let r = 0, at = column; r < rows; r++, at += stride) values[at] = values[at]! - 1;
}

/** Writes the odds of one logit, zero for treated units; @returns its largest probability. */
function oddsOf(p: Block, column: number, treated: boolean, rows: number, odds: Block): number {
  let largest = 0;
  for (let r = 0, at = column; r < rows; r++, at += p.stride) {
    const own = p.values[at]!;
    if (own > largest) largest = own;
    odds.values[at] = treated || own >= TRIM_LEVEL ? 0 : own / (1 - own);
  }
  return largest;
}

/** Odds times w x: the first columns of the products of covariates are w x. */
function timesOdds(pairs: Block, odds: Block, count: number, k: number, rows: number, into: Block): void {
  for (let r = 0; r < rows; r++) {
    const from = r * pairs.stride;
    let to = r * into.stride;
    for (let f = 0; f < count; f++) {
      const own = odds.values[r * odds.stride + f]!;
      for (let a = 0; a < k; a++) into.values[to++] = own * pairs.values[from + a]!;
    }
  }
}

/** How many units of so many stand in one block out of `every`. */
function sampled(units: number, every: number): number {
  const blocks = Math.ceil(units / ROWS);
  const taken = Math.ceil(blocks / every);
  const isLastTaken = (blocks - 1) % every === 0;
  return taken * ROWS - (isLastTaken ? blocks * ROWS - units : 0);
}
