import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { WeekTask } from './programme.ts';

/** Looks for one kind of task that waits for this person, on the day that the screens speak of. */
export type FindTasks = (sql: Sql, actor: Actor, on: string) => Promise<readonly (WeekTask & { synthetic: boolean })[]>;
