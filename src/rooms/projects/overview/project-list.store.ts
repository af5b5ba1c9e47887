import { sql as fragment, type RawBuilder } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Facet, RegionVintage } from '#rooms/registry';
import { isThereFor } from '../project/audience.store.ts';
import { STAGES } from '../project.ts';
import './overview.tables.ts';
import { answering, type ProjectFilter, wordsSearched } from './project-filter.store.ts';
import type { PROJECT_SORTS, ProjectRow } from './project-list.ts';

interface Page {
  readonly sort: (typeof PROJECT_SORTS)[number];
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly pageSize: number;
}

const stageRank = fragment`array_position(${fragment.lit(`{${STAGES.join(',')}}`)}::text[], p.stage)`;

const ORDERS: Readonly<Record<Page['sort'], RawBuilder<unknown>>> = {
  acronym: fragment`p.sort_name`,
  cluster: fragment`registry.plain(k.name)`,
  stage: stageRank,
  since: fragment`p.stage_since`,
  created: fragment`p.created_on`,
};

/** One page of the projects that are there for this person, and how many there are in all. */
export async function projectsOf(
  sql: Sql,
  actor: Actor,
  filter: ProjectFilter,
  { sort, order, page, pageSize }: Page,
): Promise<{ total: number; rows: ProjectRow[] }> {
  const direction = fragment.raw(order);
  const { rows } = await fragment<ProjectRow & { total: number }>`
    with chosen as (
      select p.id, row_number() over (order by ${ORDERS[sort]} ${direction}, p.id) as place, count(*) over ()::int as total
      from projects.project p join registry.cluster k on k.id = p.cluster_id ${wordsSearched(filter.q)}
      where ${answering(actor, filter)}
      order by place limit ${pageSize} offset ${(page - 1) * pageSize}
    )
    select c.total, p.id, p.acronym, case when ${isThereFor(actor, 'p', 'summary')} then p.title end as title,
      json_build_object('id', k.id, 'name', k.name) as cluster,
      case when ${isThereFor(actor, 'p', 'consortium')} then (select o.name from projects.partner r join registry.organisation o on o.id = r.organisation_id
        where r.project_id = p.id and r.lead and r.left_on is null) end as lead,
      f.label as filiere, p.stage, p.stage_since as since, p.created_on as "createdOn", p.trl, p.synthetic
    from chosen c join projects.project p on p.id = c.id join registry.cluster k on k.id = p.cluster_id
      left join registry.filiere f on f.slug = p.filiere
    order by c.place`.execute(sql);
  const counted = rows.map(({ total: _, ...row }) => row);
  if (rows.length > 0 || page === 1) return { total: rows[0]?.total ?? 0, rows: counted };
  const first = await projectsOf(sql, actor, filter, { sort, order, page: 1, pageSize: 1 });
  return { total: first.total, rows: [] };
}

export interface ProjectFacets {
  readonly clusters: Facet[];
  readonly stages: Facet[];
  readonly regions: Facet[];
  readonly filieres: Facet[];
  readonly years: Facet[];
}

/** How the projects that answer the words split, whatever the other criteria: what each filter may offer. Regions are those of one list (R12). */
export async function projectFacets(
  sql: Sql,
  actor: Actor,
  q: string | undefined,
  vintage: RegionVintage,
): Promise<ProjectFacets> {
  const { rows } = await fragment<{ kind: keyof ProjectFacets; value: string; label: string | null; count: number }>`
    with chosen as materialized (
      select p.id, p.cluster_id, p.stage, p.filiere, extract(year from p.created_on)::int as year
      from projects.project p ${wordsSearched(q)} where ${answering(actor, q ? { q } : {})}
    )
    select 'clusters' as kind, k.id as value, k.name as label, count(*)::int as count
      from chosen c join registry.cluster k on k.id = c.cluster_id group by k.id, k.name
    union all select 'stages', c.stage, null, count(*)::int from chosen c group by c.stage
    union all select 'regions', g.code, g.name, count(*)::int from chosen c
      join registry.cluster_region r on r.cluster_id = c.cluster_id and r.vintage = ${vintage} and r.coordinating
      join registry.region g on g.vintage = r.vintage and g.code = r.region group by g.code, g.name
    union all select 'filieres', f.slug, f.label, count(*)::int from chosen c join registry.filiere f on f.slug = c.filiere group by f.slug, f.label
    union all select 'years', c.year::text, c.year::text, count(*)::int from chosen c group by c.year
    order by 1, 3, 2`.execute(sql);
  const of = (kind: keyof ProjectFacets): Facet[] =>
    rows.filter((row) => row.kind === kind).map(({ value, label, count }) => ({ value, label, count }));
  return {
    clusters: of('clusters'),
    stages: of('stages').toSorted((a, b) => STAGES.indexOf(a.value as never) - STAGES.indexOf(b.value as never)),
    regions: of('regions'),
    filieres: of('filieres'),
    years: of('years').toReversed(),
  };
}

/** Countries where the partners of these projects work, with how many projects each has a part in. */
export async function countryFacets(sql: Sql, actor: Actor): Promise<Facet[]> {
  const { rows } = await fragment<Facet>`
    select r.country as value, null as label, count(distinct p.id)::int as count
    from projects.project p join projects.partner r on r.project_id = p.id and r.left_on is null
    where ${answering(actor, {})} group by r.country order by 3 desc, 1`.execute(sql);
  return rows;
}
