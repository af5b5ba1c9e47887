import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';

/** The facts that this room publishes to the others (migrations/0005-facts.sql). */
export const FACTS = [
  'label',
  'submission',
  'grant',
  'payment',
  'milestone',
  'result',
  'investment',
  'first_sale',
  'revenue',
  'jobs',
] as const;
export type Fact = (typeof FACTS)[number];

export interface FactTotal {
  /** Distinct facts: what is counted once, whoever has a part in it. */
  readonly facts: number;
  /** Euro cents of these facts, each once; null when none has an amount. */
  readonly amountCents: number | null;
  /** What they count: one each, but for jobs. */
  readonly count: number;
}

/** Facts of one project or of the whole programme, each counted once. */
export async function factTotal(sql: Sql, fact: Fact, project: string | null = null): Promise<FactTotal> {
  const view = fragment.table(`projects.fact_${fact}`);
  const { rows } = await fragment<FactTotal>`
    with once as (select distinct on (fact_id) amount_cents, count from ${view} ${project === null ? fragment`` : fragment`where project_id = ${project}`})
    select count(*)::int as facts, sum(amount_cents)::bigint as "amountCents", coalesce(sum(count), 0)::float8 as count from once`.execute(
    sql,
  );
  return rows[0]!;
}

export interface ClusterFactTotal {
  readonly cluster: string;
  /** Facts in which the cluster has a part: what it may show, and what adds up to more than the national count (R112). */
  readonly facts: number;
  /** Its part, in facts and in cents: what adds up to the national total. */
  readonly share: number;
  readonly shareCents: number | null;
}

/** The same by cluster, with attribution. */
export async function factTotalsByCluster(sql: Sql, fact: Fact): Promise<ClusterFactTotal[]> {
  const view = fragment.table(`projects.fact_${fact}`);
  const { rows } = await fragment<ClusterFactTotal>`
    select cluster_id as cluster, count(*)::int as facts, sum(count * cluster_share)::float8 as share,
      sum(amount_cents * cluster_share)::float8 as "shareCents"
    from ${view} group by cluster_id order by cluster_id`.execute(sql);
  return rows;
}
