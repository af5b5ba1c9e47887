import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';

/** How many things, and how many firms they rest on (R113). */
export interface Counted {
  readonly label: string;
  readonly count: number;
  readonly firms: number;
}

/** Largest départements or activities shown. */
const MOST_SHOWN = 6;

const activeOn = (day: Day): RawBuilder<unknown> =>
  fragment`(m.from_day <= ${day} and (m.to_day is null or m.to_day >= ${day}))`;
const firms = fragment`count(distinct o.id) filter (where o.kind = 'firm')::int as firms`;

/** Members who joined in a year, and members at its end, by college. */
export async function membersByCollege(
  sql: Sql,
  cluster: string,
  year: number,
): Promise<{ joined: Counted[]; present: Counted[] }> {
  const { rows } = await fragment<Counted & { part: 'joined' | 'present' }>`
    select 'joined' as part, m.college as label, count(distinct o.id)::int as count, ${firms}
    from registry.membership m join registry.organisation o on o.id = m.organisation_id
    where m.cluster_id = ${cluster} and extract(year from m.from_day) = ${year} group by m.college
    union all
    select 'present', m.college, count(distinct o.id)::int, ${firms}
    from registry.membership m join registry.organisation o on o.id = m.organisation_id
    where m.cluster_id = ${cluster} and ${activeOn(`${year}-12-31` as Day)} group by m.college
    order by 1, 3 desc`.execute(sql);
  const of = (part: string): Counted[] => rows.filter((row) => row.part === part).map(({ part: _, ...row }) => row);
  return { joined: of('joined'), present: of('present') };
}

/** Members at the end of a year by one of their features: département of their commune, division of their activity. */
async function membersBy(
  sql: Sql,
  cluster: string,
  year: number,
  label: RawBuilder<unknown>,
  joins: RawBuilder<unknown>,
): Promise<Counted[]> {
  const { rows } = await fragment<Counted>`
    select ${label} as label, count(distinct o.id)::int as count, ${firms}
    from registry.membership m join registry.organisation o on o.id = m.organisation_id ${joins}
    where m.cluster_id = ${cluster} and ${activeOn(`${year}-12-31` as Day)} group by 1 order by 2 desc, 1 limit ${MOST_SHOWN}`.execute(
    sql,
  );
  return rows;
}

export const membersByDepartement = (sql: Sql, cluster: string, year: number): Promise<Counted[]> =>
  membersBy(
    sql,
    cluster,
    year,
    fragment`d.name`,
    fragment`join registry.commune k on k.code = o.commune join registry.departement d on d.code = k.departement`,
  );

export const membersByActivity = (sql: Sql, cluster: string, year: number): Promise<Counted[]> =>
  membersBy(sql, cluster, year, fragment`n.division_label`, fragment`join registry.naf n on n.code = o.naf`);

/** Projects that the FUI helped, by year of the grant, up to a year. */
export async function fuiByYear(
  sql: Sql,
  cluster: string,
  year: number,
): Promise<{ year: number; projects: number; cents: number }[]> {
  const { rows } = await fragment<{ year: number; projects: number; cents: number }>`
    select year, count(distinct unit_id)::int as projects, coalesce(sum(amount_cents), 0)::float8 as cents
    from projects.counted_grant where cluster_id = ${cluster} and nature = 'fui' and year <= ${year} group by year order by year`.execute(
    sql,
  );
  return rows;
}
