import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { RunTable } from '../evaluation.tables.ts';
import type { RunKind, RunSummary } from '../evaluation.ts';
import type { ShownResult } from '../result.rules.ts';

export const insertRun = async (trx: Sql, row: Insertable<RunTable>): Promise<void> => {
  await trx.insertInto('evaluation.run').values(row).execute();
};

/** A run with the version of the question that it answers; null for a look at a design. */
export type RunRow = RunTable & { readonly version: number | null };

const runs = (sql: Sql) =>
  sql
    .selectFrom('evaluation.run as r')
    .leftJoin('evaluation.registration as g', 'g.id', 'r.registration_id')
    .selectAll('r')
    .select('g.version');

export const findRun = (sql: Sql, id: string): Promise<RunRow | undefined> =>
  runs(sql).where('r.id', '=', id).executeTakeFirst() as Promise<RunRow | undefined>;

/** Null for runs that have no result, or had it before it was kept for their page. */
export const findShown = async (sql: Sql, run: string): Promise<ShownResult | null> =>
  (await sql.selectFrom('evaluation.shown_result').select('shown').where('run_id', '=', run).executeTakeFirst())
    ?.shown ?? null;

export const keepShown = async (trx: Sql, run: string, shown: ShownResult): Promise<void> => {
  await trx.insertInto('evaluation.shown_result').values({ run_id: run, shown }).execute();
};

export const lockRun = (trx: Sql, id: string): Promise<RunTable | undefined> =>
  trx.selectFrom('evaluation.run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst() as Promise<
    RunTable | undefined
  >;

/** Changes a run that is still under way; false when somebody stopped it meanwhile. */
export async function changeRunning(sql: Sql, id: string, change: Updateable<RunTable>): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('evaluation.run')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const endRun = async (trx: Sql, id: string, change: Updateable<RunTable>): Promise<void> => {
  await trx.updateTable('evaluation.run').set(change).where('id', '=', id).execute();
};

/** Runs of this kind that were being worked on by a job that starts again, or by one that has been silent since. */
export const interruptedRuns = (sql: Sql, kind: RunKind, job: string, silentSince: Date): Promise<RunTable[]> =>
  sql
    .selectFrom('evaluation.run')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', '=', 'running')
    .where((eb) => eb.or([eb('job_id', '=', job), eb('beat_at', '<', silentSince)]))
    .execute() as Promise<RunTable[]>;

/** Takes the run that waits the longest, when none of its kind is under way. */
export async function takeNextRun(sql: Sql, kind: RunKind, job: string, now: Date): Promise<RunTable | null> {
  const { rows } = await fragment<RunTable>`
    update evaluation.run set state = 'running', job_id = ${job}, beat_at = ${now}, started_at = ${now}, attempts = attempts + 1, share = 0, stage = null
    where id = (
      select id from evaluation.run where kind = ${kind} and state = 'queued'
        and not exists (select 1 from evaluation.run other where other.kind = ${kind} and other.state = 'running')
      order by queued_at, id limit 1 for update skip locked)
      and state = 'queued'
    returning *`.execute(sql);
  return rows[0] ?? null;
}

/** How many of its kind stand before it, the one under way included; 0 when it is next. */
export async function runsBefore(sql: Sql, { id, kind, queued_at }: RunTable): Promise<number> {
  const { count } = await sql
    .selectFrom('evaluation.run')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('id', '<>', id)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'running'),
        eb.and([
          eb('state', '=', 'queued'),
          eb.or([eb('queued_at', '<', queued_at), eb.and([eb('queued_at', '=', queued_at), eb('id', '<', id)])]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A run as lists show it. */
export const summaryOf = (row: RunRow): RunSummary => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  version: row.version,
  stage: row.stage,
  share: Number(row.share),
  queuedAt: row.queued_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  askedBy: row.asked_by,
  failure: row.failure,
  repeats: row.repeats,
  identical: row.identical,
  headline: row.kind === 'estimate' ? (row.result as RunSummary['headline']) : null,
});

/** The estimates of an evaluation, the latest first. */
export const estimatesOf = async (sql: Sql, evaluation: string): Promise<RunSummary[]> =>
  (
    (await runs(sql)
      .where('r.evaluation_id', '=', evaluation)
      .where('r.kind', '=', 'estimate')
      .orderBy('r.queued_at', 'desc')
      .orderBy('r.id', 'desc')
      .execute()) as RunRow[]
  ).map(summaryOf);

/** Runs of an evaluation that wait or work. */
export const runsUnderWay = async (sql: Sql, evaluation: string, kind?: RunKind): Promise<string[]> => {
  const all = sql
    .selectFrom('evaluation.run')
    .select('id')
    .where('evaluation_id', '=', evaluation)
    .where('state', 'in', ['queued', 'running']);
  return (await (kind ? all.where('kind', '=', kind) : all).execute()).map(({ id }) => id);
};

/** Ends the looks of an evaluation that nobody waits for any more. */
export const cancelLooks = async (trx: Sql, evaluation: string, now: Date): Promise<void> => {
  await trx
    .updateTable('evaluation.run')
    .set({ state: 'cancelled', ended_at: now })
    .where('evaluation_id', '=', evaluation)
    .where('kind', '=', 'design')
    .where('state', 'in', ['queued', 'running'])
    .execute();
};
