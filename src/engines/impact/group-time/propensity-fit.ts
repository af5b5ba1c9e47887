import { cholesky, dot, reciprocalCondition, SINGULAR, solveCholesky } from '../linear-algebra.ts';
import { climbsForEver, OVERLAP_LIMIT } from '../two-period/propensity.ts';
import type { FitResult, FitTask } from './balanced-tasks.ts';

const MOST_STEPS = 30;
/** Newton squares its error: after a step this small in standardised covariates it is about 1e-12. */
const SMALL_STEP = 1e-6;
/** A rough start is enough where the whole sample continues. */
const ROUGH_STEP = 1e-3;
/** From this many units on, the first steps use one block in sixteen: they are cheap, and the last two or three use all. */
const LARGE = 100_000;
const SUBSAMPLE = 16;

/** Sums over the units of a logit at some coefficients. */
export interface LogitAt {
  /** Σ w p (1 − p) x x'. */
  readonly information: Float64Array;
  /** Σ w (d − p) x. */
  readonly slope: Float64Array;
}

/** What a fit asks of whoever reads the units. `weighted` false leaves out weights; `every` reads one block in so many. */
export interface LogitReader {
  readonly at: (gamma: Float64Array, weighted: boolean, every: number) => Promise<LogitAt>;
  readonly moments: (gamma: Float64Array, weighted: boolean) => Promise<LogitMoments>;
}

export interface LogitMoments extends LogitAt, Pick<FitResult, 'gram' | 'products'> {
  /** Largest probability of treatment. */
  readonly largest: number;
}

interface Position {
  readonly gamma: Float64Array;
  readonly move: Float64Array;
  /** Newton's decrement: how far the top still is, in units of the likelihood. */
  readonly decrement: number;
  /** Σ w p (1 − p). */
  readonly spread: number;
}

/** A logit of treated against controls by Newton's method, then the moments that cells need of it. */
export class PropensityFit {
  readonly #reader: LogitReader;
  readonly #columns: number;
  /** The last coefficients that a step led to; null while none did. */
  #reached: Float64Array | null = null;

  constructor(columns: number, reader: LogitReader) {
    this.#columns = columns;
    this.#reader = reader;
  }

  async result({
    treatedUnits,
    units,
    weighted,
  }: Pick<FitTask, 'treatedUnits' | 'units' | 'weighted'>): Promise<FitResult> {
    const failed = (failure: FitResult['failure']): FitResult => ({ failure, ...EMPTY });
    const start = new Float64Array(this.#columns);
    start[0] = Math.log(treatedUnits / (units - treatedUnits));
    const rough = units > LARGE ? await this.#maximise(start, false, SUBSAMPLE, ROUGH_STEP) : null;
    // Overlap is judged without weights, as did does.
    const plain = await this.#maximise(rough ?? start, false, 1, SMALL_STEP);
    const reached = plain ?? this.#reached;
    if (!reached) return failed('collinear');
    const judged = await this.#reader.moments(reached, false);
    if (judged.largest >= OVERLAP_LIMIT) return failed('overlap');
    if (!plain) return failed('separation');
    if (!weighted) return { failure: null, gamma: plain, ...judged };
    const gamma = await this.#maximise(plain, true, 1, SMALL_STEP);
    if (!gamma) return failed('separation');
    return { failure: null, gamma, ...(await this.#reader.moments(gamma, true)) };
  }

  /** The coefficients where the likelihood is largest, or as good as; null where sums do not lead there. */
  async #maximise(
    start: Float64Array,
    weighted: boolean,
    every: number,
    smallStep: number,
  ): Promise<Float64Array | null> {
    let at = await this.#step(start, weighted, every);
    for (let step = 0; at && step < MOST_STEPS; step++) {
      let next = await this.#step(sum(at.gamma, at.move, 1), weighted, every);
      // A full step that takes us further from the top is halved.
      for (let share = 0.5; (!next || next.decrement > at.decrement * 2 + 1e-9) && share > 1e-3; share /= 2)
        next = await this.#step(sum(at.gamma, at.move, share), weighted, every);
      if (!next) return null;
      const size = Math.max(...at.move.map(Math.abs));
      at = next;
      this.#reached = at.gamma;
      const left = Math.max(...at.move.map(Math.abs));
      if (size < smallStep || climbsForEver(at.decrement, at.spread, left)) return at.gamma;
      if (left < smallStep) return sum(at.gamma, at.move, 1);
    }
    return null;
  }

  async #step(gamma: Float64Array, weighted: boolean, every: number): Promise<Position | null> {
    const { information, slope } = await this.#reader.at(gamma, weighted, every);
    if (reciprocalCondition(information, this.#columns) < SINGULAR) return null;
    const lower = cholesky(information, this.#columns);
    if (!lower || !slope.every(Number.isFinite)) return null;
    const move = solveCholesky(lower, this.#columns, slope);
    return { gamma, move, decrement: dot(move, slope), spread: information[0]! };
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
