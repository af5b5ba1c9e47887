import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';

export interface ProjectStanding {
  /** The cluster that follows it, and those that were asked for a label. */
  readonly clusters: string[];
  /** Regions asked for money: `82@2013`. */
  readonly regions: string[];
  readonly lead: string[];
  readonly partners: string[];
}

/** Null when there is no such project. */
export async function placeOfProject(sql: Sql, project: string): Promise<ProjectStanding | null> {
  const { rows } = await fragment<ProjectStanding>`
    select array(select p.cluster_id union select l.cluster_id from projects.label l where l.project_id = p.id) as clusters,
      array(select distinct a.region || '@2013' from projects.application a where a.project_id = p.id and a.region is not null) as regions,
      array(select r.organisation_id from projects.partner r where r.project_id = p.id and r.lead and r.left_on is null) as lead,
      array(select r.organisation_id from projects.partner r where r.project_id = p.id and r.left_on is null) as partners
    from projects.project p where p.id = ${project}`.execute(sql);
  return rows[0] ?? null;
}
