import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import '../access.tables.ts';

export interface AttemptRule {
  /** Seconds. */
  readonly window: number;
  readonly max: number;
}

export interface Attempt {
  readonly allowed: boolean;
  /** Seconds until the window ends, when refused. */
  readonly retryAfter: number | null;
}

/** Counts one attempt and says whether it is within the rule, in one statement: attempts made at the same instant are all counted. */
export async function countAttempt(sql: Sql, key: string, rule: AttemptRule, now: Date): Promise<Attempt> {
  const opened = new Date(now.getTime() - rule.window * 1000);
  const { rows } = await fragment<{ count: number; since: Date }>`
    insert into access.attempt as a (key, count, since) values (${key}, 1, ${now})
    on conflict (key) do update set
      count = case when a.since <= ${opened} then 1 else a.count + 1 end,
      since = case when a.since <= ${opened} then excluded.since else a.since end
    returning count, since`.execute(sql);
  const { count, since } = rows[0]!;
  if (count <= rule.max) return { allowed: true, retryAfter: null };
  const ends = since.getTime() + rule.window * 1000;
  return { allowed: false, retryAfter: Math.max(1, Math.ceil((ends - now.getTime()) / 1000)) };
}

/** Takes attempts back: those that succeeded count for nothing, so that a shared address is not shut to its people. */
export async function takeBackAttempts(sql: Sql, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await fragment`update access.attempt set count = greatest(count - 1, 0) where key = any(${[...keys]}::text[])`.execute(
    sql,
  );
}

/** Would one more attempt be within the rule? Counts nothing. */
export async function isWithin(sql: Sql, key: string, rule: AttemptRule, now: Date): Promise<boolean> {
  const attempt = await sql
    .selectFrom('access.attempt')
    .select('count')
    .where('key', '=', key)
    .where('since', '>', new Date(now.getTime() - rule.window * 1000))
    .executeTakeFirst();
  return (attempt?.count ?? 0) < rule.max;
}

export async function forgetAttempts(sql: Sql, keys: readonly string[]): Promise<void> {
  await sql.deleteFrom('access.attempt').where('key', 'in', keys).execute();
}
