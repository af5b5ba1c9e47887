import { identifier, quoted, type SqlValue } from '../panel-store/duckdb.ts';
import { BLOCK } from '../panel-store/import-panel.ts';
import {
  FIRMS_FILE,
  inStore,
  type PanelStore,
  periodColumn,
  type StoredVariable,
  storedVariable,
} from '../panel-store/panel-store.ts';
import { ImpactError, type Sentence } from '../sentence.ts';
import { storeSums } from './store-sums.ts';

/**
 * Where the moments are summed: a relation with one row for each unit, and the SQL expressions of what the sums need. Every expression is
 * plain enough for any engine: arithmetic, comparison, CASE, SUM, COUNT, GROUP BY.
 */
export interface MomentSource {
  /** What stands after FROM. */
  readonly relation: string;
  readonly periods: readonly number[];
  /** First treated period; NULL or 0 = never. */
  readonly cohort: string;
  readonly outcomes: readonly MomentOutcome[];
  /** Weight of the unit, the same in all periods. */
  readonly weight?: string;
  readonly cluster?: string;
  /** Exact strata: controls are compared within. */
  readonly stratum?: string;
  /** A factor whose levels are estimated apart. */
  readonly level?: string;
  /** Splits units into fixed parts that one thread sums in order, so that sums do not depend on the number of threads. */
  readonly block?: string;
  /** Holds when the unit has a value in every period, where a missing one would count as zero. */
  readonly observed?: string;
  /** Holds when the unit has several rows for a period. */
  readonly repeated?: string;
  readonly digest: string;
  /** The rows of the moment statement by a shorter way than the statement, where there is one. */
  readonly sums?: () => Promise<readonly (readonly SqlValue[])[]>;
  /** The same source over fewer periods. */
  readonly over: (periods: readonly number[]) => MomentSource;
}

export interface MomentOutcome {
  readonly name: string;
  /** Value in each period; NULL or NaN where it was not observed. */
  readonly values: readonly string[];
  /** Roughly the mean in each period: sums are taken around it, which keeps their digits. Any numbers are right. */
  readonly pilot: readonly number[];
}

export interface StoreMoments {
  readonly outcomes: readonly string[];
  /** False leaves out the weights, or the cluster, of the store. */
  readonly weighted?: boolean;
  readonly clustered?: boolean;
  /** Covariates of the store, constant over time, that form exact strata together. */
  readonly strata?: readonly string[];
  /** A covariate of the store, constant over time, whose levels are estimated apart. */
  readonly level?: string;
}

/**
 * The moments of a panel store, from its wide files: by the engine's own sums, or where strata or levels are asked by a statement in DuckDB,
 * which knows where the files are. @throws ImpactError
 */
export function storeSource(
  store: PanelStore,
  asked: StoreMoments,
  periods: readonly number[] = store.periods,
): MomentSource {
  const { outcomes, weighted = store.weights !== null, clustered = store.cluster !== null, strata = [], level } = asked;
  const places = periods.map((period) => store.periods.indexOf(period));
  if (weighted && store.weights?.varying) throw new ImpactError('weights-varying', weightsVarying(store.weights.name));
  const variables = outcomes.map((name) => storedVariable(store, name));
  const hasAttributes = strata.length > 0 || level !== undefined;
  // One wide file needs no join; others, and attributes, are joined by the number of the firm.
  const [first, ...others] = variables.map(({ file }, place) => `read_parquet(${inStore(store, file)}) w${place}`);
  const joins = others.map((file, place) => `join ${file} on w${place + 1}.firm = w0.firm`);
  if (hasAttributes) joins.push(`join read_parquet(${inStore(store, FIRMS_FILE)}) f on f.firm = w0.firm`);
  const factorOf = (names: readonly string[]): string =>
    names.map((name) => levelName(store, name)).join(` || ', ' || `);
  const pilotOf = ({ means }: StoredVariable): number[] => places.map((p) => means[p]!);
  const direct = variables.map((variable) => ({ variable, pilot: pilotOf(variable) }));
  return {
    relation: [first, ...joins].join(' '),
    periods,
    cohort: 'w0.cohort',
    outcomes: variables.map((variable, place) => ({
      name: variable.name,
      values: places.map((p) => `w${place}.${periodColumn(p)}`),
      pilot: pilotOf(variable),
    })),
    ...(weighted ? { weight: 'w0.weight' } : {}),
    ...(clustered ? { cluster: 'w0.cluster' } : {}),
    ...(strata.length > 0 ? { stratum: factorOf(strata) } : {}),
    ...(level ? { level: factorOf([level]) } : {}),
    block: `w0.firm // ${BLOCK}`,
    digest: store.digest,
    ...(hasAttributes ? {} : { sums: () => storeSums(store, { outcomes: direct, periods: places, weighted }) }),
    over: (fewer) => storeSource(store, asked, fewer),
  };
}

/** The level of a firm as a text; NULL, which leaves the firm out, where it is missing. */
function levelName(store: PanelStore, name: string): string {
  const { column, levels } = storedVariable(store, name);
  if (column === null) throw new ImpactError('stratum-varying', stratumVarying(name));
  if (!levels) return `cast(case when isfinite(f.${column}) then f.${column} end as varchar)`;
  return `case f.${column} ${levels.map((level, code) => `when ${code} then ${quoted(level)}`).join(' ')} end`;
}

/** A table with one row for each unit and period, in any engine; names are of its columns. */
export interface LongTable {
  /** What stands after FROM; a statement in brackets needs its alias. */
  readonly relation: string;
  readonly unit: string;
  readonly time: string;
  readonly cohort: string;
  readonly outcomes: readonly string[];
  /** Every period that the table has from the first to the last of these, ascending. */
  readonly periods: readonly number[];
  readonly weight?: string;
  readonly cluster?: string;
  readonly stratum?: string;
  readonly level?: string;
  /** Names the state of the table, for the result: a version, a date of extraction. */
  readonly digest: string;
}

/** Powers of two whose sum is exact. */
const PERIODS_IN_A_CODE = 40;

/**
 * The moments of a long table: its rows are first turned wide by the same statement. What belongs to the unit (cohort, weight, cluster,
 * stratum, level) must not change over time; a unit for which it does would appear twice, each time with periods missing.
 *
 * A missing value counts as zero in the sums, which is faster than as NULL; a unit is complete when it has as many values as there are
 * periods and the powers of two of their periods sum to 2^T - 1, which T powers do only if they are all different.
 */
export function longSource(table: LongTable): MomentSource {
  const time = identifier(table.time);
  const attributes = unitAttributes(table);
  const cells = table.outcomes.flatMap((name, place) =>
    table.periods.map(
      (period, p) => `sum(case when ${time} = ${period} then ${identifier(name)} else 0 end) as y${place}_${p}`,
    ),
  );
  const chunks = Array.from({ length: Math.ceil(table.periods.length / PERIODS_IN_A_CODE) }, (_, k) =>
    table.periods.slice(k * PERIODS_IN_A_CODE, (k + 1) * PERIODS_IN_A_CODE),
  );
  const codes = table.outcomes.flatMap((name, place) => [
    `count(${identifier(name)}) as n${place}`,
    ...chunks.map((periods, k) => {
      const powers = periods.map((period, p) => `when ${time} = ${period} then ${2 ** p}e0`).join(' ');
      return `sum(case when ${identifier(name)} is null then 0e0 ${powers} else 0e0 end) as c${place}_${k}`;
    }),
  ]);
  const observed = table.outcomes.flatMap((_, place) => [
    `n${place} = ${table.periods.length}`,
    ...chunks.map((periods, k) => `c${place}_${k} = ${2 ** periods.length - 1}`),
  ]);
  const named = attributes.map(({ column, alias }) => `${column} as ${alias}`);
  const groups = attributes.map((_, place) => place + 1).join(', ');
  return {
    ...turnedWide(table),
    relation: `(select ${[...named, ...codes, ...cells].join(', ')} from ${table.relation} where ${within(table)} group by ${groups}) wide`,
    observed: observed.join(' and '),
    repeated: `n0 > ${table.periods.length}`,
    over: (periods) => longSource({ ...table, periods }),
  };
}

export interface UnitAttribute {
  readonly column: string;
  readonly alias: string;
}

/** What belongs to a unit, its name first. */
export function unitAttributes({ unit, cohort, weight, cluster, stratum, level }: LongTable): UnitAttribute[] {
  const attribute = (name: string | undefined, alias: string) => (name ? [{ column: identifier(name), alias }] : []);
  return [
    ...attribute(unit, 'unit'),
    ...attribute(cohort, 'cohort'),
    ...attribute(weight, 'weight'),
    ...attribute(cluster, 'cluster_name'),
    ...attribute(stratum, 'stratum'),
    ...attribute(level, 'factor_level'),
  ];
}

export const within = ({ time, periods }: LongTable): string =>
  `${identifier(time)} >= ${periods[0]} and ${identifier(time)} <= ${periods.at(-1)}`;

/** What both ways of turning a table wide call its columns. */
export const turnedWide = (table: LongTable) => ({
  periods: table.periods,
  cohort: 'cohort',
  outcomes: table.outcomes.map((name, place) => ({
    name,
    values: table.periods.map((_, p) => `y${place}_${p}`),
    pilot: table.periods.map(() => 0),
  })),
  ...(table.weight ? { weight: 'weight' } : {}),
  ...(table.cluster ? { cluster: 'cluster_name' } : {}),
  ...(table.stratum ? { stratum: 'stratum' } : {}),
  ...(table.level ? { level: 'factor_level' } : {}),
  digest: table.digest,
});

const weightsVarying = (name: string): Sentence => ({
  fr: `Le poids «\u202f${name}\u202f» change au cours du temps\u202f: les moments par cohorte demandent un poids constant. Estimez par colonnes.`,
  en: `The weight "${name}" changes over time: cohort moments need a constant weight. Estimate from columns.`,
});

const stratumVarying = (name: string): Sentence => ({
  fr: `«\u202f${name}\u202f» change au cours du temps\u202f: une strate exacte doit rester la même.`,
  en: `"${name}" changes over time: an exact stratum must stay the same.`,
});
