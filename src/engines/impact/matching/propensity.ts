import { cholesky, inverse, solveCholesky } from '../linear-algebra.ts';
import { ImpactError, someOf } from '../sentence.ts';
import type { Column } from './covariates.ts';

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
/** Part of a standardised column's variance that the columns before it must leave unexplained. */
const UNEXPLAINED = 1e-11;
/** A logit beyond this is a certainty, up to three in ten million: some covariate decides for these units. */
const CERTAIN = 15;
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
  const standard = columns.map((column) => standardised(column, kept));
  const used = independent(standard, kept);
  const width = used.length + 1;
  const probability = new Float64Array(treated.length);
  let coefficients: Float64Array = new Float64Array(width);
  const start = treated.length >= LARGE ? roughStart(treated, used, kept) : null;
  let pass = start ? gather(treated, used, kept, start, 1, probability) : gatherAtStart(treated, used, kept, 1);
  let information = pass.information;
  let converged = false;
  for (let iteration = 0; iteration < MOST_ITERATIONS && !converged; iteration++) {
    const lower = cholesky(pass.information, width);
    if (!lower) throw separation(columns);
    coefficients = solveCholesky(lower, width, pass.right);
    information = pass.information;
    const next = gather(treated, used, kept, coefficients, 1, probability);
    converged = moves(pass, next) < DEVIANCE_TOLERANCE;
    pass = next;
  }
  if (!converged || pass.deviance < SEPARATED * treated.length) throw separation(columns);
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
    deviance: pass.deviance,
    certain: pass.certain,
    collinear: standard.filter((column) => !used.includes(column)).map(({ name }) => name),
  };
}

/** How much the deviance moved, as `glm` counts it. */
const moves = (before: Pass, after: Pass): number =>
  Math.abs(after.deviance - before.deviance) / (Math.abs(after.deviance) + 0.1);

/** Coefficients from one block in sixteen: a large sample then needs two or three passes. Null where that part is separated. */
function roughStart(treated: Uint8Array, used: readonly Standardised[], kept: Uint8Array): Float64Array | null {
  const width = used.length + 1;
  let pass = gatherAtStart(treated, used, kept, SUBSAMPLE);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const lower = cholesky(pass.information, width);
    if (!lower) return null;
    const coefficients = solveCholesky(lower, width, pass.right);
    const next = gather(treated, used, kept, coefficients, SUBSAMPLE, null);
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

/** A column, whose values are read less their mean and in standard deviations, block by block: no copy of it is kept. */
interface Standardised extends Column {
  readonly mean: number;
  readonly deviation: number;
}

function standardised({ name, values }: Column, kept: Uint8Array): Standardised {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++)
    if (kept[i]) {
      n++;
      sum += values[i]!;
    }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (kept[i]) squares += (values[i]! - mean) ** 2;
  return { name, values, mean, deviation: Math.sqrt(squares / n) };
}

function readBlock({ values, mean, deviation }: Standardised, from: number, count: number, into: Float64Array): void {
  for (let i = 0; i < count; i++) into[i] = (values[from + i]! - mean) / deviation;
}

/** Columns that are not a combination of the columns before them (which a constant always is, of the intercept). */
function independent(columns: readonly Standardised[], kept: Uint8Array): Standardised[] {
  const used: Standardised[] = [];
  const lower: Float64Array[] = [];
  let n = 0;
  for (const flag of kept) n += flag;
  for (const column of columns) {
    const row = new Float64Array(used.length + 1);
    let rest = column.deviation > 0 ? 1 : 0;
    if (rest > 0)
      used.forEach((other, k) => {
        let product = meanProduct(column, other, kept, n);
        for (let j = 0; j < k; j++) product -= row[j]! * lower[k]![j]!;
        row[k] = product / lower[k]![k]!;
        rest -= row[k]! ** 2;
      });
    if (rest <= UNEXPLAINED) continue;
    row[used.length] = Math.sqrt(rest);
    lower.push(row);
    used.push(column);
  }
  return used;
}

/** Over the n rows that are kept. */
function meanProduct(column: Standardised, other: Standardised, kept: Uint8Array, n: number): number {
  const [first, second] = [new Float64Array(BLOCK), new Float64Array(BLOCK)];
  let product = 0;
  for (let from = 0; from < kept.length; from += BLOCK) {
    const count = Math.min(BLOCK, kept.length - from);
    readBlock(column, from, count, first);
    readBlock(other, from, count, second);
    for (let i = 0; i < count; i++) if (kept[from + i]) product += first[i]! * second[i]!;
  }
  return product / n;
}

interface Pass {
  /** X'WX and X'W z at the current coefficients. */
  readonly information: Float64Array;
  readonly right: Float64Array;
  readonly deviance: number;
  readonly certain: number;
}

/** Far from overflow, whatever the next factor. */
const LARGE_PRODUCT = 1e100;

/** Rows are read in blocks that stay in the fastest memory. */
const BLOCK = 1024;

/** @param probabilities written for every row, kept or not; null when one block in several is read */
function gather(
  treated: Uint8Array,
  columns: readonly Standardised[],
  kept: Uint8Array,
  coefficients: Float64Array,
  stride: number,
  probabilities: Float64Array | null,
): Pass {
  const linear = new Float64Array(BLOCK);
  let halfDeviance = 0;
  let product = 1;
  let certain = 0;
  const sums = crossProducts(treated.length, columns, stride, (from, count, x, weight, response) => {
    addLinear(linear, x, coefficients, count);
    for (let i = 0; i < count; i++) {
      const eta = linear[i]!;
      const y = treated[from + i]!;
      const odds = Math.exp(-eta);
      const p = 1 / (1 + odds);
      if (probabilities) probabilities[from + i] = p;
      if (!kept[from + i]) {
        weight[i] = 0;
        response[i] = 0;
        continue;
      }
      if (eta > CERTAIN || eta < -CERTAIN) certain++;
      // -log p of the treated, -log (1 - p) of the others, the logarithms taken sixteen at a time.
      if (!y) halfDeviance += eta;
      product *= 1 + odds;
      if ((i & 15) === 15 || product > LARGE_PRODUCT) {
        halfDeviance += Math.log(product);
        product = 1;
      }
      const w = p * (1 - p);
      weight[i] = w;
      response[i] = w * eta + y - p;
    }
  });
  return { ...sums, deviance: 2 * (halfDeviance + Math.log(product)), certain };
}

/** R starts from probabilities of 3/4 for the treated and 1/4 for the others. */
function gatherAtStart(treated: Uint8Array, columns: readonly Standardised[], kept: Uint8Array, stride: number): Pass {
  const weight = 0.75 * 0.25;
  const target = weight * Math.log(3) + 0.25;
  let n = 0;
  for (const flag of kept) n += flag;
  const sums = crossProducts(treated.length, columns, stride, (from, count, _, weights, response) => {
    for (let i = 0; i < count; i++) {
      weights[i] = kept[from + i] ? weight : 0;
      response[i] = kept[from + i] ? (treated[from + i] ? target : -target) : 0;
    }
  });
  return { ...sums, deviance: -2 * n * Math.log(0.75), certain: 0 };
}

/** @param x the columns of the block */
type FillBlock = (
  from: number,
  count: number,
  x: readonly Float64Array[],
  weight: Float64Array,
  response: Float64Array,
) => void;

function crossProducts(
  size: number,
  columns: readonly Standardised[],
  stride: number,
  fill: FillBlock,
): Pick<Pass, 'information' | 'right'> {
  const width = columns.length + 1;
  const information = new Float64Array(width * width);
  const right = new Float64Array(width);
  const x = columns.map(() => new Float64Array(BLOCK));
  const weight = new Float64Array(BLOCK);
  const response = new Float64Array(BLOCK);
  const weighted = new Float64Array(BLOCK);
  for (let from = 0; from < size; from += stride * BLOCK) {
    const count = Math.min(BLOCK, size - from);
    for (const [k, column] of columns.entries()) readBlock(column, from, count, x[k]!);
    fill(from, count, x, weight, response);
    information[0] = information[0]! + sum(weight, count);
    right[0] = right[0]! + sum(response, count);
    for (let a = 1; a < width; a++) {
      const left = x[a - 1]!;
      right[a] = right[a]! + dot(response, left, count);
      for (let i = 0; i < count; i++) weighted[i] = weight[i]! * left[i]!;
      information[a] = information[a]! + sum(weighted, count);
      for (let b = 1; b <= a; b++)
        information[b * width + a] = information[b * width + a]! + dot(weighted, x[b - 1]!, count);
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) information[a * width + b] = information[b * width + a]!;
  return { information, right };
}

function sum(values: Float64Array, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += values[i]!;
  return total;
}

function dot(first: Float64Array, second: Float64Array, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += first[i]! * second[i]!;
  return total;
}

function addLinear(out: Float64Array, x: readonly Float64Array[], coefficients: Float64Array, count: number): void {
  out.fill(coefficients[0]!, 0, count);
  x.forEach((values, k) => {
    const coefficient = coefficients[k + 1]!;
    for (let i = 0; i < count; i++) out[i] = out[i]! + coefficient * values[i]!;
  });
}

function logits(size: number, columns: readonly Standardised[], coefficients: Float64Array): Float64Array {
  const linear = new Float64Array(size);
  const x = columns.map(() => new Float64Array(BLOCK));
  for (let from = 0; from < size; from += BLOCK) {
    const count = Math.min(BLOCK, size - from);
    for (const [k, column] of columns.entries()) readBlock(column, from, count, x[k]!);
    addLinear(linear.subarray(from, from + count), x, coefficients, count);
  }
  return linear;
}

/** Coefficients for the columns as they came: divided by their deviation, the intercept moved by their means. */
function inOriginalUnits(
  columns: readonly Standardised[],
  coefficients: Float64Array,
  covariance: Float64Array,
): Propensity['coefficients'] {
  const width = columns.length + 1;
  const shift = Float64Array.from({ length: width }, (_, k) =>
    k === 0 ? 1 : -columns[k - 1]!.mean / columns[k - 1]!.deviation,
  );
  let intercept = 0;
  let variance = 0;
  for (let a = 0; a < width; a++) {
    intercept += shift[a]! * coefficients[a]!;
    for (let b = 0; b < width; b++) variance += shift[a]! * shift[b]! * covariance[a * width + b]!;
  }
  return [
    { name: '(Intercept)', value: intercept, se: Math.sqrt(variance) },
    ...columns.map(({ name, deviation }, k) => ({
      name,
      value: coefficients[k + 1]! / deviation,
      se: Math.sqrt(covariance[(k + 1) * width + k + 1]!) / deviation,
    })),
  ];
}
