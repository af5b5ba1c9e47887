import type { SqlValue } from '../panel-store/duckdb.ts';
import { ImpactError, plural, type Sentence } from '../sentence.ts';
import type { MomentSource } from './moment-source.ts';
import { clusterStatement, type MomentColumns, momentColumns, momentStatement } from './moment-statement.ts';

/**
 * Moments of the units of one cohort (within one stratum and level, where there are): everything that an estimate without continuous
 * covariates needs to know of them.
 *
 * Inside the cohort a unit is z = (w (d − mean), w, 1): its weighted differences from the first period around their mean, its weight, and
 * one. Every influence is linear in z, so Σ z z' gives all covariances.
 */
export interface CohortMoments {
  /** 0 = never treated. */
  readonly cohort: number;
  readonly stratum: string;
  readonly level: string;
  readonly count: number;
  /** Σw. */
  readonly weight: number;
  /** Weighted mean of the differences from the first period: outcomes × (periods − 1). */
  readonly mean: Float64Array;
  /** Weighted mean of each outcome in the first period. */
  readonly firstLevel: Float64Array;
  /** Σ z z', size × size with size = mean.length + 2. */
  readonly cross: Float64Array;
}

/** Σ z over the units of a cluster and cohort, in the cohort's own centring. */
export interface ClusterSum {
  /** Position of the cohort in `Moments.cohorts`. */
  readonly cohort: number;
  readonly sums: Float64Array;
}

export interface IncompleteUnits {
  readonly cohort: number;
  readonly level: string;
  readonly count: number;
}

export interface Moments {
  readonly periods: readonly number[];
  /** Periods of the source, when the estimate asked to leave some out. */
  readonly observed: readonly number[];
  readonly outcomes: readonly string[];
  readonly cohorts: readonly CohortMoments[];
  /** By cluster; null when errors are by unit. */
  readonly clusters: readonly (readonly ClusterSum[])[] | null;
  readonly weighted: boolean;
  readonly stratified: boolean;
  /** Units left out because a period of an outcome is missing. */
  readonly incomplete: readonly IncompleteUnits[];
  readonly digest: string;
}

/** Runs a statement where the data are, and gives its rows. */
export type RunSql = (statement: string) => Promise<readonly (readonly SqlValue[])[]>;

/** Sums the moments of a source: one statement, and one more for clusters. @throws ImpactError when no unit is complete */
export async function readMoments(source: MomentSource, run: RunSql): Promise<Moments> {
  const columns = momentColumns(source);
  const read = readSums(await (source.sums?.() ?? run(momentStatement(source))), columns);
  if (read.complete.length === 0) throw new ImpactError('no-complete-unit', noCompleteUnit(read.incomplete));
  const pilot = source.outcomes.flatMap(({ pilot: [first, ...rest] }) => rest.map((value) => value - first!));
  const cohorts = read.complete.map((sums) => centred(sums, columns, source, pilot));
  return {
    periods: source.periods,
    observed: source.periods,
    outcomes: source.outcomes.map(({ name }) => name),
    cohorts,
    clusters: source.cluster ? clusterSums(await run(clusterStatement(source)), columns, cohorts, pilot) : null,
    weighted: columns.weighted,
    stratified: source.stratum !== undefined,
    incomplete: read.incomplete,
    digest: source.digest,
  };
}

interface Sums {
  readonly cohort: number;
  readonly stratum: string;
  readonly level: string;
  readonly values: Float64Array;
}

/** Adds the blocks of each cohort in their order; cohorts come sorted by level, stratum, then period. */
function readSums(rows: readonly (readonly SqlValue[])[], { keys }: MomentColumns) {
  const place = new Map(keys.map((key, k) => [key, k]));
  const text = (row: readonly SqlValue[], key: 'stratum' | 'level'): string =>
    place.has(key) ? String(row[place.get(key)!]) : '';
  const number = (row: readonly SqlValue[], key: 'block' | 'cohort' | 'complete'): number =>
    place.has(key) ? Number(row[place.get(key)!]) : 0;
  const ordered = [...rows].sort((a, b) => number(a, 'block') - number(b, 'block'));
  const found = new Map<string, Sums>();
  const incomplete: IncompleteUnits[] = [];
  for (const row of ordered) {
    const cohort = number(row, 'cohort');
    const values = row.slice(keys.length);
    const [stratum, level] = [text(row, 'stratum'), text(row, 'level')];
    if (number(row, 'complete') === 2) throw new ImpactError('duplicate-unit-period', repeatedUnits(Number(values[0])));
    if (number(row, 'complete') === 0) {
      incomplete.push({ cohort, level, count: Number(values[0]) });
      continue;
    }
    const key = JSON.stringify([level, stratum, cohort]);
    const sums = found.get(key) ?? { cohort, stratum, level, values: new Float64Array(values.length) };
    for (let k = 0; k < values.length; k++) sums.values[k] = sums.values[k]! + Number(values[k]);
    found.set(key, sums);
  }
  const byKey = (a: Sums, b: Sums): number =>
    compare(a.level, b.level) || compare(a.stratum, b.stratum) || a.cohort - b.cohort;
  return { complete: [...found.values()].sort(byKey), incomplete };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** From sums around the pilot to moments around the cohort's own mean. */
function centred(
  { cohort, stratum, level, values }: Sums,
  { weighted, differences: p, outcomes }: MomentColumns,
  source: MomentSource,
  pilot: readonly number[],
): CohortMoments {
  let at = 0;
  const next = (length: number): Float64Array => {
    at += length;
    return values.subarray(at - length, at);
  };
  const count = next(1)[0]!;
  const weight = weighted ? next(1)[0]! : count;
  const squared = weighted ? next(1)[0]! : count;
  const levels = next(outcomes);
  const first = next(p);
  const firstSquared = weighted ? next(p) : first;
  const second = next((p * (p + 1)) / 2);
  const offset = first.map((sum) => (weight === 0 ? 0 : sum / weight));
  const size = p + 2;
  const cross = new Float64Array(size * size);
  const set = (row: number, column: number, value: number): void => {
    cross[row * size + column] = value;
    cross[column * size + row] = value;
  };
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      const [a, b] = [offset[j]!, offset[k]!];
      const raw = second[(j * (j + 1)) / 2 + k]!;
      set(j, k, raw - a * firstSquared[k]! - b * firstSquared[j]! + a * b * squared);
    }
    set(j, p, firstSquared[j]! - offset[j]! * squared);
  }
  set(p, p, squared);
  set(p, p + 1, weight);
  set(p + 1, p + 1, count);
  return {
    cohort,
    stratum,
    level,
    count,
    weight,
    mean: offset.map((value, k) => value + pilot[k]!),
    firstLevel: levels.map((sum, k) => (weight === 0 ? 0 : sum / weight) + source.outcomes[k]!.pilot[0]!),
    cross,
  };
}

function clusterSums(
  rows: readonly (readonly SqlValue[])[],
  { keys, weighted, differences: p }: MomentColumns,
  cohorts: readonly CohortMoments[],
  pilot: readonly number[],
): ClusterSum[][] {
  const position = new Map(
    cohorts.map(({ cohort, stratum, level }, k) => [JSON.stringify([level, stratum, cohort]), k]),
  );
  const kept = ['cluster', ...keys.filter((key) => key !== 'complete')];
  const place = (key: string): number => kept.indexOf(key);
  const block = (row: readonly SqlValue[]): number => (place('block') < 0 ? 0 : Number(row[place('block')]));
  const clusters = new Map<string, Map<number, Float64Array>>();
  for (const row of [...rows].sort((a, b) => block(a) - block(b))) {
    const text = (key: string): string => (place(key) < 0 ? '' : String(row[place(key)]));
    const cohort = position.get(JSON.stringify([text('level'), text('stratum'), Number(row[place('cohort')])]))!;
    const values = row.slice(kept.length).map(Number);
    const count = values.shift()!;
    const weight = weighted ? values.shift()! : count;
    const { mean } = cohorts[cohort]!;
    const name = String(row[0]);
    const own = clusters.get(name) ?? new Map<number, Float64Array>();
    const sums = own.get(cohort) ?? new Float64Array(p + 2);
    for (let k = 0; k < p; k++) sums[k] = sums[k]! + values[k]! - weight * (mean[k]! - pilot[k]!);
    sums[p] = sums[p]! + weight;
    sums[p + 1] = sums[p + 1]! + count;
    clusters.set(name, own.set(cohort, sums));
  }
  // In an order of their own, whichever order the engine gave.
  return [...clusters.entries()]
    .sort(([a], [b]) => compare(a, b))
    .map(([, own]) => [...own].map(([cohort, sums]) => ({ cohort, sums })).sort((a, b) => a.cohort - b.cohort));
}

const repeatedUnits = (count: number): Sentence => ({
  fr: `${plural.fr(count, '# unité a plus de lignes', '# unités d’une même cohorte ont plus de lignes')} que de périodes\u202f: une unité n’a qu’une ligne par période.`,
  en: `${plural.en(count, '# unit has more rows', '# units of one cohort have more rows')} than there are periods: a unit has one row for each period.`,
});

const noCompleteUnit = (incomplete: readonly IncompleteUnits[]): Sentence => {
  const count = incomplete.reduce((total, one) => total + one.count, 0);
  return {
    fr: `Aucune unité n'est observée à toutes les périodes (${plural.fr(count, '# unité lue', '# unités lues')}). Restreignez la période, ou estimez sur panel non cylindré.`,
    en: `No unit is observed in all periods (${plural.en(count, '# unit read', '# units read')}). Restrict the periods, or estimate on an unbalanced panel.`,
  };
};
