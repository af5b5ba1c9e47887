import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { FACT_KINDS, FACT_VIEWS, type FactKind, ORGANISATION_FACTS, type ReadingCount } from './fact.ts';

const COLUMNS = fragment.raw(
  `unit_id, cluster_share, organisation_id, project_id, on_day, until_day, year, amount_cents, count, nature, detail, other_day, title, source, href, synthetic`,
);

/**
 * What a room publishes today of one kind. What is planned for later is no fact yet, and an end that lies ahead is not known. `digest` changes with any
 * column, so that a correction is seen whatever it corrects.
 */
const published = (kind: FactKind, today: Day, cluster: string | null): RawBuilder<unknown> => {
  const view = fragment.table(FACT_VIEWS[kind]);
  const scope =
    cluster === null
      ? fragment``
      : ORGANISATION_FACTS.has(kind)
        ? fragment`and v.organisation_id in (select m.organisation_id from registry.membership m where m.cluster_id = ${cluster})`
        : fragment`and v.cluster_id = ${cluster}`;
  return fragment`(
    select v.fact_id, coalesce(v.cluster_id, '') as cluster_id, ${COLUMNS}, hashtextextended(concat_ws('|', unit_id, cluster_share, coalesce(organisation_id, '-'),
      coalesce(project_id, '-'), on_day, coalesce(until_day::text, '-'), year, coalesce(amount_cents::text, '-'), coalesce(count::text, '-'),
      coalesce(nature, '-'), coalesce(detail, '-'), coalesce(other_day::text, '-'), title, source, href, synthetic), 0) as digest
    from (select v.fact_id, v.cluster_id, v.unit_id, v.cluster_share::numeric(9, 6) as cluster_share, v.organisation_id, v.project_id, v.on_day,
        case when v.until_day <= ${today} then v.until_day end as until_day, v.year, v.amount_cents, v.count::numeric(14, 2) as count, v.nature, v.detail,
        v.other_day, v.title, v.source, v.href, v.synthetic
      from ${view} v where v.on_day <= ${today} ${scope}) v)`;
};

const heldHere = (kind: FactKind, cluster: string | null): RawBuilder<unknown> => {
  if (cluster === null) return fragment`f.kind = ${kind} and f.known_to is null`;
  return ORGANISATION_FACTS.has(kind)
    ? fragment`f.kind = ${kind} and f.known_to is null
        and f.organisation_id in (select m.organisation_id from registry.membership m where m.cluster_id = ${cluster})`
    : fragment`f.kind = ${kind} and f.known_to is null and f.cluster_id = ${cluster}`;
};

/**
 * Brings the ledger to what the rooms publish on a day, for one cluster or for all (null): what no longer holds is ended, what is new is added, what did not
 * change is not written. Two statements a kind, however many facts.
 */
export async function readFacts(
  sql: Sql,
  { at, today, cluster }: { readonly at: Date; readonly today: Day; readonly cluster: string | null },
): Promise<ReadingCount> {
  const count = { added: 0, ended: 0 };
  for (const kind of FACT_KINDS) {
    const ended = await fragment<{ lines: number }>`
      with ended as (
        update indicators.fact f set known_to = greatest(f.known_from, ${at}::timestamptz)
        where ${heldHere(kind, cluster)} and not exists (
          select 1 from ${published(kind, today, cluster)} p where p.fact_id = f.fact_id and p.cluster_id = f.cluster_id and p.digest = f.digest)
        returning 1)
      select count(*)::int as lines from ended`.execute(sql);
    const added = await fragment<{ lines: number }>`
      with added as (
        insert into indicators.fact (kind, cluster_id, fact_id, ${COLUMNS}, digest, known_from)
        select ${kind}, p.cluster_id, p.fact_id, ${COLUMNS}, p.digest, ${at}::timestamptz from ${published(kind, today, cluster)} p
        where not exists (select 1 from indicators.fact f
          where f.kind = ${kind} and f.cluster_id = p.cluster_id and f.fact_id = p.fact_id and f.known_to is null)
        returning 1)
      select count(*)::int as lines from added`.execute(sql);
    count.ended += ended.rows[0]!.lines;
    count.added += added.rows[0]!.lines;
  }
  await fragment`
    insert into indicators.reading (cluster_id, journal_seq, read_on, read_at)
    select ${cluster ?? ''}, h.seq, ${today}, ${at} from kit.journal_head h
    on conflict (cluster_id) do update set journal_seq = excluded.journal_seq, read_on = excluded.read_on, read_at = excluded.read_at`.execute(
    sql,
  );
  return count;
}

/** Whether something was done since the ledger was last read for this cluster, or for all: then its facts may have changed. */
export async function isBehind(sql: Sql, today: Day, cluster: string | null): Promise<boolean> {
  const { rows } = await fragment<{ behind: boolean }>`
    select not exists (select 1 from indicators.reading r, kit.journal_head h
      where r.cluster_id in ('', ${cluster ?? ''}) and r.journal_seq >= h.seq and r.read_on = ${today}) as behind`.execute(
    sql,
  );
  return rows[0]!.behind;
}
