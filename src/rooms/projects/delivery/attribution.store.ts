import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { HeldShare } from './attribution.rules.ts';
import type { AttributionTable } from './delivery.tables.ts';
import type { Subject } from './delivery.ts';

export const findAttribution = (sql: Sql, project: string, id: string): Promise<AttributionTable | undefined> =>
  sql
    .selectFrom('projects.attribution')
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', id)
    .executeTakeFirst();

export const attributionOf = (sql: Sql, subject: Subject, subjectId: string): Promise<AttributionTable | undefined> =>
  sql
    .selectFrom('projects.attribution')
    .selectAll()
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();

/** Those of a project, and those of others in which it claims a part. */
export const attributionsAbout = (sql: Sql, project: string): Promise<AttributionTable[]> =>
  sql
    .selectFrom('projects.attribution as a')
    .selectAll('a')
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('a.project_id', '=', project),
        exists(
          selectFrom('projects.attribution_share as s')
            .select('s.share')
            .whereRef('s.attribution_id', '=', 'a.id')
            .where('s.party_kind', '=', 'project')
            .where('s.party_id', '=', project),
        ),
      ]),
    )
    .orderBy('a.opened_on')
    .orderBy('a.id')
    .execute();

export async function sharesOf(sql: Sql, attribution: string): Promise<HeldShare[]> {
  const rows = await sql
    .selectFrom('projects.attribution_share')
    .selectAll()
    .where('attribution_id', '=', attribution)
    .orderBy('party_kind')
    .orderBy('share', 'desc')
    .orderBy('party_id')
    .execute();
  return rows.map((row) => ({
    kind: row.party_kind,
    party: row.party_id,
    share: row.share,
    acceptedOn: row.accepted_on,
    acceptedBy: row.accepted_by,
  }));
}

export const insertAttribution = async (trx: Sql, row: Insertable<AttributionTable>): Promise<void> => {
  await trx.insertInto('projects.attribution').values(row).execute();
};

export const updateAttribution = async (trx: Sql, id: string, change: Updateable<AttributionTable>): Promise<void> => {
  await trx.updateTable('projects.attribution').set(change).where('id', '=', id).execute();
};

/** The shares as decided, in place of those that stood; the database refuses them at the commit when they do not add up. */
export async function replaceShares(trx: Sql, attribution: string, shares: readonly HeldShare[]): Promise<void> {
  await trx.deleteFrom('projects.attribution_share').where('attribution_id', '=', attribution).execute();
  await trx
    .insertInto('projects.attribution_share')
    .values(
      shares.map((one) => ({
        attribution_id: attribution,
        party_kind: one.kind,
        party_id: one.party,
        share: one.share,
        accepted_on: one.acceptedOn,
        accepted_by: one.acceptedBy,
      })),
    )
    .execute();
}

/** What was agreed on a line follows the line that corrects it. */
export const moveAttribution = async (trx: Sql, subject: Subject, from: string, to: string): Promise<void> => {
  await trx
    .updateTable('projects.attribution')
    .set({ subject_id: to })
    .where('subject', '=', subject)
    .where('subject_id', '=', from)
    .execute();
};

/** Clusters with a part in each project, the lead first: agreed for the project, or by default. */
export async function clustersOfProjects(sql: Sql, projects: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await sql
    .selectFrom('projects.project_share')
    .select(['project_id', 'cluster_id'])
    .where('project_id', 'in', projects)
    .orderBy('share', 'desc')
    .orderBy('cluster_id')
    .execute();
  const byProject = new Map<string, string[]>(projects.map((project) => [project, []]));
  for (const row of rows) byProject.get(row.project_id)?.push(row.cluster_id);
  return byProject;
}

/** Money granted to these projects by funder, in cents; a region is `region-82`. */
export async function fundersOf(sql: Sql, projects: readonly string[]): Promise<{ party: string; weight: number }[]> {
  const { rows } = await fragment<{ party: string; weight: number }>`
    select case when a.funder = 'region' then 'region-' || a.region else a.funder end as party, sum(ap.granted_cents)::bigint as weight
    from projects.application a join projects.application_partner ap on ap.application_id = a.id
    where a.project_id = any (${[...projects]}::text[]) and a.state in ('selected', 'agreement', 'closed') and ap.granted_cents > 0
    group by 1 order by 2 desc, 1`.execute(sql);
  return rows;
}

/** Part of each cluster as counted today, in hundredths of a per cent. */
export const projectShares = (sql: Sql, project: string) =>
  sql
    .selectFrom('projects.project_share as s')
    .innerJoin('registry.cluster as k', 'k.id', 's.cluster_id')
    .select(['s.cluster_id as cluster', 'k.name', 's.share'])
    .where('s.project_id', '=', project)
    .orderBy('s.share', 'desc')
    .orderBy('s.cluster_id')
    .execute();

/** Names of parties for the screens: clusters, projects, regions. */
export async function partyNames(sql: Sql): Promise<(kind: 'cluster' | 'project' | 'region', id: string) => string> {
  const clusters = await sql.selectFrom('registry.cluster').select(['id', 'name']).execute();
  const regions = await sql
    .selectFrom('registry.region')
    .select(['code', 'name'])
    .where('vintage', '=', '2013')
    .execute();
  const names = new Map<string, string>([
    ...clusters.map(({ id, name }): [string, string] => [`cluster ${id}`, name]),
    ...regions.map(({ code, name }): [string, string] => [`region ${code}`, name]),
  ]);
  return (kind, id) => names.get(`${kind} ${id}`) ?? id;
}

export const acronymsOf = async (sql: Sql, projects: readonly string[]): Promise<Map<string, string>> =>
  projects.length === 0
    ? new Map()
    : new Map(
        (await sql.selectFrom('projects.project').select(['id', 'acronym']).where('id', 'in', projects).execute()).map(
          ({ id, acronym }) => [id, acronym],
        ),
      );

/** Those of these ids that no cluster, or no project, bears. */
export async function idsUnknown(sql: Sql, kind: 'cluster' | 'project', ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const table = kind === 'cluster' ? 'registry.cluster' : 'projects.project';
  const known = new Set(
    (await sql.selectFrom(table).select('id').where('id', 'in', ids).execute()).map(({ id }) => id),
  );
  return ids.filter((id) => !known.has(id));
}

export const regionExists = async (sql: Sql, code: string): Promise<boolean> =>
  (await sql
    .selectFrom('registry.region')
    .select('code')
    .where('code', '=', code)
    .where('vintage', '=', '2013')
    .executeTakeFirst()) !== undefined;
