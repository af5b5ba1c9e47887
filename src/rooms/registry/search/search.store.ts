import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, isReachable } from '../fragments.store.ts';
import type { ReachOf } from '../place.ts';
import type { SearchHit } from '../programme/programme.ts';
import { regionVintageOn } from '../territory.rules.ts';
import type { NameWords } from './name-words.rules.ts';
import { nameWords } from './name-words.store.ts';
import { isBeyondSiren, isShort, readSearch } from './search.rules.ts';

const column = (of: string, name: string): RawBuilder<string> => fragment.ref(`${of}.${name}`);

const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> =>
  fragment`(${fragment.join(conditions, fragment` and `)})`;

const any = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> =>
  fragment`(${fragment.join(conditions, fragment` or `)})`;

/** A name holds this word, or a word that begins so when it is short. Letters and digits only: nothing that means something to `like`. */
const holds = (of: string, word: string): RawBuilder<boolean> =>
  fragment`${column(of, 'search')} like ${isShort(word) ? `% ${word}%` : `%${word}%`}`;

const bySiren = (digits: string) => fragment<boolean>`o.siren like ${`${digits}%`}`;

/** One statement would make the planner choose blindly between two indexes: each number has its own. */
const byNumber = (digits: string): RawBuilder<boolean> =>
  isBeyondSiren(digits)
    ? fragment`o.id in (select e.organisation_id from registry.establishment e where e.siret like ${`${digits}%`})`
    : bySiren(digits);

/** Does the organisation `o` match what was typed, mistakes apart: its number's first digits, or every word? */
export function matchesOrganisation(typed: string): RawBuilder<boolean> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return fragment`true`;
  return wanted.by === 'number' ? byNumber(wanted.digits) : all(wanted.words.map((word) => holds('o', word)));
}

/** Where organisations must stand to be found: with a day, among the members of some cluster on it. */
export interface Scope {
  readonly membersOn: string | null;
}

const EVERYWHERE: Scope = { membersOn: null };

/** The names to look through, as `o`: all of them, or those of the organisations that were ever members. */
const namesIn = ({ membersOn }: Scope): RawBuilder<unknown> =>
  membersOn === null
    ? fragment`registry.organisation o`
    : fragment`(select n.organisation_id as id, n.search from registry.member_name n) o`;

/** Asked for one name after the other until there are enough; the store would turn `exists` into a join with every membership. */
const within = ({ membersOn }: Scope): RawBuilder<boolean> =>
  membersOn === null
    ? fragment`true`
    : fragment`(select true from registry.membership m where m.organisation_id = o.id and ${activeOn('m', membersOn)} limit 1)`;

/** So many names that match are looked at before the best are chosen: a word that half of the names hold has no best ones. */
const MOST_CANDIDATES = 200;

/** The best of the organisations whose names meet a condition: whole words first, then the shortest names. */
async function bestOf(
  sql: Sql,
  condition: RawBuilder<boolean>,
  scope: Scope,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  const whole = words.map((word) => fragment`(${column('f', 'search')} || ' ' like ${`% ${word} %`})::int`);
  const begun = words.map((word) => fragment`(${column('f', 'search')} like ${`% ${word}%`})::int`);
  const { rows } = await fragment<{ id: string }>`
    select f.id from (select distinct c.id, c.search from (
      select o.id, o.search from ${namesIn(scope)} where ${condition} and ${within(scope)} limit ${MOST_CANDIDATES}) c) f
    order by ${fragment.join([...whole, ...begun], fragment` + `)} desc, length(f.search), f.search, f.id limit ${limit}`.execute(
    sql,
  );
  return rows.map((row) => row.id);
}

/** Names that begin with what was typed, in the order of the alphabet. */
async function beginningWith(sql: Sql, words: readonly string[], scope: Scope, limit: number): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    select o.id from ${namesIn(scope)} where o.search like ${` ${words.join(' ')}%`} and ${within(scope)}
    order by o.search, o.id limit ${limit}`.execute(sql);
  return [...new Set(rows.map((row) => row.id))];
}

/**
 * The organisations nearest to words that no name holds together: mistyped words corrected, then words run together (« air bus »),
 * then the longest word alone.
 */
async function nearest(
  sql: Sql,
  words: readonly string[],
  names: NameWords,
  scope: Scope,
  limit: number,
): Promise<string[]> {
  const inNames = words.filter((word) => names.holds(word));
  const choices = words.map((word) => (inNames.includes(word) ? [word] : names.corrections(word)));
  const known = choices.filter((choice) => choice.length > 0);
  // The same words as typed were looked for already.
  if (known.length === words.length && inNames.length < words.length) {
    const condition = all(known.map((choice) => any(choice.map((word) => holds('o', word)))));
    const best = known.map((choice) => choice[0]!);
    const found = await bestOf(sql, condition, scope, best, limit);
    if (found.length > 0) return found;
  }
  const joined = words.join('');
  const together =
    words.length > 1 && !names.excludes(joined) ? await bestOf(sql, holds('o', joined), scope, [joined], limit) : [];
  if (together.length > 0 || known.length === 0) return together;
  const [longest] = known.toSorted((a, b) => b[0]!.length - a[0]!.length)[0]!;
  return words.length > 1 || longest !== words[0] ? bestOf(sql, holds('o', longest!), scope, [longest!], limit) : [];
}

/** How many near names are worth showing. */
const NEAREST = 50;

/**
 * The organisations that hold what was typed, best first: names that begin so, then names with every word; or a number that begins so.
 * When no name holds one of the words, the vocabulary knows it and no name is looked at. `names`: the vocabulary, when read already.
 */
export async function matchingOrganisations(
  sql: Sql,
  typed: string,
  scope: Scope,
  limit: number,
  names?: NameWords,
): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return [];
  if (wanted.by === 'number') {
    // In a collation that no index of the column has: the store would else walk all numbers in order until it met enough that begin so.
    const { rows } = await fragment<{ id: string }>`
      select o.id from registry.organisation o where ${byNumber(wanted.digits)} and ${within(scope)}
      order by o.siren collate "C", o.id limit ${limit}`.execute(sql);
    return rows.map((row) => row.id);
  }
  const { words } = wanted;
  const known = names ?? (await nameWords(sql));
  if (words.some((word) => known.excludes(word))) return [];
  const first = await beginningWith(sql, words, scope, limit);
  if (first.length >= limit) return first;
  const held = await bestOf(sql, all(words.map((word) => holds('o', word))), scope, words, limit);
  return [...new Set([...first, ...held])].slice(0, limit);
}

/** When nothing matches: the organisations whose names are nearest to what was typed. */
export async function nearestOrganisations(
  sql: Sql,
  typed: string,
  scope: Scope = EVERYWHERE,
  limit = NEAREST,
  names?: NameWords,
): Promise<string[]> {
  const wanted = readSearch(typed);
  return wanted.by === 'words' ? nearest(sql, wanted.words, names ?? (await nameWords(sql)), scope, limit) : [];
}

/** The clusters whose name, city or sector holds every word, best first; or by a number. */
export async function matchingClusters(sql: Sql, typed: string): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return [];
  if (wanted.by === 'number') return clustersByNumber(sql, wanted.digits);
  const { words } = wanted;
  const { rows } = await fragment<{ id: string }>`
    select c.id from registry.cluster c where ${all(words.map((word) => holds('c', word)))}
    order by c.search like ${` ${words.join(' ')}%`} desc, word_similarity(${words.join(' ')}, c.search) desc, c.name, c.id`.execute(
    sql,
  );
  return rows.map((row) => row.id);
}

/** How like a cluster's words must be to what was typed, from 0 to 1. */
const LEAST_LIKENESS = 0.5;

/** When none matches: the clusters nearest to what was typed. There are few, so each is looked at. */
export async function nearestClusters(sql: Sql, typed: string): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by !== 'words') return [];
  const text = wanted.words.join(' ');
  const { rows } = await fragment<{ id: string }>`
    select n.id from (select c.id, c.name, word_similarity(${text}, c.search) as likeness from registry.cluster c) n
    where n.likeness >= ${LEAST_LIKENESS} order by n.likeness desc, n.name, n.id`.execute(sql);
  return rows.map((row) => row.id);
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

export async function clusterHits(sql: Sql, ids: readonly string[], on: string): Promise<SearchHit[]> {
  if (ids.length === 0) return [];
  const { rows } = await fragment<SearchHit>`
    select 'cluster' as kind, c.id, c.name, null as siren, c.synthetic, true as reachable,
      concat_ws(', ', c.sector, (select n.name from registry.cluster_region r join registry.region n on n.vintage = r.vintage and n.code = r.region
        where r.cluster_id = c.id and r.coordinating and r.vintage = ${regionVintageOn(on)})) as detail
    from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place) join registry.cluster c on c.id = wanted.id
    order by wanted.place`.execute(sql);
  return rows;
}

export async function organisationHits(sql: Sql, ids: readonly string[], reach: ReachOf): Promise<SearchHit[]> {
  if (ids.length === 0) return [];
  const { rows } = await fragment<SearchHit>`
    select 'organisation' as kind, o.id, o.name, o.siren, o.synthetic, ${isReachable(reach)} as reachable,
      nullif(concat_ws(', ', o.acronym, k.name), '') as detail
    from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place) join registry.organisation o on o.id = wanted.id
    left join registry.commune k on k.code = o.commune order by wanted.place`.execute(sql);
  return rows;
}
