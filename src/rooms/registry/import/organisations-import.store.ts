import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { OrganisationAmendment } from './organisations-import.rules.ts';

/** Rewrites the identity of known organisations, in one statement. */
export async function amendOrganisations(
  trx: Sql,
  amendments: readonly (OrganisationAmendment & { readonly id: string })[],
  now: Date,
): Promise<void> {
  if (amendments.length === 0) return;
  await fragment`
    update registry.organisation o set siren = r.siren, name = r.name, acronym = r.acronym, kind = r.kind,
      legal_category = r."legalCategory", naf = r.naf, commune = r.commune, country = r.country, website = r.website,
      created_on = r."createdOn", ceased_on = r."ceasedOn", updated_at = ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(amendments)}::json) as r
      (id text, siren text, name text, acronym text, kind text, "legalCategory" text, naf text, commune text, country text, website text,
        "createdOn" date, "ceasedOn" date)
    where o.id = r.id`.execute(trx);
}
