/**
 * Linear programs over one fixed set of multipliers: maximise y'λ subject to Wλ = (1, 0, …, 0)' and λ ≥ 0.
 *
 * It is the dual of “the smallest η such that y − Xτ ≤ η·sd for some τ” (W holds sd' above X'), the statistic of Andrews, Roth & Pakes
 * (2023) on which the robust intervals of Rambachan & Roth (2023) rest. The constraints do not depend on y, so the best vertex for one y is a
 * feasible start for the next: a few pivots, often none, from one point of a grid, or one simulated draw, to the next.
 *
 * Dense tableau in typed arrays: at most about 25 rows and 100 columns here, where sparse machinery would cost more than it saves.
 */

/** Below this a number of a row-scaled tableau is zero. */
const ZERO = 1e-10;
/** Pivots after which the tableau is computed again from W, so that rounding cannot pile up. */
const PIVOTS_BEFORE_REFRESH = 64;
/** Pivots after which the entering column is the first that improves rather than the steepest: Bland's rule cannot cycle. */
const PIVOTS_BEFORE_BLAND = 50;
const MOST_PIVOTS = 5_000;

export interface MultiplierProgram {
  /** The best value of y'λ; infinite when it has no bound. The vertex is kept as the start of the next call. */
  maximise(objective: Float64Array): number;
  /** Multipliers of the last optimum, written into `into` (one for each column). */
  multipliers(into: Float64Array): void;
  /**
   * How far the objective of the last optimum can move along `direction` before another vertex becomes better.
   * Degenerate vertices have several bases: the walk goes through all of those that describe the same point.
   */
  reach(objective: Float64Array, direction: Float64Array): number;
}

interface Tableau {
  readonly rows: number;
  readonly columns: number;
  /** B⁻¹W, row after row. */
  readonly cells: Float64Array;
  /** B⁻¹(1, 0, …, 0)': the values of the basic multipliers. */
  readonly values: Float64Array;
  /** The column that is basic in each row. */
  readonly basis: Int32Array;
}

/**
 * @param constraints W, `rows` × `columns`, row after row; its first row must not be all zero.
 * @returns null when no multiplier satisfies the constraints: η has then no lower bound and nothing can be tested.
 */
export function multiplierProgram(constraints: Float64Array, rows: number, columns: number): MultiplierProgram | null {
  const scaled = scaleRows(constraints, rows, columns);
  const start = firstVertex(scaled, rows, columns);
  if (!start) return null;
  return programFrom(start, scaled);
}

function programFrom(tableau: Tableau, scaled: ScaledRows): MultiplierProgram {
  const { columns } = tableau;
  const costs = new Float64Array(columns);
  const slopes = new Float64Array(columns);
  const scratch: Tableau = {
    rows: tableau.rows,
    columns,
    cells: new Float64Array(tableau.cells.length),
    values: new Float64Array(tableau.rows),
    basis: new Int32Array(tableau.rows),
  };
  let pivots = 0;

  return {
    maximise(objective) {
      const tolerance = ZERO * largest(objective);
      for (let step = 0; step < MOST_PIVOTS; step++) {
        reducedCosts(tableau, objective, costs);
        const entering = step < PIVOTS_BEFORE_BLAND ? steepest(costs, tolerance) : firstAbove(costs, tolerance);
        if (entering < 0) return valueAt(tableau, objective);
        const leaving = ratioTest(tableau, entering);
        if (leaving < 0) return Number.POSITIVE_INFINITY;
        pivot(tableau, leaving, entering);
        pivots += 1;
        if (pivots >= PIVOTS_BEFORE_REFRESH) {
          refresh(tableau, scaled);
          pivots = 0;
        }
      }
      throw new Error('The simplex did not end: the constraints are numerically inconsistent.');
    },

    multipliers(into) {
      into.fill(0);
      for (let row = 0; row < tableau.rows; row++) into[tableau.basis[row]!] = Math.max(0, tableau.values[row]!);
    },

    reach(objective, direction) {
      scratch.cells.set(tableau.cells);
      scratch.values.set(tableau.values);
      scratch.basis.set(tableau.basis);
      const flat = ZERO * largest(direction);
      let reached = 0;
      for (let step = 0; step < MOST_PIVOTS; step++) {
        reducedCosts(scratch, objective, costs);
        reducedCosts(scratch, direction, slopes);
        let entering = -1;
        let first = Number.POSITIVE_INFINITY;
        for (let column = 0; column < columns; column++) {
          if (slopes[column]! <= flat) continue;
          const at = Math.max(reached, -costs[column]! / slopes[column]!);
          if (at < first) {
            first = at;
            entering = column;
          }
        }
        if (entering < 0) return Number.POSITIVE_INFINITY;
        reached = first;
        const leaving = ratioTest(scratch, entering);
        if (leaving < 0 || scratch.values[leaving]! > ZERO * scratch.cells[leaving * columns + entering]!)
          return reached;
        pivot(scratch, leaving, entering);
      }
      return reached;
    },
  };
}

interface ScaledRows {
  readonly cells: Float64Array;
  readonly target: Float64Array;
}

/** Rows divided by their largest entry, so that one tolerance serves outcomes in euros and in logarithms. */
function scaleRows(constraints: Float64Array, rows: number, columns: number): ScaledRows {
  const cells = Float64Array.from(constraints);
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const scale = largest(cells.subarray(row * columns, (row + 1) * columns));
    if (row === 0) target[0] = 1 / scale;
    if (scale === 0) continue;
    for (let column = 0; column < columns; column++) cells[row * columns + column]! /= scale;
  }
  return { cells, target };
}

/** Phase one: artificial columns leave the basis; a row in which nothing can replace them repeats the others and is dropped. */
function firstVertex({ cells, target }: ScaledRows, rows: number, columns: number): Tableau | null {
  const wide = columns + rows;
  const tableau: Tableau = {
    rows,
    columns: wide,
    cells: new Float64Array(rows * wide),
    values: Float64Array.from(target),
    basis: Int32Array.from({ length: rows }, (_, row) => columns + row),
  };
  for (let row = 0; row < rows; row++) {
    tableau.cells.set(cells.subarray(row * columns, (row + 1) * columns), row * wide);
    tableau.cells[row * wide + columns + row] = 1;
  }
  const objective = new Float64Array(wide).fill(-1, columns);
  const costs = new Float64Array(wide);
  for (let step = 0; step < MOST_PIVOTS; step++) {
    reducedCosts(tableau, objective, costs);
    const entering = firstAbove(costs.subarray(0, columns), ZERO);
    if (entering < 0) break;
    const leaving = ratioTest(tableau, entering);
    if (leaving < 0) break;
    pivot(tableau, leaving, entering);
  }
  if (valueAt(tableau, objective) < -ZERO * target[0]!) return null;
  return withoutArtificialColumns(tableau, columns);
}

function withoutArtificialColumns(wide: Tableau, columns: number): Tableau {
  const kept: number[] = [];
  for (let row = 0; row < wide.rows; row++) {
    if (wide.basis[row]! >= columns) {
      let entering = -1;
      let size = ZERO;
      for (let column = 0; column < columns; column++) {
        const candidate = Math.abs(wide.cells[row * wide.columns + column]!);
        if (candidate > size) {
          size = candidate;
          entering = column;
        }
      }
      if (entering >= 0) pivot(wide, row, entering);
    }
  }
  for (let row = 0; row < wide.rows; row++) if (wide.basis[row]! < columns) kept.push(row);
  const cells = new Float64Array(kept.length * columns);
  kept.forEach((row, place) => {
    cells.set(wide.cells.subarray(row * wide.columns, row * wide.columns + columns), place * columns);
  });
  return {
    rows: kept.length,
    columns,
    cells,
    values: Float64Array.from(kept, (row) => wide.values[row]!),
    basis: Int32Array.from(kept, (row) => wide.basis[row]!),
  };
}

/** Gauss-Jordan from W itself, with the same basis. */
function refresh(tableau: Tableau, scaled: ScaledRows): void {
  const { rows, columns, cells, values, basis } = tableau;
  // A dropped row repeats the others: the tableau keeps its own numbers rather than those of W.
  if (scaled.target.length !== rows) return;
  cells.set(scaled.cells);
  values.set(scaled.target);
  const chosen = Int32Array.from(basis);
  const free = new Set(Array.from({ length: rows }, (_, row) => row));
  for (const column of chosen) {
    let best = -1;
    for (const row of free) {
      if (best < 0 || Math.abs(cells[row * columns + column]!) > Math.abs(cells[best * columns + column]!)) best = row;
    }
    free.delete(best);
    pivot(tableau, best, column);
  }
}

function reducedCosts({ rows, columns, cells, basis }: Tableau, objective: Float64Array, into: Float64Array): void {
  for (let column = 0; column < columns; column++) into[column] = objective[column]!;
  for (let row = 0; row < rows; row++) {
    const price = objective[basis[row]!]!;
    if (price === 0) continue;
    const offset = row * columns;
    for (let column = 0; column < columns; column++) into[column]! -= price * cells[offset + column]!;
  }
  for (let row = 0; row < rows; row++) into[basis[row]!] = 0;
}

function valueAt({ rows, values, basis }: Tableau, objective: Float64Array): number {
  let value = 0;
  for (let row = 0; row < rows; row++) value += objective[basis[row]!]! * values[row]!;
  return value;
}

/** The row that limits the entering column; the largest pivot among ties, which is the steadiest. */
function ratioTest({ rows, columns, cells, values }: Tableau, entering: number): number {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const cell = cells[row * columns + entering]!;
    if (cell <= ZERO) continue;
    const ratio = Math.max(0, values[row]!) / cell;
    if (ratio < least - ZERO || (ratio < least + ZERO && cell > cells[leaving * columns + entering]!)) {
      leaving = row;
      least = Math.min(least, ratio);
    }
  }
  return leaving;
}

function pivot({ rows, columns, cells, values, basis }: Tableau, leaving: number, entering: number): void {
  const from = leaving * columns;
  const inverse = 1 / cells[from + entering]!;
  for (let column = 0; column < columns; column++) cells[from + column]! *= inverse;
  cells[from + entering] = 1;
  values[leaving]! *= inverse;
  for (let row = 0; row < rows; row++) {
    if (row === leaving) continue;
    const factor = cells[row * columns + entering]!;
    if (factor === 0) continue;
    const offset = row * columns;
    for (let column = 0; column < columns; column++) cells[offset + column]! -= factor * cells[from + column]!;
    cells[offset + entering] = 0;
    values[row]! -= factor * values[leaving]!;
  }
  basis[leaving] = entering;
}

function steepest(costs: Float64Array, tolerance: number): number {
  let entering = -1;
  let most = tolerance;
  for (let column = 0; column < costs.length; column++) {
    if (costs[column]! > most) {
      most = costs[column]!;
      entering = column;
    }
  }
  return entering;
}

function firstAbove(costs: Float64Array, tolerance: number): number {
  for (let column = 0; column < costs.length; column++) if (costs[column]! > tolerance) return column;
  return -1;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) most = Math.max(most, Math.abs(values[index]!));
  return most;
}
