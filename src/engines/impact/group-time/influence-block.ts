import { type Block, CrossProduct, doublesOf, padded } from '../cross-product.ts';
import { PROBABILITY_CAP, TRIM_LEVEL } from '../two-period/propensity.ts';
import { ROWS } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { InfluenceProgram, InfluenceTask, Role, Segment } from './balanced-tasks.ts';

/**
 * Second moments of influence functions over a part of the sample, never more than a block of them in memory. For each unit and cell
 * (IMPACT section 4.2, sums instead of means):
 *
 *   treated  n/Σw · w (Δy − x'β − η₁) − w (1 − p) x'λ
 *   control  (w x'q − n/Σw₀ · w₀)(Δy − x'β) + n/Σw₀ · w₀ η₀ + w p x'λ
 *
 * where λ is the learning of the propensity. Products with x are one matrix product for each block; the rest is elementwise.
 */
export function influenceMoments(sample: BalancedSample, program: InfluenceProgram, task: InfluenceTask): Float64Array {
  const { width } = program;
  const mostActive = Math.max(...program.cohorts.map(({ active }) => active.length));
  const mostTerms = Math.max(
    ...program.cohorts.map(({ roles }) => roles.reduce((sum, role) => sum + termsOf(role), 0)),
  );
  const k = sample.columns;
  const work = new CrossProduct(
    doublesOf(k, ROWS) +
      doublesOf(k, mostTerms) +
      doublesOf(ROWS, mostTerms) +
      doublesOf(ROWS, mostActive) +
      doublesOf(padded(mostActive), mostActive) +
      doublesOf(task.clusters, width) +
      doublesOf(padded(width), task.clusters > 0 ? width : 0),
  );
  const space: Workspace = {
    sample,
    work,
    x: work.block(k, ROWS),
    coefficients: work.block(k, mostTerms),
    products: work.block(ROWS, mostTerms),
    influence: work.block(ROWS, mostActive),
    moments: work.block(padded(mostActive), mostActive),
    byCluster: task.clusters > 0 ? work.block(task.clusters, width) : null,
  };
  const total = new Float64Array(width * width);
  for (const segment of task.segments) {
    const { roles, active } = program.cohorts[segment.cohort]!;
    space.influence.values.fill(0);
    space.moments.values.fill(0);
    for (let start = segment.from; start < segment.to; start += ROWS) {
      const rows = Math.min(ROWS, segment.to - start);
      fillInfluence(space, roles, active.length, segment, start, rows);
      if (space.byCluster) addToClusters(space.influence, space.byCluster, active, segment, start, rows);
      else work.accumulate(space.moments, space.influence, space.influence, rows, active.length, active.length, true);
    }
    if (!space.byCluster) addMoments(total, width, space.moments, active);
  }
  if (space.byCluster) {
    const moments = work.block(padded(width), width);
    work.accumulate(moments, space.byCluster, space.byCluster, task.clusters, width, width, true);
    addMoments(
      total,
      width,
      moments,
      Int32Array.from({ length: width }, (_, column) => column),
    );
  }
  return total;
}

interface Workspace {
  readonly sample: BalancedSample;
  readonly work: CrossProduct;
  /** Covariates on their side: columns × units. */
  readonly x: Block;
  /** columns × terms. */
  readonly coefficients: Block;
  /** units × terms. */
  readonly products: Block;
  readonly influence: Block;
  readonly moments: Block;
  readonly byCluster: Block | null;
}

/** Terms of a role, in order: x'γ, x'q, then x'β and x'λ of each cell. */
const termsOf = ({ cells }: Role): number => 2 + 2 * cells.length;

const unitAt = ({ list }: Segment, position: number): number => (list ? list[position]! : position);

function fillInfluence(
  space: Workspace,
  roles: readonly Role[],
  activeColumns: number,
  segment: Segment,
  start: number,
  rows: number,
): void {
  const { influence, sample } = space;
  const { values, stride } = influence;
  const shares = sample.weights[sample.weightsOf[0]!] ?? null;
  for (let r = 0; r < rows; r++) {
    values[r * stride + activeColumns - 1] = 1;
    if (segment.cohort > 0) values[r * stride + activeColumns - 2] = shares ? shares[unitAt(segment, start + r)]! : 1;
  }
  for (const design of new Set(roles.map((role) => role.design))) {
    const here = roles.filter((role) => role.design === design);
    multiplyCovariates(space, here, design, segment, start, rows);
    let term = 0;
    for (const role of here) {
      fillRole(space, role, term, segment, start, rows);
      term += termsOf(role);
    }
  }
}

/** Products of the units' covariates with all coefficients of these roles. */
function multiplyCovariates(
  space: Workspace,
  roles: readonly Role[],
  design: number,
  segment: Segment,
  start: number,
  rows: number,
): void {
  const { x, coefficients, products, sample, work } = space;
  const k = sample.columns;
  const source = sample.designs[design]!;
  for (let r = 0; r < rows; r++) {
    const at = unitAt(segment, start + r) * k;
    for (let a = 0; a < k; a++) x.values[a * x.stride + r] = source[at + a]!;
  }
  let term = 0;
  const put = (vector: Float64Array | null) => {
    for (let a = 0; a < k; a++) coefficients.values[a * coefficients.stride + term] = vector ? vector[a]! : 0;
    term += 1;
  };
  for (const { gamma, q, cells } of roles) {
    put(gamma);
    put(q);
    for (const { beta, learning } of cells) {
      put(beta);
      put(learning);
    }
  }
  products.values.fill(0);
  work.accumulate(products, x, coefficients, k, rows, term);
}

/** Weights of a unit in a role: of its residual, of the mean residual of its side, and of the propensity's learning. */
const residualWeight = new Float64Array(ROWS);
const meanWeight = new Float64Array(ROWS);
const learningWeight = new Float64Array(ROWS);

function fillRole(
  { sample, influence, products }: Workspace,
  { treated, gamma, weights: version, treatedScale, controlScale, cells }: Role,
  firstTerm: number,
  segment: Segment,
  start: number,
  rows: number,
): void {
  const { outcomes, periods } = sample;
  const weights = sample.weights[version] ?? null;
  const { values: terms, stride } = products;
  for (let r = 0; r < rows; r++) {
    const w = weights ? weights[unitAt(segment, start + r)]! : 1;
    const p = gamma ? Math.min(1 / (1 + Math.exp(-terms[r * stride + firstTerm]!)), PROBABILITY_CAP) : 0;
    if (treated) {
      residualWeight[r] = treatedScale * w;
      meanWeight[r] = -treatedScale * w;
      learningWeight[r] = -w * (1 - p);
    } else {
      const odds = p < TRIM_LEVEL ? (controlScale * w * p) / (1 - p) : 0;
      residualWeight[r] = w * terms[r * stride + firstTerm + 1]! - odds;
      meanWeight[r] = odds;
      learningWeight[r] = w * p;
    }
  }
  const into = influence.values;
  for (const [position, { outcome, column, period, base, mean }] of cells.entries()) {
    const levels = outcomes[outcome]!;
    const term = firstTerm + 2 + 2 * position;
    for (let r = 0; r < rows; r++) {
      const at = unitAt(segment, start + r) * periods;
      const rest = levels[at + period]! - levels[at + base]! - terms[r * stride + term]!;
      into[r * influence.stride + column] =
        residualWeight[r]! * rest + meanWeight[r]! * mean + learningWeight[r]! * terms[r * stride + term + 1]!;
    }
  }
}

function addToClusters(
  influence: Block,
  byCluster: Block,
  active: Int32Array,
  { clusterRows }: Segment,
  start: number,
  rows: number,
): void {
  for (let r = 0; r < rows; r++) {
    const row = clusterRows![start + r]! * byCluster.stride;
    for (let column = 0; column < active.length; column++) {
      const at = row + active[column]!;
      byCluster.values[at] = byCluster.values[at]! + influence.values[r * influence.stride + column]!;
    }
  }
}

/** Adds the moments of active columns to the upper triangle of the total. */
function addMoments(total: Float64Array, width: number, { values, stride }: Block, active: Int32Array): void {
  for (let a = 0; a < active.length; a++)
    for (let b = a; b < active.length; b++) {
      const at = active[a]! * width + active[b]!;
      total[at] = total[at]! + values[a * stride + b]!;
    }
}
