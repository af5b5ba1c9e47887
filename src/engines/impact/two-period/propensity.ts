import { cholesky, dot, inverse, solveCholesky } from '../linear-algebra.ts';
import { type Design, type Learning, meanGram, meanRow, product, Unestimable } from './design.ts';

/** A probability of one would divide by zero (DRDID). */
export const PROBABILITY_CAP = 1 - 1e-6;
/** Controls that look treated beyond this are given no weight (DRDID's trim.level). */
export const TRIM_LEVEL = 0.995;
/** Beyond this did declares that treated and controls do not overlap, and gives no estimate. */
export const OVERLAP_LIMIT = 0.999;

const MOST_STEPS = 60;
/** Newton squares its error at each step: a step below this leaves an error of about its square. */
const SMALL_STEP = 1e-9;

/** What is left of the likelihood, beside its curvature, when the rest of the way changes nothing that is computed from it. */
const NOTHING_LEFT = 1e-9;
/** A step that is still this long there will never be short. */
const LONG_STEP = 1e-3;

/**
 * Whether a logit has come as near to its top as it can, though its coefficients would grow without end: no treated unit has some level of a
 * factor, so that the probability of the controls who have it goes to zero. They weigh nothing, and the rest has its estimate, as in `glm`.
 * Where it is treated units whose probability goes to one, overlap fails, which is judged apart.
 */
export const climbsForEver = (decrement: number, curvature: number, step: number): boolean =>
  decrement < NOTHING_LEFT * curvature && step > LONG_STEP;

/** Its score is weight × (treated − p), its inverse that of mean(weight p (1 − p) x x'). */
export interface Propensity extends Learning {
  /** P(treated | x), at most PROBABILITY_CAP. */
  readonly p: Float64Array;
}

/** Logit by Newton's method, with halved steps where the likelihood would fall. */
export function logit(design: Design, treated: Float64Array, weight: Float64Array): Propensity {
  const { rows, columns } = design;
  const eta = newton(design, (at) => {
    const slope = new Float64Array(rows);
    const curvature = new Float64Array(rows);
    let height = 0;
    for (let i = 0; i < rows; i++) {
      // The probability of what happened, from the side where it is not rounded to one.
      const signed = treated[i] ? at[i]! : -at[i]!;
      const odds = Math.exp(-Math.abs(signed));
      const missed = signed > 0 ? odds / (1 + odds) : 1 / (1 + odds);
      height -= weight[i]! * (Math.log1p(odds) + (signed > 0 ? 0 : -signed));
      slope[i] = weight[i]! * (treated[i] ? missed : -missed);
      curvature[i] = weight[i]! * missed * (1 - missed);
    }
    return { height, slope, curvature };
  });
  const p = new Float64Array(rows);
  const score = new Float64Array(rows);
  const information = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    p[i] = Math.min(1 / (1 + Math.exp(-eta[i]!)), PROBABILITY_CAP);
    score[i] = weight[i]! * (treated[i]! - p[i]!);
    information[i] = weight[i]! * p[i]! * (1 - p[i]!);
  }
  const inverted = inverse(meanGram(design, information), columns);
  if (!inverted) throw new Unestimable('separation');
  return { p, score, inverse: inverted };
}

/**
 * Inverse probability tilting (Graham, Pinto & Egel 2012; Sant'Anna & Zhao 2020, section 3.2): the odds p / (1 − p) of the controls
 * balance the covariates of the treated exactly. The odds are exp(x'γ) with γ minimising mean(w ((1 − d) exp(x'γ) − d x'γ)).
 */
export function tiltedOdds(design: Design, treated: Float64Array, weight: Float64Array): Float64Array {
  const { rows } = design;
  const eta = newton(design, (at) => {
    const slope = new Float64Array(rows);
    const curvature = new Float64Array(rows);
    let height = 0;
    for (let i = 0; i < rows; i++) {
      const tilt = treated[i] ? 0 : weight[i]! * Math.exp(at[i]!);
      height += treated[i] ? weight[i]! * at[i]! : -tilt;
      slope[i] = treated[i] ? weight[i]! : -tilt;
      curvature[i] = tilt;
    }
    return { height, slope, curvature };
  });
  return eta.map(Math.exp);
}

/** A concave function of eta at one point: its value, its derivative by each eta, and minus its second derivative. */
interface Shape {
  readonly height: number;
  readonly slope: Float64Array;
  readonly curvature: Float64Array;
}

/** Maximises a concave function of eta = Xγ; gives eta. */
function newton(design: Design, shapeAt: (eta: Float64Array) => Shape): Float64Array {
  const { rows, columns } = design;
  let gamma: Float64Array = new Float64Array(columns);
  let eta: Float64Array = new Float64Array(design.rows);
  let shape = shapeAt(eta);
  for (let step = 0; step < MOST_STEPS; step++) {
    const lower = cholesky(meanGram(design, shape.curvature), columns);
    if (!lower) throw new Unestimable('separation');
    const slope = meanRow(design, shape.slope);
    const move = solveCholesky(lower, columns, slope);
    const size = Math.max(...move.map(Math.abs));
    const curvature = shape.curvature.reduce((total, value) => total + value, 0) / rows;
    if (climbsForEver(dot(move, slope), curvature, size)) return eta;
    for (let share = 1; ; share /= 2) {
      const next = gamma.map((value, k) => value + share * move[k]!);
      const nextEta = product(design, next);
      const nextShape = shapeAt(nextEta);
      // Near the top heights differ by rounding alone: a short step is taken as it is.
      if (nextShape.height < shape.height - 1e-12 * Math.abs(shape.height) && share * size > SMALL_STEP) continue;
      gamma = next;
      eta = nextEta;
      shape = nextShape;
      break;
    }
    if (size < SMALL_STEP) return eta;
  }
  throw new Unestimable('separation');
}
