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

/** Changes with each publication and each reading of facts, which is what an indicator without a publication follows. */
export async function publicationStamp(sql: Sql): Promise<string> {
  const { rows } = await fragment<{ stamp: string }>`
    select concat_ws(' ', (select concat_ws(',', count(*), max(at)) from indicators.published), (select max(read_at) from indicators.reading)) as stamp`.execute(
    sql,
  );
  return rows[0]!.stamp;
}

/** Indicators that were never published: all before the first time, some after a publication that was cut short. */
export async function neverPublished(sql: Sql, codes: readonly string[]): Promise<string[]> {
  const { rows } = await fragment<{ indicator: string }>`select indicator from indicators.published`.execute(sql);
  const there = new Set(rows.map(({ indicator }) => indicator));
  return codes.filter((code) => !there.has(code));
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
