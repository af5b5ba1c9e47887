import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { PublishedCell } from './published.ts';

/** What was published last of an indicator; null before the first time. */
export async function readPublished(sql: Sql, code: string): Promise<PublishedCell[] | null> {
  const { rows } = await fragment<{ cells: PublishedCell[] }>`
    select cells from indicators.published where indicator = ${code}`.execute(sql);
  return rows[0]?.cells ?? null;
}

/** The day of the last publication; null before the first. */
export async function lastPublication(sql: Sql): Promise<Day | null> {
  const { rows } = await fragment<{ day: Day | null }>`
    select max(published_on) as day from indicators.published`.execute(sql);
  return rows[0]?.day ?? null;
}

/** Whether what is published was worked out before the last reading of facts, the last value written or chosen, or another day. */
export async function isPublicationBehind(sql: Sql, today: Day): Promise<boolean> {
  const { rows } = await fragment<{ behind: boolean }>`
    select p.at is null or p.day <> ${today}::date or p.at < greatest(
      (select max(read_at) from indicators.reading),
      (select greatest(max(known_from), max(known_to)) from indicators.value),
      (select max(at) from indicators.retention)) as behind
    from (select min(at) as at, min(published_on) as day from indicators.published) p`.execute(sql);
  return rows[0]!.behind;
}

export async function writePublished(
  trx: Sql,
  code: string,
  cells: readonly PublishedCell[],
  { on, at }: { readonly on: Day; readonly at: Date },
): Promise<void> {
  await fragment`
    insert into indicators.published (indicator, cells, published_on, at) values (${code}, ${JSON.stringify(cells)}::jsonb, ${on}::date, ${at}::timestamptz)
    on conflict (indicator) do update set (cells, published_on, at) = (excluded.cells, excluded.published_on, excluded.at)`.execute(
    trx,
  );
}
