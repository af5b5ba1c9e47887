import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { Campaign, ReturnRow } from '../attention/return-record.rules.ts';
import type { PlanState, PlanTable } from '../reinforced/plan.ts';

/** Null: every cluster. */
export type Clusters = readonly string[] | null;
const among = (column: string, clusters: Clusters): RawBuilder<unknown> =>
  clusters === null ? fragment`true` : fragment`${fragment.ref(column)} = any (${[...clusters]}::text[])`;

/** The campaigns, as the calendar knows them (read model of the room `campaigns`). */
export async function campaignsOf(sql: Sql): Promise<Campaign[]> {
  const { rows } = await fragment<Campaign>`
    select year, opens_on as "opensOn", due_on as "dueOn" from campaigns.campaign order by year`.execute(sql);
  return rows;
}

/**
 * Who owes what, as the campaigns say it: a cluster whose contract was followed on the last day of the year, or every cluster when the campaign asks questions of its own
 * (`cluster` null). Whether it held the label on that day is for the registry to say. What nobody owed is not late.
 */
export async function owedReturns(sql: Sql): Promise<{ readonly cluster: string | null; readonly year: number }[]> {
  const { rows } = await fragment<{ cluster: string | null; year: number }>`
    select k.cluster_id as cluster, c.year from campaigns.campaign c
      join contracts.contract k on least(k.signed_on, k.provisional_from) <= make_date(c.year, 12, 31)
        and (k.closed_on is null or k.closed_on >= make_date(c.year, 12, 31))
    union
    select null, c.year from campaigns.campaign c
    where exists (select 1 from campaigns.question q where c.year between q.first_year and q.last_year and q.withdrawn_at is null)`.execute(
    sql,
  );
  return rows;
}

/** Changes with whatever contracts promise and figures say: values are only ended and added, a passage counts its revisions. */
export async function seriesStamp(sql: Sql): Promise<string> {
  const { rows } = await fragment<{ stamp: string }>`
    select concat_ws(' ',
      (select concat_ws(',', count(*), count(*) filter (where known_to is null), max(known_from), max(known_to)) from indicators.value),
      (select concat_ws(',', count(*), max(at)) from indicators.retention),
      (select concat_ws(',', count(*), sum(revision), max(changed_at)) from contracts.clause),
      (select md5(string_agg(concat_ws(',', id, state, signed_on, superseded_on), ';' order by id)) from contracts.edition),
      (select md5(string_agg(concat_ws(',', id, state, provisional_from, closed_on), ';' order by id)) from contracts.contract)) as stamp`.execute(
    sql,
  );
  return rows[0]!.stamp;
}

export interface ClusterReturn extends ReturnRow {
  readonly cluster: string;
}

/** What clusters returned; the day of the first submission is the one that counts (R29). */
export async function returnsOf(sql: Sql, clusters: Clusters): Promise<ClusterReturn[]> {
  const { rows } = await fragment<ClusterReturn>`
    select r.cluster_id as cluster, r.year, r.state, r.due_on as "dueOn", r.answer_due_on as "answerDueOn",
      (coalesce(s.at, r.submitted_at) at time zone 'Europe/Paris')::date as "submittedOn",
      exists (select 1 from campaigns.decision d where d.return_id = r.id and d.outcome = 'returned') as "sentBack"
    from campaigns.return r left join campaigns.submission s on s.return_id = r.id and s.round = 1
    where ${among('r.cluster_id', clusters)} order by r.cluster_id, r.year`.execute(sql);
  return rows;
}

export interface ClusterMoney {
  readonly cluster: string;
  readonly contract: string;
  readonly year: number;
  readonly promisedCents: number;
  readonly paidCents: number;
}

/** What authorities promise a cluster year by year, and what they paid of it by a day; what the cluster itself puts in is owed by nobody. */
export async function moneyOf(sql: Sql, on: Day, clusters: Clusters): Promise<ClusterMoney[]> {
  const { rows } = await fragment<ClusterMoney>`
    with promised as (
      select t.cluster_id, t.contract_id, (l.content ->> 'year')::int as year, sum((l.content ->> 'amountCents')::bigint) as cents
      from contracts.text_to_count t join contracts.clause l on l.edition_id = t.edition_id and l.kind = 'commitment'
        join contracts.party a on a.edition_id = t.edition_id and a.id = l.content ->> 'party' and a.kind <> 'cluster'
      where ${among('t.cluster_id', clusters)} group by 1, 2, 3
    ), paid as (
      select m.contract_id, m.year, sum(m.amount_cents) as cents
      from contracts.payment m join contracts.text_to_count t on t.contract_id = m.contract_id
        join contracts.party a on a.edition_id = t.edition_id and a.id = m.party_id and a.kind <> 'cluster'
      where m.withdrawn_at is null and m.paid_on <= ${on} group by 1, 2
    )
    select p.cluster_id as cluster, p.contract_id as contract, p.year, p.cents::float8 as "promisedCents", coalesce(q.cents, 0)::float8 as "paidCents"
    from promised p left join paid q on q.contract_id = p.contract_id and q.year = p.year
    order by p.cluster_id, p.year`.execute(sql);
  return rows;
}

/** Decisions on support that stand, by cluster (R35). */
export async function standingDecisions(sql: Sql, clusters: Clusters): Promise<Map<string, number>> {
  const { rows } = await fragment<{ cluster: string; decisions: number }>`
    select c.cluster_id as cluster, count(*)::int as decisions
    from contracts.support_decision d join contracts.contract c on c.id = d.contract_id
    where d.state <> 'withdrawn' and ${among('c.cluster_id', clusters)} group by 1`.execute(sql);
  return new Map(rows.map((row) => [row.cluster, row.decisions]));
}

/** Opinions given on the latest return of each cluster: what the authorities think, side by side. */
export interface GivenOpinion {
  readonly cluster: string;
  readonly year: number;
  readonly party: string;
  readonly opinion: 'favourable' | 'reserved' | 'unfavourable';
  readonly text: string;
}
export async function latestOpinions(sql: Sql, clusters: Clusters): Promise<GivenOpinion[]> {
  const { rows } = await fragment<GivenOpinion>`
    select distinct on (r.cluster_id, o.party_id) r.cluster_id as cluster, r.year, o.party_name as party, o.opinion, o.text
    from campaigns.opinion o join campaigns.return r on r.id = o.return_id
    where ${among('r.cluster_id', clusters)}
      and r.year = (select max(l.year) from campaigns.return l join campaigns.opinion g on g.return_id = l.id where l.cluster_id = r.cluster_id)
    order by r.cluster_id, o.party_id, o.at desc`.execute(sql);
  return rows;
}

export interface AlivePlan {
  readonly cluster: string;
  readonly id: string;
  readonly state: PlanState;
  readonly step: PlanTable['step'];
  readonly proposedOn: Day;
  readonly startedOn: Day | null;
  readonly reviewOn: Day | null;
  readonly replyDueOn: Day;
  readonly replied: boolean;
  readonly synthetic: boolean;
}

/** The plans that are proposed or running: one at most a cluster. */
export async function alivePlans(sql: Sql, clusters: Clusters): Promise<AlivePlan[]> {
  const rows = await sql
    .selectFrom('monitoring.plan as p')
    .select([
      'p.cluster_id as cluster',
      'p.id',
      'p.state',
      'p.step',
      'p.proposed_on as proposedOn',
      'p.started_on as startedOn',
      'p.review_on as reviewOn',
      'p.reply_due_on as replyDueOn',
      fragment<boolean>`p.replied_at is not null`.as('replied'),
      'p.synthetic',
    ])
    .where('p.state', 'in', ['proposed', 'running'])
    .where(among('p.cluster_id', clusters) as RawBuilder<boolean>)
    .execute();
  return rows;
}

/** The clusters that a person's functions reach, with their names. */
export async function clusterNames(sql: Sql, within: RawBuilder<unknown>): Promise<Map<string, string>> {
  const { rows } = await fragment<{ id: string; name: string }>`
    select id, name from registry.cluster where id in ${within}`.execute(sql);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
