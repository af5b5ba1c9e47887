import { sql as fragment } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { STAGES, type Stage } from '../project.ts';
import type { FunnelCounts } from './funnel.rules.ts';
import './overview.tables.ts';
import { answering, type ProjectFilter, wordsSearched } from './project-filter.store.ts';

/** Stages of the funnel, in order; leaving is counted beside them. */
export const FUNNEL_STAGES = STAGES.filter((stage) => stage !== 'abandoned');

/** Columns of projects.reached: days to each stage from the last one reached before it. */
const GAPS = FUNNEL_STAGES.slice(1).map((stage) => ({ stage, column: fragment.raw(`r.to_${stage}`) }));

/**
 * Where projects stand, and the days that each step took, as histograms: one pass over two tables counts every histogram at once, and `funnel.rules.ts`
 * takes from them how many projects reached each stage, with exact medians and quartiles. All projects were once an idea.
 */
export async function funnelCounts(sql: Sql, actor: Actor, filter: ProjectFilter): Promise<FunnelCounts> {
  const columns = GAPS.map(({ column }) => column);
  const sets = fragment.join(columns.map((column) => fragment`(${column})`));
  // In each set one column has a value: which one is read off the mask, its value off the first that is not null.
  const { rows } = await fragment<{
    mask: number;
    stage: Stage | null;
    days: number | null;
    count: number;
    synthetic: boolean;
  }>`
    select grouping(p.stage, ${fragment.join(columns)}) as mask, p.stage, coalesce(${fragment.join(columns)}) as days, count(*)::int as count,
      bool_or(p.synthetic) as synthetic
    from projects.project p join projects.reached r on r.project_id = p.id ${wordsSearched(filter.q)}
    where ${answering(actor, filter)}
    group by grouping sets ((p.stage), ${sets})`.execute(sql);
  const whole = 2 ** (GAPS.length + 1) - 1;
  const maskOf = (place: number): number => whole - 2 ** (GAPS.length - place);
  const standing = rows.filter(({ mask }) => mask === maskOf(0));
  return {
    all: standing.reduce((sum, { count }) => sum + count, 0),
    stopped: Object.fromEntries(standing.map(({ stage, count }) => [stage, count])),
    gaps: GAPS.flatMap(({ stage: to }, place) =>
      rows
        .filter(({ mask, days }) => mask === maskOf(place + 1) && days !== null)
        .map(({ days, count }) => ({ to, days: days!, count })),
    ),
    synthetic: standing.some(({ synthetic }) => synthetic),
  };
}
