import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';

export interface SpentOnKey {
  readonly key: string;
  readonly returns: number;
  readonly seconds: number;
  /** Median of the returns that spent some. */
  readonly median: number;
}

/** Seconds really spent on each figure of a year, over the returns of these clusters. */
export async function spentByKey(sql: Sql, year: number, clusters: readonly string[]): Promise<SpentOnKey[]> {
  const { rows } = await fragment<SpentOnKey>`
    select key, count(*)::int as returns, sum(seconds)::int as seconds, percentile_cont(0.5) within group (order by seconds)::float8 as median
    from (select e.return_id, e.key, sum(e.seconds) as seconds from campaigns.effort e join campaigns.return r on r.id = e.return_id
      where r.year = ${year} and r.cluster_id = any (${[...clusters]}::text[]) group by e.return_id, e.key) s
    group by key order by sum(seconds) desc, key`.execute(sql);
  return rows;
}

export interface SpentOnReturn {
  readonly cluster: string;
  readonly seconds: number;
  readonly people: number;
  /** Figures on which some time was spent. */
  readonly figures: number;
}

export async function spentByCluster(sql: Sql, year: number): Promise<SpentOnReturn[]> {
  const { rows } = await fragment<SpentOnReturn>`
    select r.cluster_id as cluster, sum(e.seconds)::int as seconds, count(distinct e.person_id)::int as people, count(distinct e.key)::int as figures
    from campaigns.effort e join campaigns.return r on r.id = e.return_id where r.year = ${year} group by r.cluster_id`.execute(
    sql,
  );
  return rows;
}

/**
 * Minutes that a return really took on what contracts follow, questions left aside: the mean of the newest year in which time was measured, up to the one given.
 * 0 while none was.
 */
export async function contractMinutes(sql: Sql, upTo: number): Promise<number> {
  const { rows } = await fragment<{ minutes: number | null }>`
    select avg(seconds)::float8 / 60 as minutes from (
      select e.return_id, sum(e.seconds) filter (where not exists (select 1 from campaigns.question q where coalesce(q.indicator, q.id) = e.key)) as seconds
      from campaigns.effort e join campaigns.return r on r.id = e.return_id
      where r.year = (select max(m.year) from campaigns.return m join campaigns.effort n on n.return_id = m.id where m.year <= ${upTo})
      group by e.return_id) s`.execute(sql);
  return rows[0]?.minutes ?? 0;
}
