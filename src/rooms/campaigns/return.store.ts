import { sql as fragment, type Selectable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { findCampaign } from './campaign.store.ts';
import type { Campaign } from './campaign.ts';
import type { QuestionTable, ReturnTable, SubmissionTable } from './campaigns.tables.ts';
import { type Delay, delayOf } from './delay.store.ts';
import type { Answer, HeldCell } from './return.ts';

export type ReturnRow = Selectable<ReturnTable>;

/** A campaign and one cluster's return in it, which nobody may have opened. */
export interface ReturnHead {
  readonly cluster: { readonly id: string; readonly name: string };
  readonly campaign: Campaign;
  readonly held: ReturnRow | null;
  /** More time that the cluster was given. */
  readonly delay: Delay | null;
}

/** Null when no campaign was prepared for that year, or there is no such cluster. */
export async function returnHead(sql: Sql, cluster: string, year: number): Promise<ReturnHead | null> {
  const campaign = await findCampaign(sql, year);
  const named = await clusterNamed(sql, cluster);
  if (!campaign || !named) return null;
  const held = (await returnRow(sql, cluster, year).executeTakeFirst()) ?? null;
  return { cluster: named, campaign, held, delay: await delayOf(sql, cluster, year) };
}

/** Null when there is no such cluster. */
export async function clusterNamed(sql: Sql, cluster: string): Promise<ReturnHead['cluster'] | null> {
  const row = await sql
    .selectFrom('registry.cluster')
    .select(['id', 'name'])
    .where('id', '=', cluster)
    .executeTakeFirst();
  return row ?? null;
}

const returnRow = (sql: Sql, cluster: string, year: number) =>
  sql.selectFrom('campaigns.return').selectAll().where('cluster_id', '=', cluster).where('year', '=', year);

/** The same, held until the transaction ends: two people who write one return wait for each other. */
export async function lockReturn(trx: Sql, cluster: string, year: number): Promise<ReturnRow | null> {
  return (await returnRow(trx, cluster, year).forUpdate().executeTakeFirst()) ?? null;
}

/** What a year's campaign asks beside the contracts; what was withdrawn is left out. */
export const askedQuestions = (sql: Sql, year: number): Promise<QuestionTable[]> =>
  sql
    .selectFrom('campaigns.question')
    .selectAll()
    .where('first_year', '<=', year)
    .where('last_year', '>=', year)
    .where('withdrawn_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();

/** Returns of the years before that were validated. */
export async function keptReturns(sql: Sql, cluster: string, year: number): Promise<number> {
  const { kept } = await sql
    .selectFrom('campaigns.return')
    .select(({ fn }) => fn.countAll<string>().as('kept'))
    .where('cluster_id', '=', cluster)
    .where('year', '<', year)
    .where('state', '=', 'validated')
    .executeTakeFirstOrThrow();
  return Number(kept);
}

export const insertReturn = (
  trx: Sql,
  row: Omit<ReturnTable, 'narrative' | 'lighter' | 'synthetic' | 'revision'> & {
    lighter?: boolean;
    synthetic: boolean;
  },
) => trx.insertInto('campaigns.return').values(row).execute();

export const updateReturn = (
  trx: Sql,
  id: string,
  change: Partial<Omit<ReturnTable, 'id' | 'narrative' | 'lighter' | 'synthetic' | 'revision'>> & {
    narrative?: string;
  },
) =>
  trx
    .updateTable('campaigns.return')
    .set((set) => ({ ...change, revision: set('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();

export async function cellsOf(sql: Sql, returnId: string): Promise<HeldCell[]> {
  const { rows } = await fragment<HeldCell>`
    select key, state, value::float8 as value, numerator::float8 as numerator, denominator::float8 as denominator, not_before as "notBefore", text, origin,
      prefilled::float8 as prefilled, prefilled_state as "prefilledState", comment, reason_code as "reasonCode", reason_text as "reasonText", revision,
      changed_at as "changedAt", changed_by as "changedBy"
    from campaigns.cell where return_id = ${returnId} order by key`.execute(sql);
  return rows;
}

/** A cell as it is about to be written. */
export type NewCell = Omit<HeldCell, 'changedAt' | 'changedBy'>;

interface Stamp {
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string };
}

/** Writes cells and, for each, what changed in it: what it was, and what it is. */
export async function writeCells(
  trx: Sql,
  returnId: string,
  cells: readonly NewCell[],
  changes: readonly {
    readonly id: string;
    readonly key: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly revision: number;
  }[],
  { at, by }: Stamp,
): Promise<void> {
  if (cells.length === 0) return;
  await fragment`
    insert into campaigns.cell as held (return_id, key, state, value, numerator, denominator, not_before, text, origin, prefilled, prefilled_state, comment,
      reason_code, reason_text, revision, changed_at, changed_by)
    select ${returnId}, g.key, g.state, g.value, g.numerator, g.denominator, g."notBefore", g.text, g.origin, g.prefilled, g."prefilledState", g.comment,
      g."reasonCode", g."reasonText", g.revision, ${at}::timestamptz, ${by.name}
    from json_to_recordset(${JSON.stringify(cells)}::json) as g (key text, state text, value numeric, numerator numeric, denominator numeric, "notBefore" date,
      text text, origin text, prefilled numeric, "prefilledState" text, comment text, "reasonCode" text, "reasonText" text, revision int)
    on conflict (return_id, key) do update set (state, value, numerator, denominator, not_before, text, origin, prefilled, prefilled_state, comment,
      reason_code, reason_text, revision, changed_at, changed_by) = (excluded.state, excluded.value, excluded.numerator, excluded.denominator,
      excluded.not_before, excluded.text, excluded.origin, excluded.prefilled, excluded.prefilled_state, excluded.comment, excluded.reason_code,
      excluded.reason_text, excluded.revision, excluded.changed_at, excluded.changed_by)`.execute(trx);
  if (changes.length === 0) return;
  await fragment`
    insert into campaigns.cell_change (id, return_id, key, revision, at, by_id, by_name, before, after)
    select g.id, ${returnId}, g.key, g.revision, ${at}::timestamptz, ${by.id}, ${by.name}, g.before, g.after
    from json_to_recordset(${JSON.stringify(changes)}::json) as g (id text, key text, revision int, before jsonb, after jsonb)`.execute(
    trx,
  );
}

export interface CellChange {
  readonly revision: number;
  readonly at: Date;
  readonly by: string;
  readonly before: CellVersion | null;
  readonly after: CellVersion;
}

/** What the history of a cell keeps of it. */
export interface CellVersion extends Answer {
  readonly origin: HeldCell['origin'];
  readonly comment: string;
  readonly reasonCode: string | null;
  readonly reasonText: string;
}

/** The changes of one cell, the newest first. */
export async function changesOf(sql: Sql, returnId: string, key: string): Promise<CellChange[]> {
  const { rows } = await fragment<CellChange>`
    select revision, at, by_name as by, before, after from campaigns.cell_change
    where return_id = ${returnId} and key = ${key} order by revision desc, at desc`.execute(sql);
  return rows;
}

export const insertSubmission = (trx: Sql, row: Omit<SubmissionTable, 'snapshot'> & { snapshot: unknown }) =>
  fragment`
    insert into campaigns.submission (id, return_id, round, receipt, at, by_id, by_name, approver, snapshot, digest)
    values (${row.id}, ${row.return_id}, ${row.round}, ${row.receipt}, ${row.at}::timestamptz, ${row.by_id}, ${row.by_name}, ${row.approver},
      ${JSON.stringify(row.snapshot)}::jsonb, ${row.digest})`.execute(trx);

/** The submissions of a return, the newest first, without what they hold. */
export const submissionsOf = (sql: Sql, returnId: string) =>
  sql
    .selectFrom('campaigns.submission')
    .select(['receipt', 'round', 'at', 'by_name', 'approver', 'digest'])
    .where('return_id', '=', returnId)
    .orderBy('round', 'desc')
    .execute();

/** Name and function of who answered for the last submission of a cluster, as they were typed; null before the first. */
export async function lastApproverOf(
  sql: Sql,
  cluster: string,
): Promise<{ approver: string; approverFunction: string } | null> {
  const row = await sql
    .selectFrom('campaigns.submission as s')
    .innerJoin('campaigns.return as r', 'r.id', 's.return_id')
    .select('s.approver')
    .where('r.cluster_id', '=', cluster)
    .orderBy('s.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const [approver = '', ...rest] = row.approver.split(', ');
  return { approver, approverFunction: rest.join(', ') };
}

export const submissionByReceipt = (sql: Sql, receipt: string) =>
  sql
    .selectFrom('campaigns.submission as s')
    .innerJoin('campaigns.return as r', 'r.id', 's.return_id')
    .innerJoin('registry.cluster as c', 'c.id', 'r.cluster_id')
    .innerJoin('campaigns.campaign as y', 'y.year', 'r.year')
    .selectAll('s')
    .select([
      'r.cluster_id',
      'r.year',
      'r.answer_due_on',
      'r.state',
      'r.synthetic',
      'c.name as cluster_name',
      'y.state_days',
      'y.region_days',
      'y.silence',
    ])
    .where('s.receipt', '=', receipt)
    .executeTakeFirst();

export async function clusterOfReceipt(sql: Sql, receipt: string): Promise<string | null> {
  return (await submissionByReceipt(sql, receipt))?.cluster_id ?? null;
}

/** Adds seconds really spent on figures of a return, by day and person. */
export async function addEffort(
  trx: Sql,
  returnId: string,
  spent: readonly { readonly key: string; readonly seconds: number }[],
  { person, on }: { readonly person: string; readonly on: Day },
): Promise<void> {
  await fragment`
    insert into campaigns.effort as held (return_id, key, person_id, on_day, seconds)
    select ${returnId}, g.key, ${person}, ${on}::date, g.seconds
    from json_to_recordset(${JSON.stringify(spent)}::json) as g (key text, seconds int)
    on conflict (return_id, key, person_id, on_day) do update set seconds = held.seconds + excluded.seconds`.execute(
    trx,
  );
}

/** Seconds spent on a return, all people together. */
export async function effortOf(sql: Sql, returnId: string): Promise<number> {
  const { rows } = await fragment<{ seconds: number }>`
    select coalesce(sum(seconds), 0)::int as seconds from campaigns.effort where return_id = ${returnId}`.execute(sql);
  return rows[0]!.seconds;
}

/** What an authority asks of one figure of the last submission, and that the cluster has not answered. */
export interface AskedAgain {
  readonly key: string;
  readonly verdict: 'questioned' | 'returned';
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export async function askedAgain(sql: Sql, returnId: string): Promise<AskedAgain[]> {
  const { rows } = await fragment<AskedAgain>`
    select distinct on (v.key) v.key, v.verdict, v.reason, v.by_name as by, v.at from campaigns.verdict v
    where v.return_id = ${returnId} and v.verdict <> 'accepted' and v.answer is null
      and v.round = (select max(s.round) from campaigns.submission s where s.return_id = v.return_id)
    order by v.key, v.at desc`.execute(sql);
  return rows;
}
