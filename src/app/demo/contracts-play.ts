import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Operation } from '#kit/action.ts';
import { type Actor, systemActor } from '#kit/actor.ts';
import { playedClock } from '#kit/clock.ts';
import type { Call } from '#kit/context.ts';
import type { Database, Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { type InputOf, perform } from '#kit/web/route.ts';

/** Acts of the past, each on its day, in the order in which they are asked. */
export interface Play {
  readonly call: Call;
  /** From now on, acts fall on this day; each a few minutes after the one before. */
  on(day: Day): void;
  /** The same act as a person, a file or a job would do. `as` names who is said to do it; the demonstration when nobody is. */
  act<One extends Operation>(operation: One, input: InputOf<One>, as?: string | Actor): ReturnType<typeof perform<One>>;
}

/** Offices open at nine. */
const OPENING_HOUR = 'T07:00:00Z';
const BETWEEN_ACTS_MS = 4 * 60_000;

export function playOn(call: Call, start: Day): Play {
  let instant = new Date(start + OPENING_HOUR).getTime();
  return {
    call,
    on(day) {
      instant = Math.max(instant, new Date(day + OPENING_HOUR).getTime());
    },
    act(operation, input, as) {
      instant += BETWEEN_ACTS_MS;
      const actor = typeof as === 'string' ? systemActor(as) : (as ?? call.actor);
      const services = { ...call.services, clock: playedClock(new Date(instant)) };
      return perform(operation, input, { ...call, actor, services });
    },
  };
}

/**
 * Everything that `work` does, or nothing: its actions share one transaction. For acts that refuse nothing: one that did would undo the others
 * too, which is what is wanted here and nowhere else.
 */
export function inOneTransaction<T>(call: Call, work: (call: Call) => Promise<T>): Promise<T> {
  const { store } = call.services;
  return store.sql
    .transaction()
    .execute((trx) => work({ ...call, services: { ...call.services, store: { ...store, sql: within(trx) } } }));
}

/** An open transaction that actions take for a store: the one that each of them begins is this one. */
function within(trx: Transaction<Database>): Kysely<Database> {
  const begun = { execute: <T>(run: (sql: Sql) => Promise<T>) => run(trx) };
  return new Proxy(trx, {
    get(target, key) {
      if (key === 'transaction') return () => begun;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A statement that answers later than this stood in a queue. */
const QUEUED_MS = 8;
/** About as long as a page asks its statements one after the other. */
const VISIT_MS = 150;
const MOST_VISITS = 10;

/**
 * Between two long transactions, lets those who wait for the embedded store be served whole: a page asks several statements, and would
 * otherwise wait for a whole transaction before each.
 */
export async function letOthersIn({ services: { store } }: Call): Promise<void> {
  if (store.kind !== 'embedded') return;
  for (let visit = 0; visit < MOST_VISITS; visit++) {
    await pause(VISIT_MS);
    const asked = performance.now();
    await store.query('select 1');
    if (performance.now() - asked < QUEUED_MS) return;
  }
}
