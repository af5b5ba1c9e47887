import type { Services } from './context.ts';
import type { Sql } from './db/database.ts';
import { newId } from './ids.ts';
import { latestOccurrence, parseCron, type Recurrence } from './jobs.cron.ts';
import {
  type ClaimedJob,
  claimJob,
  deleteDoneJobs,
  extendLease,
  failJob,
  finishJob,
  insertJob,
  insertOccurrence,
  knowSchedules,
  releaseAllJobs,
  releaseJob,
  retryJob,
} from './jobs.store.ts';
import { hideCredentials, type Log } from './log.ts';
import type { Say } from './say.ts';

export { countJobs } from './jobs.store.ts';

/** What a job receives. */
export interface JobContext {
  readonly id: string;
  readonly data: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** No other attempt follows when this one fails. */
  readonly isLastAttempt: boolean;
  readonly now: Date;
  readonly services: Services;
  readonly log: Log;
  /** Aborted when the worker stops or lost the job: a long one ends at its next safe point by throwing `signal.reason`, and is repeated. */
  readonly signal: AbortSignal;
  newId(prefix: string): string;
  /**
   * Marks the job done inside the transaction of its own effect: both happen, or neither. Throws when another worker has taken the job over, so
   * that the effect of a worker thought dead is rolled back.
   */
  complete(trx: Sql): Promise<void>;
}

/**
 * Work outside a request, done at least once: a job whose worker dies is repeated. Its effect is single when it is saved in the transaction
 * that `ctx.complete` marks done, or when doing it twice changes nothing.
 */
export interface JobDefinition {
  /** `room.verbNoun` */
  readonly name: string;
  readonly title: Say;
  /** `minute hour day-of-month month day-of-week`. Of the occurrences missed while nothing ran, the last is made up for. */
  readonly cron?: string;
  /** Europe/Paris when absent. */
  readonly tz?: string;
  /** How often it is tried before it counts as failed; 5 when absent. */
  readonly attempts?: number;
  run(ctx: JobContext): Promise<void>;
}

/** Running workers. */
export interface Jobs {
  /** Looks for work now rather than within two seconds; `enqueue` does so from an action. */
  wake(): void;
  /** Takes no new job and waits for those that run, at most `withinMs` (30 s when absent); what is not done by then will be repeated. */
  stop(withinMs?: number): Promise<void>;
}

export interface Enqueued {
  readonly name: string;
  readonly data?: unknown;
  /** Not before this instant. */
  readonly dueAt?: Date;
}

/** What enqueuing needs of an action or a job. An action's `afterCommit` makes the workers of this process look at once. */
export interface EnqueueContext {
  readonly now: Date;
  newId(prefix: string): string;
  afterCommit?(work: () => void): void;
}

/** Adds a job in the caller's transaction: it runs after the commit, and never when that is rolled back. Returns its id. */
export async function enqueue(trx: Sql, { name, data = null, dueAt }: Enqueued, ctx: EnqueueContext): Promise<string> {
  const id = ctx.newId('job');
  await insertJob(trx, { id, name, data, dueAt: dueAt ?? ctx.now, queuedAt: ctx.now });
  ctx.afterCommit?.(() => {
    for (const worker of workersHere) worker.wake();
  });
  return id;
}

/** The workers that run in this process, to be woken when there is something to do. */
const workersHere = new Set<Jobs>();

const DEFAULT_ATTEMPTS = 5;
const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
const KEEP_DONE_MS = 30 * 86_400_000;
const STOP_WITHIN_MS = 30_000;

/** 10 s after the first failure, then four times longer each time, at most 6 hours. */
const retryDelay = (attempt: number): number => Math.min(FIRST_RETRY_MS * 4 ** (attempt - 1), LONGEST_RETRY_MS);

/** How a worker keeps time, in milliseconds; tests shorten it. */
export interface Pace {
  /** Between two looks for work. */
  readonly poll: number;
  /** After which a silent worker counts as dead. Renewed at a third of it. */
  readonly lease: number;
  /** Jobs at the same time. */
  readonly together: number;
}

const PACE: Pace = { poll: 2_000, lease: 60_000, together: 2 };

/** What a PostgreSQL server does by itself, the embedded store is told to do: without statistics its plans get worse as tables grow. */
const tidyUp: JobDefinition = {
  name: 'kit.tidyUp',
  title: {
    fr: 'Ranger\u202f: oublier les tâches faites depuis trente jours',
    en: 'Tidy up: forget the jobs done for thirty days',
  },
  cron: '17 3 * * *',
  run: async ({ services: { store }, now }) => {
    await deleteDoneJobs(store.sql, new Date(now.getTime() - KEEP_DONE_MS));
    if (store.kind === 'embedded') await store.exec('vacuum analyze');
  },
};

interface Schedule {
  readonly name: string;
  readonly recurrence: Recurrence;
  readonly zone: string;
  /** The last occurrence this worker has dealt with. */
  last: number;
}

/** Starts working on these jobs. Throws when two have the same name or a recurrence cannot be read. */
export async function startJobs(
  services: Services,
  definitions: readonly JobDefinition[],
  pace: Partial<Pace> = {},
): Promise<Jobs> {
  const worker = new Worker(services, [...definitions, tidyUp], { ...PACE, ...pace });
  await worker.start();
  workersHere.add(worker);
  return worker;
}

class Worker implements Jobs {
  readonly #services: Services;
  readonly #definitions: ReadonlyMap<string, JobDefinition>;
  readonly #schedules: readonly Schedule[];
  readonly #pace: Pace;
  readonly #running = new Map<
    string,
    { readonly job: ClaimedJob; readonly ended: Promise<void>; readonly control: AbortController }
  >();
  #stopping = false;
  #looked: Promise<void> = Promise.resolve();
  #wake: () => void = () => {};
  #woken = false;

  constructor(services: Services, definitions: readonly JobDefinition[], pace: Pace) {
    this.#services = services;
    this.#pace = pace;
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    if (this.#definitions.size < definitions.length) throw new Error('Two jobs have the same name');
    this.#schedules = definitions.flatMap(({ name, cron, tz }) =>
      cron === undefined ? [] : [{ name, recurrence: parseCron(cron), zone: tz ?? 'Europe/Paris', last: 0 }],
    );
  }

  async start(): Promise<void> {
    const { store } = this.#services;
    const now = this.#now();
    // The folder's lock says that whoever held these leases is gone: no need to wait for them to run out.
    if (store.kind === 'embedded') await releaseAllJobs(store.sql);
    await knowSchedules(
      store.sql,
      this.#schedules.map(({ name, recurrence, zone }) => ({
        name,
        lastDueAt: latestOccurrence(recurrence, zone, now) ?? now,
      })),
    );
    this.#looked = this.#look();
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    workersHere.delete(this);
    this.#stopping = true;
    this.wake();
    await this.#looked;
    const running = [...this.#running.values()];
    for (const { control } of running) control.abort(new Error('The worker stops'));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, withinMs);
    await Promise.race([Promise.all(running.map(({ ended }) => ended)), late]);
    clearTimeout(timer);
    for (const { job } of this.#running.values()) {
      this.#services.log.warn({ job: job.id, name: job.name }, 'Job abandoned by a stop, will be repeated');
    }
  }

  async #look(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      let started = false;
      try {
        await this.#queueOccurrences();
        if (this.#running.size < this.#pace.together) started = await this.#startNext();
      } catch (error) {
        this.#services.log.error({ err: error }, 'Looking for jobs failed');
      }
      if (!started) await this.#pause();
    }
  }

  /** Until someone wakes the worker, a job ends, or it is time to look again. */
  async #pause(): Promise<void> {
    if (this.#woken || this.#stopping) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, this.#pace.poll);
    await promise;
    clearTimeout(timer);
  }

  async #queueOccurrences(): Promise<void> {
    const now = this.#now();
    for (const schedule of this.#schedules) {
      const dueAt = latestOccurrence(schedule.recurrence, schedule.zone, now);
      if (!dueAt || dueAt.getTime() <= schedule.last) continue;
      const job = { id: this.#newId('job', now), name: schedule.name, data: null, dueAt, queuedAt: now };
      await insertOccurrence(this.#services.store.sql, job);
      schedule.last = dueAt.getTime();
    }
  }

  async #startNext(): Promise<boolean> {
    const now = this.#now();
    const job = await claimJob(this.#services.store.sql, {
      names: [...this.#definitions.keys()],
      running: [...this.#running.keys()],
      lease: this.#newId('lease', now),
      now,
      until: this.#leaseEnd(now),
    });
    if (!job) return false;
    const control = new AbortController();
    const ended = this.#perform(job, control)
      .catch((error) =>
        this.#services.log.error(
          { err: error, job: job.id, name: job.name },
          'Job could not be settled, will be repeated',
        ),
      )
      .finally(() => {
        this.#running.delete(job.id);
        this.wake();
      });
    this.#running.set(job.id, { job, ended, control });
    return true;
  }

  async #perform(job: ClaimedJob, control: AbortController): Promise<void> {
    const { store, log } = this.#services;
    const definition = this.#definitions.get(job.name)!;
    const attempts = definition.attempts ?? DEFAULT_ATTEMPTS;
    // Its worker died during each attempt: trying again would only kill the next.
    if (job.attempt > attempts) return this.#fail(job, new Error('The worker stopped during each attempt'));
    const heartbeat = setInterval(() => void this.#renew(job, control), this.#pace.lease / 3);
    try {
      await definition.run(this.#context(job, control.signal, job.attempt === attempts));
    } catch (error) {
      if (this.#stopping && control.signal.aborted) return await releaseJob(store.sql, job);
      if (job.attempt >= attempts) return await this.#fail(job, error);
      const dueAt = new Date(this.#now().getTime() + retryDelay(job.attempt));
      log.warn(
        { err: error, job: job.id, name: job.name, attempt: job.attempt, dueAt },
        'Job failed, will be tried again',
      );
      return await retryJob(store.sql, job, reasonOf(error), dueAt);
    } finally {
      clearInterval(heartbeat);
    }
    await finishJob(store.sql, job, this.#now());
  }

  async #fail(job: ClaimedJob, error: unknown): Promise<void> {
    this.#services.log.error({ err: error, job: job.id, name: job.name, attempt: job.attempt }, 'Job failed for good');
    await failJob(this.#services.store.sql, job, reasonOf(error), this.#now());
  }

  async #renew(job: ClaimedJob, control: AbortController): Promise<void> {
    try {
      const kept = await extendLease(this.#services.store.sql, job, this.#leaseEnd(this.#now()));
      if (!kept) control.abort(new Error('Another worker has taken the job over, or it is done'));
    } catch (error) {
      // The store may answer again before the lease runs out.
      this.#services.log.warn({ err: error, job: job.id, name: job.name }, 'Lease not renewed');
    }
  }

  #context(job: ClaimedJob, signal: AbortSignal, isLastAttempt: boolean): JobContext {
    const now = this.#now();
    return {
      id: job.id,
      data: job.data,
      attempt: job.attempt,
      isLastAttempt,
      now,
      services: this.#services,
      log: this.#services.log.child({ job: job.id, name: job.name }),
      signal,
      newId: (prefix) => this.#newId(prefix, now),
      complete: async (trx) => {
        if (!(await finishJob(trx, job, this.#now())))
          throw new Error(`Job ${job.id} was taken over by another worker`);
      },
    };
  }

  #now(): Date {
    return this.#services.clock.now();
  }

  #newId(prefix: string, now: Date): string {
    return newId(prefix, now, this.#services.random);
  }

  #leaseEnd(now: Date): Date {
    return new Date(now.getTime() + this.#pace.lease);
  }
}

const reasonOf = (error: unknown): string =>
  hideCredentials(error instanceof Error ? error.message : String(error)).slice(0, 1_000);
