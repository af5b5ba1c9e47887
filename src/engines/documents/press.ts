import { Worker } from 'node:worker_threads';
import type { Prepared } from './prepare.ts';
import type { Delivery, Order } from './press.protocol.ts';

/** A document that has not come back by then never will: a contract of forty pages takes a second as PDF, some as DOCX. */
const PATIENCE_MILLISECONDS = 60_000;

interface Job<Result> {
  readonly document: Prepared;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Setting a document takes from tens of milliseconds to seconds without a pause, so it is done on a thread, one document after the other,
 * started at the first and kept. The thread never keeps the process alive. If it ends by itself or does not answer, the document at hand is
 * refused and the next one starts another.
 */
export class Press<Result> {
  readonly #thread: URL;
  readonly #queue: Job<Result>[] = [];
  #worker: Worker | undefined;
  #current: { readonly number: number; readonly job: Job<Result>; readonly deadline: NodeJS.Timeout } | undefined;
  #last = 0;

  /** @param thread the module that serves (see press.thread.ts). */
  constructor(thread: URL) {
    this.#thread = thread;
  }

  set(document: Prepared): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ document, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread; documents that were waiting are refused. */
  async stop(): Promise<void> {
    const reason = new Error('The thread that sets documents was stopped.');
    for (const job of this.#queue.splice(0)) job.reject(reason);
    await this.#end(reason);
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#queue.shift();
    if (!job) {
      this.#worker?.unref();
      return;
    }
    const worker = this.#start();
    worker.ref();
    const deadline = setTimeout(() => {
      void this.#end(new Error('The document was not set in time; the thread was ended.'));
      this.#next();
    }, PATIENCE_MILLISECONDS);
    this.#current = { number: ++this.#last, job, deadline };
    worker.postMessage({ number: this.#last, document: job.document } satisfies Order);
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    // The thread needs none of the flags that the process was started with, and some are refused to a thread.
    const worker = new Worker(this.#thread, { execArgv: [] });
    const lost = (error: Error): void => {
      if (this.#worker !== worker) return;
      void this.#end(error);
      this.#next();
    };
    worker.on('message', (delivery: Delivery<Result>) => this.#deliver(delivery));
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('The thread that sets documents ended.')));
    this.#worker = worker;
    return worker;
  }

  #deliver(delivery: Delivery<Result>): void {
    if (this.#current?.number !== delivery.number) return;
    const { job } = this.#take()!;
    if ('fault' in delivery) job.reject(new Error(delivery.fault));
    else job.resolve(delivery.result);
    this.#next();
  }

  async #end(reason: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#take()?.job.reject(reason);
    await worker?.terminate();
  }

  #take() {
    const current = this.#current;
    this.#current = undefined;
    clearTimeout(current?.deadline);
    return current;
  }
}
