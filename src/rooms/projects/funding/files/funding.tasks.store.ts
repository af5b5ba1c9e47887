import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { clustersWithin } from '#rooms/registry';
import type { Funder } from './application.ts';
import type { Reach } from './file-list.store.ts';

export interface WaitingFiles {
  readonly kind: 'decide' | 'sign' | 'pay';
  readonly count: number;
  readonly since: Day | null;
  readonly dueOn: Day | null;
  readonly synthetic: boolean;
}

const atClusters = (reach: Reach) => {
  const clusters = clustersWithin(reach);
  return fragment<boolean>`(p.cluster_id in ${clusters}
    or exists (select 1 from projects.label l where l.project_id = p.id and l.cluster_id in ${clusters}))`;
};

const ofRegions = (reach: Reach) =>
  reach.everything
    ? fragment<boolean>`true`
    : fragment<boolean>`a.region in (select d.region_code from registry.departement_region d
        join registry.departement_region named on named.departement = d.departement
        where d.vintage = '2013' and named.region_code || '@' || named.vintage = any (${[...reach.regions]}::text[]))`;

/**
 * What waits for officers: the State's on files to the State and its operators, a region's on files to that region. Selections to be signed are those
 * whose last day comes by `soon`.
 */
export async function filesWaitingFor(
  sql: Sql,
  asked: { readonly reach: Reach; readonly of: 'state' | 'region'; readonly soon: string },
): Promise<WaitingFiles[]> {
  const own =
    asked.of === 'region'
      ? fragment<boolean>`a.funder = ${'region' satisfies Funder} and ${ofRegions(asked.reach)}`
      : fragment<boolean>`a.funder <> ${'region' satisfies Funder} and ${atClusters(asked.reach)}`;
  const { rows } = await fragment<WaitingFiles>`
    with files as (
      select a.*, p.synthetic, (select max(s.on_day) from projects.application_step s where s.application_id = a.id) as last,
        (select min(y.requested_on) from projects.payment y where y.application_id = a.id and y.state = 'requested') as requested
      from projects.application a join projects.project p on p.id = a.project_id
      where a.state in ('submitted', 'eligible', 'selected', 'agreement') and ${own})
    select 'decide' as kind, count(*)::int as count, min(last) as since, null::date as "dueOn", coalesce(bool_or(synthetic), false) as synthetic
      from files where state in ('submitted', 'eligible')
    union all select 'sign', count(*)::int, min(last), min(lapses_after), coalesce(bool_or(synthetic), false)
      from files where state = 'selected' and lapses_after <= ${asked.soon}::date
    union all select 'pay', count(*)::int, min(requested), null::date, coalesce(bool_or(synthetic), false)
      from files where requested is not null`.execute(sql);
  return rows.filter(({ count }) => count > 0);
}

export interface LapsingFile {
  readonly project: string;
  readonly acronym: string;
  readonly cluster: { readonly id: string; readonly name: string };
  readonly since: Day;
  readonly dueOn: Day;
  readonly synthetic: boolean;
}

/** Selections of these clusters, or of projects that these organisations lead, whose last day comes between two days, both included. */
export async function lapsingFiles(
  sql: Sql,
  asked: { readonly reach: Reach; readonly on: string; readonly soon: string },
): Promise<LapsingFile[]> {
  const { rows } = await fragment<LapsingFile>`
    select p.id as project, p.acronym, json_build_object('id', c.id, 'name', c.name) as cluster, a.selected_on as since,
      a.lapses_after as "dueOn", p.synthetic
    from projects.application a join projects.project p on p.id = a.project_id join registry.cluster c on c.id = p.cluster_id
    where a.state = 'selected' and a.lapses_after between ${asked.on}::date and ${asked.soon}::date
      and (${atClusters(asked.reach)} or exists (select 1 from projects.partner r where r.project_id = p.id and r.lead and r.left_on is null
        and r.organisation_id = any (${[...asked.reach.organisations]}::text[])))
    order by a.lapses_after, p.acronym, a.id`.execute(sql);
  return rows;
}
