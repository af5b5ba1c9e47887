import { type Block, doublesOf, padded, Room, type Workspace } from '../kernel/workspace.ts';
import { ColumnFile } from '../panel-store/column-files.ts';
import { type PanelStore, periodColumn, type StoredVariable } from '../panel-store/panel-store.ts';

/**
 * The sums of the moment statement, from the files of a panel store: the same rows, by row group, cohort and completeness. Units are read a
 * row group at a time into arrays that serve again, so that a panel of any size takes the memory of one; products are the kernel's.
 */
export interface StoreSums {
  readonly outcomes: readonly {
    readonly variable: StoredVariable;
    /** Roughly the mean in each of the periods. */
    readonly pilot: readonly number[];
  }[];
  /** Positions of the periods in the store. */
  readonly periods: readonly number[];
  readonly weighted: boolean;
}

/** Units added at once: their differences fit the second-level cache. */
const ROWS = 256;
/** A unit with a value beyond, or without one, is not complete (see the statement). */
const LARGEST = 1e300;

/** @returns rows of [block, cohort, complete, sums…], in the order of the moment statement's columns. */
export async function storeSums(store: PanelStore, asked: StoreSums): Promise<number[][]> {
  const files = await Promise.all(
    asked.outcomes.map(({ variable }) => ColumnFile.open(`${store.folder}/${variable.file}`)),
  );
  try {
    const [first] = files as [ColumnFile];
    const longest = Math.max(...first.rowsOfGroups);
    const adder = new UnitAdder(asked);
    const cohorts = new Int32Array(longest);
    const weights = asked.weighted ? new Float64Array(longest) : null;
    const levels = asked.outcomes.map(() => asked.periods.map(() => new Float64Array(longest)));
    const rows: number[][] = [];
    for (const [group, units] of first.rowsOfGroups.entries()) {
      await Promise.all([
        first.read('cohort', group, cohorts.subarray(0, units)),
        ...(weights ? [first.read('weight', group, weights.subarray(0, units))] : []),
        ...levels.flatMap((columns, o) =>
          columns.map((into, t) => files[o]!.read(periodColumn(asked.periods[t]!), group, into.subarray(0, units))),
        ),
      ]);
      for (let from = 0, to = 0; from < units; from = to) {
        while (to < units && cohorts[to] === cohorts[from]) to += 1;
        adder.add(cohorts[from]!, levels, weights, from, to);
      }
      for (const sums of adder.take()) rows.push([group, ...sums]);
    }
    return rows;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** Sums by cohort of u = (1, first level of each outcome, differences from it), all less their pilots. */
class UnitAdder {
  readonly #asked: StoreSums;
  readonly #width: number;
  readonly #work: Workspace;
  readonly #u: Block;
  readonly #weighted: Block;
  readonly #ones: Block;
  readonly #squares: Block;
  readonly #plain: Block;
  readonly #total = new Float64Array(ROWS);
  readonly #chosen = new Int32Array(ROWS);
  #cohorts = new Map<number, { complete: number; incomplete: number; squares: Float64Array; plain: Float64Array }>();

  constructor(asked: StoreSums) {
    const width = 1 + asked.outcomes.length * asked.periods.length;
    this.#asked = asked;
    this.#width = width;
    this.#work = new Room().workspace(
      2 * doublesOf(ROWS, width) + doublesOf(ROWS, 1) + doublesOf(padded(width), width) + doublesOf(padded(width), 1),
    );
    this.#u = this.#work.block(ROWS, width);
    this.#weighted = this.#work.block(ROWS, width);
    this.#ones = this.#work.block(ROWS, 1);
    this.#squares = this.#work.block(padded(width), width);
    this.#plain = this.#work.block(padded(width), 1);
    this.#u.values.fill(1);
    this.#ones.values.fill(1);
  }

  /** Units `from` to `to`, of one cohort. */
  add(cohort: number, levels: readonly Float64Array[][], weights: Float64Array | null, from: number, to: number): void {
    const none = () => ({
      complete: 0,
      incomplete: 0,
      squares: new Float64Array(this.#squares.values.length),
      plain: new Float64Array(this.#plain.values.length),
    });
    const own = this.#cohorts.get(cohort) ?? none();
    this.#cohorts.set(cohort, own);
    this.#squares.values.set(own.squares);
    this.#plain.values.set(own.plain);
    for (let start = from; start < to; start += ROWS) {
      const rows = Math.min(ROWS, to - start);
      const complete = this.#choose(levels, weights, start, rows);
      own.complete += complete;
      own.incomplete += rows - complete;
      this.#addChosen(levels, weights, complete);
    }
    own.squares.set(this.#squares.values);
    own.plain.set(this.#plain.values);
  }

  /** The sums of all cohorts since the last time, as rows of [cohort, complete, sums…]. */
  take(): number[][] {
    const cohorts = this.#cohorts;
    this.#cohorts = new Map();
    return [...cohorts].flatMap(([cohort, { complete, incomplete, squares, plain }]) => [
      ...(complete > 0 ? [[cohort, 1, complete, ...this.#row(squares, plain)]] : []),
      ...(incomplete > 0 ? [[cohort, 0, incomplete]] : []),
    ]);
  }

  #choose(levels: readonly Float64Array[][], weights: Float64Array | null, start: number, rows: number): number {
    const total = this.#total;
    total.fill(0);
    for (const values of levels.flat()) addTo(total, values, start, rows);
    if (weights) addTo(total, weights, start, rows);
    let complete = 0;
    for (let r = 0; r < rows; r++) if (Math.abs(total[r]!) < LARGEST) this.#chosen[complete++] = start + r;
    return complete;
  }

  #addChosen(levels: readonly Float64Array[][], weights: Float64Array | null, rows: number): void {
    const { outcomes } = this.#asked;
    let difference = 1 + outcomes.length;
    for (const [o, { pilot }] of outcomes.entries()) {
      const [first, ...others] = levels[o]!;
      putLevels(first!, pilot[0]!, this.#chosen, rows, this.#u, 1 + o);
      for (const [t, values] of others.entries())
        putDifferences(values, first!, pilot[t + 1]! - pilot[0]!, this.#chosen, rows, this.#u, difference++);
    }
    if (weights) weigh(this.#u, weights, this.#chosen, rows, this.#width, this.#weighted);
    const own = weights ? this.#weighted : this.#u;
    this.#work.accumulate(this.#squares, own, own, rows, this.#width, this.#width, true);
    if (weights) this.#work.accumulate(this.#plain, own, this.#ones, rows, this.#width, 1);
  }

  /** Σw and Σw² when weighted; Σw l; Σw d; Σw² d when weighted; Σw² d d', lower triangle by rows. */
  #row(squares: Float64Array, plain: Float64Array): number[] {
    const { weighted, outcomes } = this.#asked;
    const square = (a: number, b: number): number => squares[Math.min(a, b) * this.#squares.stride + Math.max(a, b)]!;
    const first = (a: number): number => (weighted ? plain[a * this.#plain.stride]! : square(0, a));
    const levels = outcomes.map((_, o) => 1 + o);
    const d = Array.from({ length: this.#width - 1 - outcomes.length }, (_, k) => 1 + outcomes.length + k);
    return [
      ...(weighted ? [first(0), square(0, 0)] : []),
      ...levels.map(first),
      ...d.map(first),
      ...(weighted ? d.map((a) => square(0, a)) : []),
      ...d.flatMap((a, k) => d.slice(0, k + 1).map((b) => square(a, b))),
    ];
  }
}

// Loops over units stand alone, with everything in locals: inside a closure or a method they run four times slower.

function addTo(total: Float64Array, values: Float64Array, start: number, rows: number): void {
  for (let r = 0; r < rows; r++) total[r] = total[r]! + values[start + r]!;
}

function putLevels(
  values: Float64Array,
  pilot: number,
  chosen: Int32Array,
  rows: number,
  { values: into, stride }: Block,
  column: number,
): void {
  for (let r = 0, at = column; r < rows; r++, at += stride) into[at] = values[chosen[r]!]! - pilot;
}

function putDifferences(
  values: Float64Array,
  first: Float64Array,
  pilot: number,
  chosen: Int32Array,
  rows: number,
  { values: into, stride }: Block,
  column: number,
): void {
  for (let r = 0, at = column; r < rows; r++, at += stride) {
    const unit = chosen[r]!;
    into[at] = values[unit]! - first[unit]! - pilot;
  }
}

function weigh(
  u: Block,
  weights: Float64Array,
  chosen: Int32Array,
  rows: number,
  width: number,
  { values: into, stride }: Block,
): void {
  for (let r = 0; r < rows; r++) {
    const weight = weights[chosen[r]!]!;
    for (let a = 0; a < width; a++) into[r * stride + a] = weight * u.values[r * stride + a]!;
  }
}
