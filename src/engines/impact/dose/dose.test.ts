import { describe, expect, it } from 'vitest';
import type { WidePanel } from '../panel.ts';
import { numbers, readExpected, readTable } from '../reference-data.fixture.ts';
import { basisOf } from './basis.ts';
import { doseBins } from './dose-bins.ts';
import { doseResponse } from './dose-response.ts';
import type { DoseInput } from './dose-sample.ts';

interface ExpectedCell {
  readonly g: number;
  readonly t: number;
  readonly control_group: 'nevertreated' | 'notyettreated';
  readonly degree: number;
  readonly n_treated: number;
  readonly n_control: number;
  readonly coef: number[];
  readonly dvals: number[];
  readonly att_d: number[];
  readonly att_d_se: number[];
  readonly acrt_d: number[];
  readonly acrt_d_se: number[];
  readonly overall_att: number;
  readonly overall_att_se: number;
  readonly overall_acrt: number;
  readonly overall_acrt_se: number;
}

const expected = readExpected<{
  terciles: number[];
  cells: ExpectedCell[];
  dose_bins: { bin: number; g: number; t: number; n: number; att: number; se: number }[];
}>('syn_dose.dose.json');

/** The table has one row for each firm and year, firm by firm; doses in hundreds of k EUR, as in the expected file. */
function readPanel(scale: number): Omit<DoseInput, 'controls'> {
  const table = readTable('syn_dose.csv');
  const years = Float64Array.from(new Set(numbers(table.annee!))).sort();
  const firms = [...new Set(table.siren!)];
  const place = new Map(firms.map((firm, i) => [firm, i]));
  const outcome = new Float64Array(firms.length * years.length).fill(Number.NaN);
  const firstTreated = new Float64Array(firms.length);
  const dose = new Float64Array(firms.length);
  table.siren!.forEach((firm, row) => {
    const i = place.get(firm)!;
    outcome[years.indexOf(Number(table.annee![row])) * firms.length + i] = Number(table.ln_rd![row]);
    firstTreated[i] = Number(table.g![row]);
    dose[i] = Number(table.subvention![row]) / scale;
  });
  const panel: WidePanel = { layout: 'wide', unit: firms, periods: years, firstTreated, outcomes: { ln_rd: outcome } };
  return { panel, outcome: 'ln_rd', dose };
}

const input = readPanel(100);

const near = (actual: readonly number[], wanted: readonly number[]): void => {
  expect(actual).toHaveLength(wanted.length);
  actual.forEach((value, k) => {
    expect(Math.abs(value / wanted[k]! - 1)).toBeLessThan(1e-9);
  });
};

describe('dose-response of syn_dose', () => {
  it.each([1, 2, 3])('agrees with the reference to nine digits in every cell, degree %i', (degree) => {
    for (const controls of ['never', 'not-yet'] as const) {
      const wanted = expected.cells.filter(
        (cell) => cell.degree === degree && (cell.control_group === 'nevertreated') === (controls === 'never'),
      );
      const { cells } = doseResponse({ ...input, controls }, { kind: 'polynomial', degree }, wanted[0]!.dvals);
      expect(cells.map(({ g, t }) => [g, t]).toSorted()).toEqual(wanted.map(({ g, t }) => [g, t]).toSorted());
      for (const own of wanted) {
        const cell = cells.find(({ g, t }) => g === own.g && t === own.t)!;
        expect([cell.treated, cell.controls]).toEqual([own.n_treated, own.n_control]);
        near(cell.coefficients, own.coef);
        near(
          cell.points.map(({ att }) => att),
          own.att_d,
        );
        near(
          cell.points.map(({ attSe }) => attSe),
          own.att_d_se,
        );
        near(
          cell.points.map(({ acrt }) => acrt),
          own.acrt_d,
        );
        near(
          cell.points.map(({ acrtSe }) => acrtSe),
          own.acrt_d_se,
        );
        near(
          [cell.overallAtt.value, cell.overallAtt.se, cell.overallAcrt.value, cell.overallAcrt.se],
          [own.overall_att, own.overall_att_se, own.overall_acrt, own.overall_acrt_se],
        );
      }
    }
  });

  it('agrees with the reference on terciles of dose, and finds that more aid does more', () => {
    const bins = doseBins({ ...readPanel(1), controls: 'never' });
    near(bins.cuts, expected.terciles);
    expect(bins.cells).toHaveLength(expected.dose_bins.length);
    for (const own of expected.dose_bins) {
      const cell = bins.cells.find(({ bin, g, t }) => bin === own.bin && g === own.g && t === own.t)!;
      expect(cell.n).toBe(own.n);
      near([cell.att, cell.se], [own.att, own.se]);
    }
    const [low, middle, high] = bins.overall.map(({ att }) => att);
    expect(low! < middle! && middle! < high!).toBe(true);
    expect(bins.equality!.p).toBeLessThan(1e-6);
  });

  it('gives the same cubic curve as a spline without inner knots', () => {
    const at = [0.5, 1, 2];
    const cubic = doseResponse(input, { kind: 'polynomial', degree: 3 }, at).overall;
    const spline = doseResponse(input, { kind: 'spline', degree: 3, knots: 0 }, at).overall;
    near(
      spline.points.flatMap((point) => Object.values(point)),
      cubic.points.flatMap((point) => Object.values(point)),
    );
  });

  it('draws the same curve whatever the unit of the amounts, up to a high degree', () => {
    const at = [0.5, 1, 2];
    const [offset, unit] = [5e6, 1e3];
    const moved = { ...input, dose: input.dose.map((dose) => (dose > 0 ? offset + unit * dose : dose)) };
    for (const degree of [1, 3, 8]) {
      const curve = { kind: 'polynomial', degree } as const;
      const plain = doseResponse(input, curve, at).overall.points;
      const other = doseResponse(
        moved,
        curve,
        at.map((dose) => offset + unit * dose),
      ).overall.points;
      for (const [k, { att, attSe, acrt, acrtSe }] of plain.entries()) {
        const { att: a, attSe: b, acrt: c, acrtSe: d } = other[k]!;
        [a / att, b / attSe, (c * unit) / acrt, (d * unit) / acrtSe].forEach((ratio) => {
          expect(Math.abs(ratio - 1)).toBeLessThan(1e-7);
        });
      }
    }
  });

  it('has fewer classes where many firms received the same amount, and says so; none where all did', () => {
    const treated = (unit: number): boolean => input.panel.firstTreated[unit]! > 0;
    const rounded = { ...input, dose: input.dose.map((_, unit) => (treated(unit) ? 1 + (unit % 2) : 0)) };
    const { cuts, overall, warnings } = doseBins(rounded);
    expect(cuts).toEqual([1]);
    expect(overall.map(({ bin }) => bin)).toEqual([1, 2]);
    expect(warnings).toMatchObject([{ code: 'fewer-dose-bins' }]);
    const same = { ...input, dose: input.dose.map((_, unit) => (treated(unit) ? 7 : 0)) };
    expect(() => doseBins(same)).toThrowError('received the same amount (7)');
    expect(() => doseResponse(same, { kind: 'polynomial', degree: 1 }, [7])).toThrowError('too few doses that differ');
  });

  it('refuses numbers of classes, knots and periods that mean nothing, and a panel without a complete unit', () => {
    for (const bins of [0, 1, 2.5]) expect(() => doseBins(input, bins)).toThrowError('at least two');
    expect(() => doseBins(input, 5_000)).toThrowError('fewer classes');
    for (const knots of [-1, 1.5])
      expect(() => doseResponse(input, { kind: 'spline', degree: 3, knots }, [1])).toThrowError('inner knots');
    expect(() => doseBins({ ...input, anticipation: -1 })).toThrowError('zero or more');
    const outcomes = { ln_rd: input.panel.outcomes.ln_rd!.map(() => Number.NaN) };
    expect(() => doseBins({ ...input, panel: { ...input.panel, outcomes } })).toThrowError('No unit has "ln_rd"');
  });

  it('refuses treated firms without an amount, and says which', () => {
    const dose = input.dose.slice();
    const treated = Array.from(input.panel.firstTreated).findIndex((g) => g > 0);
    dose[treated] = 0;
    expect(() => doseResponse({ ...input, dose }, { kind: 'polynomial', degree: 1 }, [1])).toThrowError(
      `1 treated unit has no positive amount (${input.panel.unit[treated]})`,
    );
  });
});

describe('B-splines', () => {
  const basis = basisOf(
    { kind: 'spline', degree: 3, knots: 2 },
    Float64Array.from({ length: 101 }, (_, k) => k / 100),
  );
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

  it('sum to one everywhere, the boundary included, and their slopes to zero', () => {
    for (const dose of [0, 0.2, 1 / 3, 0.5, 0.99, 1]) {
      expect(sum(basis.at(dose))).toBeCloseTo(1, 12);
      expect(sum(basis.slope(dose))).toBeCloseTo(0, 10);
    }
  });

  it('have the slopes that small steps measure', () => {
    const step = 1e-6;
    for (const dose of [0.1, 0.4, 0.8])
      basis.slope(dose).forEach((slope, k) => {
        expect((basis.at(dose + step)[k]! - basis.at(dose - step)[k]!) / (2 * step)).toBeCloseTo(slope, 6);
      });
  });
});
