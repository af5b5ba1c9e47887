import { doublesOf, padded, Room } from '../kernel/workspace.ts';
import type { CellReason, ClusterSum, GroupTimeOptionsUsed } from '../result.ts';
import { drCrossSection, regCrossSection, stdIpwCrossSection } from '../two-period/cross-section.ts';
import { orthonormalDesign, Unestimable } from '../two-period/design.ts';
import { type Effect, normalised } from '../two-period/panel.ts';
import { logit, OVERLAP_LIMIT } from '../two-period/propensity.ts';
import { ROWS } from './balanced-blocks.ts';
import { type CellPlan, periodFor } from './cells.ts';
import { type CellEstimate, type Estimates, estimatesFrom } from './estimates.ts';
import type { StackedSample } from './stacked-sample.ts';

/**
 * Cell by cell: the estimators for two cross-sections on the rows of two periods; the influence of a unit is the sum over its rows. Keeps
 * one number for each unit and cell: where a panel is balanced, `estimateBalanced` needs far less.
 */
export function estimateStacked(
  sample: StackedSample,
  cells: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  onProgress: (done: number) => void,
  keepsClusterSums: boolean,
): Estimates {
  const rowsOf = indexRows(sample);
  const all = sample.outcomes.length * cells.length;
  const estimated = sample.outcomes.map((y, outcome) =>
    cells.map((cell, k) => {
      onProgress((outcome * cells.length + k) / all);
      return estimateCell(sample, y, cell, used, rowsOf);
    }),
  );
  const influences = estimated.flat().map(({ influence }) => influence);
  const weightOf = new Float64Array(sample.cohorts);
  for (let unit = 0; unit < sample.units; unit++)
    weightOf[sample.unitCohort[unit]!] = weightOf[sample.unitCohort[unit]!]! + sample.unitWeight[unit]!;
  const width = influences.length + sample.cohorts;
  const sums: ClusterSum[] | null = keepsClusterSums && sample.clusters ? [] : null;
  const moments = secondMoments(sample, influences, width, sums);
  return estimatesFrom({
    cells: estimated.map((one) => one.map(({ estimate }) => estimate)),
    moments: [moments],
    width,
    cohortWeights: [...weightOf],
    n: sample.units,
    clusters: sums,
  });
}

interface EstimatedCell {
  readonly estimate: CellEstimate;
  /** One value for each unit; null where there is no estimate. */
  readonly influence: Float64Array | null;
}

/** Rows of a cohort in a period, in their order. */
type RowsOf = (cohort: number, period: number) => Int32Array;

function indexRows({ cohort, period, cohorts, periods }: StackedSample): RowsOf {
  const starts = new Int32Array(cohorts * periods + 1);
  for (let row = 0; row < cohort.length; row++) {
    const group = cohort[row]! * periods + period[row]! + 1;
    starts[group] = starts[group]! + 1;
  }
  for (let group = 0; group < cohorts * periods; group++) starts[group + 1] = starts[group + 1]! + starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(cohort.length);
  for (let row = 0; row < cohort.length; row++) {
    const group = cohort[row]! * periods + period[row]!;
    rows[next[group]!] = row;
    next[group] = next[group]! + 1;
  }
  return (c, p) => rows.subarray(starts[c * periods + p]!, starts[c * periods + p + 1]!);
}

function estimateCell(
  sample: StackedSample,
  y: Float64Array,
  cell: CellPlan,
  used: GroupTimeOptionsUsed,
  rowsOf: RowsOf,
): EstimatedCell {
  if (cell.period === cell.base) return { estimate: { att: 0, reason: 'reference' }, influence: null };
  const weightOf = weighing(sample, cell, used);
  const select = (cohorts: readonly number[], period: number): Int32Array => {
    const found = joined(cohorts.map((cohort) => rowsOf(cohort, period)));
    return sample.weights ? found.filter((row) => weightOf(row) !== null) : found;
  };
  const groups = {
    treatedAfter: select([cell.cohort], cell.period),
    treatedBefore: select([cell.cohort], cell.base),
    controlAfter: select(cell.controls, cell.period),
    controlBefore: select(cell.controls, cell.base),
  };
  const failed = (reason: CellReason): EstimatedCell => ({ estimate: { att: null, reason }, influence: null });
  if (groups.treatedAfter.length === 0 || groups.treatedBefore.length === 0) return failed('no-treated');
  if (groups.controlAfter.length === 0 || groups.controlBefore.length === 0) return failed('no-controls');
  const rows = joined([groups.treatedAfter, groups.treatedBefore, groups.controlAfter, groups.controlBefore]);
  try {
    const { att, influence: byRow } = estimateRows(sample, y, cell, used, rows, (row) => weightOf(row)!);
    const influence = new Float64Array(sample.units);
    const scale = sample.units / rows.length;
    for (let k = 0; k < rows.length; k++) {
      const unit = sample.unit[rows[k]!]!;
      influence[unit] = influence[unit]! + scale * byRow[k]!;
    }
    return { estimate: { att }, influence };
  } catch (error) {
    if (error instanceof Unestimable) return failed(error.reason);
    throw error;
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The weight of a row in a cell; null when the unit was not there in the period whose weight counts. */
function weighing(
  { weights, rowOf, unit, period, periods }: StackedSample,
  cell: CellPlan,
  used: GroupTimeOptionsUsed,
): (row: number) => number | null {
  if (!weights) return () => 1;
  if (!rowOf || used.weightTiming === 'varying' || used.weightTiming === 'earlier') return (row) => weights[row]!;
  const wanted = periodFor(cell, used.weightTiming);
  return (row) => {
    const source = period[row] === wanted ? row : rowOf[unit[row]! * periods + wanted]!;
    return source === -1 ? null : weights[source]!;
  };
}

function estimateRows(
  sample: StackedSample,
  outcome: Float64Array,
  cell: CellPlan,
  used: GroupTimeOptionsUsed,
  rows: Int32Array,
  weightOf: (row: number) => number,
): Effect {
  const n = rows.length;
  const design = orthonormalDesign(covariatesOf(sample, cell, used, rows), n);
  // A covariate that does not vary here (a factor's level that nobody has) leaves nothing to estimate, as with a column of zeros in did.
  if (design.collinear.length > 0) throw new Unestimable('collinear');
  const [y, post, treated, weight] = [1, 2, 3, 4].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let k = 0; k < n; k++) {
    const row = rows[k]!;
    y[k] = outcome[row]!;
    post[k] = sample.period[row] === cell.period ? 1 : 0;
    treated[k] = sample.cohort[row] === cell.cohort ? 1 : 0;
    weight[k] = weightOf(row);
  }
  const data = { y, post, treated, weight: normalised(weight, n), design };
  if (used.method === 'reg') return regCrossSection(data);
  // Overlap is judged without weights, as did does.
  const plain = logit(design, treated, new Float64Array(n).fill(1));
  if (plain.p.some((p) => p >= OVERLAP_LIMIT)) throw new Unestimable('overlap');
  const known = sample.weights ? data : { ...data, propensity: plain };
  return used.method === 'ipw'
    ? stdIpwCrossSection(known)
    : drCrossSection(known, { improved: false, efficient: true });
}

function covariatesOf(
  sample: StackedSample,
  cell: CellPlan,
  used: GroupTimeOptionsUsed,
  rows: Int32Array,
): Float64Array[] {
  const { design, columns } = sample;
  const covariates = Array.from({ length: columns - 1 }, () => new Float64Array(rows.length));
  for (let k = 0; k < rows.length; k++) {
    const start = covariateRow(sample, cell, used, rows[k]!) * columns;
    for (let column = 1; column < columns; column++) covariates[column - 1]![k] = design[start + column]!;
  }
  return covariates;
}

/** The row whose covariates count: its own, except in a balanced panel weighed period by period, where it is the unit's earlier one. */
function covariateRow(
  { rowOf, unit, periods }: StackedSample,
  cell: CellPlan,
  used: GroupTimeOptionsUsed,
  row: number,
): number {
  if (!rowOf || used.panel !== 'balanced') return row;
  return rowOf[unit[row]! * periods + periodFor(cell, used.covariateTiming)]!;
}

/**
 * Second moments of [influences, w 1{G = g}, 1], summed by cluster first: the upper triangle.
 * @param kept receives the sums of each cluster that has units
 */
function secondMoments(
  sample: StackedSample,
  influences: readonly (Float64Array | null)[],
  width: number,
  kept: ClusterSum[] | null,
): Float64Array {
  const { units, clusters, unitCohort, unitWeight } = sample;
  const groups = clusters ? clusters.reduce((most, cluster) => Math.max(most, cluster), 0) + 1 : units;
  const members = new Int32Array(units).map((_, unit) => unit);
  if (clusters) members.sort((a, b) => clusters[a]! - clusters[b]! || a - b);
  const work = new Room().workspace(doublesOf(ROWS, width) + doublesOf(padded(width), width));
  const block = work.block(ROWS, width);
  const moments = work.block(padded(width), width);
  let at = 0;
  for (let start = 0; start < groups; start += ROWS) {
    block.values.fill(0);
    const rows = Math.min(ROWS, groups - start);
    for (let row = 0; row < rows; row++) {
      while (at < units && (clusters ? clusters[members[at]!]! : at) === start + row) {
        const unit = members[at++]!;
        const place = row * block.stride;
        const add = (column: number, value: number) => {
          block.values[place + column] = block.values[place + column]! + value;
        };
        for (const [column, influence] of influences.entries()) if (influence) add(column, influence[unit]!);
        if (unitCohort[unit]! > 0) add(influences.length + unitCohort[unit]! - 1, unitWeight[unit]!);
        add(width - 1, 1);
      }
    }
    for (let row = 0; kept && row < rows; row++) {
      const sums = block.values.slice(row * block.stride, row * block.stride + width);
      if (sums[width - 1]! > 0) kept.push({ cluster: start + row, sums });
    }
    work.accumulate(moments, block, block, rows, width, width, true);
  }
  const total = new Float64Array(width * width);
  for (let a = 0; a < width; a++)
    for (let b = a; b < width; b++) total[a * width + b] = moments.values[a * moments.stride + b]!;
  return total;
}
