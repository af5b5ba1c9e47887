import { cholesky, inverse, solveCholesky } from '../linear-algebra.ts';
import { type Design, type Learning, meanGram, meanRow, product, Unestimable } from './design.ts';

/** A probability of one would divide by zero (DRDID). */
export const PROBABILITY_CAP = 1 - 1e-6;
/** Controls that look treated beyond this are given no weight (DRDID's trim.level). */
export const TRIM_LEVEL = 0.995;
/** Beyond this did declares that treated and controls do not overlap, and gives no estimate. */
export const OVERLAP_LIMIT = 0.999;

const LARGEST_STEPS = 60;
/** Newton squares its error at each step: a step below this leaves an error of about its square. */
const SMALL_STEP = 1e-9;

/** Its score is weight × (treated − p), its inverse that of mean(weight p (1 − p) x x'). */
export interface Propensity extends Learning {
  /** P(treated | x), at most PROBABILITY_CAP. */
  readonly p: Float64Array;
}

/** Logit by Newton's method, with halved steps where the likelihood would fall. */
export function logit(design: Design, treated: Float64Array, weight: Float64Array): Propensity {
  const logistic = (eta: number) => 1 / (1 + Math.exp(-eta));
  const logLikelihood = (eta: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < design.rows; i++) {
      const signed = treated[i] ? eta[i]! : -eta[i]!;
      sum -= weight[i]! * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
    }
    return sum;
  };
  const eta = newton(design, {
    objective: logLikelihood,
    slope: (eta_, i) => weight[i]! * (treated[i]! - logistic(eta_[i]!)),
    curvature: (eta_, i) => {
      const p = logistic(eta_[i]!);
      return weight[i]! * p * (1 - p);
    },
  });
  const p = eta.map((value) => Math.min(logistic(value), PROBABILITY_CAP));
  const score = p.map((value, i) => weight[i]! * (treated[i]! - value));
  const inverted = inverse(
    meanGram(design, (i) => weight[i]! * p[i]! * (1 - p[i]!)),
    design.columns,
  );
  if (!inverted) throw new Unestimable('separation');
  return { p, score, inverse: inverted };
}

/**
 * Inverse probability tilting (Graham, Pinto & Egel 2012; Sant'Anna & Zhao 2020, section 3.2): the odds p / (1 − p) of the controls
 * balance the covariates of the treated exactly. The odds are exp(x'γ) with γ minimising mean(w ((1 − d) exp(x'γ) − d x'γ)).
 */
export function tiltedOdds(design: Design, treated: Float64Array, weight: Float64Array): Float64Array {
  const eta = newton(design, {
    objective: (eta_) => {
      let sum = 0;
      for (let i = 0; i < design.rows; i++) sum += weight[i]! * (treated[i] ? eta_[i]! : -Math.exp(eta_[i]!));
      return sum;
    },
    slope: (eta_, i) => weight[i]! * (treated[i] ? 1 : -Math.exp(eta_[i]!)),
    curvature: (eta_, i) => (treated[i] ? 0 : weight[i]! * Math.exp(eta_[i]!)),
  });
  return eta.map(Math.exp);
}

interface Concave {
  readonly objective: (eta: Float64Array) => number;
  /** First derivative of the objective by eta_i. */
  readonly slope: (eta: Float64Array, i: number) => number;
  /** Minus its second derivative. */
  readonly curvature: (eta: Float64Array, i: number) => number;
}

/** Maximises a concave function of eta = Xγ; gives eta. */
function newton(design: Design, { objective, slope, curvature }: Concave): Float64Array {
  const { columns } = design;
  let gamma: Float64Array = new Float64Array(columns);
  let eta: Float64Array = new Float64Array(design.rows);
  let height = objective(eta);
  for (let step = 0; step < LARGEST_STEPS; step++) {
    const at = eta;
    const lower = cholesky(
      meanGram(design, (i) => curvature(at, i)),
      columns,
    );
    if (!lower) throw new Unestimable('separation');
    let move = solveCholesky(
      lower,
      columns,
      meanRow(design, (i) => slope(at, i)),
    );
    const size = Math.max(...move.map(Math.abs));
    let next = gamma.map((value, k) => value + move[k]!);
    let nextEta = product(design, next);
    let nextHeight = objective(nextEta);
    while (size > SMALL_STEP && !(nextHeight >= height - 1e-12 * Math.abs(height))) {
      move = move.map((value) => value / 2);
      if (Math.max(...move.map(Math.abs)) < SMALL_STEP) break;
      next = gamma.map((value, k) => value + move[k]!);
      nextEta = product(design, next);
      nextHeight = objective(nextEta);
    }
    gamma = next;
    eta = nextEta;
    height = nextHeight;
    if (size < SMALL_STEP) return eta;
  }
  throw new Unestimable('separation');
}
