import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { clustersWithin, type reachOf } from '#rooms/registry';
import { FOLLOWED_STAGES } from './follow-up.rules.ts';

type Reach = ReturnType<typeof reachOf>;

/** What waits on one project. */
export interface WaitingOn {
  readonly project: string;
  readonly acronym: string;
  readonly cluster: string;
  readonly clusterName: string;
  readonly count: number;
  readonly since: string;
  readonly synthetic: boolean;
}

const grouped = (
  from: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): RawBuilder<WaitingOn> =>
  fragment<WaitingOn>`
    select p.id as project, p.acronym, p.cluster_id as cluster, k.name as "clusterName", count(*)::int as count, min(${since}) as since, p.synthetic
    from ${from} join projects.project p on p.id = w.project_id join registry.cluster k on k.id = p.cluster_id
    where ${where} group by p.id, p.acronym, p.cluster_id, k.name, p.synthetic order by 6, 1`;

/** Projects of the clusters within reach, and those that the person's organisations lead. */
const written = (reach: Reach): RawBuilder<unknown> => fragment`(p.cluster_id in ${clustersWithin(reach)}
  or exists (select 1 from projects.partner r where r.project_id = p.id and r.lead and r.left_on is null
    and r.organisation_id = any (${[...reach.organisations]}::text[])))`;

/** Deliverables neither handed in nor dropped, due by a day, of projects under way. */
export const openDeliverables = async (sql: Sql, reach: Reach, until: string): Promise<WaitingOn[]> =>
  (
    await grouped(
      fragment`projects.milestone w`,
      fragment`w.due_on`,
      fragment`w.done_on is null and w.dropped_on is null and w.due_on <= ${until} and p.stage <> 'abandoned' and ${written(reach)}`,
    ).execute(sql)
  ).rows;

/** Changes that wait for a decision. */
export const changesToDecide = async (sql: Sql, reach: Reach): Promise<WaitingOn[]> =>
  (
    await grouped(
      fragment`projects.change_request w`,
      fragment`w.asked_on`,
      fragment`w.state = 'asked' and p.cluster_id in ${clustersWithin(reach)}`,
    ).execute(sql)
  ).rows;

/** Follow-ups that have fallen due and that nobody has sent. */
export const followUpsToSend = async (sql: Sql, reach: Reach, on: string): Promise<WaitingOn[]> =>
  (
    await grouped(
      fragment`projects.follow_up w`,
      fragment`w.due_on`,
      fragment`w.state = 'planned' and w.due_on <= ${on} and p.stage = any (${[...FOLLOWED_STAGES]}::text[])
        and p.cluster_id in ${clustersWithin(reach)}`,
    ).execute(sql)
  ).rows;

export interface SharingWaiting extends WaitingOn {
  readonly attribution: string;
}

/** Disputed sharings, for the State. */
export const disputesToSettle = async (sql: Sql, reach: Reach): Promise<SharingWaiting[]> =>
  (
    await fragment<SharingWaiting>`
      select p.id as project, p.acronym, p.cluster_id as cluster, k.name as "clusterName", 1 as count, w.opened_on as since, p.synthetic,
        w.id as attribution
      from projects.attribution w join projects.project p on p.id = w.project_id join registry.cluster k on k.id = p.cluster_id
      where w.state = 'disputed' and p.cluster_id in ${clustersWithin(reach)} order by 6, 1`.execute(sql)
  ).rows;

/** Sharings in which a cluster within reach has not said yes yet. */
export const sharesToAccept = async (sql: Sql, reach: Reach): Promise<SharingWaiting[]> =>
  (
    await fragment<SharingWaiting>`
      select p.id as project, p.acronym, s.party_id as cluster, k.name as "clusterName", 1 as count, w.opened_on as since, p.synthetic,
        w.id as attribution
      from projects.attribution w join projects.project p on p.id = w.project_id
        join projects.attribution_share s on s.attribution_id = w.id and s.party_kind = 'cluster' and s.accepted_on is null
        join registry.cluster k on k.id = s.party_id
      where w.state = 'proposed' and s.party_id in ${clustersWithin(reach)} order by 6, 1`.execute(sql)
  ).rows;
