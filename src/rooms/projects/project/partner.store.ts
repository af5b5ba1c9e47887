import type { Insertable, Updateable } from 'kysely';
import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { PartnerCostTable, PartnerTable, Stage } from '../project.ts';
import { STAGES } from '../project.ts';

export const insertPartner = async (trx: Sql, partner: Insertable<PartnerTable>): Promise<void> => {
  await trx.insertInto('projects.partner').values(partner).execute();
};

export const updatePartner = async (trx: Sql, id: string, change: Updateable<PartnerTable>): Promise<void> => {
  await trx.updateTable('projects.partner').set(change).where('id', '=', id).execute();
};

/** A partner of today, of this project. */
export const activePartner = (sql: Sql, project: string, id: string): Promise<PartnerTable | undefined> =>
  sql
    .selectFrom('projects.partner')
    .selectAll()
    .where('project_id', '=', project)
    .where('id', '=', id)
    .where('left_on', 'is', null)
    .executeTakeFirst();

export const costsOf = (sql: Sql, partners: readonly string[]): Promise<PartnerCostTable[]> =>
  partners.length === 0
    ? Promise.resolve([])
    : sql.selectFrom('projects.partner_cost').selectAll().where('partner_id', 'in', partners).execute();

/** Replaces all costs of a partner; a category without an amount is then nothing. */
export async function replaceCosts(
  trx: Sql,
  partner: string,
  costs: readonly Omit<PartnerCostTable, 'partner_id'>[],
): Promise<void> {
  await trx.deleteFrom('projects.partner_cost').where('partner_id', '=', partner).execute();
  const rows = costs.filter(({ amount_cents }) => amount_cents > 0).map((cost) => ({ ...cost, partner_id: partner }));
  if (rows.length > 0) await trx.insertInto('projects.partner_cost').values(rows).execute();
}

export interface NamedPartner extends PartnerTable {
  name: string;
  kind: string;
  siren: string | null;
  commune_name: string | null;
  country_name: string | null;
  ceased_on: string | null;
  organisation_synthetic: boolean;
}

/** Every partner that a project has or had, the lead first, then in the order in which they came. */
export async function consortiumOf(sql: Sql, project: string): Promise<NamedPartner[]> {
  const { rows } = await fragment<NamedPartner>`
    select r.*, o.name, o.kind, o.siren, c.name as commune_name, o.ceased_on, o.synthetic as organisation_synthetic
    from projects.partner r
      join registry.organisation o on o.id = r.organisation_id
      left join registry.commune c on c.code = r.commune
    where r.project_id = ${project}
    order by r.left_on is not null, r.lead desc, r.joined_on, r.id`.execute(sql);
  return rows;
}

/** From the day its file is with a funder, a change of consortium needs a reason. */
export const isBeforeFunders = (stage: Stage): boolean =>
  STAGES.indexOf(stage) >= STAGES.indexOf('submitted') && stage !== 'abandoned';
