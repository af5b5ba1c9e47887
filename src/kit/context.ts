import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Sql, Store } from './db/database.ts';
import type { Log } from './log.ts';
import type { Say } from './say.ts';

/** The outside world, opened once at start and handed to every call. Rooms add theirs by declaration merging. */
export interface Services {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** Which door a call came through; written beside the journal line. */
export type Door = 'web' | 'api' | 'cli' | 'job';

/** What a door hands to oRPC with each call. */
export interface Call {
  readonly services: Services;
  readonly actor: Actor;
  readonly door: Door;
  readonly requestId: string;
  /** Network address of whoever asks, when the call came over the network; an act that must be provable keeps it. */
  readonly address?: string | null;
  /** Runs first inside the action's transaction and throws to stop it: a one-off link is marked used there, or not at all. */
  readonly onEnter?: (sql: Sql) => Promise<void>;
}

/** What an action tells the journal, once, before its transaction commits. */
export interface Recorded {
  readonly object: { readonly kind: string; readonly id: string };
  readonly reason?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A refusal's sentence beside the field it concerns. */
export interface RefusalDetail {
  /** Name of the input it concerns, so that the form can show it there. */
  readonly field?: string;
  /** Several at once, each with its own sentence: the cells of a grid. */
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  /** Figures or names that make the sentence precise; replaced in `{name}` marks. */
  readonly with?: Record<string, string | number>;
}

export interface Refusal extends Say {
  /** 409 when the state forbids it, 422 when the input does, 404 and 403 when the person may not know or do. */
  readonly status?: 403 | 404 | 409 | 410 | 413 | 422 | 429;
}

/** What a query receives. */
export interface QueryContext<Code extends string = never> {
  readonly actor: Actor;
  readonly now: Date;
  /** Today in Paris, `YYYY-MM-DD`. */
  readonly today: string;
  readonly sql: Sql;
  readonly services: Services;
  readonly door: Door;
  /** Network address of whoever asks; null for jobs, the command line and tests. */
  readonly address: string | null;
  /** Throws the refusal: what follows is not reached. */
  refuse(code: Code, detail?: RefusalDetail): never;
}

/** What an action receives: the same, with `sql` an open transaction. */
export interface ActionContext<Code extends string = never> extends QueryContext<Code> {
  readonly requestId: string;
  newId(prefix: string): string;
  /** The journal line of this action; an action that records nothing is a bug and is rolled back. */
  record(line: Recorded): void;
  /** Runs once the transaction has committed: sending, waking a worker. Never needed for correctness. */
  afterCommit(work: () => void | Promise<void>): void;
  /** Runs once the transaction has been undone: what a refusal must leave written all the same, such as counting a wrong guess. */
  afterRollback(work: () => void | Promise<void>): void;
}
