import { sql as fragment, type Insertable, type Selectable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn } from '../fragments.store.ts';
import type { RegionVintage } from '../territory.rules.ts';
import type { ClusterCategory, College, Rating } from '../vocabulary.ts';
import type {
  ClusterCategoryTable,
  ClusterRatingTable,
  ClusterRegionTable,
  ClusterSuccessionTable,
  ClusterTable,
  RepresentativeTable,
  StrategicDesignationTable,
} from './cluster.ts';
import type { Decision } from './label.rules.ts';

/** One cluster on a day, as lists and counts need it; the label itself follows from its decisions (label.rules.ts). */
export interface ClusterSummary {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly city: string | null;
  readonly departement: string | null;
  readonly departementName: string | null;
  readonly category: ClusterCategory | null;
  readonly rating: { year: number; rating: Rating } | null;
  readonly strategic: boolean;
  readonly regions: readonly { code: string; name: string; coordinating: boolean }[];
  readonly decisions: readonly Decision[];
  readonly members: number;
  readonly syntheticMembers: number;
  readonly synthetic: boolean;
}

/** Every cluster, in the order of the alphabet, as it stood on a day, with its regions of one list. */
export async function clusterSummaries(sql: Sql, on: string, vintage: RegionVintage): Promise<ClusterSummary[]> {
  const { rows } = await fragment<ClusterSummary>`
    select c.id, c.name, c.sector, c.city, c.departement, d.name as "departementName", c.synthetic,
      (select k.category from registry.cluster_category k where k.cluster_id = c.id and ${activeOn('k', on)}) as category,
      (select json_build_object('year', g.year, 'rating', g.rating) from registry.cluster_rating g
        where g.cluster_id = c.id and g.year <= extract(year from ${on}::date) order by g.year desc limit 1) as rating,
      exists (select 1 from registry.strategic_designation s where s.cluster_id = c.id and ${activeOn('s', on)}) as strategic,
      coalesce(r.regions, '[]') as regions, coalesce(l.decisions, '[]') as decisions,
      coalesce(m.members, 0) as members, coalesce(m.synthetic, 0) as "syntheticMembers"
    from registry.cluster c
    left join registry.departement d on d.code = c.departement
    left join (
      select r.cluster_id, json_agg(json_build_object('code', r.region, 'name', n.name, 'coordinating', r.coordinating)
        order by r.coordinating desc, n.name) as regions
      from registry.cluster_region r join registry.region n on n.vintage = r.vintage and n.code = r.region
      where r.vintage = ${vintage} group by r.cluster_id) r on r.cluster_id = c.id
    left join (select cluster_id, ${decisionsAsJson()} as decisions from registry.label_decision l group by cluster_id) l on l.cluster_id = c.id
    left join (
      select m.cluster_id, count(*) as members, count(*) filter (where m.synthetic) as synthetic
      from registry.membership m where ${activeOn('m', on)} group by m.cluster_id) m on m.cluster_id = c.id
    order by c.name collate "und-x-icu", c.id`.execute(sql);
  return rows;
}

/** The decisions on each cluster's label, in the order of their days. */
export async function decisionsByCluster(sql: Sql): Promise<{ cluster: string; decisions: readonly Decision[] }[]> {
  const { rows } = await fragment<{ cluster: string; decisions: readonly Decision[] }>`
    select l.cluster_id as cluster, ${decisionsAsJson()} as decisions from registry.label_decision l group by l.cluster_id`.execute(
    sql,
  );
  return rows;
}

const decisionsAsJson = () => fragment`json_agg(json_build_object(
  'id', l.id, 'decision', l.decision, 'decidedOn', l.decided_on, 'validFrom', l.valid_from, 'validTo', l.valid_to,
  'authority', l.authority, 'reference', l.reference, 'conditions', l.conditions, 'certainty', l.certainty, 'source', l.source)
  order by l.valid_from, l.decided_on, l.id)`;

/** A row as it is read. */
export type FiledCluster = Selectable<ClusterTable>;

/** Every filed thing about one cluster, whatever the day. */
export interface ClusterFile extends FiledCluster {
  readonly communeName: string | null;
  readonly departementName: string | null;
  readonly categories: readonly ClusterCategoryTable[];
  readonly ratings: readonly ClusterRatingTable[];
  readonly designations: readonly StrategicDesignationTable[];
  readonly regions: readonly (ClusterRegionTable & { name: string })[];
  readonly representatives: readonly (RepresentativeTable & { organisation_name: string | null })[];
  readonly predecessors: readonly (ClusterSuccessionTable & { name: string })[];
  readonly successors: readonly (ClusterSuccessionTable & { name: string })[];
  readonly body: {
    id: string;
    name: string;
    siren: string | null;
    siret: string | null;
    legalCategory: string | null;
    legalCategoryName: string | null;
  } | null;
}

/** One statement for the whole file; null when there is no such cluster. */
export async function clusterFile(sql: Sql, clusterId: string): Promise<ClusterFile | null> {
  const { rows } = await fragment<ClusterFile>`
    select c.*, k.name as "communeName", d.name as "departementName",
      (select coalesce(json_agg(t order by t.from_day desc), '[]') from registry.cluster_category t where t.cluster_id = c.id) as categories,
      (select coalesce(json_agg(t order by t.year desc), '[]') from registry.cluster_rating t where t.cluster_id = c.id) as ratings,
      (select coalesce(json_agg(t order by t.from_day desc), '[]') from registry.strategic_designation t where t.cluster_id = c.id) as designations,
      (select coalesce(json_agg(to_jsonb(t) || jsonb_build_object('name', n.name) order by t.vintage, t.coordinating desc, n.name), '[]')
        from registry.cluster_region t join registry.region n on n.vintage = t.vintage and n.code = t.region where t.cluster_id = c.id) as regions,
      (select coalesce(json_agg(to_jsonb(t) || jsonb_build_object('organisation_name', o.name) order by t.from_day desc), '[]')
        from registry.representative t left join registry.organisation o on o.id = t.organisation_id where t.cluster_id = c.id) as representatives,
      (select coalesce(json_agg(to_jsonb(t) || jsonb_build_object('name', o.name) order by o.name), '[]')
        from registry.cluster_succession t join registry.cluster o on o.id = t.predecessor_id where t.successor_id = c.id) as predecessors,
      (select coalesce(json_agg(to_jsonb(t) || jsonb_build_object('name', o.name) order by o.name), '[]')
        from registry.cluster_succession t join registry.cluster o on o.id = t.successor_id where t.predecessor_id = c.id) as successors,
      (select json_build_object('id', o.id, 'name', o.name, 'siren', o.siren, 'legalCategory', o.legal_category, 'legalCategoryName', g.label,
          'siret', (select e.siret from registry.establishment e where e.organisation_id = o.id order by e.is_seat desc, e.siret limit 1))
        from registry.organisation o left join registry.legal_category g on g.code = o.legal_category where o.id = c.governance_body_id) as body
    from registry.cluster c
    left join registry.commune k on k.code = c.commune
    left join registry.departement d on d.code = c.departement
    where c.id = ${clusterId}`.execute(sql);
  return rows[0] ?? null;
}

/** The cluster's own row, held until the transaction ends. Null when there is none. */
export const lockCluster = async (trx: Sql, clusterId: string): Promise<FiledCluster | null> =>
  (await trx.selectFrom('registry.cluster').selectAll().where('id', '=', clusterId).forUpdate().executeTakeFirst()) ??
  null;

export const findCluster = async (sql: Sql, clusterId: string): Promise<FiledCluster | null> =>
  (await sql.selectFrom('registry.cluster').selectAll().where('id', '=', clusterId).executeTakeFirst()) ?? null;

/** Active members of a cluster on a day by college, by kind, and by the size of their enterprise. */
export interface MemberCounts {
  readonly total: number;
  readonly synthetic: number;
  readonly colleges: readonly { value: College; count: number }[];
  readonly kinds: readonly { value: string; count: number }[];
  /** Firms only; null: no category known. */
  readonly sizes: readonly { value: string | null; count: number }[];
}

export async function countMembers(sql: Sql, clusterId: string, on: string): Promise<MemberCounts> {
  const { rows } = await fragment<MemberCounts>`
    with active as materialized (
      select m.college, o.kind, m.synthetic, z.category
      from registry.membership m join registry.organisation o on o.id = m.organisation_id
      left join registry.size_spell z on z.organisation_id = o.id and ${activeOn('z', on)}
      where m.cluster_id = ${clusterId} and ${activeOn('m', on)})
    select (select count(*) from active) as total, (select count(*) from active where synthetic) as synthetic,
      (select coalesce(json_agg(t), '[]') from (select college as value, count(*) from active group by 1) t) as colleges,
      (select coalesce(json_agg(t), '[]') from (select kind as value, count(*) from active group by 1) t) as kinds,
      (select coalesce(json_agg(t), '[]') from (select category as value, count(*) from active where kind = 'firm' group by 1) t) as sizes
    `.execute(sql);
  return rows[0]!;
}

export const insertCluster = async (trx: Sql, cluster: Insertable<ClusterTable>): Promise<void> => {
  await trx.insertInto('registry.cluster').values(cluster).execute();
};

/** What may change on a cluster's own row; nothing is written when nothing changes. */
export const updateCluster = async (
  trx: Sql,
  clusterId: string,
  change: Partial<Insertable<ClusterTable>>,
): Promise<void> => {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('registry.cluster').set(change).where('id', '=', clusterId).execute();
};
