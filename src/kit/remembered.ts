import type { Store } from './db/database.ts';
import { headSeq } from './journal.store.ts';

/** Answers kept for each store: few, because a list asked for with ever new words would otherwise fill the memory. */
const MOST_KEPT = 200;

interface Kept {
  /** Number of the last journal line when the answers were given. */
  readonly head: number;
  readonly answers: Map<string, Promise<unknown>>;
}

const keptFor = new WeakMap<Store, Kept>();

/**
 * The answer to a reading that is the same for everybody, kept until something is done: nothing changes without a line in the journal, so its last
 * number says whether an answer still holds, in this process as in another.
 */
export async function untilNextAct<T>(store: Store, key: string, read: () => Promise<T>): Promise<T> {
  const head = await headSeq(store.sql);
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
