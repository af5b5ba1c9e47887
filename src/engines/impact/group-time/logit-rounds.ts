import { pairsOf, unpacked } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { Chunk, FitResult, FitTask, LogitTask } from './balanced-tasks.ts';
import type { BalancedCrew } from './crew.ts';
import { type LogitMoments, type LogitReader, PropensityFit } from './propensity-fit.ts';

/**
 * All logits advance together: each asks for sums at its next coefficients and waits; when all wait, one pass over the units answers them. The
 * never treated, who are half of the units and controls in every logit, are then read as many times as one logit needs.
 */
export async function fitTogether(
  sample: BalancedSample,
  tasks: readonly FitTask[],
  chunks: readonly Chunk[],
  crew: BalancedCrew,
): Promise<FitResult[]> {
  const rounds = new LogitRounds(sample, tasks, chunks, crew);
  return Promise.all(
    tasks.map(async (task) => {
      const fit = new PropensityFit(sample.columns, rounds.readerOf(task));
      const result = await fit.result(task);
      await rounds.leave();
      return result;
    }),
  );
}

interface Request {
  readonly task: FitTask;
  readonly gamma: Float64Array;
  /** What must be the same for requests to share a pass. */
  readonly pass: Pick<LogitTask, 'design' | 'weights' | 'every' | 'moments'>;
  readonly resolve: (sums: LogitMoments) => void;
  readonly reject: (error: unknown) => void;
}

class LogitRounds {
  readonly #sample: BalancedSample;
  readonly #chunks: readonly Chunk[];
  readonly #crew: BalancedCrew;
  #active: number;
  #waiting: Request[] = [];

  constructor(sample: BalancedSample, tasks: readonly FitTask[], chunks: readonly Chunk[], crew: BalancedCrew) {
    this.#sample = sample;
    this.#chunks = chunks;
    this.#crew = crew;
    this.#active = tasks.length;
  }

  readerOf(task: FitTask): LogitReader {
    const ask = (gamma: Float64Array, weighted: boolean, every: number, moments: boolean): Promise<LogitMoments> =>
      new Promise((resolve, reject) => {
        const pass = { design: task.design, weights: weighted ? task.weights : null, every, moments };
        this.#waiting.push({ task, gamma, pass, resolve, reject });
        void this.#answerWhenAllWait();
      });
    return {
      at: (gamma, weighted, every) => ask(gamma, weighted, every, false),
      moments: (gamma, weighted) => ask(gamma, weighted, 1, true),
    };
  }

  /** A logit has its result. */
  async leave(): Promise<void> {
    this.#active -= 1;
    await this.#answerWhenAllWait();
  }

  async #answerWhenAllWait(): Promise<void> {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#active) return;
    const requests = this.#waiting;
    this.#waiting = [];
    try {
      const answers = await this.#read(requests);
      for (const [k, { resolve }] of requests.entries()) resolve(answers[k]!);
    } catch (error) {
      for (const { reject } of requests) reject(error);
    }
  }

  async #read(requests: readonly Request[]): Promise<LogitMoments[]> {
    const passes = new Map<string, number[]>();
    for (const [k, { pass }] of requests.entries()) {
      const key = JSON.stringify(pass);
      passes.set(key, [...(passes.get(key) ?? []), k]);
    }
    const work = [...passes.values()].flatMap((members) => this.#chunkTasks(requests, members));
    const answers = await this.#crew.all(
      'logit',
      work.map(({ task }) => task),
    );
    const totals = requests.map(() => this.#empty());
    for (const [at, { members }] of work.entries()) {
      const { information, slope, moments } = answers[at]!;
      for (const [f, k] of members.entries()) {
        const total = totals[k]!;
        addPart(total.information, information, f);
        addPart(total.slope, slope, f);
        if (!moments) continue;
        addPart(total.gram, moments.gram, f);
        addPart(total.products, moments.products, f);
        total.largest = Math.max(total.largest, moments.largest[f]!);
      }
    }
    const k = this.#sample.columns;
    return totals.map((total) => ({
      ...total,
      information: unpacked(total.information, 0, k),
      gram: unpacked(total.gram, 0, k),
    }));
  }

  /** The requests of one pass by chunk: those in which the chunk's cohort is treated or a control. */
  #chunkTasks(
    requests: readonly Request[],
    pass: readonly number[],
  ): { readonly task: LogitTask; readonly members: readonly number[] }[] {
    return this.#chunks.flatMap((chunk) => {
      const members = pass.filter((k) => {
        const { treated, controls } = requests[k]!.task;
        return treated === chunk.cohort || controls.includes(chunk.cohort);
      });
      if (members.length === 0) return [];
      const fits = members.map((k) => ({
        gamma: requests[k]!.gamma,
        treated: requests[k]!.task.treated === chunk.cohort,
      }));
      return [{ task: { ...requests[members[0]!]!.pass, chunk, fits }, members }];
    });
  }

  #empty() {
    const { columns: k, outcomes, periods } = this.#sample;
    return {
      information: new Float64Array(pairsOf(k)),
      slope: new Float64Array(k),
      gram: new Float64Array(pairsOf(k)),
      products: new Float64Array(k * outcomes.length * periods),
      largest: 0,
    };
  }
}

/** Adds the part of one logit in an answer about several. */
function addPart(total: Float64Array, parts: Float64Array, place: number): void {
  const from = place * total.length;
  for (let at = 0; at < total.length; at++) total[at] = total[at]! + parts[from + at]!;
}
