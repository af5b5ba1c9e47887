import { Worker } from 'node:worker_threads';
import { BalancedEngine, type BalancedWork } from './balanced-engine.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { InfluenceProgram } from './balanced-tasks.ts';

/** Does tasks on a sample, alone or on several threads; answers come in the order of tasks, and are the same. */
export interface BalancedCrew {
  /** Hands over the sample, before anything is asked. Threads start while it is being read. */
  begin(sample: BalancedSample): void;
  /** Hands over how influence functions are computed, before they are asked for. */
  prepare(program: InfluenceProgram): void;
  all<Kind extends keyof BalancedWork>(
    kind: Kind,
    tasks: readonly BalancedWork[Kind]['task'][],
  ): Promise<BalancedWork[Kind]['answer'][]>;
  stop(): Promise<void>;
}

/** Where each kind of work starts on the way from 0 to 1, and how far it leads: they come in this order, and errors take the most. */
const WAY: Readonly<Record<keyof BalancedWork, { readonly from: number; readonly takes: number }>> = {
  sums: { from: 0, takes: 0.2 },
  logit: { from: 0.2, takes: 0.2 },
  influence: { from: 0.4, takes: 0.6 },
};

type OnProgress = (done: number) => void;

/** Tells how far the work is. Nobody knows how many passes logits will take: each brings half of what was left of their part. */
function progressOf(onProgress: OnProgress): (kind: keyof BalancedWork, done: number, tasks: number) => void {
  let passes = 0;
  return (kind, done, tasks) => {
    const { from, takes } = WAY[kind];
    const share = done / tasks;
    onProgress(from + takes * (kind === 'logit' ? 1 - 0.5 ** (passes + share) : share));
    if (kind === 'logit' && done === tasks) passes += 1;
  };
}

/** Works in the calling thread: small panels do not wait for threads to start. */
export function aloneCrew(onProgress: OnProgress): BalancedCrew {
  let engine: BalancedEngine | null = null;
  const tell = progressOf(onProgress);
  return {
    begin: (sample) => {
      engine = new BalancedEngine(sample);
    },
    prepare: (program) => engine!.prepare(program),
    all: async (kind, tasks) =>
      tasks.map((task, k) => {
        const answer = engine!.do(kind, task);
        tell(kind, k + 1, tasks.length);
        return answer;
      }),
    stop: async () => undefined,
  };
}

export type Order =
  | { readonly order: 'begin'; readonly sample: BalancedSample }
  | { readonly order: 'prepare'; readonly program: InfluenceProgram }
  | {
      readonly order: 'do';
      readonly kind: keyof BalancedWork;
      readonly task: BalancedWork[keyof BalancedWork]['task'];
    };

export type Reply = { readonly answer: BalancedWork[keyof BalancedWork]['answer'] } | { readonly failure: string };

/** Threads that take the next task as soon as they have done one. */
export function threadedCrew(threads: number, onProgress: OnProgress): BalancedCrew {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./balanced.thread.ts', import.meta.url)));
  const tellAll = (order: Order) => {
    for (const worker of workers) worker.postMessage(order);
  };

  const ask = (worker: Worker, order: Order): Promise<BalancedWork[keyof BalancedWork]['answer']> =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        worker.off('message', onReply);
        worker.off('error', onError);
        end();
      };
      const onReply = (reply: Reply) =>
        settle(() => ('failure' in reply ? reject(new Error(reply.failure)) : resolve(reply.answer)));
      const onError = (error: Error) => settle(() => reject(error));
      worker.on('message', onReply);
      worker.on('error', onError);
      worker.postMessage(order);
    });

  const tell = progressOf(onProgress);
  return {
    begin: (sample) => tellAll({ order: 'begin', sample }),
    prepare: (program) => tellAll({ order: 'prepare', program }),
    all: async (kind, tasks) => {
      const answers: BalancedWork[keyof BalancedWork]['answer'][] = new Array(tasks.length);
      let [next, done] = [0, 0];
      const drain = async (worker: Worker) => {
        while (next < tasks.length) {
          const at = next++;
          answers[at] = await ask(worker, { order: 'do', kind, task: tasks[at]! });
          tell(kind, ++done, tasks.length);
        }
      };
      await Promise.all(workers.map(drain));
      return answers as BalancedWork[typeof kind]['answer'][];
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
