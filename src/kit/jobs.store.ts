import { sql } from 'kysely';
import type { Sql } from './db/database.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

interface JobTable {
  id: string;
  name: string;
  data: unknown;
  state: JobState;
  attempts: number;
  due_at: Date;
  lease: string | null;
  leased_until: Date | null;
  last_error: string | null;
  queued_at: Date;
  finished_at: Date | null;
}

interface JobScheduleTable {
  name: string;
  last_due_at: Date;
}

declare module './db/database.ts' {
  interface Database {
    'kit.job': JobTable;
    'kit.job_schedule': JobScheduleTable;
  }
}

export interface NewJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly dueAt: Date;
  readonly queuedAt: Date;
}

export interface ClaimedJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  readonly lease: string;
}

export async function insertJob(trx: Sql, job: NewJob): Promise<void> {
  await trx
    .insertInto('kit.job')
    .values({
      id: job.id,
      name: job.name,
      data: sql`${JSON.stringify(job.data)}::jsonb`,
      state: 'waiting',
      attempts: 0,
      due_at: job.dueAt,
      queued_at: job.queuedAt,
    })
    .execute();
}

/** The job that is due first, leased; other workers pass over it without waiting. `running` are those of this very process. */
export async function claimJob(
  db: Sql,
  wanted: {
    readonly names: readonly string[];
    readonly running: readonly string[];
    readonly lease: string;
    readonly now: Date;
    readonly until: Date;
  },
): Promise<ClaimedJob | null> {
  const { names, running, lease, now, until } = wanted;
  const { rows } = await sql<{ id: string; name: string; data: unknown; attempts: number }>`
    update kit.job set state = 'running', attempts = attempts + 1, lease = ${lease}, leased_until = ${until}
    where id = (
      select id from kit.job
      where ((state = 'waiting' and due_at <= ${now}) or (state = 'running' and leased_until <= ${now}))
        and name = any(${names}::text[]) and id <> all(${running}::text[])
      order by due_at, id limit 1 for update skip locked
    )
    returning id, name, data, attempts`.execute(db);
  const [row] = rows;
  return row ? { id: row.id, name: row.name, data: row.data, attempt: row.attempts, lease } : null;
}

const leased = (db: Sql, job: ClaimedJob) =>
  db.updateTable('kit.job').where('id', '=', job.id).where('lease', '=', job.lease);
const unleased = { lease: null, leased_until: null } as const;

/** False when the lease was lost: someone else has the job now. */
export async function extendLease(db: Sql, job: ClaimedJob, until: Date): Promise<boolean> {
  const { numUpdatedRows } = await leased(db, job).set({ leased_until: until }).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function finishJob(db: Sql, job: ClaimedJob, now: Date): Promise<boolean> {
  const done = { ...unleased, state: 'done', finished_at: now, last_error: null } as const;
  const { numUpdatedRows } = await leased(db, job).set(done).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function retryJob(db: Sql, job: ClaimedJob, error: string, dueAt: Date): Promise<void> {
  await leased(db, job)
    .set({ ...unleased, state: 'waiting', due_at: dueAt, last_error: error })
    .execute();
}

export async function failJob(db: Sql, job: ClaimedJob, error: string, now: Date): Promise<void> {
  await leased(db, job)
    .set({ ...unleased, state: 'failed', finished_at: now, last_error: error })
    .execute();
}

/** Gives a job back untouched: its worker stops before it could do it. */
export async function releaseJob(db: Sql, job: ClaimedJob): Promise<void> {
  await leased(db, job)
    .set({ ...unleased, state: 'waiting', attempts: job.attempt - 1 })
    .execute();
}

/** Frees what a dead process left leased. Only right where one process at a time works: on the embedded store. */
export async function releaseAllJobs(db: Sql): Promise<void> {
  await db
    .updateTable('kit.job')
    .set({ ...unleased, state: 'waiting' })
    .where('state', '=', 'running')
    .execute();
}

/** The first time a recurring job is known, its past does not count. */
export async function knowSchedules(
  db: Sql,
  schedules: readonly { readonly name: string; readonly lastDueAt: Date }[],
): Promise<void> {
  if (schedules.length === 0) return;
  const rows = schedules.map(({ name, lastDueAt }) => ({ name, last_due_at: lastDueAt }));
  await db
    .insertInto('kit.job_schedule')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Queues the occurrence unless another worker did, or one before it has not ended. */
export async function insertOccurrence(db: Sql, job: NewJob): Promise<void> {
  await sql`
    with moved as (
      update kit.job_schedule set last_due_at = ${job.dueAt} where name = ${job.name} and last_due_at < ${job.dueAt} returning name
    )
    insert into kit.job (id, name, data, due_at, queued_at)
    select ${job.id}, ${job.name}, ${JSON.stringify(job.data)}::jsonb, ${job.dueAt}, ${job.queuedAt} from moved
    where not exists (select from kit.job where name = ${job.name} and state in ('waiting', 'running'))`.execute(db);
}

export async function deleteDoneJobs(db: Sql, before: Date): Promise<void> {
  await db.deleteFrom('kit.job').where('state', '=', 'done').where('finished_at', '<', before).execute();
}

/** What an operator wants to know at a glance. */
export async function countJobs(
  db: Sql,
): Promise<{ readonly waiting: number; readonly running: number; readonly failed: number }> {
  const { rows } = await sql<{ waiting: number; running: number; failed: number }>`
    select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'running') as running,
      count(*) filter (where state = 'failed') as failed
    from kit.job where state <> 'done'`.execute(db);
  return rows[0]!;
}
