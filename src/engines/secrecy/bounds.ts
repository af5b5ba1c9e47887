import type { SecretSum } from './secrecy.ts';

/** What a reader can work out of a withheld figure: at least, and at most. */
export interface Bound {
  readonly least: number;
  readonly most: number;
}

/** A coefficient this small is rounding. */
const ROUNDING = 1e-9;

/**
 * The exact bounds of a withheld figure for whoever has all the published ones, knows how they add up, and knows that none is negative: the least and the greatest
 * value that it takes when the others are filled in in any way that adds up (linear programming, two-phase simplex with Bland's rule).
 *
 * @param amountOf the true value of each figure; they must add up
 */
export function boundOf(
  id: string,
  sums: readonly SecretSum[],
  hidden: ReadonlySet<string>,
  amountOf: (id: string) => number,
): Bound {
  const unknown = [...hidden];
  const place = new Map(unknown.map((name, k) => [name, k]));
  const rows: number[][] = [];
  for (const { total, parts } of sums) {
    const row = new Array<number>(unknown.length + 1).fill(0);
    let rest = 0;
    for (const [figure, sign] of [[total, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
      const k = place.get(figure);
      if (k === undefined) rest -= sign * amountOf(figure);
      else row[k]! += sign;
    }
    if (row.every((factor) => factor === 0)) continue;
    row[unknown.length] = rest;
    rows.push(rest < 0 ? row.map((factor) => -factor) : row);
  }
  const target = place.get(id)!;
  const towards = (sign: number) => greatest(rows, unknown.length, target, sign);
  return { least: Math.max(0, -towards(-1)), most: towards(1) };
}

/** The greatest value of `sign` × the unknown `target` under the equations; infinite when nothing holds it. */
function greatest(equations: readonly number[][], width: number, target: number, sign: number): number {
  const height = equations.length;
  // One artificial unknown for each equation starts the search; the first phase drives them out.
  const table = equations.map((row, k) => [
    ...row.slice(0, width),
    ...Array.from({ length: height }, (_, j) => Number(j === k)),
    row[width]!,
  ]);
  const basis = table.map((_, k) => width + k);
  const phaseOne = (column: number): number => (column >= width ? -1 : 0);
  climb(table, basis, width + height, phaseOne);
  for (const [k, row] of table.entries()) {
    if (basis[k]! < width) continue;
    const entering = row.findIndex((factor, column) => column < width && Math.abs(factor) > ROUNDING);
    if (entering >= 0) pivot(table, basis, k, entering);
  }
  return climb(table, basis, width, (column) => (column === target ? sign : 0));
}

/** Improves the objective until it cannot be; Bland's rule never turns in a circle. */
function climb(table: number[][], basis: number[], width: number, gain: (column: number) => number): number {
  const last = (table[0]?.length ?? 1) - 1;
  for (;;) {
    let entering = -1;
    for (let column = 0; column < width && entering < 0; column++) {
      if (basis.includes(column)) continue;
      let reduced = gain(column);
      for (const [k, row] of table.entries()) reduced -= gain(basis[k]!) * row[column]!;
      if (reduced > ROUNDING) entering = column;
    }
    if (entering < 0) break;
    let leaving = -1;
    for (const [k, row] of table.entries()) {
      if (row[entering]! <= ROUNDING) continue;
      const ratio = row[last]! / row[entering]!;
      const best = leaving < 0 ? Number.POSITIVE_INFINITY : table[leaving]![last]! / table[leaving]![entering]!;
      if (ratio < best - ROUNDING || (ratio <= best + ROUNDING && leaving >= 0 && basis[k]! < basis[leaving]!))
        leaving = k;
    }
    if (leaving < 0) return Number.POSITIVE_INFINITY;
    pivot(table, basis, leaving, entering);
  }
  return table.reduce((sum, row, k) => sum + gain(basis[k]!) * row[last]!, 0);
}

function pivot(table: number[][], basis: number[], leaving: number, entering: number): void {
  const head = table[leaving]![entering]!;
  const top = table[leaving]!.map((factor) => factor / head);
  for (const [k, row] of table.entries()) {
    const factor = row[entering]!;
    if (k === leaving) table[k] = top;
    else if (factor !== 0) table[k] = row.map((value, column) => value - factor * top[column]!);
  }
  basis[leaving] = entering;
}
