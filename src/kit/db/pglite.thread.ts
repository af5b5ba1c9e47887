import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseError } from 'pg';
import type { Answer, Failure, Opening, Request, Result } from './pglite.protocol.ts';
import type { Parameter } from './values.ts';

type Pending = { readonly done: (result: Result) => void; readonly failed: (error: Error) => void };
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/**
 * PostgreSQL refuses too deep a recursion when its own stack reaches 2 MB (`max_stack_depth`), which takes more than the 4 MB of a thread's
 * default: a deeply nested JSON text then overflowed the engine instead of being refused. 32 MB were enough here.
 */
const STACK_MB = 64;

/**
 * Compiled once for the process. A thread that compiles the engine for itself starts with slow code, and a second store of the same process, as
 * tests open dozens, pays for all of it again: 2 s of a core.
 */
let engine: Promise<WebAssembly.Module> | undefined;

const compileEngine = async (): Promise<WebAssembly.Module> => {
  const packaged = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  return WebAssembly.compile(await readFile(join(packaged, 'pglite.wasm')));
};

/** The main thread's side of the embedded database: sends work to the thread and rebuilds its errors. */
export class PgliteThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #opened = false;
  #closing = false;

  private constructor(opening: Opening, stackMb: number) {
    // The thread needs no loader of the main program's.
    this.#worker = new Worker(new URL('./pglite.worker.ts', import.meta.url), {
      workerData: opening,
      execArgv: [],
      resourceLimits: { stackSizeMb: stackMb },
    });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#lost(error as Error));
    this.#worker.on('exit', (code) => this.#lost(new Error(`thread ended with code ${code}`)));
  }

  /** Resolves once the database answers. */
  static async open(place: Omit<Opening, 'engine'>, stackMb = STACK_MB): Promise<PgliteThread> {
    engine ??= compileEngine();
    const thread = new PgliteThread({ ...place, engine: await engine }, stackMb);
    await new Promise<Result>((done, failed) => thread.#pending.set(0, { done, failed }));
    thread.#opened = true;
    return thread;
  }

  query(text: string, values: readonly Parameter[]): Promise<Result> {
    return this.#send({ kind: 'query', text, values });
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
    else if (isRefusal(answer.failure)) pending?.failed(databaseError(answer.failure));
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

/** PostgreSQL's own errors have a code. Any other, and its panics, leave an engine whose memory can no longer be trusted. */
function isRefusal({ fields }: Failure): boolean {
  return fields.code !== undefined && fields.severity !== 'PANIC' && fields.severity !== 'FATAL';
}

function databaseError({ message, fields }: Failure): Error {
  const error = new DatabaseError(message, message.length, 'error');
  return Object.assign(error, fields);
}
