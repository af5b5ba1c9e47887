import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ExpertFacts } from './interest.rules.ts';
import type { ExpertTable } from './labelling.tables.ts';

export const findExpert = (sql: Sql, id: string): Promise<ExpertTable | undefined> =>
  sql.selectFrom('projects.expert').selectAll().where('id', '=', id).executeTakeFirst();

export const lockExpert = (trx: Sql, id: string): Promise<ExpertTable | undefined> =>
  trx.selectFrom('projects.expert').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertExpert = async (trx: Sql, expert: Insertable<ExpertTable>): Promise<void> => {
  await trx.insertInto('projects.expert').values(expert).execute();
};

export const updateExpert = async (trx: Sql, id: string, change: Updateable<ExpertTable>): Promise<void> => {
  await trx.updateTable('projects.expert').set(change).where('id', '=', id).execute();
};

/** Another active expert of the cluster with the same account. */
export const otherExpertOf = async (sql: Sql, cluster: string, person: string, but: string | null): Promise<boolean> =>
  (await sql
    .selectFrom('projects.expert')
    .select('id')
    .where('cluster_id', '=', cluster)
    .where('person_id', '=', person)
    .where('active', '=', true)
    .where('id', '!=', but ?? '')
    .executeTakeFirst()) !== undefined;

export interface ExpertRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly hasAccount: boolean;
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly confidentialitySignedOn: string | null;
  readonly active: boolean;
  readonly revision: number;
  readonly reviewsDue: number;
  readonly reviewsDone: number;
}

/** The experts of a cluster with what they have to do, those who left last. */
export async function expertsOf(sql: Sql, cluster: string): Promise<ExpertRow[]> {
  const { rows } = await fragment<ExpertRow>`
    select e.id, e.name, e.email, e.person_id is not null as "hasAccount",
      case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as organisation,
      e.confidentiality_signed_on as "confidentialitySignedOn", e.active, e.revision,
      count(r.id) filter (where r.state = 'assigned' and l.decision is null)::int as "reviewsDue",
      count(r.id) filter (where r.state = 'done')::int as "reviewsDone"
    from projects.expert e
    left join registry.organisation o on o.id = e.organisation_id
    left join projects.review r on r.expert_id = e.id
    left join projects.label l on l.id = r.label_id
    where e.cluster_id = ${cluster}
    group by e.id, o.id
    order by e.active desc, e.name collate "und-x-icu", e.id`.execute(sql);
  return rows;
}

/** An expert before one project. */
export interface ExpertBefore extends ExpertFacts {
  readonly id: string;
  readonly name: string;
}

/** The experts of a cluster as they stand before a project (R65); who sits for several clusters is one person. */
export async function expertsBefore(sql: Sql, cluster: string, project: string): Promise<ExpertBefore[]> {
  const { rows } = await fragment<ExpertBefore>`
    select e.id, e.name, e.active, e.confidentiality_signed_on as "confidentialitySignedOn",
      array(select distinct o.organisation_id from projects.expert o
        where (o.id = e.id or o.person_id = e.person_id) and o.organisation_id is not null) as organisations,
      exists (select 1 from projects.review r join projects.label l on l.id = r.label_id join projects.expert o on o.id = r.expert_id
        where l.project_id = ${project} and r.interest = 'declared' and (o.id = e.id or o.person_id = e.person_id)) as declared
    from projects.expert e where e.cluster_id = ${cluster}
    order by e.name collate "und-x-icu", e.id`.execute(sql);
  return rows;
}

/** Organisations that are or were partners of a project. */
export const partnersEver = async (sql: Sql, project: string): Promise<string[]> =>
  (
    await sql
      .selectFrom('projects.partner')
      .select('organisation_id')
      .distinct()
      .where('project_id', '=', project)
      .execute()
  ).map(({ organisation_id }) => organisation_id);

/** An organisation by its id or its SIREN. */
export const findOrganisation = (sql: Sql, idOrSiren: string): Promise<{ id: string; name: string } | undefined> =>
  sql
    .selectFrom('registry.organisation')
    .select(['id', 'name'])
    .where((where) => where.or([where('id', '=', idOrSiren), where('siren', '=', idOrSiren)]))
    .executeTakeFirst();

export const organisationNames = async (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await sql
    .selectFrom('registry.organisation')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
};
