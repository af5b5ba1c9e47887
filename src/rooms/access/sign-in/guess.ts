import type { ActionContext } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { type AttemptRule, countAttempt, forgetAttempts, isWithin } from './attempt.store.ts';

export type Guess = 'right' | 'wrong' | 'too-many';

/** What is being checked since when, so that guesses at one secret come one after the other and none escapes the count. */
const underWay = new WeakMap<Store, Map<string, number>>();
/** An act that never came to its end, whatever happened to it, keeps nobody out for longer. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Checks one guess at a secret from inside an action. Wrong guesses are counted even when the action refuses and is undone; a right one forgets
 * them once the action is done. A second guess while the first is being settled is one too many.
 * @param key what is guessed at: `password|<person>`.
 */
export async function guess<Code extends string>(
  ctx: Pick<ActionContext<Code>, 'sql' | 'services' | 'now' | 'afterCommit' | 'afterRollback'>,
  key: string,
  rules: readonly AttemptRule[],
  isRight: () => Promise<boolean>,
): Promise<Guess> {
  const { store, log } = ctx.services;
  const busy = underWay.get(store) ?? new Map<string, number>();
  underWay.set(store, busy);
  const at = ctx.now.getTime();
  if (at - (busy.get(key) ?? Number.NEGATIVE_INFINITY) < FORGOTTEN_AFTER_MS) return 'too-many';
  busy.set(key, at);
  const counted = rules.map((rule) => ({ key: `${key}|${rule.window}`, rule }));
  let verdict: Guess = 'too-many';
  const settle = async () => {
    try {
      if (verdict !== 'wrong') return;
      for (const one of counted) await countAttempt(store.sql, one.key, one.rule, ctx.now);
    } finally {
      busy.delete(key);
    }
  };
  ctx.afterCommit(settle);
  ctx.afterRollback(settle);
  for (const one of counted) {
    if (await isWithin(ctx.sql, one.key, one.rule, ctx.now)) continue;
    log.warn({ guess: key }, 'too many wrong guesses');
    return verdict;
  }
  if (await isRight()) {
    verdict = 'right';
    await forgetAttempts(
      ctx.sql,
      counted.map((one) => one.key),
    );
  } else {
    verdict = 'wrong';
    log.warn({ guess: key }, 'wrong guess');
  }
  return verdict;
}
