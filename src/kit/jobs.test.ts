import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import type { Services } from './context.ts';
import type { Sql, Store } from './db/database.ts';
import { openEmbedded } from './db/embedded.ts';
import { openStore } from './db/open.ts';
import { countJobs, enqueue, type JobContext, type JobDefinition, type Jobs, type Pace, startJobs } from './jobs.ts';
import { appendJournal } from './journal.ts';
import { silentLog } from './log.ts';
import { eventually } from './testing/eventually.ts';
import { eachStore, embeddedModel } from './testing/store.ts';

const title = { fr: 'Essai', en: 'Trial' };
const started = new Date('2013-07-01T10:00:00Z');

/** The visible effect of a job: a line of the journal. */
const effect = (trx: Sql, job: string) =>
  appendJournal(trx, {
    at: started,
    actorId: 'system',
    actorName: 'system',
    onBehalfOf: null,
    action: 'test.effect',
    objectKind: 'job',
    objectId: job,
    reason: null,
    before: null,
    after: null,
    requestId: null,
  });

const effects = async (store: Store): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) from kit.journal where action = 'test.effect'`.execute(
    store.sql,
  );
  return rows[0]!.count;
};

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  let now: Date;
  let services: Services;
  const workers: Jobs[] = [];

  beforeEach(async () => {
    store ??= await open();
    await store.exec('delete from kit.job; delete from kit.job_schedule');
    now = started;
    services = { config: parseConfig({}), store, clock: { now: () => now }, random: Math.random, log: silentLog };
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  const work = async (definitions: JobDefinition[], pace: Partial<Pace> = {}): Promise<Jobs> => {
    const worker = await startJobs(services, definitions, { poll: 20, ...pace });
    workers.push(worker);
    return worker;
  };
  const ctx = () => ({ now, newId: (prefix: string) => `${prefix}-${Math.random()}` });
  const later = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };
  const queue = (name: string, data?: unknown) =>
    store.sql.transaction().execute((trx) => enqueue(trx, { name, data }, ctx()));
  const jobs = async () =>
    (await store.sql.selectFrom('kit.job').selectAll().orderBy('queued_at').execute()).map(
      ({ name, state, attempts }) => ({ name, state, attempts }),
    );

  test('A job queued by an action runs as soon as that is done, without waiting for the next look', async () => {
    const seen: unknown[] = [];
    await work([{ name: 'test.see', title, run: async ({ data }) => void seen.push(data) }], { poll: 60_000 });
    await eventually(async () => expect(await jobs()).toEqual([]));
    const after: (() => void)[] = [];
    await store.sql
      .transaction()
      .execute((trx) =>
        enqueue(trx, { name: 'test.see', data: 1 }, { ...ctx(), afterCommit: (run) => after.push(run) }),
      );
    for (const run of after) run();
    await eventually(() => expect(seen).toEqual([1]));
  });

  test('A job queued in a transaction runs once that has committed, with its data; one of a rolled-back transaction never does', async () => {
    const seen: unknown[] = [];
    await work([{ name: 'test.see', title, run: async ({ data }) => void seen.push(data) }]);
    const undone = store.sql.transaction().execute(async (trx) => {
      await enqueue(trx, { name: 'test.see', data: 'undone' }, ctx());
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await queue('test.see', { cluster: 'clu-1' });
    await eventually(async () => expect(await jobs()).toEqual([{ name: 'test.see', state: 'done', attempts: 1 }]));
    expect(seen).toEqual([{ cluster: 'clu-1' }]);
  });

  test('A job whose worker died is repeated when the lease runs out, and the worker thought dead can no longer have its effect', async () => {
    const { promise: wakesUp, resolve: wakeUp } = Promise.withResolvers<void>();
    const outcomes: unknown[] = [];
    const save = ({ id, complete }: JobContext) =>
      store.sql.transaction().execute(async (trx) => {
        await effect(trx, id);
        await complete(trx);
      });
    await work([
      {
        name: 'test.once',
        title,
        run: async (job) => {
          await wakesUp;
          await save(job).catch((error) => outcomes.push(error));
        },
      },
    ]);
    await queue('test.once');
    await eventually(async () => expect(await jobs()).toMatchObject([{ state: 'running' }]));
    const before = await effects(store);
    later(59_000);
    // On the embedded store a start frees every lease, since one process at a time works there; here both live in this one.
    if (store.kind === 'server') {
      await work([{ name: 'test.once', title, run: save }]);
      await new Promise((passed) => setTimeout(passed, 100));
      expect(await effects(store)).toBe(before);
      later(2_000);
    } else await work([{ name: 'test.once', title, run: save }]);
    await eventually(async () => expect(await jobs()).toEqual([{ name: 'test.once', state: 'done', attempts: 2 }]));
    wakeUp();
    await eventually(() => expect(outcomes).toHaveLength(1));
    expect(String(outcomes[0])).toContain('taken over');
    expect(await effects(store)).toBe(before + 1);
    expect(await jobs()).toEqual([{ name: 'test.once', state: 'done', attempts: 2 }]);
  });

  test('A job that fails is tried again later and later, then stays failed with its reason, credentials hidden', async () => {
    let attempts = 0;
    const lasts: boolean[] = [];
    await work([
      {
        name: 'test.fail',
        title,
        attempts: 3,
        run: async ({ isLastAttempt }) => {
          attempts += 1;
          lasts.push(isLastAttempt);
          throw new Error('No answer from smtp://me:hunter2@mail');
        },
      },
    ]);
    await queue('test.fail');
    for (const [wait, expected] of [
      [0, 1],
      [9_000, 1],
      [2_000, 2],
      [39_000, 2],
      [2_000, 3],
      [10_000_000, 3],
    ] as const) {
      later(wait);
      await new Promise((passed) => setTimeout(passed, 80));
      await eventually(() => expect(attempts).toBe(expected));
    }
    expect(await jobs()).toEqual([{ name: 'test.fail', state: 'failed', attempts: 3 }]);
    expect(lasts).toEqual([false, false, true]);
    const { last_error } = await store.sql.selectFrom('kit.job').select('last_error').executeTakeFirstOrThrow();
    expect(last_error).toBe('No answer from smtp://me:…@mail');
    expect(await countJobs(store.sql)).toEqual({ waiting: 0, running: 0, failed: 1 });
  });

  test('A recurring job runs once for each occurrence whatever the number of workers, and once for all those missed while nothing ran', async () => {
    const runs: string[] = [];
    const daily: JobDefinition = {
      name: 'test.daily',
      title,
      cron: '10 0 * * *',
      run: async (job) => void runs.push(job.now.toISOString()),
    };
    const first = await work([daily]);
    await new Promise((passed) => setTimeout(passed, 80));
    expect(runs).toEqual([]);
    await work([daily]);
    now = new Date('2013-07-01T22:10:00Z');
    await eventually(() => expect(runs).toHaveLength(1));
    await first.stop();
    await workers[1]!.stop();
    now = new Date('2013-07-05T12:00:00Z');
    await work([daily]);
    await eventually(() => expect(runs).toEqual(['2013-07-01T22:10:00.000Z', '2013-07-05T12:00:00.000Z']));
    await new Promise((passed) => setTimeout(passed, 80));
    expect(runs).toHaveLength(2);
  });

  test('A stop waits for the job that runs and takes no other; a long job may end early and is then repeated from the same attempt', async () => {
    const done: unknown[] = [];
    const slow: JobDefinition = {
      name: 'test.slow',
      title,
      run: async ({ data }) => {
        await new Promise((passed) => setTimeout(passed, 200));
        done.push(data);
      },
    };
    const polite: JobDefinition = {
      name: 'test.polite',
      title,
      run: ({ signal }) => new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(signal.reason))),
    };
    const worker = await work([slow, polite]);
    await queue('test.slow', 1);
    await queue('test.polite');
    await eventually(async () => expect((await jobs()).map(({ state }) => state)).toEqual(['running', 'running']));
    await queue('test.slow', 2);
    await worker.stop();
    expect(done).toEqual([1]);
    expect((await jobs()).map(({ name, state, attempts }) => `${name} ${state} ${attempts}`).sort()).toEqual([
      'test.polite waiting 0',
      'test.slow done 1',
      'test.slow waiting 0',
    ]);
  });

  test('Jobs done are forgotten after thirty days, failed ones never', async () => {
    await work([]);
    for (const [id, state, day] of [
      ['old', 'done', '2013-06-01'],
      ['recent', 'done', '2013-06-30'],
      ['broken', 'failed', '2013-01-01'],
    ]) {
      await sql`insert into kit.job (id, name, data, state, due_at, queued_at, finished_at)
        values (${id}, 'test.past', 'null', ${state}, now(), now(), ${day}::date)`.execute(store.sql);
    }
    now = new Date('2013-07-02T01:17:00Z');
    await eventually(async () => {
      const left = await store.sql
        .selectFrom('kit.job')
        .select('id')
        .where('name', '=', 'test.past')
        .orderBy('id')
        .execute();
      expect(left.map(({ id }) => id)).toEqual(['broken', 'recent']);
    });
  });

  test('A hundred jobs shared by three workers run once each', async () => {
    const seen: unknown[] = [];
    const count: JobDefinition = { name: 'test.count', title, run: async ({ data }) => void seen.push(data) };
    await store.sql.transaction().execute(async (trx) => {
      for (let index = 0; index < 100; index++) await enqueue(trx, { name: 'test.count', data: index }, ctx());
    });
    if (store.kind === 'server') await Promise.all([work([count]), work([count]), work([count])]);
    else await work([count]);
    await eventually(() =>
      expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 100 }, (_, index) => index)),
    );
  });
});

describe('with a real process killed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-jobs-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  // Killed before the commit of its first attempt, then right after that of the second.
  const child = `
    import { parseConfig } from '#kit/config.ts';
    import { openStore } from '#kit/db/open.ts';
    import { startJobs } from '#kit/jobs.ts';
    import { silentLog } from '#kit/log.ts';
    import { sql } from 'kysely';
    const store = await openStore({ kind: 'embedded', dir: process.argv[1] });
    await startJobs({ config: parseConfig({}), store, clock: { now: () => new Date() }, random: Math.random, log: silentLog }, [{
      name: 'test.killed', title: { fr: '', en: '' },
      run: async ({ attempt, complete }) => {
        await store.sql.transaction().execute(async (trx) => {
          await sql\`insert into effect values (\${attempt})\`.execute(trx);
          if (attempt === 1) process.kill(process.pid, 'SIGKILL');
          await complete(trx);
        });
        process.kill(process.pid, 'SIGKILL');
      },
    }], { poll: 20 });`;

  test('A job interrupted by kill -9 is repeated, and its effect is single', async () => {
    const prepared = await openEmbedded({ dir, model: await embeddedModel() });
    await prepared.exec('create table effect (attempt integer)');
    await prepared.sql
      .transaction()
      .execute((trx) => enqueue(trx, { name: 'test.killed' }, { now: new Date(), newId: () => 'job-killed' }));
    await prepared.close();
    for (let attempt = 1; attempt <= 2; attempt++) {
      const running = spawn(process.execPath, ['--input-type=module-typescript', '--eval', child, dir], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      expect(await once(running, 'exit')).toEqual([null, 'SIGKILL']);
    }
    const store = await openStore({ kind: 'embedded', dir });
    expect((await store.query('select attempt from effect')).rows).toEqual([{ attempt: 2 }]);
    expect((await store.query('select state, attempts from kit.job')).rows).toEqual([{ state: 'done', attempts: 2 }]);
    await store.close();
  });
});
