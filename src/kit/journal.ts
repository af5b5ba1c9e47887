import type { Sql } from './db/database.ts';
import { readPages } from './db/pages.ts';
import { chained, type JournalEntry, type JournalLine } from './journal.hash.ts';
import {
  insertLines,
  type JournalFilter,
  type JournalHead,
  linesAfter,
  linesBefore,
  lockedHead,
} from './journal.store.ts';

export type { JournalEntry, JournalLine } from './journal.hash.ts';
export type { JournalFilter } from './journal.store.ts';

/**
 * Adds a line at the end of the chain, in the caller's transaction: the line exists exactly when what it tells was saved.
 * Call it last: from here to the commit, every other writer waits.
 */
export async function appendJournal(trx: Sql, entry: JournalEntry): Promise<JournalLine> {
  const [line] = await appendJournalLines(trx, [entry]);
  return line!;
}

/** The same for several lines at once, in order; in two statements whatever their number. */
export async function appendJournalLines(trx: Sql, entries: readonly JournalEntry[]): Promise<JournalLine[]> {
  if (entries.length === 0) return [];
  let head: JournalHead = await lockedHead(trx);
  const lines = entries.map((entry) => {
    const line = chained(entry, head);
    head = line;
    return line;
  });
  await insertLines(trx, lines as [JournalLine, ...JournalLine[]]);
  actsHere += 1;
  return lines;
}

let actsHere = 0;

/**
 * How often this process has written in the journal. For a store that belongs to this process alone, what was read while it did not change still
 * holds: every act ends by writing there, and what reads meanwhile waits for its commit.
 */
export const actsOfThisProcess = (): number => actsHere;

export interface JournalPage {
  /** The latest first. */
  readonly lines: readonly JournalLine[];
  /** Give it as `beforeSeq` for the page that follows; null when there is none. */
  readonly nextBefore: number | null;
}

/** One page for the screen. */
export async function searchJournal(
  sql: Sql,
  {
    beforeSeq = Number.MAX_SAFE_INTEGER,
    limit,
    ...filter
  }: JournalFilter & { readonly beforeSeq?: number; readonly limit: number },
): Promise<JournalPage> {
  const lines = await linesBefore(sql, beforeSeq, limit + 1, filter);
  const page = lines.slice(0, limit);
  return { lines: page, nextBefore: lines.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

export const EXPORT_PAGE = 1_000;

/**
 * Every line wanted, in the order of the chain, read in pages so that a long journal does not have to fit in memory. Without a filter, an
 * export in JSON Lines proves itself (see `hashOf`).
 */
export async function* exportJournal(sql: Sql, filter: JournalFilter = {}, afterSeq = 0): AsyncGenerator<JournalLine> {
  const pages = readPages<JournalLine>(EXPORT_PAGE, (last, size) =>
    linesAfter(sql, last?.seq ?? afterSeq, size, filter),
  );
  for await (const page of pages) yield* page;
}

/** One line of an export in JSON Lines, without its line end. */
export const journalJson = (line: JournalLine): string => JSON.stringify(line);

/** The columns of an export in CSV, in order; `before` and `after` are written as JSON. */
export const JOURNAL_COLUMNS = [
  'seq',
  'at',
  'actorId',
  'actorName',
  'onBehalfOf',
  'action',
  'objectKind',
  'objectId',
  'reason',
  'before',
  'after',
  'requestId',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof JournalLine)[];
