import { sql as fragment } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { STAGES, type Stage } from '../project.ts';
import type { FunnelCounts } from './funnel.rules.ts';
import './overview.tables.ts';
import { answering, type ProjectFilter, wordsSearched } from './project-filter.store.ts';

/** Stages of the funnel, in order; leaving is counted beside them. */
export const FUNNEL_STAGES = STAGES.filter((stage) => stage !== 'abandoned');

/**
 * How many projects reached each stage, and the days from each stage to the next one that they reached, as a histogram: sums of whole numbers over one
 * table, whatever the database, from which `funnel.rules.ts` takes medians and quartiles exactly.
 */
export async function funnelCounts(sql: Sql, actor: Actor, filter: ProjectFilter): Promise<FunnelCounts> {
  const columns = fragment.join(FUNNEL_STAGES.map((stage) => fragment`r.${fragment.raw(stage)}`));
  const totals = fragment.join(
    FUNNEL_STAGES.map((stage) => fragment`count(r.${fragment.raw(stage)})::int as ${fragment.raw(stage)}`),
  );
  const chosen = fragment`
    select r.*, p.stage, p.synthetic from projects.project p join projects.reached r on r.project_id = p.id ${wordsSearched(filter.q)}
    where ${answering(actor, filter)}`;
  const { rows } = await fragment<{
    totals: Record<Stage, number> & { all: number; synthetic: boolean };
    stops: Record<string, number>;
    gaps: [string, string, number, number][];
  }>`
    with chosen as materialized (${chosen}),
    step as (
      select lag(v.stage) over w as "from", v.stage as "to", v.day - lag(v.day) over w as days
      from chosen r cross join lateral (select * from unnest(${fragment.lit(`{${FUNNEL_STAGES.join(',')}}`)}::text[], array[${columns}]) with ordinality as u (stage, day, rank)
        where u.day is not null) v
      window w as (partition by r.project_id order by v.rank)
    )
    select (select row_to_json(t) from (select count(*)::int as all, coalesce(bool_or(r.synthetic), false) as synthetic, ${totals} from chosen r) t) as totals,
      coalesce((select json_object_agg(stage, n) from (select stage, count(*)::int as n from chosen group by stage) s), '{}') as stops,
      coalesce((select json_agg(json_build_array("from", "to", days, n)) from
        (select "from", "to", days, count(*)::int as n from step where "from" is not null group by "from", "to", days) g), '[]') as gaps`.execute(
    sql,
  );
  const { totals: counted, stops, gaps } = rows[0]!;
  return {
    all: counted.all,
    reached: Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, counted[stage]])) as FunnelCounts['reached'],
    stopped: stops,
    synthetic: counted.synthetic,
    gaps: gaps.map(([from, to, days, count]) => ({ from: from as Stage, to: to as Stage, days, count })),
  };
}
