import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, departementOf, isReachable, sizeOfFirm } from '../fragments.store.ts';
import type { ReachOf } from '../place.ts';
import type { Facet } from '../registry.schemas.ts';
import { matchesOrganisation } from '../search/search.store.ts';
import type { RegionVintage } from '../territory.rules.ts';
import type { OrganisationKind, SizeFilter } from '../vocabulary.ts';
import type { OrganisationRow } from './organisation.ts';

/** Members of some cluster on the day; of several; all that the registry holds; those that are members of none. */
export const MEMBER_FILTERS = ['active', 'several', 'any', 'none'] as const;

export interface OrganisationFilter {
  readonly on: string;
  readonly vintage: RegionVintage;
  readonly member: (typeof MEMBER_FILTERS)[number];
  readonly q?: string | undefined;
  /** Only these, when the names nearest to the words typed were looked up beforehand. */
  readonly ids?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
  readonly kind?: OrganisationKind | undefined;
  readonly size?: SizeFilter | undefined;
  readonly region?: string | undefined;
}

export const ORGANISATION_SORTS = ['name', 'kind', 'size', 'region', 'clusters'] as const;

export interface OrganisationPageAsked {
  readonly sort: (typeof ORGANISATION_SORTS)[number];
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** Counts and rows of one list, from one statement over one set, so that they cannot disagree. */
export interface OrganisationPage {
  readonly total: number;
  readonly memberships: number;
  readonly synthetic: boolean;
  readonly kinds: Facet[];
  readonly sizes: Facet[];
  readonly regions: Facet[];
  readonly rows: OrganisationRow[];
}

const MEMBER: Record<OrganisationFilter['member'], RawBuilder<boolean>> = {
  active: fragment`p.clusters >= 1`,
  several: fragment`p.clusters >= 2`,
  any: fragment`true`,
  none: fragment`p.clusters is null`,
};

const SORTS: Record<OrganisationPageAsked['sort'], RawBuilder<unknown>> = {
  name: fragment`f.name`,
  kind: fragment`f.kind`,
  size: fragment`array_position(array['micro', 'pme', 'eti', 'ge', 'unknown'], f.size)`,
  region: fragment`f.region`,
  clusters: fragment`f.memberships`,
};

const always = fragment<boolean>`true`;

/** The organisations asked for; kind, size and region are told apart, so that each facet may set its own filter aside. */
const found = (filter: OrganisationFilter) => fragment`
  with present as materialized (
    select m.organisation_id as id, count(*) as clusters from registry.membership m where ${activeOn('m', filter.on)} group by 1),
  found as materialized (
    select o.id, o.search as name, o.kind, ${sizeOfFirm()} as size, d.region_code as region, o.synthetic, coalesce(p.clusters, 0) as memberships,
      ${filter.kind ? fragment`o.kind = ${filter.kind}` : always} as in_kind,
      ${filter.size ? fragment`${sizeOfFirm()} is not distinct from ${filter.size}` : always} as in_size,
      ${filter.region ? fragment`d.region_code is not distinct from ${filter.region}` : always} as in_region
    from registry.organisation o
    left join present p on p.id = o.id
    left join registry.size_spell z on z.organisation_id = o.id and ${activeOn('z', filter.on)}
    left join registry.departement_region d on d.departement = ${departementOf('o')} and d.vintage = ${filter.vintage}
    where ${MEMBER[filter.member]}
      and ${filter.q && !filter.ids ? matchesOrganisation(filter.q) : always}
      and ${filter.ids ? fragment`o.id = any (${[...filter.ids]}::text[])` : always}
      and ${filter.cluster ? fragment`o.id in (select m.organisation_id from registry.membership m where m.cluster_id = ${filter.cluster} and ${activeOn('m', filter.on)})` : always})`;

/** Counts from `counted`, which has one line for each kind, size and region: a few hundred, whatever the number of organisations. */
const facetOf = (value: string, others: string, label: RawBuilder<unknown> = fragment`null`) => fragment`
  (select coalesce(json_agg(json_build_object('value', t.value, 'label', ${label}, 'count', t.count) order by t.value), '[]') from (
    select ${fragment.ref(value)} as value, sum(organisations)::int as count from counted where ${fragment.raw(others)} group by 1) t)`;

const LISTED = fragment`in_kind and in_size and in_region`;

export async function organisationPage(
  sql: Sql,
  filter: OrganisationFilter,
  reach: ReachOf,
  { sort, order, limit, offset }: OrganisationPageAsked,
): Promise<OrganisationPage> {
  const { rows } = await fragment<OrganisationPage>`
    ${found(filter)},
    counted as materialized (
      select kind, size, region, in_kind, in_size, in_region, count(*) as organisations, sum(memberships) as memberships,
        bool_or(synthetic) as synthetic
      from found group by kind, size, region, in_kind, in_size, in_region),
    shown as (
      select p.*, row_number() over () as place from (
        select * from found f where ${LISTED}
        order by ${SORTS[sort]} ${fragment.raw(order)} nulls last, f.name, f.id limit ${limit} offset ${offset}) p)
    select (select coalesce(sum(organisations), 0)::int from counted where ${LISTED}) as total,
      (select coalesce(sum(memberships), 0)::int from counted where ${LISTED}) as memberships,
      coalesce((select bool_or(synthetic) from counted where ${LISTED}), false) as synthetic,
      ${facetOf('kind', 'in_size and in_region')} as kinds,
      ${facetOf('size', 'size is not null and in_kind and in_region')} as sizes,
      ${facetOf(
        'region',
        'region is not null and in_kind and in_size',
        fragment`(select r.name from registry.region r where r.code = t.value and r.vintage = ${filter.vintage})`,
      )} as regions,
      (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'acronym', o.acronym, 'siren', o.siren, 'kind', o.kind,
          'commune', case when o.commune is not null then json_build_object('code', o.commune, 'name', k.name) end,
          'departement', k.departement,
          'region', case when s.region is not null then json_build_object('code', s.region, 'name',
            (select r.name from registry.region r where r.code = s.region and r.vintage = ${filter.vintage})) end,
          'naf', case when o.naf is not null then json_build_object('code', o.naf, 'name', n.label) end,
          'size', nullif(s.size, 'unknown'), 'synthetic', o.synthetic, 'reachable', ${isReachable(reach)},
          'clusters', (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name) order by c.name), '[]')
            from registry.membership m join registry.cluster c on c.id = m.cluster_id where m.organisation_id = o.id and ${activeOn('m', filter.on)})
        ) order by s.place), '[]')
        from shown s join registry.organisation o on o.id = s.id
        left join registry.commune k on k.code = o.commune left join registry.naf n on n.code = o.naf) as rows`.execute(
    sql,
  );
  return rows[0]!;
}
