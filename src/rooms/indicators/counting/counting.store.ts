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

/**
 * Who is a member on the last day of each year, with what is known of them: `size` of their enterprise, `headcount` and `activity` from the accounts of the year,
 * who has `control`.
 */
export const members = (scope: CountScope): Part => fragment`(
  select y.year, f.cluster_id, f.fact_id, f.unit_id, f.organisation_id, f.project_id, f.on_day, f.cluster_share, f.title, f.source, f.href, f.synthetic, f.nature, f.detail,
    f.amount_cents, f.count, f.other_day, s.nature as size, a.count as headcount, a.detail as activity, c.nature as control,
    extract(year from age(y.last_day, f.other_day)) as age
  from ${years(scope)} y
    join indicators.fact f on f.kind = 'membership' and f.on_day <= y.last_day and (f.until_day is null or f.until_day >= y.last_day)
      and ${known('f', scope.knownAt)} ${within(scope.clusters)}
    left join indicators.fact s on s.kind = 'size' and s.organisation_id = f.organisation_id and s.on_day <= y.last_day
      and (s.until_day is null or s.until_day >= y.last_day) and ${known('s', scope.knownAt)}
    left join indicators.fact a on a.kind = 'accounts' and a.organisation_id = f.organisation_id and a.year = y.year and ${known('a', scope.knownAt)}
    left join indicators.fact c on c.kind = 'control' and c.organisation_id = f.organisation_id and c.on_day <= y.last_day
      and (c.until_day is null or c.until_day >= y.last_day) and ${known('c', scope.knownAt)})`;

/** Facts of one kind, in each year to which they belong. */
const facts = ({ from, span }: Counting, scope: CountScope): Part => {
  const belongs = {
    'own-year': fragment`f.year = y.year`,
    'since-start': fragment`f.year between ${scope.since} and y.year`,
    lasting: fragment`f.on_day <= y.last_day and (f.until_day is null or f.until_day >= y.last_day)`,
  }[span];
  return fragment`(
    select y.year, f.cluster_id, f.fact_id, f.unit_id, f.organisation_id, f.project_id, f.on_day, f.cluster_share, f.title, f.source, f.href, f.synthetic, f.nature, f.detail,
      f.amount_cents, f.count, f.other_day
    from ${years(scope)} y join indicators.fact f on f.kind = ${from} and ${belongs} and ${known('f', scope.knownAt)} ${within(scope.clusters)})`;
};

interface Terms {
  /** Which rows count. */
  readonly where: Part;
  /** What each adds; null when its figure is unknown. */
  readonly numerator: Part;
  /** Of a ratio. */
  readonly denominator?: Part;
}

const one = fragment`1::numeric`;
const when = (condition: Part): Part => fragment`(case when ${condition} then 1 else 0 end)::numeric`;
const firm = fragment`r.nature = 'firm'`;
const sme = fragment`r.size in ('micro', 'pme')`;
/** Sections B to E of the activity nomenclature: divisions 05 to 39. */
const industry = fragment`left(r.activity, 2) between '05' and '39'`;

/** What each row of an indicator adds, in the words of `r`. */
const TERMS: Readonly<Record<CountedCode, Terms>> = {
  'MEM-01': { where: fragment`true`, numerator: one },
  'MEM-02': { where: firm, numerator: one },
  'MEM-03': { where: firm, numerator: fragment`case when r.size is not null then ${when(sme)} end`, denominator: one },
  'MEM-04': {
    where: fragment`${firm} and ${sme}`,
    numerator: fragment`case when r.headcount is not null then ${when(fragment`r.headcount < 10`)} end`,
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
    numerator: fragment`case when r.age is not null then ${when(fragment`r.age < 5`)} end`,
    denominator: one,
  },
  'EMP-01': { where: firm, numerator: fragment`r.headcount` },
  'EMP-03': {
    where: firm,
    numerator: fragment`case when r.headcount is not null and r.activity is not null then r.headcount * ${when(industry)} end`,
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

/**
 * The rows of an indicator: the list behind its value, each with what it adds. A row whose figure is unknown adds nothing to either term of a ratio; `missing` counts it.
 * `base`: the members, when they were already worked out.
 */
export function countedRows(counting: Counting, scope: CountScope, base?: Part): Part {
  const { where, numerator, denominator } = TERMS[counting.code as CountedCode];
  const source = counting.from === 'members' ? (base ?? members(scope)) : facts(counting, scope);
  const once = counting.once === 'unit' ? fragment`unit_id` : fragment`organisation_id`;
  return fragment`(
    select t.*, case when t.numerator is null then null else t.whole end as denominator,
      t.numerator is null or t.whole is null as missing,
      row_number() over (partition by t.year, t.cluster_id, t.${once} order by t.fact_id) = 1 as first_in_cluster,
      row_number() over (partition by t.year, t.${once} order by t.cluster_id, t.fact_id) = 1 as first_in_total
    from (select r.*, (${numerator})::numeric as numerator, (${denominator ?? one})::numeric as whole from ${source} r where ${where}) t)`;
}

const figures = (filter: Part): Part => fragment`
  count(*) filter (where ${filter})::int as rows, count(*) filter (where missing and ${filter})::int as missing,
  (sum(numerator) filter (where not missing and ${filter}))::float8 as numerator, (sum(denominator) filter (where not missing and ${filter}))::float8 as denominator`;

/**
 * Every counted indicator of a scope, by cluster and year, and for the clusters together. A year without a row gives none: the caller knows which clusters and years
 * were asked. Members are worked out once.
 */
export async function countAll(
  trx: Sql,
  scope: CountScope,
  codes: readonly CountedCode[] = COUNTINGS.map(({ code }) => code),
): Promise<Counted[]> {
  await fragment`create temporary table member_of_year on commit drop as select * from ${members(scope)} m`.execute(
    trx,
  );
  const found: Counted[] = [];
  for (const counting of COUNTINGS.filter(({ code }) => codes.includes(code))) {
    const rows = countedRows(counting, scope, fragment`member_of_year`);
    const { rows: counted } = await fragment<Omit<Counted, 'code'>>`
      with counted as materialized (select * from ${rows} c)
      select cluster_id as cluster, year, ${figures(fragment`first_in_cluster`)}, bool_or(synthetic) as synthetic from counted group by cluster_id, year
      union all
      select null, year, ${figures(fragment`first_in_total`)}, bool_or(synthetic) from counted group by year`.execute(
      trx,
    );
    for (const one of counted) found.push({ ...one, code: counting.code });
  }
  await fragment`drop table member_of_year`.execute(trx);
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
  const chosen = fragment`(select * from ${countedRows(counting, scope)} c where c.year = ${year} and c.first_in_total)`;
  const { rows } = await fragment<CountedRow>`
    select fact_id as "factId", title, cluster_id as cluster, on_day as "onDay", numerator::float8 as numerator, denominator::float8 as denominator, missing,
      nature, detail, source, href, synthetic
    from ${chosen} c order by missing, title, fact_id, cluster_id limit ${limit} offset ${offset}`.execute(sql);
  const { rows: totals } = await fragment<Omit<Counted, 'code' | 'cluster' | 'year' | 'synthetic'>>`
    select ${figures(fragment`true`)} from ${chosen} c`.execute(sql);
  return { rows, total: totals[0]! };
}
