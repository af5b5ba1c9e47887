import { describe, expect, it } from 'vitest';
import { fillNormals } from '../random.ts';
import { ImpactError } from '../sentence.ts';
import { errorModelOf } from './error-model.ts';
import { eventStudyOf } from './event-study.ts';
import { designPower, type PowerDesign } from './power.ts';
import { noncentralTail, preTrendPower } from './pre-trend-power.ts';

const design: PowerDesign = {
  periods: [2008, 2009, 2010, 2011, 2012],
  cohorts: new Map([
    [0, 60],
    [2010, 25],
    [2012, 15],
  ]),
  errors: { sd: 2, persistence: 0.5 },
};

/** Outcomes without any effect: unit levels, year effects, first-order errors; unit i in period p at p × units + i. */
function outcomes(
  units: number,
  periods: number,
  { sd, persistence }: PowerDesign['errors'],
  seed: number,
): Float64Array {
  const noise = new Float64Array(units * (periods + 1));
  fillNormals(noise, seed, 0);
  const values = new Float64Array(units * periods);
  for (let unit = 0; unit < units; unit++) {
    let error = noise[unit]!;
    for (let period = 0; period < periods; period++) {
      if (period > 0) error = persistence * error + Math.sqrt(1 - persistence ** 2) * noise[units * period + unit]!;
      values[period * units + unit] = 10 * noise[units * periods + unit]! + period ** 2 + sd * error;
    }
  }
  return values;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

describe('power before outcomes are read', () => {
  it('foresees the spread that estimates have when panels are simulated', () => {
    // Cohort 2010 alone against never treated: the mean of three changes since 2009.
    const alone: PowerDesign = {
      ...design,
      cohorts: new Map([
        [0, 60],
        [2010, 25],
      ]),
    };
    const estimates = Array.from({ length: 1_500 }, (_, seed) => {
      const y = outcomes(85, 5, design.errors, seed);
      const change = (unit: number) => meanOf([2, 3, 4].map((period) => y[period * 85 + unit]! - y[85 + unit]!));
      const units = Array.from({ length: 85 }, (_, unit) => unit);
      return meanOf(units.slice(60).map(change)) - meanOf(units.slice(0, 60).map(change));
    });
    const { overall } = designPower(alone);
    // The standard deviation of 1 500 draws is known to 1.8 %; three times that.
    expect(spreadOf(estimates) / overall.se).toBeGreaterThan(0.945);
    expect(spreadOf(estimates) / overall.se).toBeLessThan(1.055);
    const found = estimates.filter((noise) => Math.abs(overall.minimum + noise) > 1.959964 * overall.se).length;
    expect(found / estimates.length).toBeGreaterThan(0.77);
    expect(found / estimates.length).toBeLessThan(0.83);
  });

  it('agrees with the textbook formula for two groups and two periods', () => {
    const { overall } = designPower({
      periods: [1, 2],
      cohorts: new Map([
        [0, 100],
        [2, 50],
      ]),
      errors: { sd: 3, persistence: 0 },
    });
    expect(overall.se).toBeCloseTo(3 * Math.sqrt(2 * (1 / 100 + 1 / 50)), 12);
    expect(overall.minimum / overall.se).toBeCloseTo(1.959963984540054 + 0.841621233572914, 10);
  });

  it('falls with the spread, grows with units, and counts clusters when they share shocks', () => {
    const minimum = (changed: Partial<PowerDesign>) => designPower({ ...design, ...changed }).overall.minimum;
    const twice = new Map([...design.cohorts].map(([g, count]) => [g, 4 * count]));
    expect(minimum({ cohorts: twice })).toBeCloseTo(minimum({}) / 2, 10);
    expect(minimum({ errors: { sd: 4, persistence: 0.5 } })).toBeCloseTo(2 * minimum({}), 10);
    expect(minimum({ errors: { sd: 2, persistence: 0.9 } })).toBeLessThan(minimum({}));
    const clustered = designPower({ ...design, clusters: { count: 20, icc: 0.1 } });
    expect(clustered.overall.se).toBeCloseTo(designPower(design).overall.se * Math.sqrt(1 + 4 * 0.1), 10);
    expect(clustered.warnings.map(({ code }) => code)).toContain('few-clusters');
    expect(
      designPower({
        ...design,
        cohorts: new Map([
          [0, 50],
          [2010, 3],
        ]),
      }).warnings.map(({ code }) => code),
    ).toEqual(['small-cohorts']);
  });

  it('has a power curve that passes through alpha at zero and the power asked at the minimum effect', () => {
    const { minimum } = designPower(design).overall;
    const { curve } = designPower({ ...design, effects: [0, minimum, -minimum, 10 * minimum] });
    expect(curve.map(({ power }) => power)).toEqual([0.05, 0.8, 0.8, 1].map((power) => expect.closeTo(power, 5)));
  });

  it('reads the spread from periods before treatment, and refuses any later one', () => {
    const firstTreated = Float64Array.from({ length: 3_000 }, (_, unit) => (unit % 3 === 0 ? 2013 : 0));
    const values = outcomes(3_000, 5, design.errors, 77);
    const periods = [2008, 2009, 2010, 2011, 2012];
    const model = errorModelOf({ periods, firstTreated, values });
    expect(model.sd).toBeGreaterThan(1.9);
    expect(model.sd).toBeLessThan(2.1);
    expect(model.persistence).toBeGreaterThan(0.45);
    expect(model.persistence).toBeLessThan(0.55);
    expect(() => errorModelOf({ periods, firstTreated: firstTreated.map((g) => g && 2012), values })).toThrow(/2012/);
    expect(() => errorModelOf({ periods, firstTreated, values, anticipation: 1 })).toThrow(ImpactError);
  });

  it('refuses designs without controls, without spread, or with impossible sizes, in one sentence', () => {
    expect(() => designPower({ ...design, cohorts: new Map([[2010, 30]]) })).toThrow(ImpactError);
    expect(() => designPower({ ...design, errors: { sd: 0, persistence: 0 } })).toThrow(/standard deviation/);
    expect(() =>
      designPower({
        ...design,
        cohorts: new Map([
          [0, 10],
          [2010, 2.5],
        ]),
      }),
    ).toThrow(/whole number/);
    expect(() => designPower({ ...design, clusters: { count: 1, icc: 0.1 } })).toThrow(/two clusters/);
    for (const count of [2.5, 1e6])
      expect(() => designPower({ ...design, clusters: { count, icc: 0.1 } })).toThrow(/at most that of units/);
    expect(() => designPower({ ...design, anticipation: -1 })).toThrow(/zero or more/);
    expect(() => designPower({ ...design, errors: { sd: 1e200, persistence: 0 } })).toThrow(/standard deviation/);
  });
});

describe('what the pre-trend test lets through', () => {
  it('has the noncentral tails of published tables', () => {
    // Power of a 5 % χ² test with 1 degree of freedom is that of a normal test: Φ(√λ − 1.96) + Φ(−√λ − 1.96) at λ = 7.8489.
    expect(noncentralTail(3.841458820694124, 1, 7.848861)).toBeCloseTo(0.8, 5);
    expect(noncentralTail(9.487729036781154, 4, 0)).toBeCloseTo(0.05, 10);
  });

  it('rejects with the announced probability, and biases the survivors by the announced amount', () => {
    const expected = designPower(design).expected;
    const study = { ...eventStudyOf(expected, 'universal') };
    const { rows } = preTrendPower(study);
    const [row] = rows;
    expect(row!.power).toBe(0.5);
    const { pre, post, covariance } = study;
    const size = pre + post;
    const times = study.times!;
    const lower = choleskyOf(covariance, size);
    const draws = 24_000;
    const normals = new Float64Array(draws * size);
    fillNormals(normals, 5, 0);
    const precision = inverseOf(covariance, size, pre);
    const passed: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const b = times.map((time, k) => {
        let value = row!.slope * (time + 1);
        for (let j = 0; j <= k; j++) value += lower[k * size + j]! * normals[draw * size + j]!;
        return value;
      });
      let wald = 0;
      for (let a = 0; a < pre; a++) for (let c = 0; c < pre; c++) wald += b[a]! * precision[a * pre + c]! * b[c]!;
      if (wald < CRITICAL[pre]!) passed.push(meanOf(b.slice(pre)));
    }
    expect(passed.length / draws).toBeGreaterThan(0.48);
    expect(passed.length / draws).toBeLessThan(0.52);
    const margin = (4 * spreadOf(passed)) / Math.sqrt(passed.length);
    expect(Math.abs(meanOf(passed) - row!.biasIfPassed)).toBeLessThan(margin);
    expect(Math.abs(row!.biasIfPassed - row!.bias)).toBeGreaterThan(2 * margin);
    expect(rows[1]!.slope).toBeGreaterThan(row!.slope);
  });
});

/** 95 % quantiles of χ². */
const CRITICAL: Readonly<Record<number, number>> = { 1: 3.841459, 2: 5.991465, 3: 7.814728, 4: 9.487729 };

function choleskyOf(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  return lower;
}

/** Inverse of the leading block by Gauss-Jordan. */
function inverseOf(matrix: Float64Array, size: number, block: number): Float64Array {
  const rows = Array.from({ length: block }, (_, i) =>
    Array.from({ length: 2 * block }, (_, j) => (j < block ? matrix[i * size + j]! : Number(j - block === i))),
  );
  for (let i = 0; i < block; i++) {
    const head = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / head);
    for (let k = 0; k < block; k++) {
      const factor = rows[k]![i]!;
      if (k !== i) rows[k] = rows[k]!.map((value, j) => value - factor * rows[i]![j]!);
    }
  }
  return Float64Array.from(rows.flatMap((row) => row.slice(block)));
}
