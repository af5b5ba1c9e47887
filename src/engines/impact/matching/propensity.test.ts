import { describe, expect, it } from 'vitest';
import { uniformAt } from '../random.ts';
import { fitPropensity } from './propensity.ts';

/** 1 000 firms, repeated: the likelihood of the copies has its maximum where that of the originals has it. */
function firms(copies: number) {
  const [size, age, treated] = [0, 1, 2].map((k) =>
    Float64Array.from({ length: 1000 }, (_, i) => uniformAt(3, i, 0, k)),
  );
  const repeated = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: 1000 * copies }, (_, i) => values[i % 1000]!);
  return {
    treated: Uint8Array.from(repeated(treated!), (draw, i) => (draw < 0.2 + 0.4 * size![i % 1000]! ? 1 : 0)),
    columns: [
      { name: 'size', values: repeated(size!) },
      { name: 'age', values: repeated(age!) },
    ],
    kept: new Uint8Array(1000 * copies).fill(1),
  };
}

describe('the propensity score of a large sample', () => {
  it('starts from a part of it and ends where the whole has its maximum', () => {
    const few = firms(1);
    const many = firms(201);
    const one = fitPropensity(few.treated, few.columns, few.kept);
    const all = fitPropensity(many.treated, many.columns, many.kept);
    all.coefficients.forEach(({ value, se }, k) => {
      expect(value / one.coefficients[k]!.value).toBeCloseTo(1, 8);
      expect((se * Math.sqrt(201)) / one.coefficients[k]!.se).toBeCloseTo(1, 5);
    });
    expect(all.probability[200_000 + 7]! / one.probability[7]!).toBeCloseTo(1, 9);
  });

  it('gives rows that do not enter the estimation their score all the same', () => {
    const { treated, columns } = firms(1);
    const kept = Uint8Array.from(treated, (_, i) => (i < 900 ? 1 : 0));
    const part = fitPropensity(treated, columns, kept);
    const alone = fitPropensity(
      treated.slice(0, 900),
      columns.map(({ name, values }) => ({ name, values: values.slice(0, 900) })),
      kept.slice(0, 900),
    );
    part.coefficients.forEach(({ value }, k) => {
      expect(value).toBeCloseTo(alone.coefficients[k]!.value, 10);
    });
    expect(part.probability[950]).toBeGreaterThan(0);
  });

  it('leaves out what other columns explain, and keeps what only a few firms outside the part have', () => {
    const { treated, columns, kept } = firms(201);
    const [size, age] = columns;
    const rows = kept.length;
    // One block of 1,024 rows in sixteen is read first: these firms stand in the next one.
    const rare = new Float64Array(rows);
    for (let row = 1_100; row < 1_160; row++) rare[row] = 1;
    const added = [
      { name: 'constant', values: new Float64Array(rows).fill(0.1) },
      { name: 'sum', values: size!.values.map((value, row) => value - 2 * age!.values[row]! + 1e3) },
      { name: 'rare', values: rare },
    ];
    const fit = fitPropensity(treated, [...columns, ...added], kept);
    expect(fit.collinear).toEqual(['constant', 'sum']);
    expect(fit.coefficients.map(({ name }) => name)).toEqual(['(Intercept)', 'size', 'age', 'rare']);
    // At the maximum, as many of them are treated as the scores say.
    const expected = fit.probability.subarray(1_100, 1_160).reduce((sum, p) => sum + p, 0);
    expect(expected).toBeCloseTo(
      treated.subarray(1_100, 1_160).reduce((sum, group) => sum + group, 0),
      6,
    );
  });
});
