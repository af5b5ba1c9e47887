import { CrossProduct, doublesOf, padded } from '../cross-product.ts';
import { copyLevels, eachBlock, packed, ROWS } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { FitResult, FitTask, InfluenceProgram, InfluenceTask, Sums, SumsTask } from './balanced-tasks.ts';
import { influenceMoments } from './influence-block.ts';
import { PropensityFit } from './propensity-fit.ts';

/** Every kind of work, and what it answers. */
export interface BalancedWork {
  readonly sums: { readonly task: SumsTask; readonly answer: Sums };
  readonly fit: { readonly task: FitTask; readonly answer: FitResult };
  readonly influence: { readonly task: InfluenceTask; readonly answer: Float64Array };
}

/** Does the work on a sample. Each thread has its own engine; all read the same shared memory. */
export class BalancedEngine {
  readonly #sample: BalancedSample;
  #program: InfluenceProgram | null = null;

  constructor(sample: BalancedSample) {
    this.#sample = sample;
  }

  /** Hands over how influence functions are computed, before `influence` is asked for. */
  prepare(program: InfluenceProgram): void {
    this.#program = program;
  }

  do<Kind extends keyof BalancedWork>(kind: Kind, task: BalancedWork[Kind]['task']): BalancedWork[Kind]['answer'] {
    return this.#doers[kind](task);
  }

  readonly #doers: {
    [Kind in keyof BalancedWork]: (task: BalancedWork[Kind]['task']) => BalancedWork[Kind]['answer'];
  } = {
    sums: (task) => chunkSums(this.#sample, task),
    fit: (task) => new PropensityFit(this.#sample, task).result(),
    influence: (task) => influenceMoments(this.#sample, this.#program!, task),
  };
}

function chunkSums(sample: BalancedSample, { chunk, design, weights }: SumsTask): Sums {
  const k = sample.columns;
  const levels = sample.outcomes.length * sample.periods;
  const work = new CrossProduct(
    doublesOf(ROWS, k) + doublesOf(ROWS, k + levels) + doublesOf(padded(k), k + levels) + doublesOf(padded(k), k),
  );
  const weightedX = work.block(ROWS, k);
  const whole = work.block(ROWS, k + levels);
  const sums = work.block(padded(k), k + levels);
  const plain = work.block(padded(k), k);
  const w = sample.weights[weights] ?? null;
  eachBlock(chunk.from, chunk.to, (start, rows) => {
    copyLevels(sample, whole, design, start, rows);
    for (let r = 0; r < rows; r++) {
      const weight = w ? w[start + r]! : 1;
      for (let a = 0; a < k; a++)
        weightedX.values[r * weightedX.stride + a] = weight * whole.values[r * whole.stride + a]!;
    }
    work.accumulate(sums, weightedX, whole, rows, k, k + levels);
    work.accumulate(plain, whole, whole, rows, k, k);
  });
  return {
    gram: packed(sums, k, 0, k),
    products: packed(sums, k, k, levels),
    plainGram: packed(plain, k, 0, k),
  };
}
