import { type Block, CrossProduct, doublesOf } from '../cross-product.ts';
import { cholesky, dot, reciprocalCondition, SINGULAR, solveCholesky } from '../linear-algebra.ts';
import { OVERLAP_LIMIT, PROBABILITY_CAP, TRIM_LEVEL } from '../two-period/propensity.ts';
import { copyLevels, packed, ROWS } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { FitResult, FitTask } from './balanced-tasks.ts';

const MOST_STEPS = 30;
/** Newton squares its error: after a step this small in standardised covariates it is about 1e-12. */
const SMALL_STEP = 1e-6;
/** A rough start is enough where the whole sample continues. */
const ROUGH_STEP = 1e-3;
/** From this many units on, the first steps use one block in sixteen: they are cheap, and the last two or three use all. */
const LARGE = 100_000;
const SUBSAMPLE = 16;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly treated: number;
}

interface Position {
  readonly gamma: Float64Array;
  readonly move: Float64Array;
  /** Newton's decrement: how far the top still is, in units of the likelihood. */
  readonly decrement: number;
}

/** A logit of treated against controls by Newton's method, then the moments that cells need of it. */
export class PropensityFit {
  readonly #sample: BalancedSample;
  readonly #ranges: readonly Range[];
  readonly #task: FitTask;
  readonly #k: number;
  readonly #work: CrossProduct;
  readonly #x: Block;
  readonly #scaled: Block;
  readonly #sums: Block;
  readonly #levels: Block;
  readonly #odds: Block;
  /** The last coefficients that a step led to; null while none did. */
  #reached: Float64Array | null = null;

  constructor(sample: BalancedSample, task: FitTask) {
    this.#sample = sample;
    this.#task = task;
    const range = (cohort: number, treated: number): Range => ({
      from: sample.cohortStarts[cohort]!,
      to: sample.cohortStarts[cohort + 1]!,
      treated,
    });
    this.#ranges = [range(task.treated, 1), ...task.controls.map((cohort) => range(cohort, 0))];
    const k = sample.columns;
    const levels = k + sample.outcomes.length * sample.periods;
    this.#k = k;
    this.#work = new CrossProduct(
      doublesOf(ROWS, k) +
        doublesOf(ROWS, k + 1) +
        doublesOf(k + 4, k + 1) +
        doublesOf(ROWS, levels) +
        doublesOf(k + 4, levels),
    );
    this.#x = this.#work.block(ROWS, k);
    this.#scaled = this.#work.block(ROWS, k + 1);
    this.#sums = this.#work.block(this.#x.stride, k + 1);
    this.#levels = this.#work.block(ROWS, levels);
    this.#odds = this.#work.block(this.#x.stride, levels);
  }

  result(): FitResult {
    const weights = this.#sample.weights[this.#task.weights] ?? null;
    const failed = (failure: FitResult['failure']): FitResult => ({ failure, ...EMPTY });
    const units = this.#ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const start = new Float64Array(this.#k);
    const treated = this.#ranges[0]!.to - this.#ranges[0]!.from;
    start[0] = Math.log(treated / (units - treated));
    const rough = units > LARGE ? this.#maximise(start, null, SUBSAMPLE, ROUGH_STEP) : null;
    // Overlap is judged without weights, as did does.
    const plain = this.#maximise(rough ?? start, null, 1, SMALL_STEP);
    const reached = plain ?? this.#reached;
    if (!reached) return failed('collinear');
    if (this.#largest(reached) >= OVERLAP_LIMIT) return failed('overlap');
    if (!plain) return failed('separation');
    const gamma = weights ? this.#maximise(plain, weights, 1, SMALL_STEP) : plain;
    if (!gamma) return failed('separation');
    return { failure: null, gamma, ...this.#moments(gamma, weights) };
  }

  /** The coefficients where the likelihood is largest, or null where it has no top: covariates separate the two groups. */
  #maximise(start: Float64Array, weights: Float64Array | null, every: number, smallStep: number): Float64Array | null {
    let at = this.#step(start, weights, every);
    for (let step = 0; at && step < MOST_STEPS; step++) {
      let next = this.#step(sum(at.gamma, at.move, 1), weights, every);
      // A full step that takes us further from the top is halved.
      for (let share = 0.5; (!next || next.decrement > at.decrement * 2 + 1e-9) && share > 1e-3; share /= 2)
        next = this.#step(sum(at.gamma, at.move, share), weights, every);
      if (!next) return null;
      const size = Math.max(...at.move.map(Math.abs));
      at = next;
      this.#reached = at.gamma;
      if (size < smallStep) return at.gamma;
      if (Math.max(...at.move.map(Math.abs)) < smallStep) return sum(at.gamma, at.move, 1);
    }
    return null;
  }

  #step(gamma: Float64Array, weights: Float64Array | null, every: number): Position | null {
    this.#evaluate(gamma, weights, every);
    const information = packed(this.#sums, this.#k, 0, this.#k);
    const slope = packed(this.#sums, this.#k, this.#k, 1);
    if (reciprocalCondition(information, this.#k) < SINGULAR) return null;
    const lower = cholesky(information, this.#k);
    if (!lower || !slope.every(Number.isFinite)) return null;
    const move = solveCholesky(lower, this.#k, slope);
    return { gamma, move, decrement: dot(move, slope) };
  }

  /** Σ w p (1 − p) x x' and, in the last column, Σ w (d − p) x, over all blocks or one in so many. */
  #evaluate(gamma: Float64Array, weights: Float64Array | null, every: number): void {
    const design = this.#sample.designs[this.#task.design]!;
    this.#sums.values.fill(0);
    for (const { from, to, treated } of this.#ranges) {
      const inflation = every === 1 ? 1 : (to - from) / sampled(to - from, every);
      for (let start = from; start < to; start += ROWS * every) {
        const rows = Math.min(ROWS, to - start);
        scaleRows(design, this.#x, this.#scaled, gamma, rows, weights, start, inflation, treated);
        this.#work.accumulate(this.#sums, this.#x, this.#scaled, rows, this.#k, this.#k + 1);
      }
    }
  }

  /** The largest probability of treatment. */
  #largest(gamma: Float64Array): number {
    const k = this.#k;
    const design = this.#sample.designs[this.#task.design]!;
    let most = Number.NEGATIVE_INFINITY;
    for (const { from, to } of this.#ranges) {
      for (let i = from; i < to; i++) {
        let eta = 0;
        for (let a = 0; a < k; a++) eta += gamma[a]! * design[i * k + a]!;
        if (eta > most) most = eta;
      }
    }
    return 1 / (1 + Math.exp(-most));
  }

  /** Information over treated and controls, and moments of the controls weighted by their odds, in one pass. */
  #moments(gamma: Float64Array, weights: Float64Array | null): Pick<FitResult, 'information' | 'gram' | 'products'> {
    const k = this.#k;
    const levels = this.#sample.outcomes.length * this.#sample.periods;
    const design = this.#sample.designs[this.#task.design]!;
    this.#sums.values.fill(0);
    for (const { from, to, treated } of this.#ranges) {
      for (let start = from; start < to; start += ROWS) {
        const rows = Math.min(ROWS, to - start);
        scaleRows(design, this.#x, this.#scaled, gamma, rows, weights, start, 1, treated);
        this.#work.accumulate(this.#sums, this.#x, this.#scaled, rows, k, k);
        if (treated) continue;
        copyLevels(this.#sample, this.#levels, this.#task.design, start, rows);
        weighByOdds(this.#scaled, this.#x, weights, rows, k, start);
        this.#work.accumulate(this.#odds, this.#x, this.#levels, rows, k, k + levels);
      }
    }
    return {
      information: packed(this.#sums, k, 0, k),
      gram: packed(this.#odds, k, 0, k),
      products: packed(this.#odds, k, k, levels),
    };
  }
}

// The two loops over units stand alone, with everything in locals: inside a closure or a method they run four times slower.

/** x = the design of consecutive units, scaled = [w p (1 − p) x | w (d − p)]. */
function scaleRows(
  design: Float64Array,
  x: Block,
  scaled: Block,
  gamma: Float64Array,
  rows: number,
  weights: Float64Array | null,
  start: number,
  inflation: number,
  treated: number,
): void {
  const plain = x.values;
  const into = scaled.values;
  const k = gamma.length;
  let from = start * k;
  let at = 0;
  let to = 0;
  for (let r = 0; r < rows; r++) {
    let eta = 0;
    for (let a = 0; a < k; a++) {
      const value = design[from + a]!;
      plain[at + a] = value;
      eta += gamma[a]! * value;
    }
    const p = Math.min(1 / (1 + Math.exp(-eta)), PROBABILITY_CAP);
    const w = weights ? inflation * weights[start + r]! : inflation;
    const curvature = w * p * (1 - p);
    for (let a = 0; a < k; a++) into[to + a] = curvature * plain[at + a]!;
    into[to + k] = w * (treated - p);
    from += k;
    at += x.stride;
    to += scaled.stride;
  }
}

/** Turns x of controls into w p / (1 − p) x, zero beyond the trimming level. Their score, the last column of scaled, is −w p. */
function weighByOdds(
  scaled: Block,
  x: Block,
  weights: Float64Array | null,
  rows: number,
  k: number,
  start: number,
): void {
  const into = x.values;
  let at = 0;
  for (let r = 0; r < rows; r++) {
    const w = weights ? weights[start + r]! : 1;
    const p = w > 0 ? -scaled.values[r * scaled.stride + k]! / w : 0;
    const odds = p < TRIM_LEVEL ? (w * p) / (1 - p) : 0;
    for (let a = 0; a < k; a++) into[at + a] = odds * into[at + a]!;
    at += x.stride;
  }
}

const EMPTY = {
  gamma: new Float64Array(0),
  information: new Float64Array(0),
  gram: new Float64Array(0),
  products: new Float64Array(0),
};

const sum = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, k) => value + share * b[k]!);

/** How many units of so many stand in one block out of `every`. */
function sampled(units: number, every: number): number {
  const blocks = Math.ceil(units / ROWS);
  const taken = Math.ceil(blocks / every);
  const isLastTaken = (blocks - 1) % every === 0;
  return taken * ROWS - (isLastTaken ? blocks * ROWS - units : 0);
}
