import type { DuckDBConnection } from '@duckdb/node-api';
import { ImpactError, plural, type Sentence, someOf } from '../sentence.ts';
import { rowsOf } from './duckdb.ts';
import type { PanelColumns } from './source.ts';

/** What the units of a file are, once each has been looked at over time. */
export interface Units {
  readonly count: number;
  readonly rows: number;
  readonly clusters: number;
  readonly kind: 'number' | 'text';
  /** Covariates and weights that never change within a unit. */
  readonly constant: ReadonlySet<string>;
}

const EXAMPLES = 6;

/**
 * Numbers the units, cohort by cohort (table `units`: firm, unit, cohort, weight, cluster, first value of each covariate) and checks what must hold of each:
 * one row for each period, one cohort, one cluster.
 * @throws ImpactError naming the units
 */
export async function checkUnits(
  connection: DuckDBConnection,
  columns: PanelColumns,
  periods: readonly number[],
  attributes: readonly { readonly name: string; readonly column: string }[],
): Promise<Units> {
  const covariates = attributes.filter(({ column }) => column !== 'weight');
  const steady = attributes.map(
    ({ column }) => `min(${column}) = max(${column}) and count(${column}) = count(*) as steady_${column}`,
  );
  // Those treated after the last period stand with the never treated, as they are counted.
  const standing = `case when cohort > ${periods.at(-1)} then 0 else cohort end`;
  await connection.run(
    `create temp table units as
     select cast(row_number() over (order by ${standing}, cohort, unit) - 1 as integer) as firm, * from (
       select ${[
         'unit',
         'count(*) as seen',
         `${distinctPeriods(periods)} as distinct_periods`,
         'min(cohort) as cohort',
         'max(cohort) as last_cohort',
         'min(cluster) as cluster',
         'max(cluster) as last_cluster',
         'min(weight) as weight',
         ...covariates.map(({ column }) => `min(${column}) as ${column}`),
         ...steady,
       ].join(', ')} from staged group by unit)`,
  );
  await refuse(connection, 'seen > distinct_periods', 'duplicate-unit-period', duplicates);
  await refuse(connection, 'cohort <> last_cohort', 'cohort-varying', cohortVarying(columns.cohort));
  if (columns.cluster)
    await refuse(connection, 'cluster <> last_cluster', 'cluster-varying', clusterVarying(columns.cluster));

  const [totals] = await rowsOf(
    connection,
    `select ${['count(*)', 'sum(seen)', 'count(distinct cluster)', 'any_value(typeof(unit))', ...attributes.map(({ column }) => `bool_and(steady_${column})`)].join(', ')} from units`,
  );
  const [count, rows, clusters, type, ...flags] = totals!;
  return {
    count: Number(count),
    rows: Number(rows),
    clusters: Number(clusters),
    kind: type === 'VARCHAR' ? 'text' : 'number',
    constant: new Set(attributes.filter((_, place) => flags[place] === true).map(({ name }) => name)),
  };
}

/** Bits are the cheapest set of periods, while 128 of them reach. */
function distinctPeriods(periods: readonly number[]): string {
  const [first, last] = [periods[0]!, periods.at(-1)!];
  if (last - first > 120) return 'count(distinct period)';
  return `bit_count(bit_or(cast(1 as hugeint) << cast(period - ${first} as integer)))`;
}

async function refuse(
  connection: DuckDBConnection,
  condition: string,
  code: string,
  sentence: (count: number, units: string) => Sentence,
): Promise<void> {
  const found = await rowsOf(
    connection,
    `select unit, count(*) over () from units where ${condition} order by unit limit ${EXAMPLES}`,
  );
  if (found.length === 0) return;
  const count = Number(found[0]![1]);
  throw new ImpactError(code, sentence(count, someOf(found.map(([unit]) => String(unit)))), { count });
}

const duplicates = (count: number, units: string): Sentence => ({
  fr: `${plural.fr(count, '# unité a plusieurs lignes', '# unités ont plusieurs lignes')} pour une même période (${units}). Gardez-en une.`,
  en: `${plural.en(count, '# unit has several rows', '# units have several rows')} for the same period (${units}). Keep one.`,
});

const cohortVarying =
  (name: string) =>
  (count: number, units: string): Sentence => ({
    fr: `La première période traitée «\u202f${name}\u202f» change au cours du temps pour ${plural.fr(count, '# unité', '# unités')} (${units})\u202f: un traitement qui cesse ou change n'est pas traité ici.`,
    en: `The first treated period "${name}" changes over time for ${plural.en(count, '# unit', '# units')} (${units}): a treatment that ends or changes is not handled here.`,
  });

const clusterVarying =
  (name: string) =>
  (count: number, units: string): Sentence => ({
    fr: `La grappe «\u202f${name}\u202f» change au cours du temps pour ${plural.fr(count, '# unité', '# unités')} (${units})\u202f: donnez-en une seule par unité.`,
    en: `The cluster "${name}" changes over time for ${plural.en(count, '# unit', '# units')} (${units}): give one for each unit.`,
  });
