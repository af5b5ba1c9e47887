import { Worker } from 'node:worker_threads';
import { DatabaseError } from 'pg';
import type { Answer, Failure, Opening, Request, Result } from './pglite.protocol.ts';
import type { Parameter } from './values.ts';

type Pending = { readonly done: (result: Result) => void; readonly failed: (error: Error) => void };
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The main thread's side of the embedded database: sends work to the thread and rebuilds its errors. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #opened = false;
  #closing = false;

  private constructor(opening: Opening) {
    // The thread needs no loader of the main program's, and an embedded store must not print through its console.
    this.#worker = new Worker(new URL('./pglite.worker.ts', import.meta.url), { workerData: opening, execArgv: [] });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#lost(error as Error));
    this.#worker.on('exit', (code) => this.#lost(new Error(`thread ended with code ${code}`)));
  }

  /** Resolves once the database answers. */
  static async open(opening: Opening): Promise<PgliteThread> {
    const thread = new PgliteThread(opening);
    await new Promise<Result>((done, failed) => thread.#pending.set(0, { done, failed }));
    thread.#opened = true;
    return thread;
  }

  query(text: string, values: readonly Parameter[]): Promise<Result> {
    return this.#send({ kind: 'query', text, values });
  }

  /** The whole store as a tar archive, readable by `Opening.dump`. */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    const { rows } = await this.#send({ kind: 'dump' });
    return rows[0] as Uint8Array<ArrayBuffer>;
  }

  /** Closes the database first, so that the next start replays nothing. */
  async close(): Promise<void> {
    const closed = this.#send({ kind: 'close' });
    this.#closing = true;
    await closed;
    await this.#worker.terminate();
  }

  #send(work: WithoutId<Request>): Promise<Result> {
    if (this.#closing) return Promise.reject(new Error('The store is closed'));
    const id = ++this.#lastId;
    const answered = new Promise<Result>((done, failed) => this.#pending.set(id, { done, failed }));
    this.#worker.postMessage({ ...work, id });
    return answered;
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (!('failure' in answer)) pending?.done(answer);
    else if (answer.failure.fields.code) pending?.failed(databaseError(answer.failure));
    // PostgreSQL's own errors have a code. Any other came out of the engine, whose memory can no longer be trusted.
    else this.#lost(new Error(answer.failure.message));
  }

  #lost(error: Error): void {
    if (this.#closing) return;
    if (!this.#opened) {
      this.#pending.get(0)?.failed(error);
      return;
    }
    // The journal and the rows on disk are whole up to the last commit; the next start recovers them. Going on would not be safe.
    process.stderr.write(`The embedded database stopped (${error.message}). Grappe stops too: start it again.\n`);
    process.exit(70);
  }
}

function databaseError({ message, fields }: Failure): Error {
  const error = new DatabaseError(message, message.length, 'error');
  return Object.assign(error, fields);
}
