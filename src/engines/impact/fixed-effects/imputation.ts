import type { Moments } from '../moments/cohort-moments.ts';
import { covarianceOf, loadingSize } from '../moments/influence.ts';
import type { Estimate } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import { eliminator } from './absorb.ts';

export interface ImputedEffect extends Estimate {
  /** Times since treatment; null for all treated observations. */
  readonly time: number | null;
  readonly observations: number;
}

export interface Imputation {
  readonly overall: ImputedEffect;
  readonly event: readonly ImputedEffect[];
  /** Treated observations left out: nothing untreated in their period, or in their cohort before treatment, allows to impute them. */
  readonly notImputed: number;
}

export interface ImputationOptions {
  /**
   * `within-cohort` (Borusyak, Jaravel & Spiess 2024): effects of treated observations may differ by cohort and period, and only what
   * varies within counts. `two-stage` (Gardner 2022, did2s): deviations from the average effect count.
   */
  readonly errors?: 'within-cohort' | 'two-stage';
  /**
   * Leaves out cohorts with a single period before treatment, as R's didimputation does with fixest 0.14 (it drops levels seen once). By
   * default they stay: their unit effects rest on one observation, but are identified.
   */
  readonly severalBefore?: boolean;
}

/** Solutions this far from satisfying their equations do not exist. */
const UNSOLVED = 1e-8;

/**
 * Imputation: unit and period effects are estimated on untreated observations, and what treated ones have beyond them is averaged. From
 * cohort moments of a balanced panel, because effects of units within a cohort differ by their own mean alone. Errors by unit, or by the
 * cluster of the moments.
 * @throws ImpactError when no treated observation can be imputed
 */
export function imputationFromMoments(
  moments: Moments,
  { errors = 'within-cohort', severalBefore = false }: ImputationOptions = {},
): Imputation {
  const layout = layoutOf(moments, severalBefore ? 2 : 1);
  const fitted = layout.solve(
    layout.normalRight((c, t) => (layout.isTreated(c, t) ? 0 : moments.cohorts[c]!.count * meanOf(moments, c, t))),
  );
  const excess = (c: number, t: number): number => meanOf(moments, c, t) - fitted.period(t) - fitted.cohort(c);
  const cells = layout.treated.filter(({ c, t }) => layout.isImputable(c, t));
  if (cells.length === 0) {
    throw new ImpactError('nothing-imputed', {
      fr: 'Aucune observation traitée ne peut être imputée\u202f: il faut des unités non traitées à la même période.',
      en: 'No treated observation can be imputed: untreated units are needed in the same period.',
    });
  }
  const effectOf = (time: number | null): ImputedEffect => {
    const chosen = cells.filter(({ c, t }) => time === null || eventTime(moments, c, t) === time);
    const observations = chosen.reduce((sum, { c }) => sum + moments.cohorts[c]!.count, 0);
    const att = chosen.reduce((sum, { c, t }) => sum + (moments.cohorts[c]!.count / observations) * excess(c, t), 0);
    const isChosen = new Set(chosen.map(({ c, t }) => c * moments.periods.length + t));
    const weight = (c: number, t: number): number =>
      isChosen.has(c * moments.periods.length + t) ? 1 / observations : 0;
    const dual = layout.solve(layout.normalRight((c, t) => moments.cohorts[c]!.count * weight(c, t)));
    const weights = moments.cohorts.map((_, c) =>
      moments.periods.map((__, t) => (layout.isTreated(c, t) ? weight(c, t) : -(dual.cohort(c) + dual.period(t)))),
    );
    const remainder = (c: number, t: number): number => {
      if (!layout.isTreated(c, t)) return excess(c, t);
      return errors === 'two-stage' ? excess(c, t) - att : 0;
    };
    return { time, observations, att, se: Math.sqrt(varianceOf(moments, layout, weights, remainder)) };
  };
  const times = [...new Set(cells.map(({ c, t }) => eventTime(moments, c, t)))].sort((a, b) => a - b);
  const all = moments.cohorts.reduce(
    (sum, { count }, c) => sum + count * moments.periods.filter((_, t) => layout.isTreated(c, t)).length,
    0,
  );
  const overall = effectOf(null);
  return { overall, event: times.map(effectOf), notImputed: all - overall.observations };
}

const eventTime = ({ periods, cohorts }: Moments, c: number, t: number): number => periods[t]! - cohorts[c]!.cohort;

/** Mean of a cohort in a period, from its mean in the first. */
const meanOf = ({ cohorts }: Moments, c: number, t: number): number => (t === 0 ? 0 : cohorts[c]!.mean[t - 1]!);

type Layout = ReturnType<typeof layoutOf>;

/** Which cells are treated, and the normal equations of cohort and period effects on those that are not. */
function layoutOf({ cohorts, periods }: Moments, fewestBefore: number) {
  const size = cohorts.length + periods.length;
  const isUsed = cohorts.map(
    ({ cohort }) => cohort === 0 || periods.filter((period) => period < cohort).length >= fewestBefore,
  );
  const isTreated = (c: number, t: number): boolean => cohorts[c]!.cohort > 0 && periods[t]! >= cohorts[c]!.cohort;
  const normal = new Float64Array(size * size);
  const add = (row: number, column: number, value: number): void => {
    normal[row * size + column] = normal[row * size + column]! + value;
  };
  const treated: { readonly c: number; readonly t: number }[] = [];
  for (const [c, { count }] of cohorts.entries()) {
    if (!isUsed[c]) continue;
    for (const t of periods.keys()) {
      if (isTreated(c, t)) {
        treated.push({ c, t });
        continue;
      }
      const period = cohorts.length + t;
      add(c, c, count);
      add(period, period, count);
      add(c, period, count);
      add(period, c, count);
    }
  }
  const solver = eliminator(normal, size);
  const solve = (right: Float64Array) => {
    const solution = solver(right);
    return { cohort: (c: number) => solution[c]!, period: (t: number) => solution[cohorts.length + t]! };
  };
  /** Sums of values by cohort and by period: the right-hand side. */
  const normalRight = (value: (c: number, t: number) => number): Float64Array => {
    const right = new Float64Array(size);
    for (const c of cohorts.keys()) {
      if (!isUsed[c]) continue;
      for (const t of periods.keys()) {
        right[c] = right[c]! + value(c, t);
        right[cohorts.length + t] = right[cohorts.length + t]! + value(c, t);
      }
    }
    return right;
  };
  /** A treated cell can be imputed when its own effects are a combination of those of untreated cells. */
  const isImputable = (c: number, t: number): boolean => {
    const right = normalRight((a, b) => (a === c && b === t ? 1 : 0));
    const solution = solver(right);
    return right.every((value, row) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += normal[row * size + k]! * solution[k]!;
      return Math.abs(sum - value) < UNSOLVED;
    });
  };
  return { isUsed, isTreated, treated, solve, normalRight, isImputable };
}

/**
 * Variance of Σ weights × remainders: a unit adds its own deviations from its cohort, less their mean over its untreated periods (its unit
 * effect), and the remainder of its cohort.
 */
function varianceOf(
  moments: Moments,
  { isUsed, isTreated }: Layout,
  weights: readonly (readonly number[])[],
  remainder: (c: number, t: number) => number,
): number {
  const width = loadingSize(moments);
  const load = (c: number, loadings: Float64Array): void => {
    const own = weights[c]!;
    const untreated = moments.periods.map((_, t) => !isTreated(c, t));
    const before = untreated.filter(Boolean).length;
    if (!isUsed[c]) return;
    const total = own.reduce((sum, weight) => sum + weight, 0);
    for (const [t, weight] of own.entries()) {
      if (t > 0) loadings[t - 1] = weight - (untreated[t] ? total / before : 0);
    }
    loadings[width - 2] = own.reduce((sum, weight, t) => sum + weight * remainder(c, t), 0);
  };
  return covarianceOf(moments, { targets: 1, load }, 1)[0]!;
}
