import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { Answer } from '../return.ts';

/** A figure of a frozen year that was changed all the same: named, dated, decided by somebody (R110). */
export interface YearException {
  readonly id: string;
  readonly return: string;
  readonly cluster: string;
  readonly key: string;
  readonly title: string;
  readonly before: Answer;
  readonly after: Answer;
  readonly reason: string;
  readonly authority: string;
  readonly decidedOn: Day;
  readonly by: string;
  readonly at: Date;
}

const exceptions = fragment`
  select x.id, x.return_id as return, c.name as cluster, x.key, x.title, x.before, x.after, x.reason, x.authority, x.decided_on as "decidedOn", x.by_name as by, x.at
  from campaigns.exception x join campaigns.return r on r.id = x.return_id join registry.cluster c on c.id = r.cluster_id`;

/** The newest first. */
export async function exceptionsOfYear(sql: Sql, year: number): Promise<YearException[]> {
  const { rows } = await fragment<YearException>`${exceptions} where r.year = ${year} order by x.at desc, x.id`.execute(
    sql,
  );
  return rows;
}

export async function exceptionsOf(sql: Sql, returnId: string): Promise<YearException[]> {
  const { rows } = await fragment<YearException>`
    ${exceptions} where x.return_id = ${returnId} order by x.at desc, x.id`.execute(sql);
  return rows;
}

export async function insertException(
  trx: Sql,
  one: Omit<YearException, 'cluster' | 'by'> & { readonly by: { readonly id: string; readonly name: string } },
): Promise<void> {
  await fragment`
    insert into campaigns.exception (id, return_id, key, title, before, after, reason, authority, decided_on, by_id, by_name, at)
    values (${one.id}, ${one.return}, ${one.key}, ${one.title}, ${JSON.stringify(one.before)}::jsonb, ${JSON.stringify(one.after)}::jsonb, ${one.reason},
      ${one.authority}, ${one.decidedOn}::date, ${one.by.id}, ${one.by.name}, ${one.at}::timestamptz)`.execute(trx);
}
