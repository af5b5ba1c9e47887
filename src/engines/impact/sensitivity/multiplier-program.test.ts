import { describe, expect, it } from 'vitest';
import { inverse, multiply } from '../linear-algebra.ts';
import { uniformAt } from '../random.ts';
import { multiplierProgram } from './multiplier-program.ts';

const ROWS = 3;
const COLUMNS = 7;

/** First row of ones, the others of both signs, so that multipliers exist. */
function constraintsOf(seed: number): Float64Array {
  return Float64Array.from({ length: ROWS * COLUMNS }, (_, cell) =>
    cell < COLUMNS ? 1 : uniformAt(seed, cell, 0, 0) * 2 - 1,
  );
}

const objectiveOf = (seed: number): Float64Array =>
  Float64Array.from({ length: COLUMNS }, (_, k) => uniformAt(seed, k, 1, 0) * 2 - 1);

/** Every basis tried: the best value of y'λ, and the λ that reaches it. */
function byEnumeration(constraints: Float64Array, objective: Float64Array): { value: number; at: Float64Array } | null {
  let best: { value: number; at: Float64Array } | null = null;
  for (let a = 0; a < COLUMNS; a++)
    for (let b = a + 1; b < COLUMNS; b++)
      for (let c = b + 1; c < COLUMNS; c++) {
        const chosen = [a, b, c];
        const block = Float64Array.from(
          { length: 9 },
          (_, cell) => constraints[Math.floor(cell / 3) * COLUMNS + chosen[cell % 3]!]!,
        );
        const inverted = inverse(block, ROWS);
        if (!inverted) continue;
        const values = multiply(inverted, ROWS, ROWS, Float64Array.of(1, 0, 0));
        if (values.some((value) => value < -1e-12)) continue;
        const at = new Float64Array(COLUMNS);
        chosen.forEach((column, place) => {
          at[column] = values[place]!;
        });
        const value = at.reduce((sum, weight, column) => sum + weight * objective[column]!, 0);
        if (!best || value > best.value) best = { value, at };
      }
  return best;
}

describe('the program over multipliers', () => {
  it('finds the best vertex that trying all of them finds, from cold and from warm starts', () => {
    let solved = 0;
    for (let seed = 0; seed < 60; seed++) {
      const constraints = constraintsOf(seed);
      const program = multiplierProgram(constraints, ROWS, COLUMNS);
      if (!byEnumeration(constraints, objectiveOf(0))) {
        expect(program).toBeNull();
        continue;
      }
      for (let draw = 0; draw < 20; draw++) {
        const objective = objectiveOf(1_000 * seed + draw);
        expect(program!.maximise(objective)).toBeCloseTo(byEnumeration(constraints, objective)!.value, 10);
        solved += 1;
      }
    }
    expect(solved).toBeGreaterThan(600);
  });

  it('knows how far an objective can move before another vertex is better', () => {
    for (let seed = 100; seed < 160; seed++) {
      const constraints = constraintsOf(seed);
      const program = multiplierProgram(constraints, ROWS, COLUMNS);
      if (!program) continue;
      const objective = objectiveOf(seed);
      const direction = objectiveOf(seed + 5_000);
      program.maximise(objective);
      const vertex = new Float64Array(COLUMNS);
      program.multipliers(vertex);
      const reached = program.reach(objective, direction);
      const bestAfter = (distance: number) =>
        byEnumeration(
          constraints,
          objective.map((value, k) => value + distance * direction[k]!),
        )!;
      if (reached === Number.POSITIVE_INFINITY) expect(distanceOf(bestAfter(1e4).at, vertex)).toBeLessThan(1e-9);
      else {
        expect(distanceOf(bestAfter(reached * 0.999).at, vertex)).toBeLessThan(1e-9);
        expect(distanceOf(bestAfter(reached * 1.001 + 1e-9).at, vertex)).toBeGreaterThan(1e-6);
      }
    }
  });

  it('sees an objective without bound, constraints that repeat each other, and constraints that nothing satisfies', () => {
    // λ1 = λ2 free to grow together, λ3 = 1.
    const open = multiplierProgram(Float64Array.of(0, 0, 1, 1, -1, 0), 2, 3)!;
    expect(open.maximise(Float64Array.of(1, 0, 0))).toBe(Number.POSITIVE_INFINITY);
    expect(open.maximise(Float64Array.of(-1, 0, 3))).toBe(3);
    const repeated = multiplierProgram(Float64Array.of(1, 1, 1, 1, -1, 0, 2, -2, 0), 3, 3)!;
    expect(repeated.maximise(Float64Array.of(4, 2, 1))).toBeCloseTo(3, 12);
    expect(multiplierProgram(Float64Array.of(1, 1, 1, 2), 2, 2)).toBeNull();
  });

  it('keeps its precision over thousands of warm starts', () => {
    const program = multiplierProgram(constraintsOf(3), ROWS, COLUMNS)!;
    for (let draw = 0; draw < 5_000; draw++) program.maximise(objectiveOf(draw));
    const objective = objectiveOf(9_999);
    expect(program.maximise(objective)).toBeCloseTo(byEnumeration(constraintsOf(3), objective)!.value, 12);
  });
});

const distanceOf = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);
