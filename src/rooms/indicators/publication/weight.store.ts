import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { type CountScope, countedRows } from '../counting/counting.store.ts';
import type { Counting } from '../counting/definition.ts';
import type { PlaceLink } from './publication.rules.ts';

/** A figure of one place and year as it is counted, with what its firms contribute. */
export interface WeightRow {
  readonly place: string;
  readonly year: number;
  readonly rows: number;
  readonly missing: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly synthetic: boolean;
  readonly firms: number;
  readonly numeratorAmount: number;
  readonly numeratorLargest: number;
  readonly denominatorAmount: number;
  readonly denominatorLargest: number;
}

/** Every cluster counts in one region of each list, its coordinating one; `none` for the few without. */
const REGION_OF_CLUSTER = fragment`(
  select c.id as cluster_id, coalesce(r.region, 'none') || '@' || v.vintage as region
  from registry.cluster c cross join (values ('2013'), ('2016')) as v (vintage)
    left join registry.cluster_region r on r.cluster_id = c.id and r.vintage = v.vintage and r.coordinating)`;

export async function placeLinks(sql: Sql): Promise<PlaceLink[]> {
  const { rows } = await fragment<PlaceLink>`
    select l.cluster_id as cluster, l.region from ${REGION_OF_CLUSTER} l order by l.region, l.cluster_id`.execute(sql);
  return rows;
}

/**
 * An indicator by cluster, by region and for the programme, each with what is shared counted once, and the firms that the figure rests on. One statement over the
 * ledger.
 */
export async function weightsOf(sql: Sql, counting: Counting, scope: CountScope): Promise<WeightRow[]> {
  const kind = counting.from === 'members' ? 'membership' : counting.from;
  const thing = counting.once === 'unit' ? fragment`f.unit_id` : fragment`f.organisation_id`;
  const { rows } = await fragment<WeightRow>`
    with place as (
      select c.id as cluster_id, '' as place from registry.cluster c
      union all select c.id, c.id from registry.cluster c
      union all select l.cluster_id, l.region from ${REGION_OF_CLUSTER} l
    ), once as materialized (
      select distinct on (p.place, r.year, ${thing}) p.place, r.year, f.organisation_id, r.numerator, r.whole, r.missing, r.synthetic
      from ${countedRows(counting, scope)} r
        join indicators.fact f on f.kind = ${kind} and f.fact_id = r.fact_id and f.cluster_id = r.cluster_id and f.known_to is null
        join place p on p.cluster_id = r.cluster_id
      order by p.place, r.year, ${thing}, r.cluster_id collate "C", r.fact_id collate "C"
    ), contribution as (
      select o.place, o.year, o.organisation_id, sum(abs(o.numerator)) as numerator, sum(abs(o.whole)) as whole, bool_or(g.kind = 'firm') as firm
      from once o left join registry.organisation g on g.id = o.organisation_id
      where not o.missing group by o.place, o.year, o.organisation_id
    ), weight as (
      select place, year, count(*) filter (where firm)::int as firms, sum(numerator) as numerator, max(numerator) filter (where firm) as numerator_largest,
        sum(whole) as whole, max(whole) filter (where firm) as whole_largest
      from contribution group by place, year
    )
    select o.place, o.year, count(*)::int as rows, count(*) filter (where o.missing)::int as missing,
      (sum(o.numerator) filter (where not o.missing))::float8 as numerator, (sum(o.whole) filter (where not o.missing))::float8 as denominator,
      bool_or(o.synthetic) as synthetic, coalesce(max(w.firms), 0) as firms,
      coalesce(max(w.numerator), 0)::float8 as "numeratorAmount", coalesce(max(w.numerator_largest), 0)::float8 as "numeratorLargest",
      coalesce(max(w.whole), 0)::float8 as "denominatorAmount", coalesce(max(w.whole_largest), 0)::float8 as "denominatorLargest"
    from once o left join weight w on w.place = o.place and w.year = o.year
    group by o.place, o.year`.execute(sql);
  return rows;
}
