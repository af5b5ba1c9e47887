import { describe, expect, it } from 'vitest';
import * as d from './distributions.ts';
import * as la from './linear-algebra.ts';
import { fillNormals, uniformAt } from './random.ts';

const close = (got: number, wanted: number, relative = 2e-15) =>
  expect(Math.abs(got - wanted), `${got} ≠ ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));

describe('distributions', () => {
  it('agree with published values to fifteen digits', () => {
    close(d.normalCdf(-1.959963984540054), 0.025, 1e-14);
    close(d.normalCdf(-5), 2.866515718791939e-7, 1e-14);
    close(d.normalCdf(-10), 7.619853024160527e-24, 1e-13);
    close(d.normalCdf(1), 0.8413447460685429);
    close(d.normalQuantile(0.975), 1.959963984540054);
    close(d.normalQuantile(1e-10), -6.361340902404056, 1e-14);
    close(d.chiSquareTail(3.841458820694124, 1), 0.05, 1e-14);
    close(d.chiSquareTail(18.307038053275146, 10), 0.05, 1e-13);
    close(d.studentTail(2.2281388519862744, 10), 0.025, 1e-13);
    close(d.studentQuantile(0.975, 10), 2.2281388519862744, 1e-13);
    close(d.fisherTail(4.964602743730711, 1, 10), 0.05, 1e-13);
    close(d.foldedNormalQuantile(0, 0.95), 1.959963984540054, 1e-14);
  });

  it('have quantiles that give back their probability', () => {
    for (const p of [1e-300, 1e-12, 0.003, 0.2, 0.45, 0.5, 0.77, 0.9999])
      close(d.normalCdf(d.normalQuantile(p)), p, 1e-12);
    for (const bias of [0.1, 1, 4]) {
      const c = d.foldedNormalQuantile(bias, 0.95);
      close(d.normalCdf(c - bias) - d.normalCdf(-c - bias), 0.95, 1e-13);
    }
  });
});

describe('linear algebra', () => {
  const gram = Float64Array.from([4, 2, 0.6, 2, 5, 1.5, 0.6, 1.5, 3]);

  it('solves, inverts and takes apart a symmetric matrix', () => {
    const solution = la.solveCholesky(la.cholesky(gram, 3)!, 3, Float64Array.from([1, 2, 3]));
    for (const [k, value] of la.multiply(gram, 3, 3, solution).entries()) close(value, k + 1, 1e-14);
    const inverted = la.inverse(gram, 3)!;
    close(
      la.dot(la.multiply(inverted, 3, 3, Float64Array.from([1, 2, 3])), Float64Array.from([1, 1, 1])),
      solution[0]! + solution[1]! + solution[2]!,
      1e-13,
    );
    const { values, vectors } = la.symmetricEigen(gram, 3);
    for (let a = 0; a < 3; a++) {
      const vector = Float64Array.from([0, 1, 2], (row) => vectors[row * 3 + a]!);
      close(la.bilinear(gram, 3, vector, vector), values[a]!, 1e-13);
    }
  });

  it('sees a singular matrix and a dependent column as R does', () => {
    expect(la.reciprocalCondition(Float64Array.from([1, 2, 2, 4]), 2)).toBe(0);
    close(la.reciprocalCondition(Float64Array.from([1, 0, 0, 1e-3]), 2), 1e-3);
    const x = Float64Array.from([1, 1, 1, 1, 1, 2, 3, 4, 3, 5, 7, 9, 1, 0, 0, 1]);
    const fit = la.leastSquares(x, 4, 4, Float64Array.from([3, 4, 7, 10]));
    expect(fit.collinear).toEqual([2]);
    const fitted = [0, 1, 2, 3].map(
      (row) =>
        x[row]! * fit.coefficients[0]! + x[4 + row]! * fit.coefficients[1]! + x[12 + row]! * fit.coefficients[3]!,
    );
    const residuals = Float64Array.from([3, 4, 7, 10], (y, row) => y - fitted[row]!);
    for (const column of [0, 1, 3])
      expect(Math.abs(la.dot(residuals, x.subarray(column * 4, column * 4 + 4)))).toBeLessThan(1e-12);
  });
});

describe('chance', () => {
  it('gives every machine the same draws, wherever the reading starts', () => {
    expect(uniformAt(20240611, 0, 0, 40)).toBe(uniformAt(20240611, 0, 0, 40));
    const all = new Float64Array(1000);
    fillNormals(all, 7, 1);
    const tail = new Float64Array(400);
    fillNormals(tail, 7, 1, 600);
    expect(tail).toEqual(all.slice(600));
  });

  it('gives normal draws their mean, variance and tails', () => {
    const draws = new Float64Array(200_000);
    fillNormals(draws, 20240611, 0);
    const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length;
    const variance = draws.reduce((sum, z) => sum + z * z, 0) / draws.length;
    const beyond = draws.reduce((count, z) => count + (Math.abs(z) > 1.959963984540054 ? 1 : 0), 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt(0.05 / draws.length));
  });
});
