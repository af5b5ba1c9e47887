/**
 * A process of its own for the tests that kill one: `node store-child.ts <what> <folder>`. Each line it prints is a fact that the
 * test may rely on. Each program reads only the code that it needs: the tests start dozens.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { lockStore } from '../db/lock.ts';

const [what, dir] = process.argv.slice(2) as [string, string];
/** Until it is killed, or long after whoever should have done so is gone. */
const STAYS_MS = 600_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

const programs: Record<string, () => Promise<void>> = {
  /** Holds the folder's lock until it is killed. */
  async hold() {
    const lock = await lockStore(dir, { url: null });
    lock.announce({ url: 'http://127.0.0.1:1' });
    say('holding');
    await pause(STAYS_MS);
  },

  /** Takes the lock once with many others, says how it went, and keeps it when it has it. */
  async contend() {
    const took = await lockStore(dir, { url: null }).then(
      () => true,
      (error: Error) => error.name !== 'StoreTaken' && Promise.reject(error),
    );
    say(took ? 'took' : 'refused');
    if (took) await pause(STAYS_MS);
  },

  /** Writes transactions for ever; prints each number once its transaction is committed. */
  async write() {
    const { sql } = await import('kysely');
    const { openStore } = await import('../db/open.ts');
    const store = await openStore({ kind: 'embedded', dir });
    await store.exec(`create schema if not exists trial;
      create table if not exists trial.line (n int primary key, half text not null);
      create table if not exists trial.other_half (n int primary key references trial.line (n), details jsonb not null);
      create index if not exists other_half_details on trial.other_half using gin (details);`);
    const { rows } = await store.query<{ next: number }>('select coalesce(max(n), 0) + 1 as next from trial.line');
    say('writing');
    for (let n = rows[0]!.next; ; n++) {
      await store.sql.transaction().execute(async (trx) => {
        await sql`insert into trial.line (n, half) values (${n}, ${'é'.repeat(500)})`.execute(trx);
        await sql`insert into trial.other_half (n, details) values (${n}, ${{ n, words: ['one', 'two'] }}::jsonb)`.execute(
          trx,
        );
        if (n % 3 === 0) await sql`update trial.line set half = half || '!' where n = ${n - 1}`.execute(trx);
      });
      say(String(n));
      if (n % 25 === 0) await store.exec('checkpoint');
    }
  },

  /** Overflows the engine's stack, which it has been given too little of. */
  async overflow() {
    const { PgliteThread } = await import('../db/pglite.thread.ts');
    const { databaseFolder } = await import('../db/embedded.ts');
    const { embeddedModel } = await import('./store.ts');
    const thread = await PgliteThread.open({ dir: null, model: databaseFolder(await embeddedModel()) }, 2);
    say('open');
    const depth = 60_000;
    const { rows } = await thread.query('select $1::jsonb', [`${'['.repeat(depth)}${']'.repeat(depth)}`]);
    say(`answered ${rows.length} rows`);
  },
};

await programs[what]!();
