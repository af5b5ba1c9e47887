import { foldedNormalQuantile, normalPdf } from '../distributions.ts';
import { bilinear, dot, inverse, multiply } from '../linear-algebra.ts';
import type { Interval, PreparedStudy } from './event-study.ts';

/**
 * The shortest fixed-length interval under Δ^SD(M) (Rambachan & Roth 2023, section 4; Armstrong & Kolesár 2018): an affine estimator
 * p'β̂_pre + l'β̂_post whose half-length is cv(bias / sd) × sd, cv the quantile of a folded normal.
 *
 * With c the cumulated weights that p puts on first differences (the last one fixed so that linear trends cancel), the worst bias is
 * M × (constant + Σ|c|) and the variance a quadratic form of c. The frontier between them is therefore a lasso path, which is piecewise
 * linear and followed exactly; the best point on it is where the two ways to shorten the interval are worth the same.
 */
export interface FixedLengthInterval extends Interval {
  readonly centre: number;
  readonly halfLength: number;
  /** Weights on all coefficients, pre then post. */
  readonly weights: Float64Array;
  /** Worst bias over Δ^SD(M), and standard error, both in the unit of the outcome. */
  readonly bias: number;
  readonly se: number;
}

/** Variance of the estimator as a function of the free cumulated weights: c'Qc + 2q'c + r. */
interface Frontier {
  readonly free: number;
  readonly quadratic: Float64Array;
  readonly linear: Float64Array;
  readonly constant: number;
  /** Knots of the path, penalties descending: from the least bias (all free weights zero) to the least variance. */
  readonly knots: readonly { readonly penalty: number; readonly weights: Float64Array }[];
  /** Bias / M when all free weights are zero. */
  readonly leastBias: number;
  readonly estimatorOf: (free: Float64Array) => Float64Array;
}

export type FixedLengthFamily = (m: number, alpha: number) => FixedLengthInterval;

/** The path does not depend on M nor on the level: prepared once, each interval is then a search along it. */
export function fixedLengthFamily(study: PreparedStudy): FixedLengthFamily {
  const frontier = frontierOf(study);
  return (m, alpha) => {
    const at = (penalty: number) => pointAt(frontier, penalty, m, alpha);
    // At the optimum, one unit less of Σ|c| saves M·∂length/∂bias and costs (penalty / sd)·∂length/∂sd.
    const balance = (penalty: number) => {
      const point = at(penalty);
      return m * point.perBias * point.se - penalty * point.perSd;
    };
    let low = 0;
    let high = frontier.knots[0]!.penalty;
    if (m === 0) high = 0;
    else if (balance(high) >= 0) low = high;
    else
      for (let step = 0; step < 200 && high - low > 1e-14 * frontier.knots[0]!.penalty; step++) {
        const middle = (low + high) / 2;
        if (balance(middle) > 0) low = middle;
        else high = middle;
      }
    const best = at((low + high) / 2);
    const weights = frontier.estimatorOf(best.free);
    const centre = dot(weights, study.estimates);
    return {
      centre,
      halfLength: best.halfLength,
      lower: centre - best.halfLength,
      upper: centre + best.halfLength,
      weights,
      bias: best.bias,
      se: best.se,
    };
  };
}

function pointAt(frontier: Frontier, penalty: number, m: number, alpha: number) {
  const free = weightsAt(frontier, penalty);
  const size = frontier.free;
  const variance = bilinear(frontier.quadratic, size, free, free) + 2 * dot(frontier.linear, free) + frontier.constant;
  const se = Math.sqrt(Math.max(variance, 0));
  const bias = m * (frontier.leastBias + free.reduce((sum, weight) => sum + Math.abs(weight), 0));
  const critical = foldedNormalQuantile(bias / se, 1 - alpha);
  const shift = bias / se;
  const near = normalPdf(critical - shift);
  const far = normalPdf(critical + shift);
  return {
    free,
    se,
    bias,
    halfLength: critical * se,
    perBias: (near - far) / (near + far),
    perSd: (near * (critical - shift) + far * (critical + shift)) / (near + far),
  };
}

function frontierOf(study: PreparedStudy): Frontier {
  const { pre, size, weights, covariance } = study;
  const total = weights.reduce((sum, weight, place) => sum + (place + 1) * weight, 0);
  // Column k of `steps`: the estimator that puts one unit of cumulated weight on first difference k.
  const steps = Array.from({ length: pre }, (_, place) => {
    const column = new Float64Array(size);
    addCumulated(column, pre, place, 1);
    return column;
  });
  const fixed = new Float64Array(size);
  fixed.set(weights, pre);
  addCumulated(fixed, pre, pre - 1, total);

  const free = pre - 1;
  const quadratic = new Float64Array(free * free);
  const linear = new Float64Array(free);
  for (let a = 0; a < free; a++) {
    const product = multiply(covariance, size, size, steps[a]!);
    linear[a] = dot(product, fixed);
    for (let b = 0; b < free; b++) quadratic[a * free + b] = dot(product, steps[b]!);
  }
  return {
    free,
    quadratic,
    linear,
    constant: bilinear(covariance, size, fixed, fixed),
    knots: lassoPath(quadratic, linear, free),
    leastBias: postBias(weights) - total + Math.abs(total),
    estimatorOf(values) {
      const estimator = Float64Array.from(fixed);
      for (let place = 0; place < free; place++)
        for (let column = 0; column < size; column++) estimator[column]! += values[place]! * steps[place]![column]!;
      return estimator;
    },
  };
}

/** Weight w on differences `place` and −w on the next is what cumulated weight w at `place` means; p is then its own difference. */
function addCumulated(column: Float64Array, pre: number, place: number, factor: number): void {
  const pattern = [1, -2, 1];
  pattern.forEach((value, shift) => {
    if (place + shift < pre) column[place + shift]! += factor * value;
  });
}

/** Σ_s |Σ_{j ≤ s} j l_{T−s+j}|: the worst that kinks after treatment do to l'δ, for M = 1. */
function postBias(weights: Float64Array): number {
  const post = weights.length;
  let bias = 0;
  for (let first = 0; first < post; first++) {
    let sum = 0;
    for (let place = first; place < post; place++) sum += (place - first + 1) * weights[place]!;
    bias += Math.abs(sum);
  }
  return bias;
}

/**
 * Minimisers of ½c'Qc + q'c + penalty × Σ|c| for all penalties: straight between knots where a weight becomes, or stops being, zero
 * (Osborne, Presnell & Turlach 2000). A direction without variance (singular Q) stays at zero.
 */
function lassoPath(quadratic: Float64Array, linear: Float64Array, size: number): Frontier['knots'] {
  let penalty = linear.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let weights = new Float64Array(size);
  const knots = [{ penalty, weights }];
  const signs = new Int8Array(size);
  const tiny = 1e-10 * penalty;
  const excluded = new Set<number>();
  let justLeft = -1;
  for (let step = 0; penalty > tiny && step < 50 * (size + 1); step++) {
    const gradient = multiply(quadratic, size, size, weights);
    for (let k = 0; k < size; k++) gradient[k]! += linear[k]!;
    for (let k = 0; k < size; k++)
      if (signs[k] === 0 && k !== justLeft && !excluded.has(k) && Math.abs(gradient[k]!) >= penalty - tiny)
        signs[k] = gradient[k]! > 0 ? -1 : 1;
    const active = Array.from(signs.keys()).filter((k) => signs[k] !== 0);
    const slope = activeSlope(quadratic, size, active, signs);
    if (!slope) {
      const last = active[active.length - 1]!;
      excluded.add(last);
      signs[last] = 0;
      continue;
    }
    // As the penalty falls by one, active weights move by `slope` and gradients by `drift`.
    const drift = multiply(quadratic, size, size, slope);
    let fall = penalty;
    let leaving = -1;
    for (let k = 0; k < size; k++) {
      if (signs[k] !== 0) {
        const until = -weights[k]! / slope[k]!;
        if (weights[k] !== 0 && until > 0 && until < fall) {
          fall = until;
          leaving = k;
        }
        continue;
      }
      if (excluded.has(k)) continue;
      // |gradient + drift·fall| meets penalty − fall.
      for (const sign of [1, -1]) {
        const until = (penalty - sign * gradient[k]!) / (1 + sign * drift[k]!);
        if (until > (k === justLeft ? tiny : 0) && until < fall) {
          fall = until;
          leaving = -1;
        }
      }
    }
    weights = Float64Array.from(weights, (weight, k) => weight + fall * slope[k]!);
    justLeft = leaving;
    if (leaving >= 0) {
      weights[leaving] = 0;
      signs[leaving] = 0;
    }
    penalty = Math.max(0, penalty - fall);
    knots.push({ penalty, weights });
  }
  return knots;
}

function activeSlope(
  quadratic: Float64Array,
  size: number,
  active: readonly number[],
  signs: Int8Array,
): Float64Array | null {
  const count = active.length;
  const block = Float64Array.from(active.flatMap((a) => active.map((b) => quadratic[a * size + b]!)));
  const inverted = inverse(block, count);
  if (!inverted?.every(Number.isFinite)) return null;
  const moves = multiply(
    inverted,
    count,
    count,
    Float64Array.from(active, (k) => signs[k]!),
  );
  const slope = new Float64Array(size);
  active.forEach((k, place) => {
    slope[k] = moves[place]!;
  });
  return slope;
}

function weightsAt({ knots }: Frontier, penalty: number): Float64Array {
  let place = 0;
  while (place + 1 < knots.length && knots[place + 1]!.penalty > penalty) place += 1;
  const from = knots[place]!;
  const to = knots[Math.min(place + 1, knots.length - 1)]!;
  const gap = from.penalty - to.penalty;
  const share = gap > 0 ? Math.min(1, (from.penalty - penalty) / gap) : 0;
  return Float64Array.from(from.weights, (weight, k) => weight + share * (to.weights[k]! - weight));
}
