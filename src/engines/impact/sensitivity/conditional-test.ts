import { normalTail } from '../distributions.ts';
import { symmetricEigen } from '../linear-algebra.ts';
import { loadings, type PreparedStudy } from './event-study.ts';
import { type MultiplierProgram, multiplierProgram } from './multiplier-program.ts';
import type { Restriction } from './restrictions.ts';

/**
 * The conditional test of Andrews, Roth & Pakes (2023) that an effect θ is compatible with a restriction on δ:
 * E[A β̂ − d − A x θ] ≤ A N τ for some nuisance τ, where the post-period effects are written xθ + Nτ with l'x = 1 and l'N = 0.
 * The statistic is η = max λ'y over multipliers λ; given which λ is best, η is normal truncated to the range where that λ stays the best.
 */
export interface ConditionalTest {
  rejects(theta: number): boolean;
}

/** A first test of small size that decides at once when it rejects; the second one then conditions on its acceptance. */
export type FirstStage =
  | { readonly kind: 'none' }
  /** Least-favourable critical value of η, size κ (method C-LF). */
  | {
      readonly kind: 'least-favorable';
      readonly kappa: number;
      readonly draws: number;
      readonly normals: (count: number) => Float64Array;
    }
  /** A fixed-length interval of level 1 − κ, centre weights'β̂ (method C-F). */
  | {
      readonly kind: 'fixed-length';
      readonly kappa: number;
      readonly weights: Float64Array;
      readonly halfLength: number;
    };

/** A standard error below this share of the statistic's own scale is zero. */
const NO_SPREAD = 1e-8;
/** η above zero by less than this is rounding. */
const ROUNDING = 1e-10;

/** Inequalities on the scale of their standard errors, ready to be tested for any θ. */
interface Moments {
  readonly count: number;
  /** (A β̂ − d) / sd. */
  readonly levels: Float64Array;
  /** A x / sd: how the inequalities move with θ. */
  readonly slopes: Float64Array;
  /** A R / sd, with R R' the covariance of β̂: the inequalities in independent standard normals, count × size. */
  readonly factors: Float64Array;
  /** sd, in the unit of the outcome; that of the others where an inequality has no sampling error. */
  readonly deviations: Float64Array;
  readonly program: MultiplierProgram | null;
}

export function conditionalTest(
  study: PreparedStudy,
  restriction: Restriction,
  alpha: number,
  stage: FirstStage,
  hypothesis: Hypothesis = effectHypothesis(study, restriction),
): ConditionalTest {
  const moments = standardise(study, restriction, hypothesis);
  const { count, levels, slopes, program } = moments;
  // Without multipliers some τ makes every inequality as slack as one likes: nothing can be rejected.
  if (!program) return { rejects: () => false };
  const ceiling = stage.kind === 'least-favorable' ? leastFavorableValue(moments, program, stage) : Infinity;
  const size = stage.kind === 'none' ? alpha : (alpha - stage.kappa) / (1 - stage.kappa);
  const window = stage.kind === 'fixed-length' ? fixedLengthWindow(study, stage) : null;
  // HonestDiD conditions on η ≤ ceiling only where there are nuisance parameters; without them it is slightly conservative.
  const truncation = study.post > 1 ? ceiling : Infinity;

  const y = new Float64Array(count);
  const multipliers = new Float64Array(count);
  const direction = new Float64Array(count);
  return {
    rejects(theta) {
      for (let row = 0; row < count; row++) y[row] = levels[row]! - slopes[row]! * theta;
      if (window?.excludes(theta)) return true;
      const eta = program.maximise(y);
      if (eta > ceiling) return true;
      if (eta <= ROUNDING) return false;

      program.multipliers(multipliers);
      const spread = loadingOf(moments, multipliers, study.size);
      const variance = spread.reduce((sum, value) => sum + value * value, 0);
      const sd = Math.sqrt(variance);
      if (sd < NO_SPREAD) return true;
      for (let row = 0; row < count; row++) direction[row] = rowTimes(moments.factors, row, spread) / variance;
      let upper = Math.min(eta + program.reach(y, direction), truncation);
      for (let row = 0; row < count; row++) direction[row]! *= -1;
      let lower = eta - program.reach(y, direction);
      if (window) {
        const limits = window.rangeOf(theta, eta, spread, variance);
        lower = Math.max(lower, limits.lower);
        upper = Math.min(upper, limits.upper);
      }
      return truncatedTail(eta / sd, lower / sd, upper / sd) < size;
    },
  };
}

/** What is tested: θ moves the inequalities by `slopes`, and the unknown τ by the columns of `nuisance`; both in the unit of the rows. */
export interface Hypothesis {
  readonly slopes: Float64Array;
  readonly nuisance: readonly Float64Array[];
}

/** θ = l'τ: the post-period with the largest weight carries θ, the others are free (x = e/l and the columns of N of the header). */
function effectHypothesis({ size, pre, post, weights }: PreparedStudy, { count, rows }: Restriction): Hypothesis {
  const pivot = largestAt(weights);
  const column = (period: number) => Float64Array.from({ length: count }, (_, row) => rows[row * size + pre + period]!);
  const carrier = column(pivot);
  const others = Array.from({ length: post }, (_, period) => period).filter((period) => period !== pivot);
  return {
    slopes: carrier.map((value) => value / weights[pivot]!),
    nuisance: others.map((period) => {
      const share = weights[period]! / weights[pivot]!;
      return column(period).map((value, row) => value - share * carrier[row]!);
    }),
  };
}

function standardise(
  study: PreparedStudy,
  { count, rows, bounds }: Restriction,
  { slopes, nuisance }: Hypothesis,
): Moments {
  const { size, estimates } = study;
  const factors = new Float64Array(count * size);
  const deviations = Float64Array.from({ length: count }, (_, row) => {
    const loading = loadings(study, rows.subarray(row * size, (row + 1) * size));
    factors.set(loading, row * size);
    return Math.hypot(...loading);
  });
  const unit = Math.max(...deviations);
  // An inequality without sampling error holds whatever η: it keeps the unit of the others and does not count towards η.
  const uncertain = Array.from(deviations, (deviation) => deviation > NO_SPREAD * unit);
  const scales = deviations.map((deviation, row) => (uncertain[row] ? deviation : unit));
  for (let row = 0; row < count; row++)
    for (let column = 0; column < size; column++)
      factors[row * size + column] = uncertain[row] ? factors[row * size + column]! / scales[row]! : 0;
  const constraints = new Float64Array((1 + nuisance.length) * count);
  constraints.set(uncertain.map(Number));
  nuisance.forEach((column, line) => {
    constraints.set(
      column.map((value, row) => value / scales[row]!),
      (1 + line) * count,
    );
  });
  return {
    count,
    levels: scales.map((scale, row) => (rowTimes(rows, row, estimates) - bounds[row]!) / scale),
    slopes: scales.map((scale, row) => slopes[row]! / scale),
    factors,
    deviations: scales,
    program: multiplierProgram(constraints, 1 + nuisance.length, count),
  };
}

/**
 * The 1 − κ quantile of η when every inequality binds (ARP 2023, section 5), from simulated draws as HonestDiD takes them: the symmetric root of
 * the covariance of the inequalities times independent normals, R's type-7 quantile.
 */
function leastFavorableValue(
  { count, factors, deviations }: Moments,
  program: MultiplierProgram,
  { kappa, draws, normals }: Extract<FirstStage, { kind: 'least-favorable' }>,
): number {
  const root = symmetricRoot(factors, deviations);
  const y = new Float64Array(count);
  const values = new Float64Array(draws);
  const stream = normals(draws * count);
  for (let draw = 0; draw < draws; draw++) {
    const z = stream.subarray(draw * count, (draw + 1) * count);
    for (let row = 0; row < count; row++) y[row] = rowTimes(root, row, z);
    values[draw] = program.maximise(y);
  }
  values.sort();
  const place = (draws - 1) * (1 - kappa);
  const below = Math.floor(place);
  const above = Math.min(below + 1, draws - 1);
  return values[below]! + (place - below) * (values[above]! - values[below]!);
}

/** Rows over their standard errors of the symmetric square root of the inequalities' covariance. */
function symmetricRoot(factors: Float64Array, deviations: Float64Array): Float64Array {
  const count = deviations.length;
  const size = factors.length / count;
  const covariance = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++)
      covariance[a * count + b] =
        rowTimes(factors, a, factors.subarray(b * size, (b + 1) * size)) * deviations[a]! * deviations[b]!;
  const { values, vectors } = symmetricEigen(covariance, count);
  const roots = values.map((value) => Math.sqrt(Math.max(value, 0)));
  const root = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += vectors[a * count + k]! * roots[k]! * vectors[b * count + k]!;
      root[a * count + b] = sum / deviations[a]!;
    }
  return root;
}

/** |weights'β̂ − θ| ≤ half-length as a range of η: given what is independent of η, the centre moves linearly with it. */
function fixedLengthWindow(study: PreparedStudy, stage: Extract<FirstStage, { kind: 'fixed-length' }>) {
  const centre = stage.weights.reduce((sum, weight, place) => sum + weight * study.estimates[place]!, 0);
  const loading = loadings(study, stage.weights);
  return {
    excludes: (theta: number): boolean => Math.abs(centre - theta) > stage.halfLength,
    rangeOf(theta: number, eta: number, spread: Float64Array, variance: number) {
      let slope = 0;
      for (let place = 0; place < spread.length; place++) slope += loading[place]! * spread[place]!;
      slope /= variance;
      if (Math.abs(slope) * Math.sqrt(variance) < NO_SPREAD * stage.halfLength)
        return { lower: -Infinity, upper: Infinity };
      const rest = centre - theta - slope * eta;
      const ends = [(-stage.halfLength - rest) / slope, (stage.halfLength - rest) / slope];
      return { lower: Math.min(...ends), upper: Math.max(...ends) };
    },
  };
}

/** Beyond this many standard errors tail probabilities vanish in double precision, but their ratios do not. */
const FAR = 30;

/** P(Z > at | lower ≤ Z ≤ upper) for a standard normal Z; 1 where `at` is the lower end. */
export function truncatedTail(at: number, lower: number, upper: number): number {
  if (at <= lower) return 1;
  if (at >= upper) return 0;
  // φ(z)/z, over φ(lower): Mills' ratio is its own asymptote this far out.
  const tail = lower > FAR ? (z: number) => Math.exp((lower * lower - z * z) / 2) / z : normalTail;
  const beyond = upper === Infinity ? 0 : tail(upper);
  return (tail(at) - beyond) / (tail(lower) - beyond);
}

function loadingOf({ factors, count }: Moments, multipliers: Float64Array, size: number): Float64Array {
  const loading = new Float64Array(size);
  for (let row = 0; row < count; row++) {
    const weight = multipliers[row]!;
    if (weight === 0) continue;
    for (let column = 0; column < size; column++) loading[column]! += weight * factors[row * size + column]!;
  }
  return loading;
}

function rowTimes(matrix: Float64Array, row: number, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let column = 0; column < size; column++) sum += matrix[row * size + column]! * vector[column]!;
  return sum;
}

function largestAt(weights: Float64Array): number {
  let place = 0;
  for (let index = 1; index < weights.length; index++)
    if (Math.abs(weights[index]!) > Math.abs(weights[place]!)) place = index;
  return place;
}
