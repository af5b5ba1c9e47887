import { dot } from '../linear-algebra.ts';
import type { SampleStep } from '../result.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';
import { type Basis, basisOf, type DoseCurve } from './basis.ts';
import { type DoseCell, type DoseInput, doseSample } from './dose-sample.ts';
import { averaged, errorOf, type Influenced, withoutControls } from './influences.ts';
import { orthonormal } from './orthonormal.ts';

export interface DosePoint {
  readonly dose: number;
  /** Effect of this dose against none. */
  readonly att: number;
  readonly attSe: number;
  /** Effect of a little more: the slope of the curve, per unit of dose. */
  readonly acrt: number;
  readonly acrtSe: number;
}

export interface DoseEffects {
  readonly points: readonly DosePoint[];
  /** Mean effect over the doses received, and mean slope. */
  readonly overallAtt: { readonly value: number; readonly se: number };
  readonly overallAcrt: { readonly value: number; readonly se: number };
}

export interface DoseCellEffects extends DoseEffects {
  readonly g: number;
  readonly t: number;
  readonly treated: number;
  readonly controls: number;
  /** Of the curve in the dose, in the basis asked for. */
  readonly coefficients: readonly number[];
}

export interface DoseResponse {
  readonly cells: readonly DoseCellEffects[];
  /** All cells after treatment, weighted by the number of treated in each. */
  readonly overall: DoseEffects;
  readonly curve: DoseCurve;
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
}

/**
 * Dose-response of a subsidy (Callaway, Goodman-Bacon & Sant'Anna 2024): in each cell the treated units' change of outcome is
 * regressed on a curve in their dose; ATT(d) is the curve less the controls' change, ACRT(d) its slope. Errors are HC0, from
 * influence functions.
 *
 * Reading differences between doses as effects needs *strong* parallel trends: units with a low dose are what units with a high one
 * would have been at that dose. Terciles need less, see {@link doseBins}.
 *
 * @param at doses at which the curve is read, in the unit of the dose
 */
export function doseResponse(input: DoseInput, curve: DoseCurve, at: readonly number[]): DoseResponse {
  const sample = doseSample(input);
  const basis = basisOf(curve, sample.doses);
  const cells = sample.cells.map((cell) => ({ cell, fit: fitCell(cell, input.dose, basis, at) }));
  const weights = cells.map(({ cell }) => cell.treated.length);
  const overall: Fit = {
    att: at.map((_, k) =>
      averaged(
        cells.map(({ fit }) => fit.att[k]!),
        weights,
      ),
    ),
    acrt: at.map((_, k) =>
      averaged(
        cells.map(({ fit }) => fit.acrt[k]!),
        weights,
      ),
    ),
    overallAtt: averaged(
      cells.map(({ fit }) => fit.overallAtt),
      weights,
    ),
    overallAcrt: averaged(
      cells.map(({ fit }) => fit.overallAcrt),
      weights,
    ),
  };
  return {
    cells: cells.map(({ cell, fit }) => ({
      g: cell.g,
      t: cell.t,
      treated: cell.treated.length,
      controls: cell.controls.length,
      coefficients: Array.from(fit.coefficients),
      ...effects(fit, at),
    })),
    overall: effects(overall, at),
    curve,
    sample: sample.sample,
    warnings: [...sample.warnings, ...outsideWarnings(sample.doses, at), STRONG_TRENDS],
  };
}

const STRONG_TRENDS: Warning = {
  code: 'strong-parallel-trends',
  fr: 'Comparer des doses entre elles suppose des tendances parallèles fortes\u202f: à dose égale, les entreprises peu aidées auraient évolué comme les entreprises très aidées.',
  en: 'Comparing doses supposes strong parallel trends: at equal doses, firms with little aid would have changed like firms with much.',
};

function outsideWarnings(doses: Float64Array, at: readonly number[]): Warning[] {
  const low = doses.reduce((least, dose) => Math.min(least, dose), Number.POSITIVE_INFINITY);
  const high = doses.reduce((most, dose) => Math.max(most, dose), 0);
  const outside = at.filter((dose) => dose < low || dose > high);
  if (outside.length === 0) return [];
  return [
    {
      code: 'outside-doses',
      fr: `Aucune unité n’a reçu ${outside.join(', ')} (doses observées\u202f: de ${low} à ${high})\u202f: la courbe y est prolongée.`,
      en: `No unit received ${outside.join(', ')} (doses observed: ${low} to ${high}): the curve is extended there.`,
    },
  ];
}

interface Fit {
  readonly att: readonly Influenced[];
  readonly acrt: readonly Influenced[];
  readonly overallAtt: Influenced;
  readonly overallAcrt: Influenced;
}

function fitCell(
  cell: DoseCell,
  dose: Float64Array,
  basis: Basis,
  at: readonly number[],
): Fit & { readonly coefficients: Float64Array } {
  const { treated, change, controlMean } = cell;
  const k = basis.size;
  const n = treated.length;
  const rows = Array.from(treated, (unit) => basis.at(dose[unit]!));
  const design = Array.from({ length: k }, (_, a) => Float64Array.from(rows, (x) => x[a]!));
  const fit = n >= k ? orthonormal(design) : null;
  if (!fit)
    throw new ImpactError('too-few-doses', {
      fr: `La cohorte ${cell.g} a trop peu de doses assez différentes (${plural.fr(n, '# unité', '# unités')}) pour une courbe à ${k} coefficients\u202f: réduisez le degré.`,
      en: `Cohort ${cell.g} has too few doses that differ enough (${plural.en(n, '# unit', '# units')}) for a curve of ${k} coefficients: lower the degree.`,
    });
  const changes = Float64Array.from(treated, (unit) => change[unit]!);
  const scores = Float64Array.from(fit.columns, (column) => dot(column, changes));
  const coefficients = fit.solve(scores);
  const value = (weights: Float64Array): number => dot(weights, coefficients);
  const residuals = changes.map((own, i) =>
    fit.columns.reduce((rest, column, a) => rest - column[i]! * scores[a]!, own),
  );
  // Of weights' coefficients: each treated unit's residual, spread by how much its dose moves the combination.
  const combination = (weights: Float64Array): Influenced => {
    const direction = fit.solveTransposed(weights);
    const influence = new Float64Array(change.length);
    treated.forEach((unit, i) => {
      influence[unit] = residuals[i]! * fit.columns.reduce((sum, column, a) => sum + column[i]! * direction[a]!, 0);
    });
    return { value: value(weights), influence };
  };
  const againstControls = ({ value: own, influence }: Influenced): Influenced => ({
    value: own - controlMean,
    influence: withoutControls(cell, influence),
  });
  const slopes = Array.from(treated, (unit) => basis.slope(dose[unit]!));
  const meanSlope = Float64Array.from({ length: k }, (_, a) => slopes.reduce((sum, own) => sum + own[a]!, 0) / n);
  const overallAcrt = combination(meanSlope);
  // The doses are a sample too: each unit's own slope differs from the mean.
  slopes.forEach((own, i) => {
    const unit = treated[i]!;
    overallAcrt.influence[unit] = overallAcrt.influence[unit]! + (value(own) - overallAcrt.value) / n;
  });
  const mean = treated.reduce((sum, unit) => sum + change[unit]!, 0) / n;
  const meanInfluence = new Float64Array(change.length);
  for (const unit of treated) meanInfluence[unit] = (change[unit]! - mean) / n;
  return {
    coefficients: basis.asked(coefficients),
    att: at.map((d) => againstControls(combination(basis.at(d)))),
    acrt: at.map((d) => combination(basis.slope(d))),
    overallAtt: againstControls({ value: mean, influence: meanInfluence }),
    overallAcrt,
  };
}

function effects({ att, acrt, overallAtt, overallAcrt }: Fit, at: readonly number[]): DoseEffects {
  return {
    points: at.map((dose, k) => ({
      dose,
      att: att[k]!.value,
      attSe: errorOf(att[k]!),
      acrt: acrt[k]!.value,
      acrtSe: errorOf(acrt[k]!),
    })),
    overallAtt: { value: overallAtt.value, se: errorOf(overallAtt) },
    overallAcrt: { value: overallAcrt.value, se: errorOf(overallAcrt) },
  };
}
