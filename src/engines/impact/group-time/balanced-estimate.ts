import { cholesky, dot, multiply, reciprocalCondition, SINGULAR, solveCholesky } from '../linear-algebra.ts';
import type { CellReason, ClusterSum, GroupTimeOptionsUsed } from '../result.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type {
  Chunk,
  CohortProgram,
  FitResult,
  FitTask,
  InfluenceAnswer,
  InfluenceProgram,
  InfluenceTask,
  Role,
  RoleCell,
  Segment,
  Sums,
} from './balanced-tasks.ts';
import { type CellPlan, periodFor } from './cells.ts';
import type { BalancedCrew } from './crew.ts';
import { type CellEstimate, type Estimates, estimatesFrom } from './estimates.ts';
import { fitTogether } from './logit-rounds.ts';

/** Units of a chunk of work. It never changes with the number of threads, and results are added in the order of chunks. */
const CHUNK = 32_768;
/** Rows of sums by cluster in one chunk, at most (one cluster always fits). */
const CLUSTERS_OF_CHUNK = 4_096;

export async function estimateBalanced(
  sample: BalancedSample,
  plan: readonly CellPlan[],
  used: GroupTimeOptionsUsed,
  crew: BalancedCrew,
  keepsClusterSums: boolean,
): Promise<Estimates> {
  const settled = plan.map((cell) => settle(sample, cell, used));
  const sums = await cohortSums(sample, settled, crew);
  const fits = used.method === 'reg' ? new Map<string, FitResult>() : await propensities(sample, settled, crew);
  const solved = solveCells(sample, settled, used, sums, fits);
  const program = influenceProgram(sample, solved, plan.length * sample.outcomes.length);
  await crew.prepare(program);
  const keeps = keepsClusterSums && sample.clusters !== null;
  const answers = await crew.all('influence', influenceTasks(sample, keeps));
  return estimatesFrom({
    cells: sample.outcomes.map((_, outcome) =>
      solved.filter((one) => one.outcome === outcome).map(({ estimate }) => estimate),
    ),
    moments: answers.map((one) => one.moments),
    width: program.width,
    cohortWeights: cohortWeights(sample),
    n: sample.units,
    clusters: keeps ? clusterRows(sample.clusters!, answers, program.width) : null,
  });
}

/** The rows of sums that chunks kept, each with its cluster: chunks follow one another in the order of clusters. */
function clusterRows(clusters: Int32Array, answers: readonly InfluenceAnswer[], width: number): ClusterSum[] {
  const rows = answers.flatMap(({ sums }) =>
    Array.from({ length: sums!.length / width }, (_, row) => sums!.subarray(row * width, (row + 1) * width)),
  );
  const present = [...new Set(clusters)].sort((a, b) => a - b);
  return present.map((cluster, k) => ({ cluster, sums: rows[k]! }));
}

/** Σ w by cohort, with the weights of the first period. */
function cohortWeights({ cohortStarts, weights, weightsOf }: BalancedSample): number[] {
  const w = weights[weightsOf[0]!];
  return Array.from({ length: cohortStarts.length - 1 }, (_, cohort) => {
    const [from, to] = [cohortStarts[cohort]!, cohortStarts[cohort + 1]!];
    let sum = w ? 0 : to - from;
    if (w) for (let unit = from; unit < to; unit++) sum += w[unit]!;
    return sum;
  });
}

/** A cell with the versions of covariates and weights it takes, and its sets of units. */
interface Settled {
  readonly cell: CellPlan;
  readonly design: number;
  readonly weights: number;
  /** Names the propensity that the cell shares with others. */
  readonly key: string;
  readonly reason: CellReason | null;
}

function settle(sample: BalancedSample, cell: CellPlan, used: GroupTimeOptionsUsed): Settled {
  const size = (cohort: number) => sample.cohortStarts[cohort + 1]! - sample.cohortStarts[cohort]!;
  const controls = cell.controls.filter((cohort) => size(cohort) > 0);
  const design = sample.designOf[periodFor(cell, used.covariateTiming)]!;
  const weights = sample.weightsOf[periodFor(cell, used.weightTiming)]!;
  const reason = (): CellReason | null => {
    if (cell.period === cell.base) return 'reference';
    if (size(cell.cohort) === 0) return 'no-treated';
    return controls.length === 0 ? 'no-controls' : null;
  };
  return {
    cell: { ...cell, controls },
    design,
    weights,
    key: [cell.cohort, controls.join('+'), design, weights].join('|'),
    reason: reason(),
  };
}

/** Sums by version of covariates and weights, then by cohort. */
type SumsByCohort = ReadonlyMap<string, readonly Sums[]>;

const versionOf = ({ design, weights }: Pick<Settled, 'design' | 'weights'>): string => `${design}|${weights}`;

async function cohortSums(
  sample: BalancedSample,
  cells: readonly Settled[],
  crew: BalancedCrew,
): Promise<SumsByCohort> {
  const versions = new Map(cells.map((cell) => [versionOf(cell), cell]));
  const chunks = chunksOf(sample);
  const tasks = [...versions.values()].flatMap(({ design, weights }) =>
    chunks.map((chunk) => ({ chunk, design, weights })),
  );
  const answers = await crew.all('sums', tasks);
  const byVersion = new Map<string, Sums[]>();
  for (const [at, { chunk, design, weights }] of tasks.entries()) {
    const version = versionOf({ design, weights });
    const cohorts = byVersion.get(version) ?? emptySums(sample);
    byVersion.set(version, cohorts);
    addSums(cohorts[chunk.cohort]!, answers[at]!);
  }
  return byVersion;
}

function chunksOf({ cohortStarts }: BalancedSample): Chunk[] {
  return Array.from({ length: cohortStarts.length - 1 }, (_, cohort) => cohort).flatMap((cohort) => {
    const [start, end] = [cohortStarts[cohort]!, cohortStarts[cohort + 1]!];
    return Array.from({ length: Math.ceil((end - start) / CHUNK) }, (_, k) => ({
      cohort,
      from: start + k * CHUNK,
      to: Math.min(end, start + (k + 1) * CHUNK),
    }));
  });
}

function emptySums({ cohortStarts, columns: k, outcomes, periods }: BalancedSample): Sums[] {
  return Array.from({ length: cohortStarts.length - 1 }, () => ({
    gram: new Float64Array(k * k),
    products: new Float64Array(k * outcomes.length * periods),
    plainGram: new Float64Array(k * k),
  }));
}

function addSums(into: Sums, part: Sums): void {
  for (const name of ['gram', 'products', 'plainGram'] as const)
    for (let at = 0; at < part[name].length; at++) into[name][at] = into[name][at]! + part[name][at]!;
}

async function propensities(
  sample: BalancedSample,
  cells: readonly Settled[],
  crew: BalancedCrew,
): Promise<Map<string, FitResult>> {
  const size = (cohort: number) => sample.cohortStarts[cohort + 1]! - sample.cohortStarts[cohort]!;
  const tasks = new Map<string, FitTask>();
  for (const { cell, design, weights, key, reason } of cells) {
    if (reason) continue;
    const treatedUnits = size(cell.cohort);
    const units = cell.controls.reduce((sum, cohort) => sum + size(cohort), treatedUnits);
    const weighted = sample.weights.length > 0;
    tasks.set(key, { treated: cell.cohort, controls: cell.controls, treatedUnits, units, design, weights, weighted });
  }
  const answers = await fitTogether(sample, [...tasks.values()], chunksOf(sample), crew);
  return new Map([...tasks.keys()].map((key, k) => [key, answers[k]!]));
}

interface Solved extends Settled {
  readonly outcome: number;
  readonly estimate: CellEstimate;
  /** Null where there is no estimate. */
  readonly parts: CellParts | null;
}

interface CellParts {
  readonly treatedScale: number;
  readonly controlScale: number;
  readonly gamma: Float64Array | null;
  readonly q: Float64Array;
  readonly beta: Float64Array;
  readonly learning: Float64Array;
  readonly treatedMean: number;
  readonly controlMean: number;
}

function solveCells(
  sample: BalancedSample,
  cells: readonly Settled[],
  used: GroupTimeOptionsUsed,
  sums: SumsByCohort,
  fits: ReadonlyMap<string, FitResult>,
): Solved[] {
  return sample.outcomes.flatMap((_, outcome) =>
    cells.map((settled): Solved => {
      const failed = (reason: CellReason, att: number | null = null): Solved => ({
        ...settled,
        outcome,
        estimate: { att, reason },
        parts: null,
      });
      if (settled.reason) return failed(settled.reason, settled.reason === 'reference' ? 0 : null);
      const fit = fits.get(settled.key) ?? null;
      if (fit?.failure) return failed(fit.failure);
      const parts = solveCell(sample, settled, outcome, sums.get(versionOf(settled))!, fit, used.method !== 'ipw');
      if (!parts) return failed('collinear');
      return { ...settled, outcome, parts, estimate: { att: parts.treatedMean - (fit ? parts.controlMean : 0) } };
    }),
  );
}

/** The estimate of one cell from sums alone (IMPACT section 4.2); null when the covariates of its controls are collinear. */
function solveCell(
  sample: BalancedSample,
  { cell }: Settled,
  outcome: number,
  cohorts: readonly Sums[],
  fit: FitResult | null,
  regression: boolean,
): CellParts | null {
  const k = sample.columns;
  const levels = sample.outcomes.length * sample.periods;
  const n = sample.units;
  const change = (products: Float64Array) =>
    Float64Array.from({ length: k }, (_, a) => {
      const row = a * levels + outcome * sample.periods;
      return products[row + cell.period]! - products[row + cell.base]!;
    });
  const treated = cohorts[cell.cohort]!;
  const treatedTotal = treated.gram[0]!;
  const treatedRow = treated.gram.subarray(0, k);

  const controls = cell.controls.map((cohort) => cohorts[cohort]!);
  const gram = total(controls.map((one) => one.gram));
  let beta: Float64Array = new Float64Array(k);
  let lower: Float64Array | null = null;
  if (regression) {
    const plain = total(controls.map((one) => one.plainGram));
    lower = reciprocalCondition(plain, k) < SINGULAR ? null : cholesky(gram, k);
    if (!lower) return null;
    beta = solveCholesky(lower, k, total(controls.map((one) => change(one.products))));
  }
  const treatedMean = (change(treated.products)[0]! - dot(treatedRow, beta)) / treatedTotal;

  /** Gradient, by the regression's coefficients, of minus the effect. */
  const gradient = treatedRow.map((value) => -value / treatedTotal);
  let controlMean = 0;
  let controlTotal = Number.POSITIVE_INFINITY;
  let learning: Float64Array = new Float64Array(k);
  if (fit) {
    const oddsRow = fit.gram.subarray(0, k);
    const products = change(fit.products);
    controlTotal = fit.gram[0]!;
    controlMean = (products[0]! - dot(oddsRow, beta)) / controlTotal;
    const fitted = multiply(fit.gram, k, k, beta);
    const derivative = products.map((value, a) => value - fitted[a]! - controlMean * oddsRow[a]!);
    learning = solveCholesky(cholesky(fit.information, k)!, k, derivative).map((value) => (n / controlTotal) * value);
    for (let a = 0; a < k; a++) gradient[a] = gradient[a]! + oddsRow[a]! / controlTotal;
  }
  return {
    treatedScale: n / treatedTotal,
    controlScale: n / controlTotal,
    gamma: fit?.gamma ?? null,
    q: lower ? solveCholesky(lower, k, gradient).map((value) => n * value) : new Float64Array(k),
    beta,
    learning,
    treatedMean,
    controlMean,
  };
}

function total(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(parts[0]!.length);
  for (const part of parts) for (let at = 0; at < sum.length; at++) sum[at] = sum[at]! + part[at]!;
  return sum;
}

function influenceProgram(sample: BalancedSample, solved: readonly Solved[], cells: number): InfluenceProgram {
  const cohorts = sample.cohortStarts.length - 1;
  // Cells, a weight for each treated cohort, and ones.
  const width = cells + cohorts;
  return {
    width,
    cohorts: Array.from({ length: cohorts }, (_, cohort): CohortProgram => {
      const ofRoles = Map.groupBy(
        solved.entries().filter(([, { cell, parts }]) => parts && reaches(cell, cohort)),
        ([, { key, outcome }]) => `${key}|${outcome}`,
      );
      const columns: number[] = [];
      const roles = [...ofRoles.values()].map((members): Role => {
        const firstColumn = columns.length;
        for (const [column] of members) columns.push(column);
        return roleOf(
          members.map(([, one]) => one),
          cohort,
          firstColumn,
        );
      });
      if (cohort > 0) columns.push(cells + cohort - 1);
      columns.push(width - 1);
      return { roles, active: Int32Array.from(columns) };
    }),
  };
}

const reaches = (cell: CellPlan, cohort: number): boolean => cell.cohort === cohort || cell.controls.includes(cohort);

/** Cells of one outcome that share a propensity share its coefficients and q. */
function roleOf(members: readonly Solved[], cohort: number, firstColumn: number): Role {
  const [{ cell, outcome, design, weights, parts: first }] = members as [Solved];
  const treated = cell.cohort === cohort;
  const { gamma, q, treatedScale, controlScale } = first!;
  return {
    treated,
    outcome,
    design,
    weights,
    gamma,
    q,
    treatedScale,
    controlScale,
    firstColumn,
    cells: members.map(({ cell: { period, base }, parts }): RoleCell => {
      const { beta, learning, treatedMean, controlMean } = parts!;
      return { period, base, beta, learning, mean: treated ? treatedMean : controlMean };
    }),
  };
}

function influenceTasks(sample: BalancedSample, keepsSums: boolean): InfluenceTask[] {
  const { clusters } = sample;
  if (!clusters)
    return chunksOf(sample).map((chunk) => ({
      segments: [{ ...chunk, list: null, clusterRows: null }],
      clusters: 0,
      keepsSums: false,
    }));
  return clusterChunks(sample, clusters, keepsSums);
}

/** Whole clusters together, so that the sums of each are complete in one chunk. */
function clusterChunks(
  { cohortStarts, units }: BalancedSample,
  clusters: Int32Array,
  keepsSums: boolean,
): InfluenceTask[] {
  const order = Int32Array.from({ length: units }, (_, unit) => unit).sort(
    (a, b) => clusters[a]! - clusters[b]! || a - b,
  );
  const tasks: InfluenceTask[] = [];
  let start = 0;
  while (start < units) {
    let end = start;
    let rows = 0;
    while (
      end < units &&
      ((end - start < CHUNK && rows < CLUSTERS_OF_CHUNK) || clusters[order[end]!] === clusters[order[end - 1]!])
    ) {
      if (end === start || clusters[order[end]!] !== clusters[order[end - 1]!]) rows += 1;
      end += 1;
    }
    tasks.push({ segments: segmentsOf(order.subarray(start, end), clusters, cohortStarts), clusters: rows, keepsSums });
    start = end;
  }
  return tasks;
}

/** The units of a chunk, cohort by cohort, each with the row of its cluster in the chunk. */
function segmentsOf(members: Int32Array, clusters: Int32Array, cohortStarts: Int32Array): Segment[] {
  const rowOf = new Map<number, number>();
  for (const unit of members) if (!rowOf.has(clusters[unit]!)) rowOf.set(clusters[unit]!, rowOf.size);
  const sorted = members.slice().sort();
  const segments: Segment[] = [];
  let from = 0;
  for (let cohort = 0; cohort < cohortStarts.length - 1; cohort++) {
    let to = from;
    while (to < sorted.length && sorted[to]! < cohortStarts[cohort + 1]!) to += 1;
    const list = sorted.slice(from, to);
    const clusterRows = list.map((unit) => rowOf.get(clusters[unit]!)!);
    if (to > from) segments.push({ cohort, from: 0, to: list.length, list, clusterRows });
    from = to;
  }
  return segments;
}
