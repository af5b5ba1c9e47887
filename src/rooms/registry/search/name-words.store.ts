import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { NameWords } from './name-words.rules.ts';

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.name_word': { word: string; added_in: string };
  }
}

interface Kept {
  readonly words: NameWords;
  /** Every transaction before this one was over when the words were read. */
  horizon: number;
}

/** One vocabulary for each store that is open; see `MOST_WORDS_KEPT` for what it may weigh. */
const keptFor = new WeakMap<Sql, Promise<Kept>>();

interface Reading {
  readonly horizon: number;
  readonly words: string | null;
}

/**
 * The words that transactions from this one on added, or all of them. In a database restored from a dump, old words bear numbers of
 * transactions still to come: they are read with all the others, and would be read again at each search but for the upper bound.
 */
async function wordsSince(sql: Sql, horizon: number | null): Promise<Reading> {
  const added =
    horizon === null
      ? fragment`true`
      : fragment`k.added_in >= ${String(horizon)}::xid8 and k.added_in < pg_snapshot_xmax(pg_current_snapshot())`;
  const { rows } = await fragment<Reading>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::int8 as horizon,
      (select string_agg(k.word, ' ') from registry.name_word k where ${added}) as words`.execute(sql);
  return rows[0]!;
}

/** Null when there are none; no word is empty. */
const split = (words: string | null): readonly string[] => words?.split(' ') ?? [];

async function readAll(sql: Sql): Promise<Kept> {
  const { horizon, words } = await wordsSince(sql, null);
  return { horizon, words: new NameWords(split(words)) };
}

/**
 * The vocabulary of the names as it stands now, kept in this process. Each call asks the store for the words added since, which is one look into
 * an index: a search finds the names of an import that has just ended, whichever process did it.
 */
export async function nameWords(sql: Sql): Promise<NameWords> {
  const known = keptFor.get(sql);
  const reading = known ?? readAll(sql);
  if (!known) {
    keptFor.set(sql, reading);
    // A reading that failed is done again.
    reading.catch(() => keptFor.delete(sql));
  }
  const kept = await reading;
  // Read a moment ago, by this call: nothing to add.
  if (!known) return kept.words;
  const { horizon, words } = await wordsSince(sql, kept.horizon);
  kept.words.add(split(words));
  // Two searches may end in the other order than they began.
  kept.horizon = Math.max(kept.horizon, horizon);
  return kept.words;
}
