import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { activeOn, isReachable } from '../fragments.store.ts';
import type { ReachOf } from '../place.ts';
import type { SearchHit } from '../programme/programme.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { corrections, isBeyondSiren, isShort, readSearch } from './search.rules.ts';

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.name_word': { word: string };
  }
}

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

/** So many names that match are looked at before the best are chosen: a word that half of the names hold has no best ones. */
const MOST_CANDIDATES = 200;

/** The best of the organisations that meet a condition: whole words first, then the shortest names. */
async function bestOf(
  sql: Sql,
  condition: RawBuilder<boolean>,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  const whole = words.map((word) => fragment`(${column('f', 'search')} || ' ' like ${`% ${word} %`})::int`);
  const begun = words.map((word) => fragment`(${column('f', 'search')} like ${`% ${word}%`})::int`);
  const { rows } = await fragment<{ id: string }>`
    select f.id from (select o.id, o.search from registry.organisation o where ${condition} limit ${MOST_CANDIDATES}) f
    order by ${fragment.join([...whole, ...begun], fragment` + `)} desc, length(f.search), f.search, f.id limit ${limit}`.execute(
    sql,
  );
  return rows.map((row) => row.id);
}

/** Names that begin with what was typed, in the order of the alphabet. */
async function beginningWith(
  sql: Sql,
  words: readonly string[],
  scope: RawBuilder<boolean>,
  limit: number,
): Promise<string[]> {
  const { rows } = await fragment<{ id: string }>`
    select o.id from registry.organisation o where o.search like ${` ${words.join(' ')}%`} and ${scope}
    order by o.search, o.id limit ${limit}`.execute(sql);
  return rows.map((row) => row.id);
}

const everywhere = fragment<boolean>`true`;

/** In a word of at most this many letters, one mistake may leave too few trigrams whole for the index of likeness to see it. */
const FEW_TRIGRAMS = 7;

/**
 * The words of the vocabulary that mistyped ones may stand for: those that share trigrams with it, and for a short one those of about its
 * length that begin with the same letter. One array for each word, in one statement: faster than as many rows.
 */
async function likeWords(sql: Sql, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  const similar = (word: string) => fragment`
    select k.word from registry.name_word k where k.word % ${word} order by similarity(k.word, ${word}) desc limit 40`;
  const sameBeginning = (word: string) => fragment`
    select k.word from registry.name_word k where k.word like ${`${word[0]}%`}
      and length(k.word) between ${word.length - 1}::int and ${word.length + 1}::int`;
  const near = words.map(
    (word) =>
      fragment`select ${word}::text as typed, array_agg(distinct n.word) as words from (${
        word.length <= FEW_TRIGRAMS ? fragment`(${similar(word)}) union all (${sameBeginning(word)})` : similar(word)
      }) as n`,
  );
  const { rows } = await fragment<{ typed: string; words: string[] | null }>`
    ${fragment.join(near, fragment` union all `)}`.execute(sql);
  return new Map(rows.map((row) => [row.typed, row.words ?? []]));
}

/** Those of these words that stand in some name: short ones at the beginning of a word, the others anywhere. */
async function wordsInNames(sql: Sql, words: readonly string[]): Promise<string[]> {
  const { rows } = await fragment<{ word: string }>`
    select t.word from unnest(${[...words]}::text[]) as t (word) where ${any(
      words.map(
        (word) => fragment`t.word = ${word} and exists (
          select 1 from registry.name_word k where k.word like ${isShort(word) ? `${word}%` : `%${word}%`})`,
      ),
    )}`.execute(sql);
  return rows.map((row) => row.word);
}

/**
 * The organisations nearest to words that no name holds together: mistyped words corrected, then words run together (« air bus »),
 * then the longest word alone.
 */
async function nearest(
  sql: Sql,
  words: readonly string[],
  scope: RawBuilder<boolean>,
  limit: number,
): Promise<string[]> {
  const inNames = await wordsInNames(sql, words);
  const candidates = await likeWords(
    sql,
    words.filter((word) => !inNames.includes(word)),
  );
  const choices = words.map((word) =>
    inNames.includes(word) ? [word] : corrections(word, candidates.get(word) ?? []),
  );
  const known = choices.filter((choice) => choice.length > 0);
  // The same words as typed were looked for already.
  if (known.length === words.length && inNames.length < words.length) {
    const condition = all([...known.map((choice) => any(choice.map((word) => holds('o', word)))), scope]);
    const found = await bestOf(
      sql,
      condition,
      known.map((choice) => choice[0]!),
      limit,
    );
    if (found.length > 0) return found;
  }
  const joined = words.join('');
  const together = words.length > 1 ? await bestOf(sql, all([holds('o', joined), scope]), [joined], limit) : [];
  if (together.length > 0 || known.length === 0) return together;
  const [longest] = known.toSorted((a, b) => b[0]!.length - a[0]!.length)[0]!;
  return words.length > 1 || longest !== words[0]
    ? bestOf(sql, all([holds('o', longest!), scope]), [longest!], limit)
    : [];
}

/** How many near names are worth showing. */
const NEAREST = 50;

/** Where an organisation must stand to be found: with a day, among the members of some cluster on it. */
export const amongMembers = (on: string | null): RawBuilder<boolean> =>
  on === null
    ? everywhere
    : fragment`o.id in (select m.organisation_id from registry.membership m where ${activeOn('m', on)})`;

/** The organisations that hold what was typed, best first: names that begin so, then names with every word; or a number that begins so. */
export async function matchingOrganisations(
  sql: Sql,
  typed: string,
  scope: RawBuilder<boolean>,
  limit: number,
): Promise<string[]> {
  const wanted = readSearch(typed);
  if (wanted.by === 'nothing') return [];
  if (wanted.by === 'number') {
    const { rows } = await fragment<{ id: string }>`
      select o.id from registry.organisation o where ${byNumber(wanted.digits)} and ${scope} order by o.siren, o.id limit ${limit}`.execute(
      sql,
    );
    return rows.map((row) => row.id);
  }
  const { words } = wanted;
  const first = await beginningWith(sql, words, scope, limit);
  if (first.length >= limit) return first;
  const held = await bestOf(sql, all([...words.map((word) => holds('o', word)), scope]), words, limit);
  return [...new Set([...first, ...held])].slice(0, limit);
}

/** When nothing matches: the organisations whose names are nearest to what was typed. */
export async function nearestOrganisations(
  sql: Sql,
  typed: string,
  scope: RawBuilder<boolean> = everywhere,
  limit = NEAREST,
): Promise<string[]> {
  const wanted = readSearch(typed);
  return wanted.by === 'words' ? nearest(sql, wanted.words, scope, limit) : [];
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
