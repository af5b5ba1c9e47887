import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, isReachable } from '../fragments.store.ts';
import type { ReachOf } from '../place.ts';
import type { SearchHit } from '../programme/programme.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { isBeyondSiren, readSearch } from './search.rules.ts';

/** Below this likeness two names have nothing in common that a person would see. */
const LEAST_LIKENESS = 0.3;

const column = (of: string, name: string): RawBuilder<string> => fragment.ref(`${of}.${name}`);

/** The conditions that a name holds each of these words, whole or in part. Words are letters and digits only. */
const holdsWords = (of: string, words: readonly string[]): RawBuilder<boolean> =>
  fragment`(${fragment.join(
    words.map((word) => fragment`${column(of, 'search')} like ${`%${word}%`}`),
    fragment` and `,
  )})`;

/** Does the organisation `of` match what was typed, without any likeness: its number's first digits, or every word? */
export function matchesOrganisation(of: string, typed: string): RawBuilder<boolean> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return fragment`true`;
  if (wanted.by === 'words') return holdsWords(of, wanted.words);
  if (!isBeyondSiren(wanted.digits)) return fragment`${column(of, 'siren')} like ${`${wanted.digits}%`}`;
  return fragment`${column(of, 'id')} in (select e.organisation_id from registry.establishment e where e.siret like ${`${wanted.digits}%`})`;
}

/** The clusters that match, best first: every word, or else the nearest names. There are few, so each is looked at. */
export async function matchingClusters(sql: Sql, typed: string): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return [];
  if (wanted.by === 'number') return clustersByNumber(sql, wanted.digits);
  const { rows } = await fragment<{ id: string; exact: boolean; likeness: number }>`
    select c.id, ${holdsWords('c', wanted.words)} as exact, word_similarity(${wanted.text}, c.search) as likeness
    from registry.cluster c order by exact desc, likeness desc, c.name, c.id`.execute(sql);
  const exact = rows.filter((row) => row.exact);
  return (exact.length > 0 ? exact : rows.filter((row) => row.likeness >= 0.5)).map((row) => row.id);
}

/** By the number of the decree, or by that of the legal person that carries it. */
async function clustersByNumber(sql: Sql, digits: string): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    select c.id from registry.cluster c left join registry.organisation o on o.id = c.governance_body_id
    where c.official_number like ${`${digits}%`} or o.siren like ${`${digits}%`}
      or o.id in (select e.organisation_id from registry.establishment e where e.siret like ${`${digits}%`})
    order by c.name`.execute(sql);
  return rows.map((row) => row.id);
}

export { LEAST_LIKENESS };

/** How many near names are worth showing. */
const NEAREST = 50;

/** The organisations whose name is nearest to what was typed, nearest first; none is nearer than `LEAST_LIKENESS`. */
export async function nearestOrganisations(sql: Sql, typed: string, limit = NEAREST): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by !== 'words') return [];
  const { rows } = await fragment<{ id: string }>`
    select o.id from registry.organisation o where o.search % ${wanted.text}
    order by similarity(o.search, ${wanted.text}) desc, o.search, o.id limit ${limit}`.execute(sql);
  return rows.map((row) => row.id);
}

/** The best organisations for what was typed. With a day, only those that are members of some cluster on it. */
export async function searchOrganisations(
  sql: Sql,
  typed: string,
  limit: number,
  membersOn: string | null,
): Promise<{ ids: string[]; approximate: boolean }> {
  const scope = membersOn
    ? fragment`exists (select 1 from registry.membership m where m.organisation_id = o.id and ${activeOn('m', membersOn)})`
    : fragment`true`;
  const { rows } = await fragment<{ id: string }>`
    select o.id from registry.organisation o where ${matchesOrganisation('o', typed)} and ${scope} order by o.search, o.id limit ${limit}`.execute(
    sql,
  );
  return { ids: rows.map((row) => row.id), approximate: false };
}

export async function clusterHits(sql: Sql, ids: readonly string[], on: string): Promise<SearchHit[]> {
  const { rows } = await fragment<SearchHit>`
    select 'cluster' as kind, c.id, c.name, null as siren, c.synthetic, true as reachable,
      concat_ws(', ', c.sector, (select n.name from registry.cluster_region r join registry.region n on n.vintage = r.vintage and n.code = r.region
        where r.cluster_id = c.id and r.coordinating and r.vintage = ${regionVintageOn(on)})) as detail
    from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place) join registry.cluster c on c.id = wanted.id
    order by wanted.place`.execute(sql);
  return rows;
}

export async function organisationHits(sql: Sql, ids: readonly string[], reach: ReachOf): Promise<SearchHit[]> {
  const { rows } = await fragment<SearchHit>`
    select 'organisation' as kind, o.id, o.name, o.siren, o.synthetic, ${isReachable(reach)} as reachable,
      nullif(concat_ws(', ', o.acronym, k.name), '') as detail
    from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place) join registry.organisation o on o.id = wanted.id
    left join registry.commune k on k.code = o.commune order by wanted.place`.execute(sql);
  return rows;
}
