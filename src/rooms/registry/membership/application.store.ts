import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ApplicationState } from '../vocabulary.ts';
import type { ApplicationRow, MembershipApplicationTable } from './membership.ts';

export const pendingApplication = (sql: Sql, clusterId: string, organisationId: string) =>
  sql
    .selectFrom('registry.membership_application')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'submitted')
    .executeTakeFirst();

/** The application, held until the transaction ends. */
export const lockApplication = (trx: Sql, applicationId: string) =>
  trx
    .selectFrom('registry.membership_application')
    .selectAll()
    .where('id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst();

export const insertApplication = async (trx: Sql, application: MembershipApplicationTable): Promise<void> => {
  await trx.insertInto('registry.membership_application').values(application).execute();
};

export const updateApplication = async (
  trx: Sql,
  applicationId: string,
  change: Partial<MembershipApplicationTable>,
): Promise<void> => {
  await trx.updateTable('registry.membership_application').set(change).where('id', '=', applicationId).execute();
};

export interface ApplicationPage {
  readonly total: number;
  readonly rows: Omit<ApplicationRow, 'open'>[];
  readonly states: { value: ApplicationState; label: null; count: number }[];
  readonly synthetic: boolean;
}

/** Applications to a cluster, those that wait first, then the latest. */
export async function applicationPage(
  sql: Sql,
  clusterId: string,
  { state, limit, offset }: { state?: ApplicationState | undefined; limit: number; offset: number },
): Promise<ApplicationPage> {
  const wanted = state ? fragment`and a.state = ${state}` : fragment``;
  const { rows: counts } = await fragment<{ total: number; synthetic: boolean; states: ApplicationPage['states'] }>`
    select (select count(*) from registry.membership_application a where a.cluster_id = ${clusterId} ${wanted}) as total,
      exists (select 1 from registry.membership_application a where a.cluster_id = ${clusterId} and a.synthetic ${wanted}) as synthetic,
      (select coalesce(json_agg(json_build_object('value', s.state, 'label', null, 'count', s.count)), '[]') from (
        select a.state, count(*) as count from registry.membership_application a where a.cluster_id = ${clusterId} group by a.state) s) as states`.execute(
    sql,
  );
  const { rows } = await fragment<ApplicationPage['rows'][number]>`
    select ${applicationColumns()} from ${applicationTables()}
    where a.cluster_id = ${clusterId} ${wanted}
    order by a.state <> 'submitted', a.applied_on desc, a.id desc
    limit ${limit} offset ${offset}`.execute(sql);
  return { ...counts[0]!, rows };
}

/** Applications of these organisations, those that wait first, then the latest. */
export async function applicationsOf(
  sql: Sql,
  organisations: readonly string[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Pick<ApplicationPage, 'total' | 'rows'>> {
  const theirs = fragment`a.organisation_id = any(${[...organisations]}::text[])`;
  const { rows: counts } = await fragment<{ total: number }>`
    select count(*) as total from registry.membership_application a where ${theirs}`.execute(sql);
  const { rows } = await fragment<ApplicationPage['rows'][number]>`
    select ${applicationColumns()} from ${applicationTables()}
    where ${theirs}
    order by a.state <> 'submitted', a.applied_on desc, a.id desc
    limit ${limit} offset ${offset}`.execute(sql);
  return { total: counts[0]!.total, rows };
}

export async function applicationById(sql: Sql, applicationId: string): Promise<Omit<ApplicationRow, 'open'> | null> {
  const { rows } = await fragment<Omit<ApplicationRow, 'open'>>`
    select ${applicationColumns()} from ${applicationTables()} where a.id = ${applicationId}`.execute(sql);
  return rows[0] ?? null;
}

const applicationColumns = () => fragment`
  a.id, json_build_object('id', c.id, 'name', c.name) as cluster,
  json_build_object('id', o.id, 'name', o.name, 'siren', o.siren, 'kind', o.kind) as organisation,
  a.college, a.applied_on as "appliedOn", a.motivation, a.state, a.decided_on as "decidedOn", a.refusal_ground as "refusalGround",
  a.reason, case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as "orientedTo",
  a.membership_id as membership, a.synthetic`;

const applicationTables = () => fragment`
  registry.membership_application a
  join registry.cluster c on c.id = a.cluster_id join registry.organisation o on o.id = a.organisation_id
  left join registry.cluster t on t.id = a.oriented_to`;
