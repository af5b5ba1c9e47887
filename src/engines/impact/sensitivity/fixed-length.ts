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
    leastBias: postBias(weights),
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

/**
 * Σ_s |Σ_{j ≤ s} j l_{T−s+j}|: the worst that kinks at the reference and after it do to l'δ, for M = 1. HonestDiD 0.2.6 counts the kink at the
 * reference three times where Σ j l_j < 0 (−1, 0, say): its interval is then longer than that of the opposite weights, which this is not.
 */
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
  const tiny = 1e-10 * penalty;
  const still = new Set<number>();
  for (let step = 0; penalty > tiny && step < 50 * (size + 1); step++) {
    const gradient = multiply(quadratic, size, size, weights);
    for (let k = 0; k < size; k++) gradient[k]! += linear[k]!;
    const atBound = (k: number) => weights[k] !== 0 || Math.abs(gradient[k]!) >= penalty - tiny;
    const sides = Float64Array.from(gradient, (value, k) => (atBound(k) ? -Math.sign(value) : 0));
    const slope = moves(quadratic, size, weights, sides, still);
    // As the penalty falls by one, weights move by `slope` and gradients by `drift`.
    const drift = multiply(quadratic, size, size, slope);
    let fall = penalty;
    for (let k = 0; k < size; k++) {
      if (still.has(k)) continue;
      // A weight returns to zero; or a gradient meets a bound, but for the one at which it is already.
      const meets =
        slope[k] !== 0 ? [-weights[k]! / slope[k]!] : boundsAhead(sides[k]!, penalty, gradient[k]!, drift[k]!);
      for (const until of meets) if (until > 0 && until < fall) fall = until;
    }
    const moved = weights.map((weight, k) => weight + fall * slope[k]!);
    const rounding = 1e-12 * moved.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    weights = moved.map((weight) => (Math.abs(weight) > rounding ? weight : 0));
    penalty = Math.max(0, penalty - fall);
    knots.push({ penalty, weights });
  }
  return knots;
}

/** Falls of the penalty at which |gradient + drift × fall| = penalty − fall. */
const boundsAhead = (side: number, penalty: number, gradient: number, drift: number): number[] =>
  [1, -1].filter((sign) => sign !== -side).map((sign) => (penalty - sign * gradient) / (1 + sign * drift));

const MOST_TURNS = 10_000;

/**
 * How weights move as the penalty falls by one. Of those at zero whose gradient is at its bound, one joins only if it then moves to its own side,
 * and stays only if its gradient falls as fast as the penalty. When coefficients are independent of each other several meet at one knot and not
 * all of them join: a linear complementarity problem, solved by Murty's least-index rule.
 */
function moves(
  quadratic: Float64Array,
  size: number,
  weights: Float64Array,
  sides: Float64Array,
  still: Set<number>,
): Float64Array {
  const inside = weights.map((weight, k) => Number(weight !== 0 && !still.has(k)));
  let turned = -1;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const active = Array.from(inside.keys()).filter((k) => inside[k]);
    const slope = activeSlope(quadratic, size, active, sides);
    if (!slope) {
      const flat = turned >= 0 ? turned : active.at(-1)!;
      still.add(flat);
      inside[flat] = 0;
      continue;
    }
    const drift = multiply(quadratic, size, size, slope);
    turned = sides.findIndex(
      (side, k) =>
        side !== 0 &&
        weights[k] === 0 &&
        !still.has(k) &&
        (inside[k] ? side * slope[k]! < 0 : side * drift[k]! < 1 - 1e-9),
    );
    if (turned < 0) return slope;
    inside[turned] = 1 - inside[turned]!;
  }
  throw new Error('The path did not find its next direction: the covariance is numerically inconsistent.');
}

function activeSlope(
  quadratic: Float64Array,
  size: number,
  active: readonly number[],
  signs: Float64Array,
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
