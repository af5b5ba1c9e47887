import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, sizeOfFirm } from '../fragments.store.ts';
import type { Facet } from '../registry.schemas.ts';
import { matchesOrganisation } from '../search/search.store.ts';
import type { College, OrganisationKind, SizeFilter } from '../vocabulary.ts';
import { feesAsJson } from './membership.store.ts';
import type { MemberRow } from './membership.ts';

export interface MemberFilter {
  readonly cluster: string;
  readonly on: string;
  readonly status: 'active' | 'ended' | 'all';
  readonly q?: string | undefined;
  readonly college?: College | undefined;
  readonly kind?: OrganisationKind | undefined;
  readonly size?: SizeFilter | undefined;
}

export type MemberSort = 'name' | 'college' | 'kind' | 'size' | 'from' | 'to';

const STATUS: Record<MemberFilter['status'], (on: string) => RawBuilder<boolean>> = {
  active: (on) => activeOn('m', on),
  ended: (on) => fragment`m.to_day < ${on}::date`,
  all: () => fragment`true`,
};

/** The spells that pass the status and the words; the other filters are columns, so that each facet may set its own aside. */
const found = (filter: MemberFilter) => fragment`
  select m.id, m.synthetic, o.search as name, m.college, o.kind, ${sizeOfFirm()} as size, m.from_day, m.to_day,
    ${filter.college ? fragment`m.college = ${filter.college}` : fragment`true`} as in_college,
    ${filter.kind ? fragment`o.kind = ${filter.kind}` : fragment`true`} as in_kind,
    ${filter.size ? fragment`${sizeOfFirm()} is not distinct from ${filter.size}` : fragment`true`} as in_size
  from registry.membership m
  join registry.organisation o on o.id = m.organisation_id
  left join registry.size_spell z on z.organisation_id = o.id and ${activeOn('z', filter.on)}
  where m.cluster_id = ${filter.cluster} and ${STATUS[filter.status](filter.on)}
    and ${filter.q ? matchesOrganisation(filter.q) : fragment`true`}`;

export interface MemberCountsByFilter {
  readonly total: number;
  readonly synthetic: boolean;
  readonly colleges: Facet[];
  readonly kinds: Facet[];
  readonly sizes: Facet[];
}

const facetOf = (column: string, others: string) => fragment`
  (select coalesce(json_agg(json_build_object('value', t.value, 'label', null, 'count', t.count) order by t.value), '[]') from (
    select ${fragment.ref(column)} as value, count(*) as count from found where ${fragment.raw(others)} group by 1) t)`;

/** How many spells pass all filters, and what each filter would leave. Sizes are told of firms only. */
export async function countMemberRows(sql: Sql, filter: MemberFilter): Promise<MemberCountsByFilter> {
  const { rows } = await fragment<MemberCountsByFilter>`
    with found as materialized (${found(filter)})
    select (select count(*) from found where in_college and in_kind and in_size) as total,
      exists (select 1 from found where synthetic and in_college and in_kind and in_size) as synthetic,
      ${facetOf('college', 'in_kind and in_size')} as colleges,
      ${facetOf('kind', 'in_college and in_size')} as kinds,
      ${facetOf('size', 'size is not null and in_college and in_kind')} as sizes`.execute(sql);
  return rows[0]!;
}

const SORTS: Record<MemberSort, RawBuilder<unknown>> = {
  name: fragment`f.name`,
  college: fragment`array_position(array['sme', 'large', 'research-training', 'other'], f.college)`,
  kind: fragment`f.kind`,
  size: fragment`array_position(array['micro', 'pme', 'eti', 'ge', 'unknown'], f.size)`,
  from: fragment`f.from_day`,
  to: fragment`f.to_day`,
};

export async function memberRows(
  sql: Sql,
  filter: MemberFilter,
  page: { sort: MemberSort; order: 'asc' | 'desc'; limit: number; offset: number; reserved: boolean },
): Promise<MemberRow[]> {
  const reserved = page.reserved
    ? fragment`json_build_object('endReason', m.end_reason, 'siret', m.siret, 'fees', ${feesAsJson()})`
    : fragment`null::json`;
  const { rows } = await fragment<MemberRow>`
    with found as (${found(filter)}), shown as (
      select f.id, row_number() over (order by ${SORTS[page.sort]} ${fragment.raw(page.order)} nulls last, f.name, f.from_day, f.id) as place
      from found f where f.in_college and f.in_kind and f.in_size
      order by place limit ${page.limit} offset ${page.offset})
    select m.id, json_build_object('id', o.id, 'name', o.name, 'acronym', o.acronym, 'siren', o.siren, 'kind', o.kind, 'website', o.website,
        'commune', case when o.commune is not null then json_build_object('code', o.commune, 'name', k.name) end) as organisation,
      m.college, nullif(${sizeOfFirm()}, 'unknown') as size, m.from_day as "from", m.to_day as "to", m.synthetic, ${reserved} as reserved
    from shown s join registry.membership m on m.id = s.id
    join registry.organisation o on o.id = m.organisation_id
    left join registry.commune k on k.code = o.commune
    left join registry.size_spell z on z.organisation_id = o.id and ${activeOn('z', filter.on)}
    order by s.place`.execute(sql);
  return rows;
}

export interface YearOfMembers {
  readonly year: number;
  readonly on: string;
  readonly total: number;
  readonly colleges: { college: College; count: number }[];
  readonly joined: number;
  readonly left: number;
  readonly synthetic: boolean;
}

/** Members at the end of each year from the first membership known, the last year stopping on `on`. */
export async function yearsOfMembers(sql: Sql, clusterId: string, on: string): Promise<YearOfMembers[]> {
  const { rows } = await fragment<YearOfMembers>`
    with years as (
      select y as year, least(make_date(y, 12, 31), ${on}::date) as day
      from generate_series(
        (select extract(year from min(from_day))::int from registry.membership where cluster_id = ${clusterId} and from_day <= ${on}::date),
        extract(year from ${on}::date)::int) as y),
    counted as (
      select y.year, y.day, m.college, count(*) filter (where m.to_day is null or m.to_day >= y.day) as present,
        count(*) filter (where m.synthetic) as synthetic,
        count(*) filter (where m.from_day >= make_date(y.year, 1, 1)) as joined,
        count(*) filter (where m.to_day >= make_date(y.year, 1, 1) and m.to_day < y.day) as gone
      from years y join registry.membership m on m.cluster_id = ${clusterId} and m.from_day <= y.day
      group by y.year, y.day, m.college)
    select year, day as on, sum(present)::int as total, sum(joined)::int as joined, sum(gone)::int as left, sum(synthetic) > 0 as synthetic,
      json_agg(json_build_object('college', college, 'count', present)) as colleges
    from counted group by year, day order by year`.execute(sql);
  return rows;
}
