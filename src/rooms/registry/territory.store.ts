import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { foldName, type RegionVintage, regionVintageOn, type Zone } from './territory.rules.ts';
import './nomenclature.ts';

/** A region as it stood in one of the two lists (R12): the code alone is not enough to name it. */
export interface Region {
  readonly code: string;
  readonly vintage: RegionVintage;
  readonly name: string;
  readonly zone: Zone;
}

export interface Departement {
  readonly code: string;
  readonly name: string;
  /** Commune code of its capital. */
  readonly chefLieu: string;
  readonly region: Region;
}

export interface Commune {
  readonly code: string;
  readonly name: string;
  /** Null in the overseas collectivities, which are no départements. */
  readonly departement: string | null;
  readonly departementName: string | null;
  readonly epci: string | null;
  readonly epciName: string | null;
  readonly population: number | null;
}

export interface Metropole {
  readonly siren: string;
  readonly name: string;
  readonly departement: string;
  /** First day of the status. */
  readonly validFrom: string;
}

const regions = (sql: Sql, day: Day) =>
  sql
    .selectFrom('registry.region')
    .select(['code', 'vintage', 'name', 'zone'])
    .where('vintage', '=', regionVintageOn(day))
    .where('retired', '=', false);

/** The regions of a day, in the order of the alphabet: 27 until the end of 2015, 18 after (R12). */
export const listRegions = (sql: Sql, day: Day): Promise<Region[]> =>
  regions(sql, day).orderBy(fragment`name collate "und-x-icu"`).execute();

/** Null when no region had that code on that day: 42 is Alsace in 2013 and nobody in 2016. */
export const regionByCode = async (sql: Sql, code: string, day: Day): Promise<Region | null> =>
  (await regions(sql, day).where('code', '=', code).executeTakeFirst()) ?? null;

const departements = (sql: Sql, day: Day) =>
  sql
    .selectFrom('registry.departement as d')
    .innerJoin('registry.departement_region as l', (join) =>
      join.onRef('l.departement', '=', 'd.code').on('l.vintage', '=', regionVintageOn(day)),
    )
    .innerJoin('registry.region as r', (join) =>
      join.onRef('r.code', '=', 'l.region_code').onRef('r.vintage', '=', 'l.vintage'),
    )
    .select([
      'd.code',
      'd.name',
      'd.chef_lieu',
      'r.code as region_code',
      'r.vintage',
      'r.name as region_name',
      'r.zone',
    ])
    .where('d.retired', '=', false);

interface DepartementLine {
  code: string;
  name: string;
  chef_lieu: string;
  region_code: string;
  vintage: RegionVintage;
  region_name: string;
  zone: Zone;
}

const toDepartement = (line: DepartementLine): Departement => ({
  code: line.code,
  name: line.name,
  chefLieu: line.chef_lieu,
  region: { code: line.region_code, vintage: line.vintage, name: line.region_name, zone: line.zone },
});

/** The 101 départements with the region of each on a day (R12), by code. */
export const listDepartements = async (sql: Sql, day: Day): Promise<Departement[]> =>
  (await departements(sql, day).orderBy('d.code').execute()).map(toDepartement);

export async function departementByCode(sql: Sql, code: string, day: Day): Promise<Departement | null> {
  const line = await departements(sql, day).where('d.code', '=', code).executeTakeFirst();
  return line ? toDepartement(line) : null;
}

/** The département of a commune, with its region on a day; null for an unknown commune or an overseas collectivity. */
export async function departementOfCommune(sql: Sql, commune: string, day: Day): Promise<Departement | null> {
  const line = await departements(sql, day)
    .innerJoin('registry.commune as c', 'c.departement', 'd.code')
    .where('c.code', '=', commune)
    .executeTakeFirst();
  return line ? toDepartement(line) : null;
}

/** The départements that touch one: a cluster's neighbours. */
export const neighboursOf = async (sql: Sql, departement: string): Promise<string[]> =>
  (
    await sql
      .selectFrom('registry.departement_neighbour')
      .select('neighbour')
      .where('departement', '=', departement)
      .where('retired', '=', false)
      .orderBy('neighbour')
      .execute()
  ).map((line) => line.neighbour);

const communes = (sql: Sql) =>
  sql
    .selectFrom('registry.commune as c')
    .leftJoin('registry.departement as d', 'd.code', 'c.departement')
    .leftJoin('registry.epci as e', 'e.siren', 'c.epci')
    .select([
      'c.code',
      'c.name',
      'c.departement',
      'd.name as departementName',
      'c.epci',
      'e.name as epciName',
      'c.population',
    ]);

/** Retired codes are found too: an organisation may still name a commune that merged since. */
export const communeByCode = async (sql: Sql, code: string): Promise<Commune | null> =>
  (await communes(sql).where('c.code', '=', code).executeTakeFirst()) ?? null;

/**
 * Communes by name, or by code when digits are typed. Accents, capitals, hyphens and « St » make no difference; every word typed must begin a
 * word of the name. Exact names first, then names that begin with it, then the others; the largest first in each.
 */
export async function searchCommunes(sql: Sql, typed: string, limit = 20): Promise<Commune[]> {
  // Letters, digits and single spaces only: nothing that means something to `like`.
  const wanted = foldName(typed);
  if (wanted === '') return [];
  let query = communes(sql).where('c.retired', '=', false);
  if (/^(\d{5}|2[ab]\d{3})$/i.test(typed.trim())) query = query.where('c.code', '=', typed.trim().toUpperCase());
  else
    for (const word of wanted.split(' '))
      query = query.where(fragment<string>`' ' || c.search_name`, 'like', `% ${word}%`);
  return query
    .orderBy(
      fragment`case when c.search_name = ${wanted} then 0 when starts_with(c.search_name, ${wanted}) then 1 else 2 end`,
    )
    .orderBy('c.population', (order) => order.desc().nullsLast())
    .orderBy('c.code')
    .limit(limit)
    .execute();
}

/** The authorities that had the status of métropole on a day: Nice alone in June 2013, 22 since 2018. */
export const listMetropoles = (sql: Sql, day: Day): Promise<Metropole[]> =>
  sql
    .selectFrom('registry.metropole')
    .select(['siren', 'name', 'departement', 'valid_from as validFrom'])
    .where('valid_from', '<=', day)
    .where('retired', '=', false)
    .orderBy(fragment`name collate "und-x-icu"`)
    .execute();

/** The métropole that a commune belongs to, if that authority had the status on that day. Membership of communes is that of the file's vintage. */
export const metropoleOfCommune = async (sql: Sql, commune: string, day: Day): Promise<Metropole | null> =>
  (await sql
    .selectFrom('registry.metropole as m')
    .innerJoin('registry.commune as c', 'c.epci', 'm.siren')
    .select(['m.siren', 'm.name', 'm.departement', 'm.valid_from as validFrom'])
    .where('c.code', '=', commune)
    .where('m.valid_from', '<=', day)
    .executeTakeFirst()) ?? null;
