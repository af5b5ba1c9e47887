import type { ClusterSum, GroupTimeOptionsUsed } from '../result.ts';
import { OVERLAP_LIMIT } from '../two-period/propensity.ts';
import type { CellPlan } from './cells.ts';
import { type CellEstimate, type Estimates, estimatesFrom } from './estimates.ts';
import type { StackedSample } from './stacked-sample.ts';

/**
 * Without covariates every method compares four means, and the influence of a unit on an effect is linear in what the unit brings to each
 * period. Sums of products by cohort then say everything, in one reading of the rows, whatever the number of cells: what cohort moments
 * (IMPACT section 5) are to balanced panels, for rows that come and go.
 *
 * What a unit brings: for each period its weight w, then w (y − pilot) of each outcome; then its weight in the shares of cohorts, and 1. The
 * pilot of a period, its mean, keeps sums of squares precise; it cancels in every effect.
 */
interface Brought {
  readonly width: number;
  /** Place of a period's weight; those of its outcomes follow. */
  readonly weightAt: (period: number) => number;
  readonly shareAt: number;
  readonly oneAt: number;
}

function broughtBy({ periods, outcomes }: StackedSample): Brought {
  const width = periods * (1 + outcomes.length) + 2;
  return { width, weightAt: (period) => period * (1 + outcomes.length), shareAt: width - 2, oneAt: width - 1 };
}

/** Sums of clusters beyond this are not held, in doubles. */
const MOST_SUMS = 32_000_000;

/** Are sums enough? Not with covariates, nor where a row weighs what its unit did in another period. */
export function sumsSuffice(sample: StackedSample, used: GroupTimeOptionsUsed, keepsClusterSums: boolean): boolean {
  const { columns, weights, rowOf, clusters, cohorts } = sample;
  const weighsItself = !weights || !rowOf || used.weightTiming === 'varying' || used.weightTiming === 'earlier';
  const sums = clusters ? clusterCount(clusters) * cohorts * broughtBy(sample).width : 0;
  return columns === 1 && weighsItself && (clusters !== null || !keepsClusterSums) && sums <= MOST_SUMS;
}

const clusterCount = (clusters: Int32Array): number => clusters.reduce((most, one) => Math.max(most, one), -1) + 1;

export function estimateFromSums(
  sample: StackedSample,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  onProgress: (done: number) => void,
  keepsClusterSums: boolean,
): Estimates {
  const brought = broughtBy(sample);
  const sums = sumsOf(sample, brought);
  onProgress(0.9);
  const effects = sample.outcomes.map((_, outcome) =>
    cells.map((cell) => effectOf(cell, outcome, sums, brought, used)),
  );
  const loadings = loadingsOf(effects.flat(), sample, brought);
  const width = effects.flat().length + sample.cohorts;
  const cohortWeights = Array.from({ length: sample.cohorts }, (_, c) => sums.total(c, brought.shareAt));
  const clustered = sums.byCluster ? sumsByCluster(sums.byCluster, loadings, sample, brought, width) : null;
  const moments = clustered ? squared(clustered, width) : momentsOf(sums, loadings, brought, width);
  return estimatesFrom({
    cells: effects.map((one) => one.map(({ estimate }) => estimate)),
    moments: [moments],
    width,
    cohortWeights,
    n: sample.units,
    clusters: keepsClusterSums ? clustered : null,
  });
}

interface Sums {
  /** Rows of a cohort in a period. */
  readonly rows: (cohort: number, period: number) => number;
  /** Σ over the units of a cohort of what stands at a place. */
  readonly total: (cohort: number, at: number) => number;
  /** Σ of products of what stands at two places. */
  readonly product: (cohort: number, a: number, b: number) => number;
  /** Σ by cluster, then cohort, then place. */
  readonly byCluster: Float64Array | null;
}

/** Rows of one unit follow one another. */
function sumsOf(sample: StackedSample, { width, weightAt, shareAt, oneAt }: Brought): Sums {
  const { unit, period, cohort, outcomes, weights, periods, cohorts, clusters, unitWeight } = sample;
  const pilots = outcomes.map((y) => meansByPeriod(y, period, periods));
  const counts = new Float64Array(cohorts * periods);
  const products = new Float64Array(cohorts * width * width);
  const byCluster = clusters && new Float64Array(clusterCount(clusters) * cohorts * width);
  const places = new Int32Array(width);
  const values = new Float64Array(width);
  for (let row = 0; row < unit.length; ) {
    const own = unit[row]!;
    const c = cohort[row]!;
    let known = 0;
    for (; row < unit.length && unit[row] === own; row++) {
      const p = period[row]!;
      const w = weights ? weights[row]! : 1;
      counts[c * periods + p] = counts[c * periods + p]! + 1;
      places[known] = weightAt(p);
      values[known++] = w;
      for (let o = 0; o < outcomes.length; o++) {
        places[known] = weightAt(p) + 1 + o;
        values[known++] = w * (outcomes[o]![row]! - pilots[o]![p]!);
      }
    }
    places[known] = shareAt;
    values[known++] = unitWeight[own]!;
    places[known] = oneAt;
    values[known++] = 1;
    addProducts(products, c * width * width, width, places, values, known);
    if (byCluster) addTo(byCluster, (clusters![own]! * cohorts + c) * width, places, values, known);
  }
  const at = (c: number, a: number, b: number) => products[(c * width + Math.min(a, b)) * width + Math.max(a, b)]!;
  return {
    rows: (c, p) => counts[c * periods + p]!,
    total: (c, place) => at(c, place, oneAt),
    product: at,
    byCluster,
  };
}

/** Places ascend within a unit where its periods do; the upper triangle is kept either way. */
function addProducts(
  products: Float64Array,
  start: number,
  width: number,
  places: Int32Array,
  values: Float64Array,
  known: number,
): void {
  for (let a = 0; a < known; a++) {
    const one = values[a]!;
    for (let b = a; b < known; b++) {
      const [low, high] = places[a]! < places[b]! ? [places[a]!, places[b]!] : [places[b]!, places[a]!];
      const at = start + low * width + high;
      products[at] = products[at]! + one * values[b]!;
    }
  }
}

function addTo(sums: Float64Array, start: number, places: Int32Array, values: Float64Array, known: number): void {
  for (let a = 0; a < known; a++) sums[start + places[a]!] = sums[start + places[a]!]! + values[a]!;
}

function meansByPeriod(y: Float64Array, period: Int32Array, periods: number): Float64Array {
  const [sum, count] = [new Float64Array(periods), new Float64Array(periods)];
  for (let row = 0; row < y.length; row++) {
    const p = period[row]!;
    sum[p] = sum[p]! + y[row]!;
    count[p] = count[p]! + 1;
  }
  return sum.map((total, p) => (count[p]! > 0 ? total / count[p]! : 0));
}

/** One of the four means: the cohorts it is taken over, its period, its sign in the effect, its value (less the pilot) and its total weight. */
interface Mean {
  readonly cohorts: readonly number[];
  readonly period: number;
  readonly sign: number;
  readonly value: number;
  readonly weight: number;
}

interface EffectOfMeans {
  readonly estimate: CellEstimate;
  readonly outcome: number;
  /** Empty where there is no estimate. */
  readonly means: readonly Mean[];
}

function effectOf(
  cell: CellPlan,
  outcome: number,
  sums: Sums,
  { weightAt }: Brought,
  { method }: GroupTimeOptionsUsed,
): EffectOfMeans {
  const without = (estimate: CellEstimate): EffectOfMeans => ({ estimate, outcome, means: [] });
  if (cell.period === cell.base) return without({ att: 0, reason: 'reference' });
  const over = (some: readonly number[], value: (c: number) => number): number =>
    some.reduce((sum, c) => sum + value(c), 0);
  const meanOf = (some: readonly number[], period: number, sign: number): Mean => {
    const weight = over(some, (c) => sums.total(c, weightAt(period)));
    const value = over(some, (c) => sums.total(c, weightAt(period) + 1 + outcome)) / weight;
    return { cohorts: some, period, sign, value, weight };
  };
  const treated = [cell.cohort];
  const isSomeone = (some: readonly number[], period: number): boolean =>
    over(some, (c) => sums.rows(c, period)) > 0 && over(some, (c) => sums.total(c, weightAt(period))) > 0;
  const both = [cell.period, cell.base];
  if (!both.every((period) => isSomeone(treated, period))) return without({ att: null, reason: 'no-treated' });
  if (!both.every((period) => isSomeone(cell.controls, period))) return without({ att: null, reason: 'no-controls' });
  const rowsOf = (some: readonly number[]): number => over(both, (period) => over(some, (c) => sums.rows(c, period)));
  const share = rowsOf(treated) / (rowsOf(treated) + rowsOf(cell.controls));
  if (method !== 'reg' && share >= OVERLAP_LIMIT) return without({ att: null, reason: 'overlap' });
  const means = [
    meanOf(treated, cell.period, 1),
    meanOf(treated, cell.base, -1),
    meanOf(cell.controls, cell.period, -1),
    meanOf(cell.controls, cell.base, 1),
  ];
  return { estimate: { att: means.reduce((sum, { sign, value }) => sum + sign * value, 0) }, outcome, means };
}

/** What a column of the moments takes of each place, for the units of one cohort. */
interface Loading {
  readonly column: number;
  readonly takes: readonly (readonly [at: number, factor: number])[];
}

/** By cohort: influences on effects, then w 1{G = g} of each treated cohort, then 1. */
function loadingsOf(
  effects: readonly EffectOfMeans[],
  { units, cohorts }: StackedSample,
  { weightAt, shareAt, oneAt }: Brought,
): Loading[][] {
  const influence = (cohort: number, { outcome, means }: EffectOfMeans): Loading['takes'] =>
    means
      .filter((mean) => mean.cohorts.includes(cohort))
      .flatMap(({ period, sign, value, weight }): Loading['takes'] => [
        [weightAt(period), (-sign * units * value) / weight],
        [weightAt(period) + 1 + outcome, (sign * units) / weight],
      ]);
  const share = (cohort: number): Loading[] =>
    cohort > 0 ? [{ column: effects.length + cohort - 1, takes: [[shareAt, 1]] }] : [];
  return Array.from({ length: cohorts }, (_, cohort) => [
    ...effects
      .map((effect, column): Loading => ({ column, takes: influence(cohort, effect) }))
      .filter(({ takes }) => takes.length > 0),
    ...share(cohort),
    { column: effects.length + cohorts - 1, takes: [[oneAt, 1]] },
  ]);
}

/** Second moments over units: the upper triangle. */
function momentsOf(sums: Sums, loadings: readonly Loading[][], brought: Brought, width: number): Float64Array {
  const moments = new Float64Array(width * width);
  for (const [cohort, columns] of loadings.entries()) {
    for (const { column: b, takes } of columns) {
      const taken = Float64Array.from({ length: brought.width }, (_, at) =>
        takes.reduce((sum, [other, factor]) => sum + factor * sums.product(cohort, at, other), 0),
      );
      for (const { column: a, takes: own } of columns) {
        if (a > b) continue;
        let sum = 0;
        for (const [at, factor] of own) sum += factor * taken[at]!;
        moments[a * width + b] = moments[a * width + b]! + sum;
      }
    }
  }
  return moments;
}

/** Sums of every column over the units of each cluster that has some. */
function sumsByCluster(
  byCluster: Float64Array,
  loadings: readonly Loading[][],
  { cohorts }: StackedSample,
  { width }: Brought,
  columns: number,
): ClusterSum[] {
  const kept: ClusterSum[] = [];
  for (let cluster = 0; cluster * cohorts * width < byCluster.length; cluster++) {
    const sums = new Float64Array(columns);
    for (const [cohort, own] of loadings.entries()) {
      const start = (cluster * cohorts + cohort) * width;
      for (const { column, takes } of own)
        for (const [at, factor] of takes) sums[column] = sums[column]! + factor * byCluster[start + at]!;
    }
    if (sums[columns - 1]! > 0) kept.push({ cluster, sums });
  }
  return kept;
}

function squared(clusters: readonly ClusterSum[], width: number): Float64Array {
  const moments = new Float64Array(width * width);
  for (const { sums } of clusters)
    for (let a = 0; a < width; a++)
      for (let b = a; b < width; b++) moments[a * width + b] = moments[a * width + b]! + sums[a]! * sums[b]!;
  return moments;
}
