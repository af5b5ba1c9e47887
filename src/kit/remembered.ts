import type { Store } from './db/database.ts';
import { headSeq } from './journal.store.ts';
import { actsOfThisProcess } from './journal.ts';

/** Answers kept for each store: few, because a list asked for with ever new words would otherwise fill the memory. */
const MOST_KEPT = 200;

interface Kept {
  /** Number of the last journal line, or of acts, when the answers were given. */
  readonly head: number;
  readonly answers: Map<string, Promise<unknown>>;
}

const keptFor = new WeakMap<Store, Kept>();

/**
 * The answer to a reading that is the same for everybody, kept until something is done: nothing changes without a line in the journal, so its last
 * number says whether an answer still holds, in this process as in another. The embedded store belongs to this process, which then counts by itself:
 * what is kept is answered even while a long import holds the store.
 */
export async function untilNextAct<T>(store: Store, key: string, read: () => Promise<T>): Promise<T> {
  const head = store.kind === 'embedded' ? actsOfThisProcess() : await headSeq(store.sql);
  if (keptFor.get(store)?.head !== head) keptFor.set(store, { head, answers: new Map() });
  const { answers } = keptFor.get(store)!;
  const known = answers.get(key);
  if (known) return known as Promise<T>;
  const answer = read();
  answers.set(key, answer);
  if (answers.size > MOST_KEPT) answers.delete(answers.keys().next().value as string);
  // A reading that failed is asked again.
  answer.catch(() => answers.delete(key));
  return answer;
}

const stampedFor = new WeakMap<Store, Map<string, { readonly stamp: string; readonly answer: Promise<unknown> }>>();

/**
 * The answer to a costly reading, kept as long as what it was read from has the same stamp; one answer a key, the latest. For what most acts leave as it was, and for
 * what changes without one.
 */
export async function whileStamped<T>(store: Store, key: string, stamp: string, read: () => Promise<T>): Promise<T> {
  const held = stampedFor.get(store) ?? new Map();
  stampedFor.set(store, held);
  const known = held.get(key);
  if (known?.stamp === stamp) return known.answer as Promise<T>;
  const answer = read();
  held.set(key, { stamp, answer });
  // A reading that failed is asked again.
  answer.catch(() => held.delete(key));
  return answer;
}

/** Callers kept for each store. */
const MOST_CALLERS = 1_000;
const KEPT_MS = 60_000;

interface Caller {
  readonly acts: number;
  readonly since: number;
  readonly until: number;
  readonly who: unknown;
}

const callersOf = new WeakMap<Store, Map<string, Caller>>();

/**
 * Who is behind a cookie or a key, kept until something is done, for a minute at most, and on the embedded store only: there a long import makes every
 * statement wait, and nothing can change but by an act of this process. Signing out, a function given or ended, an account closed, a key revoked are
 * acts. A server is asked each time, since another process may have acted.
 * @param read null for nobody, which is not kept; `goodUntil` is the instant at which the answer ends by itself.
 */
export async function callerUntilNextAct<T>(
  store: Store,
  key: string,
  now: Date,
  read: () => Promise<{ readonly who: T; readonly goodUntil: Date } | null>,
): Promise<T | null> {
  if (store.kind !== 'embedded') return (await read())?.who ?? null;
  const callers = callersOf.get(store) ?? new Map<string, Caller>();
  callersOf.set(store, callers);
  const acts = actsOfThisProcess();
  const at = now.getTime();
  const known = callers.get(key);
  if (known && known.acts === acts && known.since <= at && at < known.until) return known.who as T;
  callers.delete(key);
  const found = await read();
  if (!found) return null;
  const until = Math.min(at + KEPT_MS, found.goodUntil.getTime());
  callers.set(key, { acts, since: at, until, who: found.who });
  if (callers.size > MOST_CALLERS) callers.delete(callers.keys().next().value as string);
  return found.who;
}
