import { TILE } from '../kernel/cross-product.ts';
import { type Block, doublesOf, padded, Room, type Workspace } from '../kernel/workspace.ts';
import { TRIM_LEVEL } from '../two-period/propensity.ts';
import { CovariateBlock, OutcomeBlock, packed, ROWS } from './balanced-blocks.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { InfluenceAnswer, InfluenceProgram, InfluenceTask, Role, Segment } from './balanced-tasks.ts';
import type { OutcomeWindow } from './outcome-reader.ts';

/**
 * Second moments of influence functions over a part of the sample, never more than a block of them in memory. For each unit and cell
 * (IMPACT section 4.2, sums instead of means):
 *
 *   treated  n/Σw · w (Δy − x'β − η₁) − w (1 − p) x'λ
 *   control  (w x'q − n/Σw₀ · w₀)(Δy − x'β) + n/Σw₀ · w₀ η₀ + w p x'λ
 *
 * where λ is the learning of the propensity. With r what multiplies the residual, all cells of a role are one matrix product of [r y | r x |
 * mean | learning x], made once for the role, with each cell's ±1, −β, η and λ.
 */
export function influenceMoments(
  sample: BalancedSample,
  program: InfluenceProgram,
  task: InfluenceTask,
  window: OutcomeWindow,
  room: Room,
): InfluenceAnswer {
  const { width } = program;
  const total = new Float64Array(width * width);
  const clusters = task.clusters > 0 ? new ClusterSums(task.clusters, width) : null;
  for (const segment of task.segments) {
    const { roles, active } = program.cohorts[segment.cohort]!;
    const block = new InfluenceBlock(sample, roles, active.length, window, room);
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
  return { moments: total, sums: clusters && task.keepsSums ? clusters.packed() : null };
}

/** Adds the moments of active columns to the upper triangle of the total. */
function addMoments(total: Float64Array, width: number, { values, stride }: Block, active: Int32Array): void {
  for (let a = 0; a < active.length; a++)
    for (let b = a; b < active.length; b++) {
      const [first, second] = [Math.min(active[a]!, active[b]!), Math.max(active[a]!, active[b]!)];
      const at = first * width + second;
      total[at] = total[at]! + values[a * stride + b]!;
    }
}

/** Influence functions summed by cluster. */
class ClusterSums {
  readonly #work: Workspace;
  readonly #sums: Block;
  readonly #rows: number;
  readonly #width: number;

  constructor(rows: number, width: number) {
    this.#work = new Room().workspace(doublesOf(rows, width) + doublesOf(padded(width), width));
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

  /** Clusters × width. */
  packed(): Float64Array {
    return packed(this.#sums, this.#rows, 0, this.#width);
  }

  moments(): Block {
    const moments = this.#work.block(padded(this.#width), this.#width);
    this.#work.accumulate(moments, this.#sums, this.#sums, this.#rows, this.#width, this.#width, true);
    return moments;
  }
}

/** Roles that take the same version of covariates. */
interface Group {
  readonly x: CovariateBlock;
  /** Coefficients of the propensity and q: columns × roles. */
  readonly gamma: Block;
  readonly q: Block;
  /** roles × units: probabilities, x'q, and room for what the logistic function writes beside. */
  readonly p: Block;
  readonly tilt: Block;
  readonly curvature: Block;
  readonly roles: readonly RoleProgram[];
}

interface RoleProgram {
  readonly role: Role;
  /** Rows of the outcomes' block that its cells take. */
  readonly levels: Int32Array;
  /** factors × cells. */
  readonly coefficients: Block;
}

/** What each unit brings to every cell of a role: its levels, then covariates, then one, then covariates again when a propensity was estimated. */
const factorsOf = (role: Role, columns: number): number =>
  levelsOf(role).length + columns + 1 + (role.gamma ? columns : 0);

/** Periods of the cells and of their bases. */
const levelsOf = ({ cells }: Role): number[] =>
  [...new Set(cells.flatMap(({ period, base }) => [period, base]))].sort((a, b) => a - b);

/** Influence functions of a cohort's units, a block at a time. */
class InfluenceBlock {
  readonly influence: Block;
  readonly moments: Block;
  readonly #sample: BalancedSample;
  readonly #work: Workspace;
  readonly #y: OutcomeBlock;
  readonly #groups: readonly Group[];
  /** Roles by their columns: the last tile of each may write zeros over the first columns of the next. */
  readonly #inOrder: readonly { readonly group: Group; readonly at: number; readonly program: RoleProgram }[];
  /** factors × units of the role being written. */
  readonly #factors: Block;
  /** What multiplies the residual, the mean and the learning of the propensity: 3 × units. */
  readonly #scales: Block;
  readonly #active: number;

  constructor(sample: BalancedSample, roles: readonly Role[], active: number, window: OutcomeWindow, room: Room) {
    const k = sample.columns;
    const designs = [...new Set(roles.map(({ design }) => design))];
    const groups = designs.map((design) => roles.filter((role) => role.design === design));
    const mostFactors = Math.max(1, ...roles.map((role) => factorsOf(role, k)));
    this.#sample = sample;
    this.#active = active;
    this.#work = room.workspace(
      OutcomeBlock.doubles(sample) +
        groups.reduce(
          (sum, { length }) =>
            sum + CovariateBlock.doubles(sample) + 2 * doublesOf(k, length) + 3 * doublesOf(padded(length), ROWS),
          0,
        ) +
        roles.reduce((sum, role) => sum + doublesOf(factorsOf(role, k), role.cells.length), 0) +
        doublesOf(mostFactors + 3, ROWS) +
        doublesOf(ROWS, active + TILE) +
        doublesOf(padded(active), active),
    );
    this.#y = new OutcomeBlock(this.#work, sample, window);
    this.#factors = this.#work.block(mostFactors, ROWS);
    this.#scales = this.#work.block(3, ROWS);
    // Products of a role end in whole tiles, the last of them beyond the last column.
    this.influence = this.#work.block(ROWS, active + TILE);
    this.moments = this.#work.block(padded(active), active);
    this.#groups = groups.map((group, g) => this.#group(group, designs[g]!));
    this.#inOrder = this.#groups
      .flatMap((group) => group.roles.map((program, at) => ({ group, at, program })))
      .sort((a, b) => a.program.role.firstColumn - b.program.role.firstColumn);
  }

  #group(roles: readonly Role[], design: number): Group {
    const k = this.#sample.columns;
    const [gamma, q] = [this.#work.block(k, roles.length), this.#work.block(k, roles.length)];
    for (const [at, role] of roles.entries()) {
      putColumn(gamma, at, role.gamma ?? []);
      putColumn(q, at, role.q);
    }
    const perRole = () => this.#work.block(padded(roles.length), ROWS);
    return {
      x: new CovariateBlock(this.#work, this.#sample, design),
      gamma,
      q,
      p: perRole(),
      tilt: perRole(),
      curvature: perRole(),
      roles: roles.map((role) => this.#role(role)),
    };
  }

  #role(role: Role): RoleProgram {
    const { columns: k, periods } = this.#sample;
    const levels = levelsOf(role);
    const coefficients = this.#work.block(factorsOf(role, k), role.cells.length);
    for (const [at, { period, base, beta, mean, learning }] of role.cells.entries()) {
      putColumn(coefficients, at, [
        ...levels.map((level) => Number(level === period) - Number(level === base)),
        ...beta.map((value) => -value),
        mean,
        ...(role.gamma ? learning : []),
      ]);
    }
    return { role, levels: Int32Array.from(levels, (level) => role.outcome * periods + level), coefficients };
  }

  /** Writes the influence functions of the units at positions `start` to `start + rows` of a segment. */
  fill({ cohort, list }: Segment, start: number, rows: number): void {
    this.#y.load(list, start, rows);
    for (const group of this.#groups) this.#probabilities(group, list, start, rows);
    for (const { group, at, program } of this.#inOrder) this.#fillRole(group, at, program, list, start, rows);
    const { values, stride } = this.influence;
    const shares = this.#sample.weights[this.#sample.weightsOf[0]!] ?? null;
    for (let r = 0; r < rows; r++) {
      values[r * stride + this.#active - 1] = 1;
      if (cohort > 0) values[r * stride + this.#active - 2] = shares ? shares[unitAt(list, start + r)]! : 1;
    }
  }

  accumulate(rows: number): void {
    this.#work.accumulate(this.moments, this.influence, this.influence, rows, this.#active, this.#active, true);
  }

  #probabilities(
    { x, gamma, q, p, tilt, curvature, roles }: Group,
    list: Int32Array | null,
    start: number,
    rows: number,
  ): void {
    const k = this.#sample.columns;
    x.load(list, start, rows);
    this.#work.assign(p, 0, gamma, x.block, k, roles.length, rows);
    this.#work.assign(tilt, 0, q, x.block, k, roles.length, rows);
    this.#work.logistic(p, curvature, roles.length);
  }

  #fillRole(
    { x, p, tilt }: Group,
    at: number,
    { role, levels, coefficients }: RoleProgram,
    list: Int32Array | null,
    start: number,
    rows: number,
  ): void {
    const k = this.#sample.columns;
    const weights = this.#sample.weights[role.weights] ?? null;
    scaleUnits(role, p, tilt, at, weights, list, start, rows, this.#scales);
    writeFactors(this.#y.block, levels, x.block, k, role.gamma !== null, this.#scales, rows, this.#factors);
    const factors = coefficients.rows;
    this.#work.assign(this.influence, role.firstColumn, this.#factors, coefficients, factors, rows, role.cells.length);
  }
}

function putColumn({ values, stride }: Block, column: number, from: ArrayLike<number>): void {
  for (let row = 0; row < from.length; row++) values[row * stride + column] = from[row]!;
}

const unitAt = (list: Int32Array | null, position: number): number => (list ? list[position]! : position);

// Loops over units stand alone, with everything in locals: inside a closure or a method they run four times slower.

function scaleUnits(
  { treated, gamma, treatedScale, controlScale }: Role,
  probabilities: Block,
  tilt: Block,
  at: number,
  weights: Float64Array | null,
  list: Int32Array | null,
  start: number,
  rows: number,
  { values: into, stride }: Block,
): void {
  const first = at * stride;
  for (let r = 0; r < rows; r++) {
    const w = weights ? weights[unitAt(list, start + r)]! : 1;
    const p = gamma ? probabilities.values[first + r]! : 0;
    let ofResidual = treatedScale * w;
    let ofMean = -ofResidual;
    let ofLearning = -w * (1 - p);
    if (!treated) {
      ofMean = p < TRIM_LEVEL ? (controlScale * w * p) / (1 - p) : 0;
      ofResidual = w * tilt.values[first + r]! - ofMean;
      ofLearning = w * p;
    }
    into[r] = ofResidual;
    into[stride + r] = ofMean;
    into[2 * stride + r] = ofLearning;
  }
}

function writeFactors(
  y: Block,
  levels: Int32Array,
  x: Block,
  columns: number,
  learns: boolean,
  scales: Block,
  rows: number,
  factors: Block,
): void {
  const into = factors.values;
  let to = 0;
  for (let level = 0; level < levels.length; level++, to += ROWS)
    timesScale(y.values, levels[level]! * ROWS, scales.values, 0, rows, into, to);
  for (let a = 0; a < columns; a++, to += ROWS) timesScale(x.values, a * ROWS, scales.values, 0, rows, into, to);
  into.set(scales.values.subarray(ROWS, ROWS + rows), to);
  to += ROWS;
  if (learns)
    for (let a = 0; a < columns; a++, to += ROWS)
      timesScale(x.values, a * ROWS, scales.values, 2 * ROWS, rows, into, to);
}

function timesScale(
  source: Float64Array,
  from: number,
  scales: Float64Array,
  scale: number,
  rows: number,
  into: Float64Array,
  to: number,
): void {
  for (let r = 0; r < rows; r++) into[to + r] = scales[scale + r]! * source[from + r]!;
}
