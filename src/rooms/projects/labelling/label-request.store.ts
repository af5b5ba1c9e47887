import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Decision, SubmissionState } from './labelling.ts';

/** A file that a cluster was given, as its lists show it. */
export interface RequestRow {
  readonly label: string;
  readonly cluster: string;
  readonly submission: string;
  readonly project: {
    readonly id: string;
    readonly acronym: string;
    readonly title: string;
    readonly filiere: string | null;
  };
  readonly window: string;
  readonly call: string;
  readonly lead: boolean;
  readonly state: SubmissionState;
  readonly incubationFrom: string;
  readonly askedOn: string | null;
  readonly decision: Decision | null;
  readonly decidedOn: string | null;
  readonly leadDecision: Decision | null;
  readonly reviewsAsked: number;
  readonly reviewsDone: number;
  /** The planned meeting whose agenda it is on. */
  readonly meeting: { readonly id: string; readonly heldOn: string } | null;
  /** What funders made of it: null for what was not labelled. */
  readonly fate: 'funded' | 'not-funded' | 'waiting' | null;
  readonly synthetic: boolean;
}

const FUNDED = ['selected', 'agreement', 'closed'];
const NOT_FUNDED = ['refused', 'lapsed', 'withdrawn'];

/** A file of the same project to the same call, in one of these states. */
const filed = (states: readonly string[]): RawBuilder<boolean> => fragment`exists (
  select 1 from projects.application a
  where a.project_id = l.project_id and a.call_id = l.call_id and a.state = any(${[...states]}::text[]))`;

const fate = fragment`case when l.decision in ('labelled', 'reservations') then
  case when ${filed(FUNDED)} then 'funded' when ${filed(NOT_FUNDED)} then 'not-funded' else 'waiting' end end`;

/** Every file that a cluster was given, or one of them; drafts have not reached it. Those that wait come first, the oldest at the head. */
export async function requestRows(
  sql: Sql,
  where: { readonly cluster: string } | { readonly labels: readonly string[] },
): Promise<RequestRow[]> {
  const { rows } = await fragment<RequestRow>`
    select l.id as label, l.cluster_id as cluster, s.id as submission,
      json_build_object('id', p.id, 'acronym', p.acronym, 'title', p.title, 'filiere', p.filiere) as project,
      s.window_id as "window", s.call_id as "call", l.lead, s.state, s.incubation_from as "incubationFrom", l.asked_on as "askedOn",
      l.decision, l.decided_on as "decidedOn",
      (select o.decision from projects.label o where o.submission_id = s.id and o.lead) as "leadDecision",
      (select count(*)::int from projects.review r where r.label_id = l.id and r.state <> 'declined') as "reviewsAsked",
      (select count(*)::int from projects.review r where r.label_id = l.id and r.state = 'done') as "reviewsDone",
      (select json_build_object('id', m.id, 'heldOn', m.held_on) from projects.agenda_item a join projects.meeting m on m.id = a.meeting_id
        where a.label_id = l.id and m.state = 'planned' order by m.held_on limit 1) as meeting,
      ${fate} as fate, p.synthetic
    from projects.label l
    join projects.submission s on s.id = l.submission_id
    join projects.project p on p.id = l.project_id
    where ${'cluster' in where ? fragment`l.cluster_id = ${where.cluster}` : fragment`l.id = any(${[...where.labels]}::text[])`}
      and (s.state <> 'draft') and l.asked_on is not null
    order by l.decision is not null, case when l.decision is null then l.asked_on end, l.decided_on desc, l.id`.execute(
    sql,
  );
  return rows;
}

export interface DecidedByWindow {
  readonly window: string;
  readonly decided: number;
  readonly labelled: number;
  readonly refused: number;
  readonly supportLetters: number;
  readonly funded: number;
  readonly notFunded: number;
  readonly waiting: number;
}

/** What a cluster decided until a day, by window. */
export async function decidedByWindow(sql: Sql, cluster: string, until: string): Promise<DecidedByWindow[]> {
  const { rows } = await fragment<DecidedByWindow>`
    select "window", count(*)::int as decided,
      count(*) filter (where fate is not null)::int as labelled,
      count(*) filter (where decision = 'refused')::int as refused,
      count(*) filter (where decision = 'support-letter')::int as "supportLetters",
      count(*) filter (where fate = 'funded')::int as funded,
      count(*) filter (where fate = 'not-funded')::int as "notFunded",
      count(*) filter (where fate = 'waiting')::int as waiting
    from (
      select s.window_id as "window", l.decision, ${fate} as fate
      from projects.label l join projects.submission s on s.id = l.submission_id
      where l.cluster_id = ${cluster} and l.decided_on <= ${until}
    ) d
    group by "window" order by count(*) desc, "window"`.execute(sql);
  return rows;
}

export interface WaitingCluster {
  readonly id: string;
  readonly name: string;
  readonly files: number;
  readonly since: string | null;
  readonly meetings: number;
  readonly meeting: string | null;
  readonly meetingSince: string | null;
  readonly synthetic: boolean;
}

/** Per cluster among those within reach: files that wait for a decision, and meetings held and not closed. */
export async function waitingByCluster(
  sql: Sql,
  reach: { readonly everything: boolean; readonly clusters: readonly string[] },
  on: string,
): Promise<WaitingCluster[]> {
  const within = reach.everything ? fragment`true` : fragment`c.id = any(${[...reach.clusters]}::text[])`;
  const { rows } = await fragment<WaitingCluster>`
    select c.id, c.name, coalesce(w.files, 0) as files, w.since, coalesce(m.meetings, 0) as meetings, m.meeting, m.since as "meetingSince",
      coalesce(w.synthetic, false) as synthetic
    from registry.cluster c
    left join (
      select l.cluster_id, count(*)::int as files, min(l.asked_on) as since, bool_or(p.synthetic) as synthetic
      from projects.label l join projects.submission s on s.id = l.submission_id join projects.project p on p.id = l.project_id
      where l.decision is null and s.state = 'in-review' group by l.cluster_id
    ) w on w.cluster_id = c.id
    left join (
      select cluster_id, count(*)::int as meetings, min(id) as meeting, min(held_on) as since
      from projects.meeting where state = 'planned' and held_on <= ${on} group by cluster_id
    ) m on m.cluster_id = c.id
    where ${within} and (w.files is not null or m.meetings is not null)
    order by c.name`.execute(sql);
  return rows;
}
