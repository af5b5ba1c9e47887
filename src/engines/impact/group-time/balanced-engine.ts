import { type Block, doublesOf, padded, Room } from '../kernel/workspace.ts';
import { CovariateBlock, eachBlock, OutcomeBlock, packed, ROWS, standUp } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type {
  Chunk,
  InfluenceAnswer,
  InfluenceProgram,
  InfluenceTask,
  LogitSums,
  LogitTask,
  Sums,
  SumsTask,
} from './balanced-tasks.ts';
import { influenceMoments } from './influence-block.ts';
import { logitPass } from './logit-pass.ts';
import { OutcomeReader, type OutcomeWindow } from './outcome-reader.ts';

/** Every kind of work, and what it answers. */
export interface BalancedWork {
  readonly sums: { readonly task: SumsTask; readonly answer: Sums };
  readonly logit: { readonly task: LogitTask; readonly answer: LogitSums };
  readonly influence: { readonly task: InfluenceTask; readonly answer: InfluenceAnswer };
}

/** Does the work on a sample. Each thread has its own engine; all read the same shared memory and files. */
export class BalancedEngine {
  readonly #sample: BalancedSample;
  readonly #outcomes: OutcomeReader;
  readonly #room = new Room();
  #program: InfluenceProgram | null = null;

  constructor(sample: BalancedSample) {
    this.#sample = sample;
    this.#outcomes = new OutcomeReader(sample);
  }

  /** Hands over how influence functions are computed, before `influence` is asked for. */
  prepare(program: InfluenceProgram): void {
    this.#program = program;
  }

  do<Kind extends keyof BalancedWork>(
    kind: Kind,
    task: BalancedWork[Kind]['task'],
  ): Promise<BalancedWork[Kind]['answer']> {
    return this.#doers[kind](task);
  }

  close(): Promise<void> {
    return this.#outcomes.close();
  }

  readonly #doers: {
    [Kind in keyof BalancedWork]: (task: BalancedWork[Kind]['task']) => Promise<BalancedWork[Kind]['answer']>;
  } = {
    sums: async (task) => chunkSums(this.#sample, task, await this.#outcomes.show(task.chunk), this.#room),
    logit: async (task) => {
      const weighsControls = task.moments && task.fits.some(({ treated }) => !treated);
      const window = weighsControls ? await this.#outcomes.show(task.chunk) : null;
      return logitPass(this.#sample, task, window, this.#room);
    },
    influence: async (task) =>
      influenceMoments(this.#sample, this.#program!, task, await this.#outcomes.show(chunkOf(task)), this.#room),
  };
}

/** The consecutive units of a task; null when it takes some from a list. */
function chunkOf({ segments: [segment] }: InfluenceTask): Chunk | null {
  return segment && !segment.list ? segment : null;
}

function chunkSums(
  sample: BalancedSample,
  { chunk, design, weights }: SumsTask,
  window: OutcomeWindow,
  room: Room,
): Sums {
  const k = sample.columns;
  const levels = sample.outcomes.length * sample.periods;
  const work = room.workspace(
    CovariateBlock.doubles(sample) +
      OutcomeBlock.doubles(sample) +
      2 * doublesOf(ROWS, k) +
      doublesOf(ROWS, k + levels) +
      doublesOf(padded(k), k + levels) +
      doublesOf(padded(k), k),
  );
  const x = new CovariateBlock(work, sample, design);
  const y = new OutcomeBlock(work, sample, window);
  const plainX = work.block(ROWS, k);
  const weightedX = work.block(ROWS, k);
  const whole = work.block(ROWS, k + levels);
  const sums = work.block(padded(k), k + levels);
  const plain = work.block(padded(k), k);
  const w = sample.weights[weights] ?? null;
  eachBlock(chunk.from, chunk.to, 1, (start, rows) => {
    x.load(null, start, rows);
    y.load(null, start, rows);
    standUp(x.block, k, rows, whole, 0);
    standUp(y.block, levels, rows, whole, k);
    standUp(x.block, k, rows, plainX, 0);
    if (w) weigh(plainX, w, start, rows, k, weightedX);
    work.accumulate(sums, w ? weightedX : plainX, whole, rows, k, k + levels);
    if (w) work.accumulate(plain, plainX, plainX, rows, k, k);
  });
  const gram = packed(sums, k, 0, k);
  return { gram, products: packed(sums, k, k, levels), plainGram: w ? packed(plain, k, 0, k) : gram };
}

function weigh(
  { values, stride }: Block,
  weights: Float64Array,
  start: number,
  rows: number,
  columns: number,
  into: Block,
): void {
  for (let r = 0; r < rows; r++) {
    const weight = weights[start + r]!;
    for (let a = 0; a < columns; a++) into.values[r * stride + a] = weight * values[r * stride + a]!;
  }
}
