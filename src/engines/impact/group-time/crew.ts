import { setImmediate } from 'node:timers/promises';
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

type Task = BalancedWork[keyof BalancedWork]['task'];
type Answer = BalancedWork[keyof BalancedWork]['answer'];

export type Order =
  | { readonly order: 'begin'; readonly sample: BalancedSample }
  | { readonly order: 'prepare'; readonly program: InfluenceProgram }
  | {
      readonly order: 'do';
      readonly kind: keyof BalancedWork;
      readonly tasks: readonly Task[];
      readonly next: Counter;
    };

/** One for each task done; whoever takes a task tells its place. */
export type Reply = { readonly at: number; readonly answer: Answer } | { readonly failure: string };

/** The place of the next task that nobody has taken, in memory that threads share: none ever waits to be given one. */
export type Counter = Int32Array;

/** Takes tasks one after another until none is left. */
export async function takeTasks(
  engine: BalancedEngine,
  kind: keyof BalancedWork,
  tasks: readonly Task[],
  next: Counter,
  done: (at: number, answer: Answer) => void | Promise<void>,
): Promise<void> {
  for (let at = Atomics.add(next, 0, 1); at < tasks.length; at = Atomics.add(next, 0, 1))
    await done(at, await engine.do(kind, tasks[at]!));
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

/** What a crew hears of its workers while tasks are being done. */
interface Hearing {
  readonly reply: (reply: Reply) => void;
  readonly error: (error: unknown) => void;
}

/** The calling thread and `threads` − 1 more; small panels do not wait for threads to start. */
export function crewOf(threads: number, onProgress: OnProgress): BalancedCrew {
  let own: BalancedEngine | null = null;
  let hearing: Hearing | null = null;
  let broken: unknown = null;
  const workers = Array.from({ length: threads - 1 }, () => {
    const worker = new Worker(new URL('./balanced.thread.ts', import.meta.url));
    worker.on('message', (reply: Reply) => hearing?.reply(reply));
    worker.on('error', (error) => {
      broken = error;
      hearing?.error(error);
    });
    return worker;
  });
  const tellAll = (order: Order) => {
    for (const worker of workers) worker.postMessage(order);
  };
  const tell = progressOf(onProgress);
  return {
    begin: (sample) => {
      own = new BalancedEngine(sample);
      tellAll({ order: 'begin', sample });
    },
    prepare: (program) => {
      own!.prepare(program);
      tellAll({ order: 'prepare', program });
    },
    all: (kind, tasks) =>
      new Promise((resolve, reject) => {
        const answers: Answer[] = new Array(tasks.length);
        const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
        let left = tasks.length;
        const take = (at: number, answer: Answer) => {
          answers[at] = answer;
          left -= 1;
          tell(kind, tasks.length - left, tasks.length);
          if (left === 0) resolve(answers as BalancedWork[typeof kind]['answer'][]);
        };
        if (broken) reject(broken);
        if (left === 0) resolve([]);
        hearing = {
          reply: (reply) => ('failure' in reply ? reject(new Error(reply.failure)) : take(reply.at, reply.answer)),
          error: reject,
        };
        tellAll({ order: 'do', kind, tasks, next });
        const ownTask = (at: number, answer: Answer) => {
          take(at, answer);
          // Others are heard between two tasks.
          return workers.length > 0 ? setImmediate() : undefined;
        };
        takeTasks(own!, kind, tasks, next, ownTask).catch(reject);
      }),
    stop: async () => {
      await Promise.all([own?.close(), ...workers.map((worker) => worker.terminate())]);
    },
  };
}
