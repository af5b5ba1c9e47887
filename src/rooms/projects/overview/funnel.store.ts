import { sql as fragment, type RawBuilder } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { STAGES, type Stage } from '../project.ts';
import type { FunnelCounts } from './funnel.rules.ts';
import './overview.tables.ts';
import { answering, type ProjectFilter, wordsSearched } from './project-filter.store.ts';

/** Stages of the funnel, in order; leaving is counted beside them. */
export const FUNNEL_STAGES = STAGES.filter((stage) => stage !== 'abandoned');

const column = (stage: string): RawBuilder<unknown> => fragment.raw(`r.${stage}`);

/** Days from the last stage that a project had reached before this one; null when it reached neither. */
const gapTo = (place: number): RawBuilder<unknown> => {
  const before = FUNNEL_STAGES.slice(0, place).toReversed().map(column);
  return fragment`${column(FUNNEL_STAGES[place]!)} - coalesce(${fragment.join(before)})`;
};

/**
 * How many projects reached each stage, where they stand, and the days from each stage to the next one that they reached, as a histogram: whole numbers
 * counted in one pass over one table, from which `funnel.rules.ts` takes medians and quartiles exactly.
 */
export async function funnelCounts(sql: Sql, actor: Actor, filter: ProjectFilter): Promise<FunnelCounts> {
  const gaps = fragment.join(
    FUNNEL_STAGES.slice(1).map((stage, place) => fragment`(${fragment.lit(stage)}, ${gapTo(place + 1)})`),
  );
  const totals = fragment.join(
    FUNNEL_STAGES.map((stage) => fragment`count(${column(stage)})::int as ${fragment.raw(stage)}`),
  );
  const { rows } = await fragment<{
    totals: Record<Stage, number> & { all: number; synthetic: boolean };
    stops: Record<string, number>;
    gaps: [Stage, number, number][];
  }>`
    with chosen as materialized (
      select r.*, p.stage, p.synthetic from projects.project p join projects.reached r on r.project_id = p.id ${wordsSearched(filter.q)}
      where ${answering(actor, filter)}
    )
    select (select row_to_json(t) from (select count(*)::int as all, coalesce(bool_or(r.synthetic), false) as synthetic, ${totals} from chosen r) t) as totals,
      coalesce((select json_object_agg(stage, n) from (select stage, count(*)::int as n from chosen group by stage) s), '{}') as stops,
      coalesce((select json_agg(json_build_array(stage, days, n)) from
        (select g.stage, g.days, count(*)::int as n from chosen r cross join lateral (values ${gaps}) g (stage, days)
          where g.days is not null group by g.stage, g.days) h), '[]') as gaps`.execute(sql);
  const { totals: counted, stops, gaps: found } = rows[0]!;
  return {
    all: counted.all,
    reached: Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, counted[stage]])) as FunnelCounts['reached'],
    stopped: stops,
    gaps: found.map(([to, days, count]) => ({ to, days, count })),
    synthetic: counted.synthetic,
  };
}
