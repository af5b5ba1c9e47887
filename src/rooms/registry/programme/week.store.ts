import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, clustersWithin } from '../fragments.store.ts';
import type { ReachOf } from '../place.ts';
import '../import/import.ts';

/** Something that waits on one cluster (or on none), counted. */
export interface Waiting {
  readonly id: string | null;
  readonly name: string | null;
  readonly count: number;
  readonly since: string | null;
  readonly synthetic: boolean;
  readonly synthetic_cluster?: boolean;
}

/** The clusters that a person's functions reach, in the order of the alphabet. */
export async function clustersInReach(sql: Sql, reach: ReachOf): Promise<{ id: string; name: string }[]> {
  const { rows } = await fragment<{ id: string; name: string }>`
    select c.id, c.name from registry.cluster c where c.id in ${clustersWithin(reach)} order by c.name collate "und-x-icu"`.execute(
    sql,
  );
  return rows;
}

/** Applications that nobody decided yet. */
export const waitingApplications = (sql: Sql, reach: ReachOf): Promise<Waiting[]> =>
  waiting(
    sql,
    reach,
    fragment`
    select a.cluster_id, count(*) as count, min(a.applied_on) as since, bool_or(a.synthetic) as synthetic
    from registry.membership_application a where a.state = 'submitted' group by a.cluster_id`,
  );

/** Active members without a SIREN, which no file enriches and no other cluster recognises. Foreign ones have none. */
export const membersWithoutSiren = (sql: Sql, reach: ReachOf, on: string): Promise<Waiting[]> =>
  waiting(
    sql,
    reach,
    fragment`
    select m.cluster_id, count(*) as count, null::date as since, bool_or(m.synthetic) as synthetic
    from registry.membership m join registry.organisation o on o.id = m.organisation_id
    where ${activeOn('m', on)} and o.siren is null and o.country = 'FR' group by m.cluster_id`,
  );

/** Clusters for which no list of regions says which one coordinates (R11). */
export const withoutCoordinatingRegion = (sql: Sql, reach: ReachOf, vintage: string): Promise<Waiting[]> =>
  waiting(
    sql,
    reach,
    fragment`
    select c.id as cluster_id, 1 as count, null::date as since, c.synthetic from registry.cluster c
    where not exists (select 1 from registry.cluster_region r where r.cluster_id = c.id and r.vintage = ${vintage} and r.coordinating)`,
  );

/** Clusters whose legal person is not recorded (R01). */
export const withoutGovernanceBody = (sql: Sql, reach: ReachOf): Promise<Waiting[]> =>
  waiting(
    sql,
    reach,
    fragment`
    select c.id as cluster_id, 1 as count, null::date as since, c.synthetic from registry.cluster c where c.governance_body_id is null`,
  );

async function waiting(sql: Sql, reach: ReachOf, what: RawBuilder<unknown>): Promise<Waiting[]> {
  const { rows } = await fragment<Waiting>`
    select c.id, c.name, w.count, w.since, w.synthetic from (${what}) w join registry.cluster c on c.id = w.cluster_id
    where c.id in ${clustersWithin(reach)} order by c.name collate "und-x-icu"`.execute(sql);
  return rows;
}

export interface KindsOfCluster {
  readonly id: string;
  readonly name: string;
  readonly kinds: { value: string; count: number }[];
  readonly synthetic: boolean;
}

/** Kinds of the active members of each cluster in reach, for R03. */
export async function kindsOfMembers(sql: Sql, reach: ReachOf, on: string): Promise<KindsOfCluster[]> {
  const { rows } = await fragment<KindsOfCluster>`
    select c.id, c.name, coalesce(json_agg(json_build_object('value', k.kind, 'count', k.count)) filter (where k.kind is not null), '[]') as kinds,
      coalesce(bool_or(k.synthetic), c.synthetic) as synthetic
    from registry.cluster c left join (
      select m.cluster_id, o.kind, count(*) as count, bool_or(m.synthetic) as synthetic
      from registry.membership m join registry.organisation o on o.id = m.organisation_id where ${activeOn('m', on)} group by 1, 2) k on k.cluster_id = c.id
    where c.id in ${clustersWithin(reach)} group by c.id order by c.name collate "und-x-icu"`.execute(sql);
  return rows;
}

export interface OpenImport {
  readonly id: string;
  readonly state: 'uploaded' | 'matched' | 'checked' | 'failed';
  readonly fileName: string;
  readonly cluster: { id: string; name: string } | null;
  readonly since: string;
}

/** Imports that wait for a decision; those of the whole programme (no cluster) for whoever reaches everything. */
export async function openImports(sql: Sql, reach: ReachOf): Promise<OpenImport[]> {
  const { rows } = await fragment<OpenImport>`
    select i.id, i.state, i.file_name as "fileName", i.created_at::date as since,
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as cluster
    from registry.import i left join registry.cluster c on c.id = i.cluster_id
    where i.state in ('uploaded', 'matched', 'checked', 'failed')
      and (${reach.everything} or i.cluster_id in ${clustersWithin(reach)})
    order by i.created_at`.execute(sql);
  return rows;
}

export interface Move {
  readonly seq: number;
  readonly at: Date;
  readonly actorName: string;
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly reason: string | null;
  readonly synthetic: boolean;
}

/** Acts of this room on what a person reaches, the latest first. */
export async function movesSince(sql: Sql, reach: ReachOf, since: Date, limit: number): Promise<Move[]> {
  const clusters = clustersWithin(reach);
  const organisations = fragment`any (${[...reach.organisations]}::text[])`;
  const within = reach.everything
    ? fragment`true`
    : fragment`case j.object_kind
        when 'cluster' then j.object_id in ${clusters}
        when 'membership' then m.cluster_id in ${clusters} or m.organisation_id = ${organisations}
        when 'application' then a.cluster_id in ${clusters} or a.organisation_id = ${organisations}
        when 'import' then i.cluster_id in ${clusters}
        when 'organisation' then o.id = ${organisations}
          or exists (select 1 from registry.membership k where k.organisation_id = o.id and k.cluster_id in ${clusters})
        else false end`;
  const { rows } = await fragment<Move>`
    select j.seq, j.at, j.actor_name as "actorName", j.action, j.object_kind as kind, j.object_id as id, j.reason,
      coalesce(c.name, o.name, mo.name, ao.name, i.file_name) as name, coalesce(m.synthetic, a.synthetic, o.synthetic, c.synthetic, false) as synthetic
    from kit.journal j
    left join registry.cluster c on j.object_kind = 'cluster' and c.id = j.object_id
    left join registry.organisation o on j.object_kind = 'organisation' and o.id = j.object_id
    left join registry.membership m on j.object_kind = 'membership' and m.id = j.object_id
    left join registry.organisation mo on mo.id = m.organisation_id
    left join registry.membership_application a on j.object_kind = 'application' and a.id = j.object_id
    left join registry.organisation ao on ao.id = a.organisation_id
    left join registry.import i on j.object_kind = 'import' and i.id = j.object_id
    where j.action like 'registry.%' and j.at >= ${since} and ${within}
    order by j.seq desc limit ${limit}`.execute(sql);
  return rows;
}
