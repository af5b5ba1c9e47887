import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { FACT_KINDS, FACT_VIEWS, type FactKind, ORGANISATION_FACTS, type ReadingCount, SHARED_FACTS } from './fact.ts';

const COLUMNS = fragment.raw(
  `unit_id, cluster_share, organisation_id, project_id, on_day, until_day, year, amount_cents, count, nature, detail, other_day, title, source, href, synthetic`,
);

/**
 * What a room publishes today of one kind. What is planned for later is no fact yet, and an end that lies ahead is not known. `digest` changes with any
 * column, so that a correction is seen whatever it corrects.
 */
const published = (kind: FactKind, today: Day, cluster: string | null): RawBuilder<unknown> => {
  const table = fragment.table(FACT_VIEWS[kind]);
  const view = SHARED_FACTS.has(kind)
    ? fragment`(with whole as materialized (select * from ${table}) select * from whole)`
    : table;
  const scope =
    cluster === null
      ? fragment``
      : ORGANISATION_FACTS.has(kind)
        ? fragment`and v.organisation_id in (select m.organisation_id from registry.membership m where m.cluster_id = ${cluster})`
        : fragment`and v.cluster_id = ${cluster}`;
  return fragment`(
    select v.*, hash_record_extended(v, 0) as digest
    from (select v.fact_id, coalesce(v.cluster_id, '') as cluster_id, v.unit_id, v.cluster_share::numeric(9, 6) as cluster_share, v.organisation_id,
        v.project_id, v.on_day, case when v.until_day <= ${today} then v.until_day end as until_day, v.year, v.amount_cents, v.count::numeric(14, 2) as count,
        v.nature, v.detail, v.other_day, v.title, v.source, v.href, v.synthetic
      from ${view} v where v.on_day <= ${today} ${scope}) v)`;
};

const heldHere = (kind: FactKind, cluster: string | null): RawBuilder<unknown> => {
  if (cluster === null) return fragment`f.kind = ${kind} and f.known_to is null`;
  return ORGANISATION_FACTS.has(kind)
    ? fragment`f.kind = ${kind} and f.known_to is null
        and f.organisation_id in (select m.organisation_id from registry.membership m where m.cluster_id = ${cluster})`
    : fragment`f.kind = ${kind} and f.known_to is null and f.cluster_id = ${cluster}`;
};

/** When the ledger is read, and of which cluster; null: of all. */
export interface LedgerReading {
  readonly at: Date;
  readonly today: Day;
  readonly cluster: string | null;
}

/**
 * Brings the ledger to what the rooms publish on a day, for one cluster or for all: what no longer holds is ended, what is new is added, what did not
 * change is not written. Each view is read once, however many facts.
 */
export async function readFacts(trx: Sql, reading: LedgerReading): Promise<ReadingCount> {
  const count = { added: 0, ended: 0 };
  for (const kind of FACT_KINDS) {
    const { added, ended } = await readKind(trx, kind, reading);
    count.added += added;
    count.ended += ended;
  }
  await markRead(trx, reading, count.added);
  return count;
}

/** The same for one kind of facts. */
export async function readKind(trx: Sql, kind: FactKind, { at, today, cluster }: LedgerReading): Promise<ReadingCount> {
  await fragment`
    create temporary table fact_difference on commit drop as
    select p.*, f.line from ${published(kind, today, cluster)} p
      full join (select f.line, f.cluster_id, f.fact_id, f.digest from indicators.fact f where ${heldHere(kind, cluster)}) f
        on f.fact_id = p.fact_id and f.cluster_id = p.cluster_id
    where f.digest is distinct from p.digest`.execute(trx);
  const { numAffectedRows: ended } = await fragment`
    update indicators.fact f set known_to = greatest(f.known_from, ${at}::timestamptz) from fact_difference d where d.line = f.line`.execute(
    trx,
  );
  const { numAffectedRows: added } = await fragment`
    insert into indicators.fact (kind, cluster_id, fact_id, ${COLUMNS}, digest, known_from)
    select ${kind}, d.cluster_id, d.fact_id, ${COLUMNS}, d.digest, ${at}::timestamptz from fact_difference d where d.digest is not null`.execute(
    trx,
  );
  await fragment`drop table fact_difference`.execute(trx);
  return { added: Number(added ?? 0), ended: Number(ended ?? 0) };
}

/** More new lines than this change what the planner should expect. */
const MANY_LINES = 1_000;

/** The ledger was read: until the journal goes further, it is up to date. Says what the planner should expect when much is new. */
export async function markRead(trx: Sql, { at, today, cluster }: LedgerReading, added: number): Promise<void> {
  if (added > MANY_LINES) await fragment`analyze indicators.fact`.execute(trx);
  await fragment`
    insert into indicators.reading (cluster_id, journal_seq, read_on, read_at)
    select ${cluster ?? ''}, h.seq, ${today}, ${at} from kit.journal_head h
    on conflict (cluster_id) do update set journal_seq = excluded.journal_seq, read_on = excluded.read_on, read_at = excluded.read_at`.execute(
    trx,
  );
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

/** When facts were last read, for any cluster; null before the first time. */
export async function lastReading(sql: Sql): Promise<Date | null> {
  const { rows } = await fragment<{ at: Date | null }>`select max(read_at) as at from indicators.reading`.execute(sql);
  return rows[0]?.at ?? null;
}
