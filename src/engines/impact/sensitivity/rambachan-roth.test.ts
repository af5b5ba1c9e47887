import { describe, expect, it } from 'vitest';
import { fillNormals } from '../random.ts';
import { readExpected } from '../reference-data.fixture.ts';
import { ImpactError } from '../sentence.ts';
import { breakdownMagnitude, breakdownSmoothness, plausibleSmoothness } from './breakdown.ts';
import { conditionalTest } from './conditional-test.ts';
import { type EventStudy, loadings, prepareStudy } from './event-study.ts';
import { fixedLengthFamily } from './fixed-length.ts';
import { rNormals } from './r-normals.ts';
import {
  type MagnitudeMethod,
  relativeMagnitudeIntervals,
  type SmoothnessMethod,
  smoothnessIntervals,
} from './rambachan-roth.ts';
import { relativeMagnitudes } from './restrictions.ts';

interface Row {
  readonly lb: number;
  readonly ub: number;
  readonly Mbar?: number;
  readonly M?: number;
}

interface Case {
  readonly betahat: number[];
  readonly sigma: number[][];
  readonly numPre: number;
  readonly numPost: number;
  readonly l_vec: number[];
  readonly original: [{ readonly lb: [[number]]; readonly ub: [[number]] }];
  readonly [run: string]: unknown;
}

const { cases } = readExpected<{ cases: Record<string, Case> }>('honestdid.json');
const RUNS: Readonly<Record<string, MagnitudeMethod | SmoothnessMethod>> = {
  RM_CLF: 'c-lf',
  RM_conditional: 'conditional',
  SD_FLCI: 'flci',
  SD_CLF: 'c-lf',
  SD_CF: 'c-f',
};

const studyOf = (one: Case): EventStudy => ({
  coefficients: one.betahat,
  covariance: Float64Array.from(one.sigma.flat()),
  pre: one.numPre,
  post: one.numPost,
  base: 'universal',
});
const medicaid = studyOf(cases.ehec_first!);
const vat = studyOf(cases.bc_first!);

/** A study with stationary errors around given coefficients. */
function simulatedStudy(coefficients: readonly number[], pre: number, sd = 1): EventStudy {
  const size = coefficients.length;
  const covariance = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) covariance[a * size + b] = sd * sd * (0.5 + 0.5 * 0.6 ** Math.abs(a - b));
  return { coefficients, covariance, pre, post: size - pre, base: 'universal' };
}

describe('agreement with HonestDiD 0.2.6', () => {
  for (const [name, one] of Object.entries(cases))
    for (const [run, method] of Object.entries(RUNS)) {
      const expected = one[run] as { readonly rows: readonly Row[] } | undefined;
      if (!expected) continue;
      it(`${name}, ${run}: the published bounds`, () => {
        const ms = expected.rows.map((row) => (row.Mbar ?? row.M)!);
        const options = { weights: one.l_vec };
        const result = run.startsWith('RM')
          ? relativeMagnitudeIntervals(studyOf(one), ms, { ...options, method: method as MagnitudeMethod })
          : smoothnessIntervals(studyOf(one), ms, { ...options, method: method as SmoothnessMethod });
        const original = one.original[0];
        expect(result.original.lower).toBeCloseTo(original.lb[0][0], 12);
        expect(result.original.upper).toBeCloseTo(original.ub[0][0], 12);
        for (const [place, { lb, ub }] of expected.rows.entries()) {
          const { lower, upper } = result.rows[place]!;
          // Conditional and C-LF are the same test on the same draws. FLCI is exact here and simulated in R (README: 1e-3 of its length); the
          // grid of C-F, a fixed-length interval of level 1 - alpha/10, inherits the difference.
          const length = method === 'c-f' ? fixedLengthSpan(studyOf(one), one.l_vec, ms[place]!) : ub - lb;
          const tolerance = method === 'flci' || method === 'c-f' ? 1e-3 * length : 1e-9 * length;
          expect(Math.abs(lower! - lb), `lower bound at ${ms[place]}`).toBeLessThan(tolerance);
          expect(Math.abs(upper! - ub), `upper bound at ${ms[place]}`).toBeLessThan(tolerance);
        }
      });
    }

  it('draws the normals of R after set.seed', () => {
    expect(Array.from(rNormals(3, 0))).toEqual(
      [1.262954284880794, -0.326233360705649, 1.329799262922501].map(approximately),
    );
    expect(Array.from(rNormals(2, 42))).toEqual([1.370958447146668, -0.564698171396089].map(approximately));
    expect(rNormals(2_000, 7).subarray(0, 700)).toEqual(rNormals(700, 7));
  });
});

const approximately = (value: number) => expect.closeTo(value, 13);

function fixedLengthSpan(study: EventStudy, weights: readonly number[], m: number): number {
  return 2 * fixedLengthFamily(prepareStudy(study, weights))(m, 0.005).halfLength;
}

describe('what HonestDiD does not give', () => {
  it('has C-LF and C-F for an average of post-periods, where R meets a singular system (trap 15)', () => {
    const options = { weights: [0.5, 0.5] };
    for (const m of [0, 0.01, 0.02, 0.05]) {
      const [flci] = smoothnessIntervals(medicaid, [m], { ...options, method: 'flci' }).rows;
      for (const method of ['c-lf', 'c-f'] as const) {
        const [row] = smoothnessIntervals(medicaid, [m], { ...options, method }).rows;
        expect(row!.lower).not.toBeNull();
        // All three cover the same identified set, and with M > 0 their ends nearly meet.
        if (m > 0) expect(Math.abs(row!.lower! - flci!.lower!)).toBeLessThan(0.03 * (flci!.upper! - flci!.lower!));
      }
    }
  });

  it('finds the smallest M that the past allows without a grid that could end too early (trap 15)', () => {
    // A kink of 17 with a standard error near 1: far beyond three standard errors of a coefficient, where R's grid ends.
    const study = simulatedStudy([0, 10, 3, 4, 5], 4);
    const { lower, upper } = plausibleSmoothness(study);
    expect(lower).toBeGreaterThan(13);
    expect(lower).toBeLessThan(17);
    expect(upper).toBeGreaterThan(17);
    expect(plausibleSmoothness(medicaid).lower).toBe(0);
  });

  it('gives the breakdown value that its own intervals show', () => {
    for (const study of [medicaid, vat]) {
      const { value, sentence } = breakdownMagnitude(study);
      const step = (40 * prepareStudy(study).se) / 999;
      const [before, after] = relativeMagnitudeIntervals(study, [value! - 0.02, value! + 0.02]).rows;
      expect(before!.lower).toBeGreaterThan(-step);
      expect(after!.lower).toBeLessThan(step);
      expect(after!.lower).toBeLessThan(before!.lower!);
      expect(sentence.fr).toContain(String(Number(value!.toPrecision(3))).replace('.', ','));
    }
    const { value } = breakdownSmoothness(medicaid);
    const [before, after] = smoothnessIntervals(medicaid, [value! - 1e-4, value! + 1e-4]).rows;
    expect(before!.lower).toBeGreaterThan(0);
    expect(after!.lower).toBeLessThan(0);
  });

  it('says zero when the effect is not even significant under parallel trends, and nothing when no violation undoes it', () => {
    expect(breakdownMagnitude(simulatedStudy([0, 0, 0, 0.1, 0.1], 3)).value).toBe(0);
    const flat = breakdownMagnitude(simulatedStudy([0, 0, 0, 1e6, 1e6], 3, 1e-3));
    expect(flat.value).toBeNull();
    expect(flat.sentence.en).toContain('stays excluded');
  });
});

describe('properties of robust intervals', () => {
  it('widen as the violation allowed grows', () => {
    for (const method of ['c-lf', 'conditional'] as const)
      for (const weights of [
        [1, 0, 0, 0],
        [0.25, 0.25, 0.25, 0.25],
        [0, 0, -1, 2],
      ]) {
        const { rows } = relativeMagnitudeIntervals(vat, [0, 0.5, 1, 2], { weights, method });
        for (const [place, row] of rows.slice(1).entries()) {
          expect(row.lower).toBeLessThanOrEqual(rows[place]!.lower! + 1e-3);
          expect(row.upper).toBeGreaterThanOrEqual(rows[place]!.upper! - 1e-3);
        }
      }
    const lengths = smoothnessIntervals(medicaid, [0, 0.001, 0.01, 0.1]).rows.map((row) => row.upper! - row.lower!);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  });

  it('contain the estimate when there was no trend before and none is allowed after', () => {
    const study = simulatedStudy([0, 0, 0, 0, 2, 3, 4], 4);
    for (const method of ['c-lf', 'conditional'] as const) {
      const { rows, estimate } = relativeMagnitudeIntervals(study, [0], { method, weights: [0, 1, 0] });
      expect(estimate).toBe(3);
      expect(rows[0]!.lower).toBeLessThan(3);
      expect(rows[0]!.upper).toBeGreaterThan(3);
    }
  });

  it('follow the unit of the outcome, and mirror its sign', () => {
    const scaled = (factor: number): EventStudy => ({
      ...medicaid,
      coefficients: Array.from(medicaid.coefficients, (value) => factor * value),
      covariance: medicaid.covariance.map((value) => factor * factor * value),
    });
    for (const method of ['c-lf', 'conditional'] as const) {
      const [row] = relativeMagnitudeIntervals(medicaid, [1], { method }).rows;
      for (const factor of [1e6, 1e-6]) {
        const [other] = relativeMagnitudeIntervals(scaled(factor), [1], { method }).rows;
        expect(other!.lower! / factor).toBeCloseTo(row!.lower!, 10);
        expect(other!.upper! / factor).toBeCloseTo(row!.upper!, 10);
      }
    }
    const [plain] = relativeMagnitudeIntervals(medicaid, [1], { method: 'conditional' }).rows;
    const [mirrored] = relativeMagnitudeIntervals(scaled(-1), [1], { method: 'conditional' }).rows;
    expect(mirrored!.lower).toBeCloseTo(-plain!.upper!, 12);
  });

  it('move with a constant effect added after treatment', () => {
    const moved: EventStudy = {
      ...medicaid,
      coefficients: Array.from(medicaid.coefficients, (b, k) => (k < 5 ? b : b + 0.5)),
    };
    const before = smoothnessIntervals(medicaid, [0, 0.01, 0.03]).rows;
    const after = smoothnessIntervals(moved, [0, 0.01, 0.03]).rows;
    for (const [place, row] of after.entries()) expect(row.lower! - before[place]!.lower!).toBeCloseTo(0.5, 10);
  });

  it('do not depend on the seed where nothing is simulated', () => {
    const run = (seed: number) => [
      relativeMagnitudeIntervals(medicaid, [1], { method: 'conditional', seed }).rows,
      smoothnessIntervals(medicaid, [0.01], { method: 'c-f', seed }).rows,
    ];
    expect(run(1)).toEqual(run(99));
    expect(relativeMagnitudeIntervals(medicaid, [1], { seed: 5 })).toEqual(
      relativeMagnitudeIntervals(medicaid, [1], { seed: 5 }),
    );
  });

  it.each([
    ['correlated coefficients', vat, undefined],
    // Their kinks meet their bounds together: only some of the weights may then leave zero.
    ['independent coefficients', independentStudy([5, 8, 19, 11, 3, 18, 6], [7, 15, 4]), [1, 1, 1]],
    ['an effect counted negatively', vat, [0, 0, -1, 0]],
  ])('no affine estimator that ignores linear trends has a shorter interval than the FLCI: %s', (_, given, weights) => {
    const study = prepareStudy(given, weights);
    const { pre, post } = study;
    const family = fixedLengthFamily(study);
    const free = pre - 1;
    const normals = new Float64Array(free * 150);
    fillNormals(normals, free, 0);
    for (const m of [0.005, 0.02, 0.05]) {
      const best = family(m, 0.05);
      expect(best.bias).toBeCloseTo(worstBias(best.weights, pre, post, m), 12);
      for (let draw = 0; draw < 150; draw++) {
        // A step of any size in the free directions, each a kink that no straight line excites.
        const weights = Float64Array.from(best.weights);
        for (let k = 0; k < free; k++)
          [1, -2, 1].forEach((value, shift) => {
            if (k + shift < pre) weights[k + shift]! += value * normals[free * draw + k]! * 10 ** -(draw % 4);
          });
        const se = Math.hypot(...loadings(study, weights));
        expect(halfLength(worstBias(weights, pre, post, m), se)).toBeGreaterThan(best.halfLength * (1 - 1e-9));
      }
    }
  });
});

/** Coefficients of zero, each with its own variance (in thousandths) and no covariance. */
function independentStudy(before: readonly number[], after: readonly number[]): EventStudy {
  const variances = [...before, ...after];
  const size = variances.length;
  const covariance = new Float64Array(size * size);
  variances.forEach((variance, place) => {
    covariance[place * size + place] = variance / 1_000;
  });
  return {
    coefficients: new Float64Array(size),
    covariance,
    pre: before.length,
    post: after.length,
    base: 'universal',
  };
}

/** max |w'δ| over Δ^SD(m) by its extreme points: δ is a sum of kinks of size ±m, once linear trends cancel. */
function worstBias(weights: Float64Array, pre: number, post: number, m: number): number {
  let bias = 0;
  for (let kink = 1 - pre; kink <= post - 1; kink++) {
    let effect = 0;
    for (let place = 0; place < pre + post; place++) {
      const time = place < pre ? place - pre : place - pre + 1;
      // Kinks after the reference bend what follows; those before it bend what precedes, the reference staying at zero.
      effect += weights[place]! * (kink >= 0 ? Math.max(0, time - kink) : Math.max(0, kink - time));
    }
    bias += Math.abs(effect);
  }
  return m * bias;
}

function halfLength(bias: number, se: number): number {
  // P(|Z + bias/se| ≤ c) = 0.95 by bisection, from the error function's integral.
  let low = 0;
  let high = bias / se + 4;
  const cover = (c: number) => normalBetween(-c - bias / se, c - bias / se);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (cover(middle) < 0.95) low = middle;
    else high = middle;
  }
  return low * se;
}

function normalBetween(a: number, b: number): number {
  const from = Math.max(a, -9);
  const to = Math.min(b, 9);
  const pieces = 400;
  const step = (to - from) / pieces;
  let sum = 0;
  for (let k = 0; k <= pieces; k++) {
    const x = from + k * step;
    sum += (k === 0 || k === pieces ? 1 : k % 2 ? 4 : 2) * Math.exp(-x * x * 0.5);
  }
  return ((sum * step) / 3 / Math.sqrt(2 * Math.PI)) * 1;
}

describe('the conditional test', () => {
  it('rejects a true effect at most as often as its level says, and a false one nearly always', () => {
    const shape = prepareStudy(simulatedStudy([0, 0, 0, 0, 0], 3));
    // The worst step before treatment is 3, so with M̄ = 1 a violation of 3 then 6 is on the edge of what is allowed.
    const violation = [-3, 0, 0, 3, 6];
    const normals = new Float64Array(5 * 600);
    fillNormals(normals, 11, 0);
    let rejected = 0;
    let detected = 0;
    for (let draw = 0; draw < 600; draw++) {
      const noise = normals.subarray(5 * draw, 5 * draw + 5);
      const coefficients = violation.map(
        (value, row) => value + noise.reduce((sum, z, k) => sum + shape.root[row * 5 + k]! * z, 0),
      );
      const study = prepareStudy({ ...simulatedStudy(coefficients, 3) });
      const restrictions = relativeMagnitudes(3, 2, 1);
      const out = (theta: number) =>
        restrictions.every((one) => conditionalTest(study, one, 0.05, { kind: 'none' }).rejects(theta));
      if (out(0)) rejected += 1;
      if (out(-12)) detected += 1;
    }
    // 600 draws of a 5 % event: two and a half standard errors above is 7.2 %.
    expect(rejected / 600).toBeLessThan(0.072);
    expect(detected / 600).toBeGreaterThan(0.95);
  });
});

describe('studies that cannot carry the analysis', () => {
  const refused = (study: EventStudy, options = {}): ImpactError => {
    try {
      relativeMagnitudeIntervals(study, [1], options);
    } catch (error) {
      if (error instanceof ImpactError) return error;
      throw error;
    }
    throw new Error('it was accepted');
  };

  it('refuses a varying base with a sentence: earlier coefficients have no common reference (trap 13)', () => {
    const error = refused({ ...medicaid, base: 'varying' });
    expect(error.code).toBe('sensitivity-needs-universal-base');
    expect(error.sentence.fr).toContain('base universelle');
  });

  it('refuses shapes, missing numbers and matrices that are no covariance, saying which', () => {
    expect(refused({ ...medicaid, pre: 0, post: 7 }).code).toBe('sensitivity-too-few-periods');
    expect(refused({ ...medicaid, post: 3 }).code).toBe('sensitivity-wrong-shape');
    expect(refused({ ...medicaid, coefficients: [...Array(6).fill(0), Number.NaN] }).code).toBe(
      'sensitivity-not-finite',
    );
    expect(refused(medicaid, { weights: [0, 0] }).code).toBe('sensitivity-wrong-weights');
    expect(refused(medicaid, { alpha: 5 }).code).toBe('sensitivity-wrong-alpha');
    const crooked = Float64Array.from(medicaid.covariance);
    crooked[1] = -crooked[1]!;
    expect(refused({ ...medicaid, covariance: crooked }).sentence.en).toContain('(2, 1)');
    const negative = medicaid.covariance.map((value, cell) => (cell === 0 ? -value : value));
    expect(refused({ ...medicaid, covariance: negative }).code).toBe('sensitivity-not-a-covariance');
  });

  it('copes with singular covariances, one pre-period, one post-period and many periods, and says so', () => {
    // Two coefficients that are the same number: rank 6 of 7.
    const twin = Float64Array.from(medicaid.covariance);
    for (let k = 0; k < 7; k++) twin[6 * 7 + k] = twin[5 * 7 + k]!;
    for (let k = 0; k < 7; k++) twin[k * 7 + 6] = twin[k * 7 + 5]!;
    const singular = relativeMagnitudeIntervals(
      { ...medicaid, covariance: twin, coefficients: [...Array.from(medicaid.coefficients).slice(0, 6), 0.046] },
      [0.5, 1],
    );
    expect(singular.warnings.map((warning) => warning.code)).toContain('singular-covariance');

    const short = relativeMagnitudeIntervals(simulatedStudy([0.1, 3], 1), [0, 1]);
    expect(short.rows[1]!.lower).toBeLessThan(3);
    expect(short.warnings.map((warning) => warning.code)).toContain('one-pre-period');
    const long = simulatedStudy(
      Array.from({ length: 24 }, (_, k) => (k < 12 ? 0 : 5)),
      12,
    );
    for (const result of [
      relativeMagnitudeIntervals(long, [1], { draws: 200, gridPoints: 200 }),
      ...(['flci', 'c-lf', 'c-f', 'conditional'] as const).map((method) =>
        smoothnessIntervals(long, [0.5], { method, draws: 200, gridPoints: 200 }),
      ),
    ]) {
      expect(result.rows[0]!.lower).toBeLessThan(5);
      expect(result.rows[0]!.upper).toBeGreaterThan(5);
    }
  });

  it('looks around an effect of more than twenty standard errors, where a grid around zero would find no value', () => {
    const precise = { ...medicaid, covariance: medicaid.covariance.map((value) => value / 100) };
    const { se, estimate } = prepareStudy(precise);
    expect(estimate / se).toBeGreaterThan(40);
    for (const { rows, warnings } of [
      relativeMagnitudeIntervals(precise, [0.5, 1]),
      smoothnessIntervals(precise, [0.001], { method: 'c-lf' }),
    ]) {
      expect(warnings).toEqual([]);
      for (const { lower, upper } of rows) {
        expect(lower).toBeGreaterThan(0.5 * estimate);
        expect(upper).toBeLessThan(1.5 * estimate);
        expect(lower! < estimate && estimate < upper!).toBe(true);
      }
    }
  });

  it('says when periods do not follow each other; the reference left out is no gap', () => {
    const at = (times: readonly number[]) => prepareStudy({ ...medicaid, times }).warnings.map(({ code }) => code);
    expect(at([-6, -5, -4, -3, -2, 0, 1])).toEqual([]);
    expect(at([-12, -10, -8, -6, -4, 0, 2])).toEqual([]);
    expect(at([-7, -5, -4, -3, -2, 0, 1])).toEqual(['uneven-event-times']);
    expect(at([-6, -5, -4, -3, -2, 0, 3])).toEqual(['uneven-event-times']);
    expect(at([-7, -6, -5, -4, -3, 0, 1])).toEqual(['uneven-event-times']);
  });

  it('says that an interval goes beyond the values tried', () => {
    const { rows, warnings } = relativeMagnitudeIntervals(vat, [2]);
    expect(rows[0]!.openAbove).toBe(true);
    expect(warnings.map((warning) => warning.code)).toContain('interval-reaches-grid-end');
    const wide = relativeMagnitudeIntervals(vat, [2], { grid: { lower: -1, upper: 1 } });
    expect(wide.rows[0]!.openAbove).toBe(false);
    expect(wide.rows[0]!.upper).toBeGreaterThan(rows[0]!.upper!);
  });
});
