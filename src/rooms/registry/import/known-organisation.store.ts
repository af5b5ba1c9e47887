import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import '../nomenclature.ts';
import { loadedNomenclatures } from '../nomenclature.store.ts';
import type { OrganisationKind } from '../vocabulary.ts';
import type { ImportNomenclatures, RowFacts } from './import-row.rules.ts';
import type { KnownCommune } from './import-value.rules.ts';
import type { KnownAccounts, KnownOrganisation, KnownOrganisations } from './known-organisation.rules.ts';

/*
 * Large readings come back as one JSON value rather than as rows: on the embedded store, 50,000 rows of 13 columns take 2 s instead of 3 to 11.
 */

type OrganisationTuple = [
  id: string,
  siren: string | null,
  name: string,
  acronym: string | null,
  kind: OrganisationKind,
  legalCategory: string | null,
  naf: string | null,
  commune: string | null,
  country: string,
  website: string | null,
  createdOn: Day | null,
  ceasedOn: Day | null,
  synthetic: boolean,
  /** The name of the file that it answers to; null when its SIREN found it. */
  asked: string | null,
];

type AccountsTuple = [
  organisation: string,
  year: number,
  closedOn: Day,
  headcount: number | null,
  revenue: number | null,
  balance: number | null,
];

const TUPLE = fragment`o.id, o.siren, o.name, o.acronym, o.kind, o.legal_category, o.naf, o.commune, o.country, o.website, o.created_on, o.ceased_on, o.synthetic`;

/**
 * What the registry knows of the organisations that these rows name: by SIREN, and by name for rows without one or whose SIREN is new.
 * With `hold`, the rows found are kept from other writers until the transaction ends.
 */
export async function knownOrganisations(
  sql: Sql,
  facts: readonly Pick<RowFacts, 'siren' | 'name'>[],
  { accounts, hold }: { readonly accounts: boolean; readonly hold: boolean },
): Promise<KnownOrganisations> {
  const sirens = [...new Set(facts.flatMap(({ siren }) => siren ?? []))];
  const bySiren = await found(sql, fragment`o.siren = any (${sirens}::text[])`, hold);
  const known = new Set(bySiren.map(([, siren]) => siren));
  const names = (wanted: (row: Pick<RowFacts, 'siren'>) => boolean) => [
    ...new Set(facts.filter((row) => row.name !== null && wanted(row)).map((row) => row.name!)),
  ];
  const nameless = names(({ siren }) => siren === null);
  const newcomers = names(({ siren }) => siren !== null && !known.has(siren));
  const byName = [...(await named(sql, nameless, false, hold)), ...(await named(sql, newcomers, true, hold))];

  const ids = [...new Set([...bySiren, ...byName].map(([id]) => id))];
  const figures = accounts ? await accountsOf(sql, ids) : new Map<string, KnownAccounts[]>();
  const organisations = new Map<string, KnownOrganisation>();
  for (const tuple of [...bySiren, ...byName]) organisations.set(tuple[0], asKnown(tuple, figures.get(tuple[0]) ?? []));
  const byItsName = new Map<string, KnownOrganisation[]>();
  for (const tuple of byName) {
    const same = byItsName.get(tuple[13]!) ?? [];
    if (!same.some(({ id }) => id === tuple[0])) byItsName.set(tuple[13]!, [...same, organisations.get(tuple[0])!]);
  }
  return { bySiren: new Map(bySiren.map(([id, siren]) => [siren!, organisations.get(id)!])), byName: byItsName };
}

const asKnown = (tuple: OrganisationTuple, accounts: readonly KnownAccounts[]): KnownOrganisation => {
  const [
    id,
    siren,
    name,
    acronym,
    kind,
    legalCategory,
    naf,
    commune,
    country,
    website,
    createdOn,
    ceasedOn,
    synthetic,
  ] = tuple;
  return {
    id,
    siren,
    name,
    acronym,
    kind,
    legalCategory,
    naf,
    commune,
    country,
    website,
    createdOn,
    ceasedOn,
    synthetic,
    accounts,
  };
};

async function found(sql: Sql, condition: ReturnType<typeof fragment>, hold: boolean): Promise<OrganisationTuple[]> {
  const { rows } = await fragment<{ list: OrganisationTuple[] | null }>`
    with o as (select * from registry.organisation o where ${condition} order by o.id ${hold ? fragment`for update` : fragment``})
    select json_agg(json_build_array(${TUPLE}, null)) as list from o`.execute(sql);
  return rows[0]?.list ?? [];
}

async function named(
  sql: Sql,
  names: readonly string[],
  withoutSiren: boolean,
  hold: boolean,
): Promise<OrganisationTuple[]> {
  if (names.length === 0) return [];
  const { rows } = await fragment<{ list: OrganisationTuple[] | null }>`
    with asked as materialized (select name, registry.plain(name) as plain from unnest(${[...names]}::text[]) as a (name)),
    o as (
      select o.*, asked.name as asked from asked join registry.organisation o
        -- "search" is the plain name between spaces, then the acronym: its index leads there, then the name itself decides.
        on o.search >= (' ' || asked.plain) collate "C" and o.search < (' ' || asked.plain || '!') collate "C"
        and registry.plain(o.name) = asked.plain
      ${withoutSiren ? fragment`where o.siren is null` : fragment``} order by o.id ${hold ? fragment`for update of o` : fragment``})
    select json_agg(json_build_array(${TUPLE}, o.asked)) as list from o`.execute(sql);
  return rows[0]?.list ?? [];
}

async function accountsOf(sql: Sql, ids: readonly string[]): Promise<Map<string, KnownAccounts[]>> {
  const { rows } = await fragment<{ list: AccountsTuple[] | null }>`
    select json_agg(json_build_array(organisation_id, year, closed_on, headcount, revenue_cents, balance_cents)) as list
    from registry.accounts where not consolidated and organisation_id = any (${[...ids]}::text[])`.execute(sql);
  const known = new Map<string, KnownAccounts[]>();
  for (const [organisation, year, closedOn, headcount, revenue, balance] of rows[0]?.list ?? []) {
    const years = known.get(organisation) ?? [];
    years.push({ year, closedOn, headcount, revenue, balance });
    known.set(organisation, years);
  }
  return known;
}

/** Those that were read last, and the digests of the files that they came from. */
let kept: { readonly digests: string; readonly nomenclatures: ImportNomenclatures } | undefined;

/**
 * Every code that a row may name. Communes are also found by name. The 35,000 communes take a fifth of a second to read and to sort, and the
 * codes in use are those of the files: as long as their digests stand, what was read is kept for the next import.
 */
export async function importNomenclatures(sql: Sql): Promise<ImportNomenclatures> {
  const loaded = await loadedNomenclatures(sql);
  const files = ['registry.commune', 'registry.naf', 'registry.legal_category'].map((name) => loaded.get(name)?.sha256);
  if (files.includes(undefined)) return readNomenclatures(sql);
  const digests = files.join(' ');
  if (kept?.digests !== digests) kept = { digests, nomenclatures: await readNomenclatures(sql) };
  return kept.nomenclatures;
}

async function readNomenclatures(sql: Sql): Promise<ImportNomenclatures> {
  const { rows } = await fragment<{
    communes: [code: string, folded: string, departement: string | null][] | null;
    naf: string[] | null;
    legal: string[] | null;
  }>`select
    (select json_agg(json_build_array(code, search_name, departement)) from registry.commune where not retired) as communes,
    (select json_agg(code) from registry.naf where not retired) as naf,
    (select json_agg(code) from registry.legal_category where not retired) as legal`.execute(sql);
  const { communes, naf, legal } = rows[0]!;
  const byName = new Map<string, KnownCommune[]>();
  for (const [code, name, departement] of communes ?? []) {
    const same = byName.get(name) ?? [];
    same.push({ code, departement });
    byName.set(name, same);
  }
  return {
    communes: { codes: new Set((communes ?? []).map(([code]) => code)), byName },
    naf: new Set(naf),
    legalCategories: new Set(legal),
  };
}
