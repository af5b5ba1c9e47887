import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type {
  ApplicationPartnerTable,
  ApplicationStepTable,
  ApplicationTable,
  PaymentTable,
} from '../funding.tables.ts';
import type { ApplicationState, Funder } from './application.ts';

export const findApplication = (
  sql: Sql,
  { project, fundingApplication }: { project: string; fundingApplication: string },
): Promise<ApplicationTable | undefined> =>
  sql
    .selectFrom('projects.application')
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', fundingApplication)
    .executeTakeFirst();

/** The file that is alive for this project before this funder of this call. */
export const livingApplication = (
  sql: Sql,
  of: { readonly project: string; readonly call: string; readonly funder: Funder; readonly region: string | null },
): Promise<{ id: string } | undefined> =>
  sql
    .selectFrom('projects.application')
    .select('id')
    .where('project_id', '=', of.project)
    .where('call_id', '=', of.call)
    .where('funder', '=', of.funder)
    .where('region', 'is not distinct from', of.region)
    .where('state', 'not in', ['refused', 'lapsed', 'withdrawn'])
    .executeTakeFirst();

export const insertApplication = async (trx: Sql, row: Insertable<ApplicationTable>): Promise<void> => {
  await trx.insertInto('projects.application').values(row).execute();
};

export const updateApplication = async (trx: Sql, id: string, change: Updateable<ApplicationTable>): Promise<void> => {
  await trx.updateTable('projects.application').set(change).where('id', '=', id).execute();
};

export const insertApplicationStep = async (trx: Sql, row: Insertable<ApplicationStepTable>): Promise<void> => {
  await trx.insertInto('projects.application_step').values(row).execute();
};

/** Replaces what is asked for by each partner. Only of a file in preparation: nothing is granted yet. */
export async function replaceParts(
  trx: Sql,
  application: string,
  parts: readonly Pick<ApplicationPartnerTable, 'partner_id' | 'asked_cents'>[],
): Promise<void> {
  await trx.deleteFrom('projects.application_partner').where('application_id', '=', application).execute();
  if (parts.length === 0) return;
  await trx
    .insertInto('projects.application_partner')
    .values(parts.map((part) => ({ application_id: application, ...part, granted_cents: null, ceiling_cents: null })))
    .execute();
}

/** What a decision grants, each part beside the ceiling that was computed for it. */
export async function saveGrants(
  trx: Sql,
  application: string,
  grants: readonly Pick<ApplicationPartnerTable, 'partner_id' | 'granted_cents' | 'ceiling_cents'>[],
): Promise<void> {
  await fragment`
    update projects.application_partner q set granted_cents = g.granted_cents, ceiling_cents = g.ceiling_cents
    from json_to_recordset(${JSON.stringify(grants)}::json) as g (partner_id text, granted_cents bigint, ceiling_cents bigint)
    where q.application_id = ${application} and q.partner_id = g.partner_id`.execute(trx);
}

export const partsOf = (sql: Sql, application: string): Promise<ApplicationPartnerTable[]> =>
  sql
    .selectFrom('projects.application_partner')
    .selectAll()
    .where('application_id', '=', application)
    .orderBy('partner_id')
    .execute();

export const paymentsOf = (sql: Sql, application: string): Promise<PaymentTable[]> =>
  sql
    .selectFrom('projects.payment')
    .selectAll()
    .where('application_id', '=', application)
    .orderBy('requested_on')
    .orderBy('id')
    .execute();

export const insertPayment = async (trx: Sql, row: Insertable<PaymentTable>): Promise<void> => {
  await trx.insertInto('projects.payment').values(row).execute();
};

export const updatePayment = async (trx: Sql, id: string, change: Updateable<PaymentTable>): Promise<void> => {
  await trx.updateTable('projects.payment').set(change).where('id', '=', id).execute();
};

/** The first day on which each partner asked for aid, written once: its work must not have started before (R95). */
export const noteFirstRequest = async (trx: Sql, partners: readonly string[], on: string): Promise<void> => {
  await fragment`
    update projects.partner set applied_on = ${on}::date, revision = revision + 1
    where applied_on is null and id = any (${[...partners]}::text[])`.execute(trx);
};

/** A region of 2013 as functions name it: `82@2013`, and the region of 2016 that took over its départements. */
export async function regionScopes(sql: Sql, region: string | null): Promise<string[]> {
  if (region === null) return [];
  const { rows } = await fragment<{ code: string }>`
    select distinct later.region_code as code from registry.departement_region d
      join registry.departement_region later on later.departement = d.departement and later.vintage = '2016'
    where d.vintage = '2013' and d.region_code = ${region} order by 1`.execute(sql);
  return [`${region}@2013`, ...rows.map(({ code }) => `${code}@2016`)];
}

/** Is there a region of 2013 under this code? */
export const regionExists = async (sql: Sql, region: string): Promise<boolean> =>
  (await sql
    .selectFrom('registry.region')
    .select('code')
    .where('vintage', '=', '2013')
    .where('code', '=', region)
    .executeTakeFirst()) !== undefined;

/** Selections whose last day has passed (R76). */
export const overdueSelections = async (sql: Sql, on: string): Promise<{ project: string; id: string }[]> =>
  (
    await sql
      .selectFrom('projects.application')
      .select(['project_id', 'id'])
      .where('state', '=', 'selected' satisfies ApplicationState)
      .where('lapses_after', '<', on)
      .orderBy('lapses_after')
      .orderBy('id')
      .execute()
  ).map(({ project_id, id }) => ({ project: project_id, id }));
