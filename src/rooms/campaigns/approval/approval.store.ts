import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { clustersWithin, type ReachOf } from '#rooms/registry';
import type { DecisionTable, Opinion, Step, Verdict } from '../campaigns.tables.ts';
import type { Answer } from '../return.ts';
import type { GivenVerdict } from './review.rules.ts';

export interface VerdictRow extends GivenVerdict {
  readonly id: string;
  readonly round: number;
  readonly step: Step;
  readonly reason: string;
  readonly by: string;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
}

/** Every verdict on a return, in the order in which they were given. */
export async function verdictsOf(sql: Sql, returnId: string): Promise<VerdictRow[]> {
  const { rows } = await fragment<VerdictRow>`
    select id, round, key, step, verdict, reason, by_name as by, at, answer, answered_at as "answeredAt", answered_by as "answeredBy"
    from campaigns.verdict where return_id = ${returnId} order by at, id`.execute(sql);
  return rows;
}

export interface NewVerdict {
  readonly id: string;
  readonly key: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

export async function insertVerdicts(
  trx: Sql,
  verdicts: readonly NewVerdict[],
  of: {
    readonly returnId: string;
    readonly round: number;
    readonly step: Step;
    readonly by: { readonly id: string; readonly name: string };
    readonly at: Date;
  },
): Promise<void> {
  await trx
    .insertInto('campaigns.verdict')
    .values(
      verdicts.map((one) => ({
        ...one,
        return_id: of.returnId,
        round: of.round,
        step: of.step,
        by_id: of.by.id,
        by_name: of.by.name,
        at: of.at,
        answer: null,
        answered_at: null,
        answered_by: null,
      })),
    )
    .execute();
}

export const saveAnswer = async (
  trx: Sql,
  id: string,
  answer: { readonly answer: string; readonly at: Date; readonly by: string },
): Promise<void> => {
  await trx
    .updateTable('campaigns.verdict')
    .set({ answer: answer.answer, answered_at: answer.at, answered_by: answer.by })
    .where('id', '=', id)
    .execute();
};

/** What each step decided of each submission, the newest first. */
export const decisionsOf = (sql: Sql, returnId: string): Promise<DecisionTable[]> =>
  sql
    .selectFrom('campaigns.decision')
    .selectAll()
    .where('return_id', '=', returnId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const insertDecision = async (trx: Sql, decision: DecisionTable): Promise<void> => {
  await trx.insertInto('campaigns.decision').values(decision).execute();
};

export interface OpinionRow {
  readonly party: string;
  readonly name: string;
  readonly opinion: Opinion;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** The last opinion of each party. */
export async function opinionsOf(sql: Sql, returnId: string): Promise<OpinionRow[]> {
  const { rows } = await fragment<OpinionRow>`
    select distinct on (party_id) party_id as party, party_name as name, opinion, text, by_name as by, at
    from campaigns.opinion where return_id = ${returnId} order by party_id, at desc, id desc`.execute(sql);
  return rows;
}

export async function insertOpinion(
  trx: Sql,
  one: Omit<OpinionRow, 'by'> & {
    readonly id: string;
    readonly returnId: string;
    readonly by: { readonly id: string; readonly name: string };
  },
): Promise<void> {
  await trx
    .insertInto('campaigns.opinion')
    .values({
      id: one.id,
      return_id: one.returnId,
      party_id: one.party,
      party_name: one.name,
      opinion: one.opinion,
      text: one.text,
      by_id: one.by.id,
      by_name: one.by.name,
      at: one.at,
    })
    .execute();
}

export interface SubmittedFigure extends Answer {
  readonly key: string;
  readonly comment: string;
}

export interface SubmissionRow {
  readonly round: number;
  readonly receipt: string;
  readonly at: Date;
  readonly by: string;
  readonly approver: string;
  readonly figures: readonly SubmittedFigure[];
}

/** The submissions of a return with their figures, the newest first. */
export async function submittedFigures(sql: Sql, returnId: string): Promise<SubmissionRow[]> {
  const { rows } = await fragment<SubmissionRow>`
    select round, receipt, at, by_name as by, approver, snapshot -> 'figures' as figures
    from campaigns.submission where return_id = ${returnId} order by round desc limit 2`.execute(sql);
  return rows;
}

/** A return that waits for an authority. */
export interface WaitingReturn {
  readonly cluster: string;
  readonly clusterName: string;
  readonly year: number;
  readonly state: 'submitted' | 'state-accepted';
  /** Since when, and until when, the authority has it. */
  readonly since: Date;
  readonly answerDueOn: Day;
  readonly round: number;
  readonly cells: number;
  /** Typed instead of what was counted, or with a reason; of a new submission, changed since the one before. */
  readonly changed: number;
  /** Questions that wait for the cluster, and those that it answered. */
  readonly questions: number;
  readonly answers: number;
  /** Regions that coordinate the cluster, as functions name them. */
  readonly coordinating: readonly string[];
  readonly synthetic: boolean;
}

/** The returns within reach that wait for the State or for the region, the most urgent first. */
export async function waitingReturns(
  sql: Sql,
  { reach, year }: { readonly reach: ReachOf; readonly year: number | null },
): Promise<WaitingReturn[]> {
  const { rows } = await fragment<WaitingReturn>`
    select r.cluster_id as cluster, c.name as "clusterName", r.year, r.state, r.answer_due_on as "answerDueOn", r.synthetic, s.round,
      greatest(s.at, (select max(d.at) from campaigns.decision d where d.return_id = r.id and d.round = s.round)) as since,
      (select count(*)::int from campaigns.cell e where e.return_id = r.id) as cells,
      (select count(*)::int from campaigns.cell e where e.return_id = r.id and case when b.at is null
        then e.reason_code is not null or (e.prefilled is not null and e.value is distinct from e.prefilled)
        else e.changed_at > b.at end) as changed,
      q.questions, q.answers,
      array(select k.region || '@' || k.vintage from registry.cluster_region k where k.cluster_id = r.cluster_id and k.coordinating) as coordinating
    from campaigns.return r
      join registry.cluster c on c.id = r.cluster_id
      join lateral (select s.round, s.at from campaigns.submission s where s.return_id = r.id order by s.round desc limit 1) s on true
      left join campaigns.submission b on b.return_id = r.id and b.round = s.round - 1
      cross join lateral (
        select count(*) filter (where v.answer is null)::int as questions, count(*) filter (where v.answer is not null)::int as answers
        from campaigns.verdict v where v.return_id = r.id and v.round = s.round and v.verdict = 'questioned'
          and v.step = case r.state when 'submitted' then 'state' else 'region' end) q
    where r.state in ('submitted', 'state-accepted') ${year === null ? fragment`` : fragment`and r.year = ${year}`}
      and r.cluster_id in ${clustersWithin(reach)}
    order by r.answer_due_on, c.name collate "und-x-icu"`.execute(sql);
  return rows;
}

/** Returns whose authority let its days pass, on a day, in campaigns where its silence accepts. */
export async function silentReturns(sql: Sql, on: Day): Promise<{ cluster: string; year: number }[]> {
  const { rows } = await fragment<{ cluster: string; year: number }>`
    select r.cluster_id as cluster, r.year from campaigns.return r join campaigns.campaign c on c.year = r.year
    where r.state in ('submitted', 'state-accepted') and c.silence = 'accepts' and r.answer_due_on < ${on}::date
    order by r.answer_due_on, r.id`.execute(sql);
  return rows;
}
