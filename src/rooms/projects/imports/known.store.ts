import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { KnownApplication, KnownLine, KnownPartner, KnownProject } from './plan.ts';
import { lineContent, lineKey } from './result-plan.rules.ts';

/*
 * What the programme knows of what a file names, in a few large readings. Each comes back as one JSON value rather than as rows, which the embedded
 * store gives much faster.
 */

async function list<Row>(sql: Sql, query: ReturnType<typeof fragment>): Promise<Row[]> {
  const { rows } = await fragment<{
    list: Row[] | null;
  }>`with q as (${query}) select json_agg(q) as list from q`.execute(sql);
  return rows[0]?.list ?? [];
}

const grouped = <Row>(rows: readonly Row[], by: (row: Row) => string): Map<string, Row[]> => Map.groupBy(rows, by);

/** Codes that a line may name. */
export async function knownNames(sql: Sql) {
  const { rows } = await fragment<{
    clusters: string[] | null;
    filieres: string[] | null;
    communes: string[] | null;
    regions: string[] | null;
  }>`select
    (select json_agg(id) from registry.cluster) as clusters,
    (select json_agg(slug) from registry.filiere) as filieres,
    (select json_agg(code) from registry.commune where not retired) as communes,
    (select json_agg(code) from registry.region where vintage = '2013') as regions`.execute(sql);
  const { clusters, filieres, communes, regions } = rows[0]!;
  return {
    clusters: new Set(clusters),
    filieres: new Set(filieres),
    communes: new Set(communes),
    regions: new Set(regions),
  };
}

/** Names taken by the projects of the programme, and the acronyms of each cluster. */
export async function takenNames(sql: Sql): Promise<{ takenIds: Set<string>; acronyms: Map<string, string> }> {
  const rows = await list<{ id: string; cluster_id: string; acronym: string }>(
    sql,
    fragment`select id, cluster_id, acronym from projects.project`,
  );
  return {
    takenIds: new Set(rows.map(({ id }) => id)),
    acronyms: new Map(rows.map((row) => [`${row.cluster_id} ${row.acronym.toLowerCase()}`, row.id])),
  };
}

/**
 * Projects by the references that a file gives: that of their source, or their own name in an address. With `hold`, they are kept from other
 * writers until the transaction ends.
 */
export async function knownProjects(
  sql: Sql,
  source: string,
  references: readonly string[],
  hold: boolean,
): Promise<Map<string, KnownProject>> {
  const asked = [...new Set(references)];
  if (hold)
    await fragment`select id from projects.project
      where (source = ${source} and source_reference = any (${asked}::text[])) or id = any (${asked}::text[]) order by id for update`.execute(
      sql,
    );
  const rows = await list<KnownProject>(
    sql,
    fragment`
    select p.*, to_jsonb(r) - 'project_id' as reached,
      coalesce((select json_agg(s.call_id) from projects.submission s where s.project_id = p.id and s.state <> 'withdrawn'), '[]') as "labelledFor"
    from projects.project p left join projects.reached r on r.project_id = p.id
    where (p.source = ${source} and p.source_reference = any (${asked}::text[])) or p.id = any (${asked}::text[])`,
  );
  const projects = rows.map((row) => ({
    ...row,
    recorded_at: new Date(row.recorded_at),
    reached: Object.fromEntries(Object.entries(row.reached ?? {}).filter(([, on]) => on !== null)),
  }));
  const known = new Map(projects.map((project) => [project.id, project]));
  // A reference of the source comes before a name that happens to be the same.
  for (const project of projects)
    if (project.source === source && project.source_reference !== null) known.set(project.source_reference, project);
  return known;
}

const ids = (projects: readonly string[]) => fragment`any (${[...projects]}::text[])`;

export async function knownPartners(sql: Sql, projects: readonly string[]): Promise<Map<string, KnownPartner[]>> {
  const rows = await list<KnownPartner>(
    sql,
    fragment`
    select r.*, coalesce((select json_agg(json_build_object('nature', c.nature, 'research', c.research, 'amount_cents', c.amount_cents))
      from projects.partner_cost c where c.partner_id = r.id), '[]') as costs
    from projects.partner r where r.project_id = ${ids(projects)}`,
  );
  return grouped(rows, ({ project_id }) => project_id);
}

export async function knownApplications(
  sql: Sql,
  projects: readonly string[],
): Promise<Map<string, KnownApplication[]>> {
  const rows = await list<KnownApplication>(
    sql,
    fragment`
    select a.*,
      coalesce((select json_agg(json_build_object('state', s.state, 'on_day', s.on_day)) from projects.application_step s where s.application_id = a.id), '[]') as steps,
      coalesce((select json_agg(q) from projects.application_partner q where q.application_id = a.id), '[]') as parts,
      coalesce((select json_agg(y) from projects.payment y where y.application_id = a.id), '[]') as payments
    from projects.application a where a.project_id = ${ids(projects)} order by a.recorded_at, a.id`,
  );
  return grouped(
    rows.map((row) => ({ ...row, recorded_at: new Date(row.recorded_at) })),
    ({ project_id }) => project_id,
  );
}

interface LineRow {
  project_id: string;
  partner_id: string | null;
  id: string;
  subject: KnownLine['subject'];
  names: (string | number | null)[];
  tells: (string | number | null)[];
}

/** The lines of results that count today, with what tells them apart and what they say, as `result-plan.rules.ts` writes them. */
export async function knownLines(sql: Sql, projects: readonly string[]): Promise<Map<string, KnownLine[]>> {
  const rows = await list<LineRow>(
    sql,
    fragment`
    select project_id, partner_id, id, 'result' as subject, json_build_array(kind, title, obtained_on) as names, json_build_array(reference) as tells
      from projects.result where withdrawn_on is null and project_id = ${ids(projects)}
    union all select project_id, partner_id, id, 'industrialisation', json_build_array(decided_on), json_build_array(investment_cents, jobs)
      from projects.industrialisation where withdrawn_on is null and project_id = ${ids(projects)}
    union all select project_id, partner_id, id, 'first-sale', json_build_array(sold_on, country), json_build_array(amount_cents)
      from projects.first_sale where withdrawn_on is null and project_id = ${ids(projects)}
    union all select project_id, partner_id, id, 'market-year', json_build_array(year), json_build_array(revenue_cents, export_percent, jobs_created, jobs_kept)
      from projects.market_year where replaced_on is null and project_id = ${ids(projects)}`,
  );
  return new Map(
    [...grouped(rows, ({ project_id }) => project_id)].map(([project, lines]) => [
      project,
      lines.map(({ subject, id, partner_id, names, tells }) => ({
        subject,
        id,
        key: lineKey(subject, partner_id, ...names),
        content: lineContent(...tells),
      })),
    ]),
  );
}

/** Closed meetings of committees by `cluster day`: what an import tells of the same day was decided there. */
export async function closedMeetings(sql: Sql): Promise<Map<string, string>> {
  const rows = await list<{ id: string; cluster_id: string; held_on: string }>(
    sql,
    fragment`select id, cluster_id, held_on from projects.meeting where state = 'closed' and held_on is not null`,
  );
  return new Map(rows.map((row) => [`${row.cluster_id} ${row.held_on}`, row.id]));
}
