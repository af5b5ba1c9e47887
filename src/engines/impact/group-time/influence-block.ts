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
 * @returns width × width, the upper triangle
 */
export function influenceMoments(sample: BalancedSample, program: InfluenceProgram, task: InfluenceTask): Float64Array {
  const { width } = program;
  const total = new Float64Array(width * width);
  const clusters = task.clusters > 0 ? new ClusterSums(task.clusters, width) : null;
  for (const segment of task.segments) {
    const { roles, active } = program.cohorts[segment.cohort]!;
    const block = new InfluenceBlock(sample, roles, active.length);
    for (let start = segment.from; start < segment.to; start += ROWS) {
      const rows = Math.min(ROWS, segment.to - start);
      block.fill(segment, start, rows);
      if (clusters) clusters.add(block.influence, active, segment.clusterRows!, start, rows);
      else block.accumulate(rows);
    }
    if (!clusters) addMoments(total, width, block.moments, active);
  }
  if (clusters)
    addMoments(
      total,
      width,
      clusters.moments(),
      Int32Array.from({ length: width }, (_, column) => column),
    );
  return total;
}

/** Adds the moments of active columns to the upper triangle of the total. */
function addMoments(total: Float64Array, width: number, { values, stride }: Block, active: Int32Array): void {
  for (let a = 0; a < active.length; a++)
    for (let b = a; b < active.length; b++) {
      const at = active[a]! * width + active[b]!;
      total[at] = total[at]! + values[a * stride + b]!;
    }
}

/** Influence functions summed by cluster. */
class ClusterSums {
  readonly #work: CrossProduct;
  readonly #sums: Block;
  readonly #rows: number;
  readonly #width: number;

  constructor(rows: number, width: number) {
    this.#work = new CrossProduct(doublesOf(rows, width) + doublesOf(padded(width), width));
    this.#sums = this.#work.block(rows, width);
    this.#rows = rows;
    this.#width = width;
  }

  add(influence: Block, active: Int32Array, clusterRows: Int32Array, start: number, rows: number): void {
    const { values, stride } = this.#sums;
    for (let r = 0; r < rows; r++) {
      const row = clusterRows[start + r]! * stride;
      for (let column = 0; column < active.length; column++) {
        const at = row + active[column]!;
        values[at] = values[at]! + influence.values[r * influence.stride + column]!;
      }
    }
  }

  moments(): Block {
    const moments = this.#work.block(padded(this.#width), this.#width);
    this.#work.accumulate(moments, this.#sums, this.#sums, this.#rows, this.#width, this.#width, true);
    return moments;
  }
}

/** Roles that take the same version of covariates, with their coefficients side by side. */
interface Group {
  readonly design: number;
  readonly terms: number;
  /** columns × terms. */
  readonly coefficients: Block;
  /** units × terms. */
  readonly products: Block;
  readonly roles: readonly RoleColumns[];
}

/** The cells of a role for one outcome as flat arrays, for the loop over units and cells. */
interface RoleColumns {
  readonly role: Role;
  /** Where its terms start: x'γ, x'q, then x'β and x'λ of each cell. */
  readonly firstTerm: number;
  readonly outcome: Float64Array;
  readonly columns: Int32Array;
  /** Where the values of its period, and of its base, start in the outcome. */
  readonly periods: Int32Array;
  readonly bases: Int32Array;
  readonly means: Float64Array;
}

const outcomesOf = ({ cells }: Role): number[] => [...new Set(cells.map(({ outcome }) => outcome))];

const termsOf = (role: Role): number => 2 * outcomesOf(role).length + 2 * role.cells.length;

/** Influence functions of a cohort's units, a block at a time. */
class InfluenceBlock {
  readonly influence: Block;
  readonly moments: Block;
  readonly #sample: BalancedSample;
  readonly #work: CrossProduct;
  /** Covariates on their side: columns × units. */
  readonly #x: Block;
  readonly #groups: readonly Group[];
  readonly #active: number;

  constructor(sample: BalancedSample, roles: readonly Role[], active: number) {
    const k = sample.columns;
    const designs = [...new Set(roles.map(({ design }) => design))];
    const groups = designs.map((design) => roles.filter((role) => role.design === design));
    const terms = groups.map((group) => group.reduce((sum, role) => sum + termsOf(role), 0));
    this.#sample = sample;
    this.#active = active;
    this.#work = new CrossProduct(
      doublesOf(k, ROWS) +
        terms.reduce((sum, count) => sum + doublesOf(k, count) + doublesOf(ROWS, count), 0) +
        doublesOf(ROWS, active) +
        doublesOf(padded(active), active),
    );
    this.#x = this.#work.block(k, ROWS);
    this.influence = this.#work.block(ROWS, active);
    this.moments = this.#work.block(padded(active), active);
    this.#groups = groups.map((group, g) => this.#group(group, designs[g]!, terms[g]!));
  }

  #group(roles: readonly Role[], design: number, terms: number): Group {
    const k = this.#sample.columns;
    const coefficients = this.#work.block(k, terms);
    let term = 0;
    const put = (vector: Float64Array | null) => {
      for (let a = 0; a < k; a++) coefficients.values[a * coefficients.stride + term] = vector ? vector[a]! : 0;
      term += 1;
    };
    const columns = roles.flatMap((role) =>
      outcomesOf(role).map((outcome): RoleColumns => {
        const firstTerm = term;
        const cells = role.cells.filter((cell) => cell.outcome === outcome);
        put(role.gamma);
        put(role.q);
        for (const { beta, learning } of cells) {
          put(beta);
          put(learning);
        }
        return {
          role,
          firstTerm,
          outcome: this.#sample.outcomes[outcome]!,
          columns: Int32Array.from(cells, ({ column }) => column),
          periods: Int32Array.from(cells, ({ period }) => period * this.#sample.units),
          bases: Int32Array.from(cells, ({ base }) => base * this.#sample.units),
          means: Float64Array.from(cells, ({ mean }) => mean),
        };
      }),
    );
    return { design, terms, coefficients, products: this.#work.block(ROWS, terms), roles: columns };
  }

  /** Writes the influence functions of the units at positions `start` to `start + rows` of a segment. */
  fill(segment: Segment, start: number, rows: number): void {
    const { values, stride } = this.influence;
    const shares = this.#sample.weights[this.#sample.weightsOf[0]!] ?? null;
    for (let r = 0; r < rows; r++) {
      values[r * stride + this.#active - 1] = 1;
      if (segment.cohort > 0)
        values[r * stride + this.#active - 2] = shares ? shares[unitAt(segment.list, start + r)]! : 1;
    }
    for (const group of this.#groups) {
      this.#multiply(group, segment.list, start, rows);
      for (const role of group.roles)
        fillRole(this.#sample, role, group.products, this.influence, segment.list, start, rows);
    }
  }

  accumulate(rows: number): void {
    this.#work.accumulate(this.moments, this.influence, this.influence, rows, this.#active, this.#active, true);
  }

  /** Products of the units' covariates with all coefficients of a group. */
  #multiply(
    { design, coefficients, products, terms }: Group,
    list: Int32Array | null,
    start: number,
    rows: number,
  ): void {
    const k = this.#sample.columns;
    const source = this.#sample.designs[design]!;
    const { values, stride } = this.#x;
    for (let r = 0; r < rows; r++) {
      const at = unitAt(list, start + r) * k;
      for (let a = 0; a < k; a++) values[a * stride + r] = source[at + a]!;
    }
    products.values.fill(0);
    this.#work.accumulate(products, this.#x, coefficients, k, rows, terms);
  }
}

const unitAt = (list: Int32Array | null, position: number): number => (list ? list[position]! : position);

function fillRole(
  sample: BalancedSample,
  { role, firstTerm, outcome, columns, periods, bases, means }: RoleColumns,
  products: Block,
  influence: Block,
  list: Int32Array | null,
  start: number,
  rows: number,
): void {
  const { treated, gamma, treatedScale, controlScale } = role;
  const weights = sample.weights[role.weights] ?? null;
  const terms = products.values;
  const into = influence.values;
  const count = columns.length;
  for (let r = 0; r < rows; r++) {
    const unit = unitAt(list, start + r);
    const w = weights ? weights[unit]! : 1;
    const term = r * products.stride + firstTerm;
    const p = gamma ? Math.min(1 / (1 + Math.exp(-terms[term]!)), PROBABILITY_CAP) : 0;
    // What multiplies the residual, the mean residual of the unit's side, and what the propensity's estimation adds.
    let ofResidual = treatedScale * w;
    let ofMean = -ofResidual;
    let ofLearning = -w * (1 - p);
    if (!treated) {
      ofMean = p < TRIM_LEVEL ? (controlScale * w * p) / (1 - p) : 0;
      ofResidual = w * terms[term + 1]! - ofMean;
      ofLearning = w * p;
    }
    const row = r * influence.stride;
    for (let cell = 0; cell < count; cell++) {
      const at = term + 2 + 2 * cell;
      const residual = outcome[periods[cell]! + unit]! - outcome[bases[cell]! + unit]! - terms[at]!;
      into[row + columns[cell]!] = ofResidual * residual + ofMean * means[cell]! + ofLearning * terms[at + 1]!;
    }
  }
}
