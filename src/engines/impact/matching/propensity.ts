import { cholesky, inverse, solveCholesky } from '../linear-algebra.ts';
import { ImpactError, someOf } from '../sentence.ts';
import type { Column } from './covariates.ts';
import { keptMoments } from './kept-moments.ts';
import { type Fit, LogitSums, type Pass, type Standardised } from './logit-sums.ts';

export interface Propensity {
  /** Probability of treatment of each row. */
  readonly probability: Float64Array;
  /** Its logit; computed when first asked for. */
  readonly linear: Float64Array;
  /** The intercept first; a column explained by those before it has no coefficient. */
  readonly coefficients: readonly { readonly name: string; readonly value: number; readonly se: number }[];
  readonly deviance: number;
  /** Units whose probability is 0 or 1 up to a few millionths: a covariate decides for them. */
  readonly certain: number;
  /** Columns left out because others explain them. */
  readonly collinear: readonly string[];
}

/** R's `glm.control`: iterations end when the deviance moves by less than this share. */
const DEVIANCE_TOLERANCE = 1e-8;
const MOST_ITERATIONS = 25;
/** From this many units on, the first steps read one block in sixteen. */
const LARGE = 200_000;
const SUBSAMPLE = 16;
const ROUGH_TOLERANCE = 1e-5;
/** Part of a column's variance that the columns before it must leave unexplained. */
const UNEXPLAINED = 1e-11;
/** Mean deviance below which every unit's treatment is foreseen: the covariates separate the groups and no maximum exists. */
const SEPARATED = 1e-8;

/**
 * The logit of treatment on an intercept and the columns, by iteratively reweighted least squares with R's stopping rule, and up to
 * 200,000 units from R's starting values, so that propensity scores agree with `glm` to the last digits (beyond, to about nine).
 *
 * @param kept rows that enter the estimation; the others only receive their score
 * @throws ImpactError when covariates separate treated from untreated units, and so no maximum exists
 */
export function fitPropensity(treated: Uint8Array, columns: readonly Column[], kept: Uint8Array): Propensity {
  const isLarge = treated.length >= LARGE;
  const standard = columns.map((column) => standardised(column, kept, isLarge ? SUBSAMPLE : 1));
  const all = new LogitSums(treated, standard, kept);
  const used = usable(standard, all, isLarge);
  const width = used.length + 1;
  const probability = new Float64Array(treated.length);
  const sums = used === standard ? all : new LogitSums(treated, used, kept);
  const start = isLarge ? roughStart(sums, width) : null;
  let pass = start ? sums.at(start, 1) : sums.atStart(1);
  let coefficients: Float64Array = start ?? new Float64Array(width);
  let information = pass.information;
  let last: Fit | null = null;
  for (let iteration = 0; iteration < MOST_ITERATIONS && !last; iteration++) {
    const next = step(pass, width);
    if (!next) throw separation(columns);
    information = pass.information;
    // The sums of another step are not made where this one should be the last.
    if (gain(pass, coefficients, next) < DEVIANCE_TOLERANCE) last = settled(pass, sums.score(next, probability));
    coefficients = next;
    if (last) break;
    const after = sums.at(next, 1, probability);
    last = settled(pass, after);
    pass = after;
  }
  if (!last || last.deviance < SEPARATED * treated.length) throw separation(columns);
  // As `glm` does: the information of the last step, not that of the last coefficients.
  const covariance = inverse(information, width)!;
  let linear: Float64Array | null = null;
  return {
    probability,
    get linear() {
      linear ??= logits(treated.length, used, coefficients);
      return linear;
    },
    coefficients: inOriginalUnits(used, coefficients, covariance),
    deviance: last.deviance,
    certain: last.certain,
    collinear: standard.filter((column) => !used.includes(column)).map(({ name }) => name),
  };
}

/** Coefficients after one step; null where the information has no inverse. */
function step({ information, right }: Pass, width: number): Float64Array | null {
  const lower = cholesky(information, width);
  return lower && solveCholesky(lower, width, right);
}

/** How much the deviance moved, as `glm` counts it. */
const moves = (before: Fit, after: Fit): number =>
  Math.abs(after.deviance - before.deviance) / (Math.abs(after.deviance) + 0.1);

const settled = (before: Fit, after: Fit): Fit | null => (moves(before, after) < DEVIANCE_TOLERANCE ? after : null);

/** How much a step is to move it, were the deviance a parabola: s'X'WX s. */
function gain({ information, deviance }: Pass, before: Float64Array, after: Float64Array): number {
  const width = after.length;
  let sum = 0;
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++)
      sum += information[a * width + b]! * (after[a]! - before[a]!) * (after[b]! - before[b]!);
  return sum / (deviance + 0.1);
}

/** Coefficients from one block in sixteen: a large sample then needs two or three passes. Null where that part is separated. */
function roughStart(sums: LogitSums, width: number): Float64Array | null {
  let pass = sums.atStart(SUBSAMPLE);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const coefficients = step(pass, width);
    if (!coefficients) return null;
    const next = sums.at(coefficients, SUBSAMPLE);
    if (moves(pass, next) < ROUGH_TOLERANCE) return next.certain > 0 ? null : coefficients;
    pass = next;
  }
  return null;
}

const separation = (columns: readonly Column[]): ImpactError => {
  const names = someOf(columns.map(({ name }) => name));
  return new ImpactError('separation', {
    fr: `Les covariables (${names}) séparent parfaitement les traités des non traités\u202f: aucun score de propension n’existe. Retirez la variable qui décide du traitement.`,
    en: `The covariates (${names}) separate treated from untreated units perfectly: no propensity score exists. Remove the variable that decides treatment.`,
  });
};

/** Mean and deviation only keep numbers near one, so that those of one block in `every` will do. */
function standardised({ name, values }: Column, kept: Uint8Array, every: number): Standardised {
  const { count, mean, squares } = keptMoments(values, kept, every);
  return { name, values, mean, perDeviation: squares > 0 ? Math.sqrt(count / squares) : 1 };
}

/** Columns that are independent in a part of the rows are so in all of them. */
function usable(columns: readonly Standardised[], sums: LogitSums, isLarge: boolean): readonly Standardised[] {
  const inPart = isLarge ? independent(columns, sums.atStart(SUBSAMPLE).information) : [];
  return inPart.length === columns.length ? columns : independent(columns, sums.atStart(1).information);
}

/**
 * Columns that are not a combination of the columns before them (which a constant always is, of the intercept).
 * @param products of the intercept and the columns, up to a factor
 */
function independent(columns: readonly Standardised[], products: Float64Array): Standardised[] {
  const stride = columns.length + 1;
  const used = [0];
  const lower = [Float64Array.of(Math.sqrt(products[0]!))];
  for (let column = 1; column < stride; column++) {
    const row = new Float64Array(used.length + 1);
    const size = products[column * stride + column]!;
    let variance = size;
    let rest = size;
    for (const [k, other] of used.entries()) {
      let product = products[column * stride + other]!;
      for (let j = 0; j < k; j++) product -= row[j]! * lower[k]![j]!;
      row[k] = product / lower[k]![k]!;
      rest -= row[k]! ** 2;
      if (k === 0) variance = rest;
    }
    if (variance <= UNEXPLAINED * size || rest <= UNEXPLAINED * variance) continue;
    row[used.length] = Math.sqrt(rest);
    lower.push(row);
    used.push(column);
  }
  return used.slice(1).map((column) => columns[column - 1]!);
}

function logits(size: number, columns: readonly Standardised[], coefficients: Float64Array): Float64Array {
  const linear = new Float64Array(size).fill(coefficients[0]!);
  for (const [k, { values, mean, perDeviation }] of columns.entries()) {
    const coefficient = coefficients[k + 1]!;
    for (let row = 0; row < size; row++)
      linear[row] = linear[row]! + coefficient * ((values[row]! - mean) * perDeviation);
  }
  return linear;
}

/** Coefficients for the columns as they came: divided by their deviations, the intercept moved by their means. */
function inOriginalUnits(
  columns: readonly Standardised[],
  coefficients: Float64Array,
  covariance: Float64Array,
): Propensity['coefficients'] {
  const width = columns.length + 1;
  const shift = Float64Array.from({ length: width }, (_, k) =>
    k === 0 ? 1 : -columns[k - 1]!.mean * columns[k - 1]!.perDeviation,
  );
  let intercept = 0;
  let variance = 0;
  for (let a = 0; a < width; a++) {
    intercept += shift[a]! * coefficients[a]!;
    for (let b = 0; b < width; b++) variance += shift[a]! * shift[b]! * covariance[a * width + b]!;
  }
  return [
    { name: '(Intercept)', value: intercept, se: Math.sqrt(variance) },
    ...columns.map(({ name, perDeviation }, k) => ({
      name,
      value: coefficients[k + 1]! * perDeviation,
      se: Math.sqrt(covariance[(k + 1) * width + k + 1]!) * perDeviation,
    })),
  ];
}
