import { sql as fragment } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { isThereFor } from '../project/audience.store.ts';
import type { Stage } from '../project.ts';
import { answering, type ProjectFilter, wordsSearched } from './project-filter.store.ts';
import type { ProjectRow } from './project-list.ts';

/** The longest waiting projects of each stage, and how many each stage holds, in one statement. */
export async function projectsByStage(
  sql: Sql,
  actor: Actor,
  filter: ProjectFilter,
  perStage: number,
): Promise<ReadonlyMap<Stage, { count: number; rows: ProjectRow[] }>> {
  const { rows } = await fragment<ProjectRow & { count: number }>`
    with chosen as (
      select p.id, row_number() over (partition by p.stage order by p.stage_since, p.id) as place, count(*) over (partition by p.stage)::int as count
      from projects.project p ${wordsSearched(filter.q)} where ${answering(actor, filter)}
    )
    select c.count, p.id, p.acronym, case when ${isThereFor(actor, 'p', 'summary')} then p.title end as title,
      json_build_object('id', k.id, 'name', k.name) as cluster,
      case when ${isThereFor(actor, 'p', 'consortium')} then (select o.name from projects.partner r join registry.organisation o on o.id = r.organisation_id
        where r.project_id = p.id and r.lead and r.left_on is null) end as lead,
      f.label as filiere, p.stage, p.stage_since as since, p.created_on as "createdOn", p.trl, p.synthetic
    from chosen c join projects.project p on p.id = c.id join registry.cluster k on k.id = p.cluster_id
      left join registry.filiere f on f.slug = p.filiere
    where c.place <= ${perStage}
    order by p.stage, c.place`.execute(sql);
  return new Map(
    [...Map.groupBy(rows, ({ stage }) => stage)].map(([stage, all]) => [
      stage,
      { count: all[0]!.count, rows: all.map(({ count: _, ...row }) => row) },
    ]),
  );
}
