import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { NewValue, RetainedValue, Source, SourcedValue, ValueState } from './value.ts';

/**
 * Writes values, each a new vintage that ends the one before of the same source and producer; what says the same as the vintage before is not written. Gives how many
 * were. `id` makes the name of each.
 */
export async function writeValues(
  trx: Sql,
  values: readonly NewValue[],
  { at, id }: { readonly at: Date; readonly id: () => string },
): Promise<number> {
  if (values.length === 0) return 0;
  const lines = values.map((one) => ({
    ...one,
    id: id(),
    cluster: one.cluster ?? '',
    missing: one.missing ?? 0,
    not_before: one.notBefore ?? null,
    method: one.method ?? '',
    comment: one.comment ?? '',
    import_id: one.importId ?? null,
  }));
  const given = fragment`json_to_recordset(${JSON.stringify(lines)}::json) as g (id text, indicator text, cluster text, year int, source text, state text,
    value numeric, numerator numeric, denominator numeric, missing int, not_before date, producer text, vintage date, method text, comment text, synthetic boolean, import_id text)`;
  const same = fragment`(v.state, v.value, v.numerator, v.denominator, v.missing, v.not_before, v.comment)
    is not distinct from (g.state, g.value, g.numerator, g.denominator, g.missing, g.not_before, g.comment)`;
  const place = fragment`v.indicator = g.indicator and v.cluster_id = g.cluster and v.year = g.year and v.source = g.source and v.producer = g.producer and v.known_to is null`;
  await fragment`update indicators.value v set known_to = greatest(v.known_from, ${at}::timestamptz) from ${given} where ${place} and not (${same})`.execute(
    trx,
  );
  const { rows } = await fragment<{ written: number }>`
    with written as (
      insert into indicators.value (id, indicator, cluster_id, year, source, state, value, numerator, denominator, missing, not_before, producer, vintage, method,
        comment, synthetic, import_id, known_from)
      select g.id, g.indicator, g.cluster, g.year, g.source, g.state, g.value, g.numerator, g.denominator, g.missing, g.not_before, g.producer, g.vintage, g.method,
        g.comment, g.synthetic, g.import_id, ${at}::timestamptz
      from ${given} where not exists (select 1 from indicators.value v where ${place})
      returning 1)
    select count(*)::int as written from written`.execute(trx);
  return rows[0]!.written;
}

/** Ends values that no longer hold and that nothing replaces: a withdrawn import. */
export async function endValues(trx: Sql, importId: string, at: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('indicators.value')
    .set({ known_to: at })
    .where('import_id', '=', importId)
    .where('known_to', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export interface ValueScope {
  /** Null: every indicator. */
  readonly indicators: readonly string[] | null;
  /** Null: every cluster; with `programme`, the totals of the programme. */
  readonly clusters: readonly string[] | null | 'programme';
  readonly fromYear: number;
  readonly toYear: number;
  /** As it was known at that moment; null: as it is known now. */
  readonly knownAt: Date | null;
}

const scoped = ({ indicators, clusters, fromYear, toYear, knownAt }: ValueScope): RawBuilder<unknown> => fragment`
  v.year between ${fromYear} and ${toYear}
  ${indicators === null ? fragment`` : fragment`and v.indicator = any (${[...indicators]}::text[])`}
  ${clusters === 'programme' ? fragment`and v.cluster_id = ''` : clusters === null ? fragment`and v.cluster_id <> ''` : fragment`and v.cluster_id = any (${[...clusters]}::text[])`}
  ${knownAt === null ? fragment`and v.known_to is null` : fragment`and v.known_from <= ${knownAt}::timestamptz and (v.known_to is null or v.known_to > ${knownAt}::timestamptz)`}`;

const columns = fragment`
  v.indicator, nullif(v.cluster_id, '') as cluster, v.year, v.source, v.state, v.value::float8 as value, v.numerator::float8 as numerator,
  v.denominator::float8 as denominator, v.missing, v.not_before as "notBefore", v.producer, v.vintage, v.method, v.comment, v.synthetic,
  v.known_from as "knownFrom", v.known_to as "knownTo"`;

/** The usual order: what facts say, then official statistics, what was declared, what was estimated; the newest vintage first. */
const USUAL_ORDER: readonly Source[] = ['counted', 'official', 'declared', 'estimated'];

/** Of several sources of one value, the retained one first: the source that somebody chose, then the usual order, the newest vintage. */
const retainedFirst = fragment`(r.source is not distinct from v.source) desc, v.state = 'not-known',
      array_position(${[...USUAL_ORDER]}::text[], v.source), v.vintage desc, v.known_from desc`;

/** The choice of a source that holds for a value, at the moment of the scope. */
const chosen = ({ knownAt }: ValueScope): RawBuilder<unknown> => fragment`
  r.indicator = v.indicator and r.cluster_id = v.cluster_id and r.year = v.year
  ${knownAt === null ? fragment`and r.known_to is null` : fragment`and r.at <= ${knownAt}::timestamptz and (r.known_to is null or r.known_to > ${knownAt}::timestamptz)`}`;

/**
 * One value for each indicator, cluster and year: of the source that somebody chose, otherwise of the first in the usual order that knows it. On a past day both the choice
 * and the values are those of that day.
 */
export async function retainedValues(sql: Sql, scope: ValueScope): Promise<RetainedValue[]> {
  const { rows } = await fragment<RetainedValue>`
    select distinct on (v.indicator, v.cluster_id, v.year) ${columns},
      count(*) over place as sources,
      coalesce(min(v.value) over place <> max(v.value) over place, false) as differs,
      case when r.source = v.source then r.reason end as reason
    from indicators.value v
      left join indicators.retention r on ${chosen(scope)}
    where ${scoped(scope)}
    window place as (partition by v.indicator, v.cluster_id, v.year)
    order by v.indicator, v.cluster_id, v.year, ${retainedFirst}`.execute(sql);
  return rows.map((row) => ({ ...row, sources: Number(row.sources) }));
}

/** The retained values of an indicator for a cluster, by year, without all that tells where each comes from. */
export interface RetainedSeries {
  readonly indicator: string;
  readonly cluster: string;
  readonly values: readonly {
    readonly year: number;
    readonly state: ValueState;
    readonly value: number | null;
    readonly source: Source;
    readonly synthetic: boolean;
  }[];
}

/** The same values as `retainedValues`, a row for each series: what is looked at for all clusters and years at once. */
export async function retainedSeries(sql: Sql, scope: ValueScope): Promise<RetainedSeries[]> {
  const { rows } = await fragment<RetainedSeries>`
    select indicator, cluster, json_agg(json_build_object('year', year, 'state', state, 'value', value, 'source', source, 'synthetic', synthetic) order by year) as values
    from (
      select distinct on (v.indicator, v.cluster_id, v.year) v.indicator, v.cluster_id as cluster, v.year, v.state, v.value::float8 as value, v.source, v.synthetic
      from indicators.value v
        left join indicators.retention r on ${chosen(scope)}
      where ${scoped(scope)}
      order by v.indicator, v.cluster_id, v.year, ${retainedFirst}
    ) retained
    group by indicator, cluster`.execute(sql);
  return rows;
}

/** Every source and, with `vintages`, every vintage of one value, the newest first. */
export async function sourcesOf(
  sql: Sql,
  at: {
    readonly indicator: string;
    readonly cluster: string | null;
    readonly year: number;
    readonly vintages: boolean;
  },
): Promise<SourcedValue[]> {
  const { rows } = await fragment<SourcedValue>`
    select ${columns} from indicators.value v
    where v.indicator = ${at.indicator} and v.cluster_id = ${at.cluster ?? ''} and v.year = ${at.year} ${at.vintages ? fragment`` : fragment`and v.known_to is null`}
    order by array_position(${[...USUAL_ORDER]}::text[], v.source), v.known_from desc`.execute(sql);
  return rows;
}

/** A source that somebody retains against the usual order for one value, and why. */
export interface ChosenSource {
  readonly indicator: string;
  readonly cluster: string | null;
  readonly year: number;
  readonly source: Source;
  readonly reason: string;
}

/** Writes which sources are retained; a choice made earlier for the same value ends, and stays for past days. */
export async function retainSources(
  trx: Sql,
  choices: readonly ChosenSource[],
  { by, at }: { readonly by: { readonly id: string; readonly name: string }; readonly at: Date },
): Promise<void> {
  if (choices.length === 0) return;
  const lines = choices.map((one) => ({ ...one, cluster: one.cluster ?? '' }));
  const given = fragment`json_to_recordset(${JSON.stringify(lines)}::json) as g (indicator text, cluster text, year int, source text, reason text)`;
  const place = fragment`r.indicator = g.indicator and r.cluster_id = g.cluster and r.year = g.year and r.known_to is null`;
  const same = fragment`r.source = g.source and r.reason = g.reason`;
  await fragment`
    update indicators.retention r set known_to = greatest(r.at, ${at}::timestamptz) from ${given} where ${place} and not (${same})`.execute(
    trx,
  );
  await fragment`
    insert into indicators.retention (indicator, cluster_id, year, source, reason, by_id, by_name, at)
    select g.indicator, g.cluster, g.year, g.source, g.reason, ${by.id}, ${by.name}, ${at}::timestamptz
    from ${given} where not exists (select 1 from indicators.retention r where ${place})`.execute(trx);
}
