import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { COUNTINGS, type Counted, type CountedCode, type Counting } from './definition.ts';

/** What to count: which clusters (null: all), which years, and as it was known when (null: as it is known now). */
export interface CountScope {
  readonly clusters: readonly string[] | null;
  readonly firstYear: number;
  /** The year under way counts until `today`. */
  readonly today: Day;
  readonly knownAt: Date | null;
  /** First year of the programme, from which what accumulates is added up. */
  readonly since: number;
}

type Part = RawBuilder<unknown>;

const known = (alias: string, at: Date | null): Part => {
  const line = fragment.table(alias);
  return at === null
    ? fragment`${line}.known_to is null`
    : fragment`${line}.known_from <= ${at}::timestamptz and (${line}.known_to is null or ${line}.known_to > ${at}::timestamptz)`;
};

const within = (clusters: readonly string[] | null): Part =>
  clusters === null ? fragment`` : fragment`and f.cluster_id = any (${[...clusters]}::text[])`;

/** The years asked, each with its last day; that of the year under way is today. */
const years = ({ firstYear, today }: CountScope): Part => fragment`(
  select y.year, least(make_date(y.year, 12, 31), ${today}::date) as last_day
  from generate_series(${firstYear}::int, ${Number(today.slice(0, 4))}::int) as y (year))`;

/** What only a list shows: left out where nothing but totals is wanted. */
const SHOWN = fragment`, f.title, f.source, f.href, f.on_day, f.cluster_share`;

const THING = { unit: fragment`f.unit_id collate "C"`, organisation: fragment`f.organisation_id collate "C"` };

/** The row that a total takes, where one thing stands in several clusters. */
const firstOfAll = (once: Counting['once']): Part =>
  fragment`row_number() over (partition by y.year, ${THING[once]} order by f.cluster_id collate "C", f.fact_id collate "C") = 1`;

/**
 * Who is a member on the last day of each year, with what is known of them: `size` of their enterprise, from the accounts of the year `headcount`, whether they are
 * `tiny` (fewer than ten) and in `industry`, who has `control`, whether they are `young` (less than five years old). Nobody is a member of one cluster twice on one
 * day, so that only totals take care of who is a member of several. Conditions on days are written as what they exclude: the planner then expects the many rows
 * that there are.
 */
const members = (scope: CountScope, shown: Part): Part => fragment`(
  with y as (select * from ${years(scope)} y),
    member as (select * from indicators.fact f where f.kind = 'membership' and ${known('f', scope.knownAt)} ${within(scope.clusters)}),
    elsewhere as (
      select y.year, f.cluster_id, f.fact_id, bool_or(o.unit_id = f.unit_id) as same_unit
      from member f
        join member o on o.organisation_id = f.organisation_id and (o.cluster_id collate "C", o.fact_id collate "C") < (f.cluster_id collate "C", f.fact_id collate "C")
        join y on greatest(f.on_day, o.on_day) <= y.last_day and least(f.until_day, o.until_day, 'infinity') >= y.last_day
      group by y.year, f.cluster_id, f.fact_id)
  select y.year, f.cluster_id, f.fact_id, f.synthetic, f.nature, f.detail, 1 as n, s.nature as size, a.count as headcount, a.count < 10 as tiny,
    left(a.detail, 2) between ${FIRST_INDUSTRY} and ${LAST_INDUSTRY} as industry, c.nature as control, f.other_day + interval '5 years' > y.last_day as young,
    true as first_in_cluster, e.same_unit is not true as first_unit, e.fact_id is null as first_organisation ${shown}
  from y
    join member f on not (f.on_day > y.last_day) and not (coalesce(f.until_day, 'infinity') < y.last_day)
    left join elsewhere e on e.year = y.year and e.cluster_id = f.cluster_id and e.fact_id = f.fact_id
    left join indicators.fact s on s.kind = 'size' and s.organisation_id = f.organisation_id and s.on_day <= y.last_day
      and (s.until_day is null or s.until_day >= y.last_day) and ${known('s', scope.knownAt)}
    left join indicators.fact a on a.kind = 'accounts' and a.organisation_id = f.organisation_id and a.year = y.year and ${known('a', scope.knownAt)}
    left join indicators.fact c on c.kind = 'control' and c.organisation_id = f.organisation_id and c.on_day <= y.last_day
      and (c.until_day is null or c.until_day >= y.last_day) and ${known('c', scope.knownAt)})`;

/** Sections B to E of the activity nomenclature: divisions 05 to 39. */
const [FIRST_INDUSTRY, LAST_INDUSTRY] = ['05', '39'];

/** Members that nothing tells apart, together: as many rows as there are kinds of members, not as there are members. */
const alike = (rows: Part): Part => fragment`(
  select m.year, m.cluster_id, m.nature, m.size, m.tiny, m.industry, m.control, m.young, m.first_in_cluster, m.first_unit, m.first_organisation,
    m.headcount is null as without_headcount, count(*)::int as n, sum(m.headcount) as headcount, bool_or(m.synthetic) as synthetic
  from ${rows} m group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)`;

/** Facts of one kind, in each year to which they belong. A cluster has one fact once; an organisation may have several in a year. */
const facts = ({ from, span, once }: Counting, scope: CountScope, shown: Part): Part => {
  const belongs = {
    'own-year': fragment`f.year = y.year`,
    'since-start': fragment`f.year between ${scope.since} and y.year`,
    lasting: fragment`f.on_day <= y.last_day and (f.until_day is null or f.until_day >= y.last_day)`,
  }[span];
  return fragment`(
    select y.year, f.cluster_id, f.fact_id, f.synthetic, f.nature, f.detail, 1 as n, f.amount_cents, f.count,
      ${once === 'unit' ? fragment`true` : fragment`row_number() over (partition by y.year, f.cluster_id, ${THING.organisation} order by f.fact_id collate "C") = 1`}
        as first_in_cluster, ${firstOfAll(once)} as ${fragment.ref(`first_${once}`)} ${shown}
    from ${years(scope)} y join indicators.fact f on f.kind = ${from} and ${belongs} and ${known('f', scope.knownAt)} ${within(scope.clusters)})`;
};

const firstRow = ({ once }: Counting): Part => fragment.ref(`r.first_${once}`);

/** The rows that some indicators share, whatever each takes of them. */
const base = (counting: Counting, scope: CountScope, shown: Part): Part =>
  counting.from === 'members' ? members(scope, shown) : facts(counting, scope, shown);

interface Terms {
  /** Which rows count. */
  readonly where: Part;
  /** What each adds; null when its figure is unknown. */
  readonly numerator: Part;
  /** Of a ratio. */
  readonly denominator?: Part;
}

/** Each row stands for `n` things. */
const one = fragment`r.n`;
const when = (condition: Part): Part => fragment`(case when ${condition} then r.n else 0 end)`;
const firm = fragment`r.nature = 'firm'`;
const sme = fragment`r.size in ('micro', 'pme')`;

/** What each row of an indicator adds, in the words of `r`. */
const TERMS: Readonly<Record<CountedCode, Terms>> = {
  'MEM-01': { where: fragment`true`, numerator: one },
  'MEM-02': { where: firm, numerator: one },
  'MEM-03': { where: firm, numerator: fragment`case when r.size is not null then ${when(sme)} end`, denominator: one },
  'MEM-04': {
    where: fragment`${firm} and ${sme}`,
    numerator: fragment`case when r.tiny is not null then ${when(fragment`r.tiny`)} end`,
    denominator: one,
  },
  'MEM-05': { where: fragment`r.nature in ('laboratory', 'training-body')`, numerator: one },
  'MEM-06': { where: fragment`true`, numerator: one },
  'MEM-07': {
    where: firm,
    numerator: fragment`case when r.control is not null then ${when(fragment`r.control = 'foreign'`)} end`,
    denominator: one,
  },
  'MEM-08': {
    where: fragment`${firm} and ${sme}`,
    numerator: fragment`case when r.young is not null then ${when(fragment`r.young`)} end`,
    denominator: one,
  },
  'EMP-01': { where: firm, numerator: fragment`r.headcount` },
  'EMP-03': {
    where: firm,
    numerator: fragment`case when r.industry then r.headcount when r.industry is not null and r.headcount is not null then 0 end`,
    denominator: fragment`r.headcount`,
  },
  'EXP-05': { where: fragment`r.nature <> 'france'`, numerator: one },
  'PRJ-01': { where: fragment`true`, numerator: one },
  'PRJ-02': { where: fragment`true`, numerator: one },
  'PRJ-03': { where: fragment`r.nature = 'fui'`, numerator: one },
  'PRJ-04': {
    where: fragment`true`,
    numerator: fragment`case when r.detail <> 'firm' then 0 when r.nature is not null then r.amount_cents * ${when(fragment`r.nature in ('micro', 'pme')`)} end`,
    denominator: fragment`r.amount_cents::numeric`,
  },
  'PRJ-05': {
    where: fragment`true`,
    numerator: fragment`case when r.nature is not null then ${when(fragment`r.nature in ('micro', 'pme')`)} end`,
    denominator: one,
  },
  'PRJ-06': {
    where: fragment`true`,
    numerator: fragment`case when r.detail not like 'unknown%' then ${when(fragment`r.detail like 'sme%'`)} end`,
    denominator: one,
  },
  'PRJ-07': { where: fragment`r.detail like '% shared'`, numerator: one },
  'PRJ-08': {
    where: fragment`r.nature <> 'support-letter'`,
    numerator: when(fragment`r.nature = 'refused'`),
    denominator: one,
  },
  'RES-01': { where: fragment`r.nature = 'patent'`, numerator: one },
  'RES-02': { where: fragment`r.nature = 'publication'`, numerator: one },
  'RES-03': { where: fragment`r.nature in ('product', 'process', 'service')`, numerator: one },
  'RES-04': { where: fragment`r.nature = 'start-up'`, numerator: one },
  'RES-05': { where: fragment`true`, numerator: one },
  'RES-06': { where: fragment`true`, numerator: fragment`r.count` },
  'GOU-01': {
    where: fragment`true`,
    numerator: fragment`r.amount_cents * ${when(fragment`r.nature <> 'cluster'`)}`,
    denominator: fragment`r.amount_cents::numeric`,
  },
  'GOU-02': { where: fragment`true`, numerator: fragment`r.amount_cents::numeric` },
};

const termsOf = ({ code }: Counting) => {
  const { where, numerator, denominator } = TERMS[code as CountedCode];
  const whole = denominator ?? one;
  return { where, numerator, whole, missing: fragment`((${numerator}) is null or (${whole}) is null)` };
};

/** A figure over the rows `r` that count once: a row whose figure is unknown adds nothing to either term of a ratio and is counted as missing. */
const figures = (counting: Counting, once: Part): Part => {
  const { where, numerator, whole, missing } = termsOf(counting);
  const taken = fragment`(${where}) and ${once}`;
  return fragment`coalesce(sum(r.n) filter (where ${taken}), 0)::int as rows, coalesce(sum(r.n) filter (where ${taken} and ${missing}), 0)::int as missing,
    (sum(${numerator}) filter (where ${taken} and not ${missing}))::float8 as numerator, (sum(${whole}) filter (where ${taken} and not ${missing}))::float8 as denominator`;
};

/**
 * Every counted indicator of a scope, by cluster and year, and for the clusters together. A year without a row gives none: the caller knows which clusters and years
 * were asked. Rows that several indicators share are worked out once.
 */
export async function countAll(trx: Sql, scope: CountScope): Promise<Counted[]> {
  // Half a million members are sorted in memory rather than on disk.
  await fragment`set local work_mem = '64MB'`.execute(trx);
  const found: Counted[] = [];
  for (const sharing of Map.groupBy(COUNTINGS, ({ from, span }) => `${from} ${span}`).values()) {
    const rows = base(sharing[0]!, scope, fragment``);
    const kept = sharing[0]!.from === 'members' ? alike(rows) : rows;
    await fragment`create temporary table counting on commit drop as select * from ${kept} f`.execute(trx);
    for (const counting of sharing) {
      const { rows: counted } = await fragment<Omit<Counted, 'code'>>`
        select r.cluster_id as cluster, r.year, ${figures(counting, fragment`r.first_in_cluster`)}, bool_or(r.synthetic) as synthetic
        from counting r group by r.cluster_id, r.year
        union all
        select null, r.year, ${figures(counting, firstRow(counting))}, bool_or(r.synthetic) from counting r group by r.year`.execute(
        trx,
      );
      for (const figure of counted) found.push({ ...figure, code: counting.code });
    }
    await fragment`drop table counting`.execute(trx);
  }
  return found;
}

/** One row of the list behind a figure. */
export interface CountedRow {
  readonly factId: string;
  readonly title: string;
  readonly cluster: string;
  readonly onDay: Day;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: boolean;
  readonly nature: string | null;
  readonly detail: string | null;
  readonly source: string;
  readonly href: string;
  readonly synthetic: boolean;
}

/** The list behind a figure, a page at a time, with its totals: for one cluster, or for several with what they share listed once. */
export async function listCounted(
  sql: Sql,
  counting: Counting,
  scope: CountScope,
  { year, limit, offset }: { readonly year: number; readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: CountedRow[]; readonly total: Omit<Counted, 'code' | 'cluster' | 'year' | 'synthetic'> }> {
  const { where, numerator, whole, missing } = termsOf(counting);
  const chosen = fragment`(select * from ${base(counting, scope, SHOWN)} f where f.year = ${year} and ${fragment.ref(`f.first_${counting.once}`)})`;
  const { rows } = await fragment<CountedRow>`
    select r.fact_id as "factId", r.title, r.cluster_id as cluster, r.on_day as "onDay", (${numerator})::float8 as numerator,
      case when not ${missing} then (${whole})::float8 end as denominator, ${missing} as missing, r.nature, r.detail, r.source, r.href, r.synthetic
    from ${chosen} r where ${where} order by missing, r.title, r.fact_id, r.cluster_id limit ${limit} offset ${offset}`.execute(
    sql,
  );
  const { rows: totals } = await fragment<Omit<Counted, 'code' | 'cluster' | 'year' | 'synthetic'>>`
    select ${figures(counting, fragment`true`)} from ${chosen} r`.execute(sql);
  return { rows, total: totals[0]! };
}

/** The rows that an indicator takes, in every cluster where they stand, with what each adds: for whoever needs more than totals of them. */
export function countedRows(counting: Counting, scope: CountScope): RawBuilder<unknown> {
  const { where, numerator, whole, missing } = termsOf(counting);
  return fragment`(
    select r.year, r.cluster_id, r.fact_id, r.synthetic, (${numerator})::numeric as numerator, (${whole})::numeric as whole, ${missing} as missing
    from ${base(counting, scope, fragment``)} r where ${where})`;
}
