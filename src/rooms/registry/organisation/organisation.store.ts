import { sql as fragment, type Insertable, type Selectable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { RegionVintage } from '../territory.rules.ts';
import type { AccountsTable, EstablishmentTable, OrganisationTable } from './organisation.ts';

/** A row as it is read. */
export type FiledOrganisation = Selectable<OrganisationTable>;

export const findOrganisation = (sql: Sql, organisationId: string) =>
  sql.selectFrom('registry.organisation').selectAll().where('id', '=', organisationId).executeTakeFirst();

/** The row, held until the transaction ends. */
export const lockOrganisation = (trx: Sql, organisationId: string) =>
  trx.selectFrom('registry.organisation').selectAll().where('id', '=', organisationId).forUpdate().executeTakeFirst();

export const organisationBySiren = (sql: Sql, siren: string) =>
  sql.selectFrom('registry.organisation').selectAll().where('siren', '=', siren).executeTakeFirst();

export const insertOrganisation = async (trx: Sql, organisation: Insertable<OrganisationTable>): Promise<void> => {
  await trx.insertInto('registry.organisation').values(organisation).execute();
};

/** Nothing is written when nothing changes, not even the date. */
export const updateOrganisation = async (
  trx: Sql,
  organisationId: string,
  change: Partial<Insertable<OrganisationTable>>,
  now: Date,
): Promise<void> => {
  if (Object.keys(change).length === 0) return;
  await trx
    .updateTable('registry.organisation')
    .set({ ...change, updated_at: now })
    .where('id', '=', organisationId)
    .execute();
};

/** Adds an establishment, or completes the one that stands there under the same number. A new seat replaces the one before. */
export async function saveEstablishment(trx: Sql, establishment: EstablishmentTable): Promise<void> {
  if (establishment.is_seat)
    await trx
      .updateTable('registry.establishment')
      .set({ is_seat: false })
      .where('organisation_id', '=', establishment.organisation_id)
      .execute();
  await trx
    .insertInto('registry.establishment')
    .values(establishment)
    .onConflict((conflict) => conflict.column('siret').doUpdateSet({ is_seat: establishment.is_seat }))
    .execute();
}

/** One year's accounts; those entered before under the same year and perimeter are replaced, the journal keeps them. */
export async function saveAccounts(trx: Sql, accounts: AccountsTable): Promise<void> {
  await trx
    .insertInto('registry.accounts')
    .values(accounts)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'year', 'consolidated']).doUpdateSet(accounts))
    .execute();
}

export const findAccounts = (sql: Sql, organisationId: string, year: number, consolidated: boolean) =>
  sql
    .selectFrom('registry.accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('year', '=', year)
    .where('consolidated', '=', consolidated)
    .executeTakeFirst();

interface Labelled {
  code: string;
  name: string | null;
}

/** Everything filed about one organisation but its accounts and group, which group.store.ts reads for the whole enterprise. */
export interface OrganisationFile extends FiledOrganisation {
  readonly legalCategoryName: string | null;
  readonly nafName: string | null;
  readonly communeName: string | null;
  readonly departementCode: string | null;
  readonly departementName: string | null;
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly bandName: string | null;
  readonly establishments: readonly {
    siret: string;
    isSeat: boolean;
    commune: Labelled | null;
    naf: Labelled | null;
    openedOn: string | null;
    closedOn: string | null;
  }[];
  readonly memberships: readonly {
    id: string;
    cluster: { id: string; name: string };
    college: 'sme' | 'large' | 'research-training' | 'other';
    from: string;
    to: string | null;
    endReason: string | null;
    synthetic: boolean;
  }[];
}

/** Null when there is no such organisation. `vintage` chooses the list of regions. */
export async function organisationFile(
  sql: Sql,
  organisationId: string,
  vintage: RegionVintage,
): Promise<OrganisationFile | null> {
  const { rows } = await fragment<OrganisationFile>`
    select o.*, g.label as "legalCategoryName", n.label as "nafName", k.name as "communeName",
      d.code as "departementCode", d.name as "departementName", r.code as "regionCode", r.name as "regionName", b.label as "bandName",
      (select coalesce(json_agg(json_build_object('siret', e.siret, 'isSeat', e.is_seat,
          'commune', case when e.commune is not null then json_build_object('code', e.commune, 'name', ek.name) end,
          'naf', case when e.naf is not null then json_build_object('code', e.naf, 'name', en.label) end,
          'openedOn', e.opened_on, 'closedOn', e.closed_on) order by e.is_seat desc, e.siret), '[]')
        from registry.establishment e left join registry.commune ek on ek.code = e.commune left join registry.naf en on en.code = e.naf
        where e.organisation_id = o.id) as establishments,
      (select coalesce(json_agg(json_build_object('id', m.id, 'cluster', json_build_object('id', c.id, 'name', c.name), 'college', m.college,
          'from', m.from_day, 'to', m.to_day, 'endReason', m.end_reason, 'synthetic', m.synthetic) order by m.from_day desc, c.name), '[]')
        from registry.membership m join registry.cluster c on c.id = m.cluster_id where m.organisation_id = o.id) as memberships
    from registry.organisation o
    left join registry.legal_category g on g.code = o.legal_category
    left join registry.naf n on n.code = o.naf
    left join registry.commune k on k.code = o.commune
    left join registry.departement d on d.code = k.departement
    left join registry.departement_region l on l.departement = d.code and l.vintage = ${vintage}
    left join registry.region r on r.code = l.region_code and r.vintage = l.vintage
    left join registry.headcount_band b on b.code = o.headcount_band
    where o.id = ${organisationId}`.execute(sql);
  return rows[0] ?? null;
}
