import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import '../nomenclature.ts';
import type { SireneKnown, SireneNomenclatures, SirenePlan, SireneSeat } from './sirene.rules.ts';

/** Every SIREN of the registry: what a stock file is reduced to. */
export async function knownSirens(sql: Sql): Promise<string[]> {
  const { rows } = await fragment<{ list: string[] | null }>`
    select json_agg(siren order by siren) as list from registry.organisation where siren is not null`.execute(sql);
  return rows[0]?.list ?? [];
}

export async function sireneNomenclatures(sql: Sql): Promise<SireneNomenclatures> {
  const { rows } = await fragment<{ naf: string[] | null; communes: string[] | null; bands: string[] | null }>`select
    (select json_agg(code) from registry.naf) as naf,
    (select json_agg(code) from registry.commune) as communes,
    (select json_agg(code) from registry.headcount_band) as bands`.execute(sql);
  const { naf, communes, bands } = rows[0]!;
  return { naf: new Set(naf), communes: new Set(communes), headcountBands: new Set(bands) };
}

type Tuple = [
  id: string,
  siren: string,
  name: string,
  acronym: string | null,
  legalCategory: string | null,
  naf: string | null,
  commune: string | null,
  headcountBand: string | null,
  inseeCategory: string | null,
  inseeCategoryYear: number | null,
  createdOn: Day | null,
  ceasedOn: Day | null,
  seat:
    | [
        siret: string,
        commune: string | null,
        naf: string | null,
        band: string | null,
        opened: Day | null,
        closed: Day | null,
      ]
    | null,
];

/** What the registry has of these organisations; `hold` keeps them from other writers until the transaction ends. */
export async function organisationsBySiren(
  sql: Sql,
  sirens: readonly string[],
  hold: boolean,
): Promise<Map<string, SireneKnown>> {
  const { rows } = await fragment<{ list: Tuple[] | null }>`
    with o as (select * from registry.organisation where siren = any (${[...sirens]}::text[]) order by id ${hold ? fragment`for update` : fragment``})
    select json_agg(json_build_array(o.id, o.siren, o.name, o.acronym, o.legal_category, o.naf, o.commune, o.headcount_band,
      o.insee_category, o.insee_category_year, o.created_on, o.ceased_on,
      case when s.siret is not null then json_build_array(s.siret, s.commune, s.naf, s.headcount_band, s.opened_on, s.closed_on) end)) as list
    from o left join registry.establishment s on s.organisation_id = o.id and s.is_seat`.execute(sql);
  return new Map((rows[0]?.list ?? []).map((tuple) => [tuple[1], asKnown(tuple)]));
}

const asKnown = (tuple: Tuple): SireneKnown => {
  const [
    id,
    siren,
    name,
    acronym,
    legalCategory,
    naf,
    commune,
    headcountBand,
    inseeCategory,
    inseeCategoryYear,
    createdOn,
    ceasedOn,
    seat,
  ] = tuple;
  return {
    id,
    siren,
    name,
    acronym,
    legalCategory,
    naf,
    commune,
    headcountBand,
    inseeCategory,
    inseeCategoryYear,
    createdOn,
    ceasedOn,
    seat: seat && {
      siret: seat[0],
      commune: seat[1],
      naf: seat[2],
      headcountBand: seat[3],
      openedOn: seat[4],
      closedOn: seat[5],
    },
  };
};

/** Writes what Sirene changes: one statement for the organisations, two for their seats. */
export async function amendFromSirene(
  trx: Sql,
  plans: readonly SirenePlan[],
  source: string,
  now: Date,
): Promise<void> {
  if (plans.length === 0) return;
  await fragment`
    update registry.organisation o set name = r.name, acronym = r.acronym, legal_category = r."legalCategory", naf = r.naf, commune = r.commune,
      headcount_band = r."headcountBand", insee_category = r."inseeCategory", insee_category_year = r."inseeCategoryYear",
      created_on = r."createdOn", ceased_on = r."ceasedOn", updated_at = ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(plans.map(({ amend }) => amend))}::json) as r
      (id text, name text, acronym text, "legalCategory" text, naf text, commune text, "headcountBand" text, "inseeCategory" text,
        "inseeCategoryYear" int, "createdOn" date, "ceasedOn" date)
    where o.id = r.id`.execute(trx);
  const seats = plans.flatMap(({ amend, seat }) => (seat ? [{ organisation: amend.id, ...seat }] : []));
  await fileSeats(trx, seats, source);
}

async function fileSeats(
  trx: Sql,
  seats: readonly (SireneSeat & { readonly organisation: string })[],
  source: string,
): Promise<void> {
  if (seats.length === 0) return;
  const list = JSON.stringify(seats);
  await fragment`
    update registry.establishment e set is_seat = false from json_to_recordset(${list}::json) as r (organisation text, siret text)
    where e.organisation_id = r.organisation and e.is_seat and e.siret <> r.siret`.execute(trx);
  await fragment`
    insert into registry.establishment (siret, organisation_id, is_seat, commune, naf, headcount_band, opened_on, closed_on, source)
    select siret, organisation, true, commune, naf, "headcountBand", "openedOn", "closedOn", ${source}
    from json_to_recordset(${list}::json) as r
      (siret text, organisation text, commune text, naf text, "headcountBand" text, "openedOn" date, "closedOn" date)
    on conflict (siret) do update set is_seat = true, commune = excluded.commune, naf = excluded.naf, headcount_band = excluded.headcount_band,
      opened_on = excluded.opened_on, closed_on = excluded.closed_on`.execute(trx);
}
