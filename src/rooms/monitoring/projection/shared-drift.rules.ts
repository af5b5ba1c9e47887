import { logGamma } from '#engines/impact/distributions.ts';

/**
 * Short yearly series of the same indicator, looked at together. Each moves by a random walk with a drift of its own and is seen through noise:
 *
 *   z(t) = a + b·t + w(t) + e(t),  e ~ N(0, σ²),  w a walk of variance q·σ² a year,  b ~ N(μ, τ²·σ²),  σ² ~ scaled inverse χ²(ν, s²)
 *
 * with a free level `a`. What no single series of four points could tell (how much is noise, how much a drift lasts, how drifts differ) is taken from all of
 * them: μ, ν and s² maximise the likelihood of the whole class for each of a few pairs (q, τ), and the pairs are averaged by how well they explain the
 * class (empirical Bayes; Efron and Morris 1975 for shrinking many small estimates together, Harvey 1989 for the walk with drift, Hoeting et al. 1999 for
 * averaging models). Choosing the best pair alone was too sure of itself on three years: docs/decisions/0013-projection.md.
 */
export interface Series {
  /** Years, increasing, no two alike. */
  readonly years: readonly number[];
  /** On the scale of the ruler; as many as years. */
  readonly places: readonly number[];
}

/** What a class of series shares, under one pair of walk and spread. */
export interface Shared {
  /** How far this pair explains the class, beside the others: they add up to 1. */
  readonly weight: number;
  /** Variance of the walk per year, in units of the noise's. */
  readonly walk: number;
  /** Spread of drifts between series, in units of the noise's deviation. */
  readonly spread: number;
  /** Mean drift of the class, per year. */
  readonly drift: number;
  /** How unsure it is. */
  readonly driftVariance: number;
  /** How alike the noises of the class are, in degrees of freedom. */
  readonly degrees: number;
  /** Usual variance of the noise. */
  readonly variance: number;
}

/** Student's t, placed and scaled: what is known of a figure to come. */
export interface Outlook {
  readonly mean: number;
  readonly deviation: number;
  readonly degrees: number;
}

/** The walks and spreads that are weighed. */
const WALKS = [0, 0.1, 0.5, 3, 12];
const SPREADS = [0, 0.3, 0.8];

/** What is thought of each before looking: as many numbers as `WALKS` and `SPREADS`, which add up to 1. */
export interface Belief {
  readonly walks: readonly number[];
  readonly spreads: readonly number[];
}
const DEGREES = [3, 6, 12, 40];
const FIRST_DEGREES = 12;
const ROUNDS = 3;
/** A pair that explains the class less than this part as well as the best is left out. */
const LEAST_WEIGHT = 0.05;
/** A class that never moved still leaves room for a small change. */
const LEAST_VARIANCE = 1e-6;

/** The inverse of a symmetric positive matrix of a few rows, and the logarithm of its determinant (Cholesky). */
function inverse(matrix: readonly (readonly number[])[]): { readonly rows: number[][]; readonly logDet: number } {
  const size = matrix.length;
  const low = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  let logDet = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= low[i]![k]! * low[j]![k]!;
      low[i]![j] = i === j ? Math.sqrt(sum) : sum / low[j]![j]!;
      if (i === j) logDet += 2 * Math.log(low[i]![i]!);
    }
  const columns = Array.from({ length: size }, (_, column) => {
    const x = new Array<number>(size).fill(0);
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= low[i]![k]! * x[k]!;
      x[i] = sum / low[i]![i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let k = i + 1; k < size; k++) sum -= low[k]![i]! * x[k]!;
      x[i] = sum / low[i]![i]!;
    }
    return x;
  });
  return { rows: columns, logDet };
}

const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const times = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  matrix.map((row) => dot(row, vector));

/** What a pattern of years makes of a walk and a spread: the same for every series that was seen in those years. */
interface Pattern {
  readonly elapsed: readonly number[];
  /** V⁻¹. */
  readonly precision: readonly (readonly number[])[];
  /** V⁻¹·1, and 1'V⁻¹1. */
  readonly weights: readonly number[];
  readonly weight: number;
  /** V⁻¹ once the level is removed. */
  readonly projector: readonly (readonly number[])[];
  readonly towardsDrift: readonly number[];
  readonly driftWeight: number;
  readonly logTerms: number;
}

function patternOf(elapsed: readonly number[], walk: number, spread: number): Pattern {
  const covariance = elapsed.map((t, i) =>
    elapsed.map((u, j) => (i === j ? 1 : 0) + walk * Math.min(t, u) + spread ** 2 * t * u),
  );
  const { rows: precision, logDet } = inverse(covariance);
  const weights = times(precision, new Array<number>(elapsed.length).fill(1));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const projector = precision.map((row, i) => row.map((cell, j) => cell - (weights[i]! * weights[j]!) / weight));
  const towardsDrift = times(projector, elapsed);
  return {
    elapsed,
    precision,
    weights,
    weight,
    projector,
    towardsDrift,
    driftWeight: dot(towardsDrift, elapsed),
    logTerms: -(logDet + Math.log(weight)) / 2,
  };
}

const elapsedOf = ({ years }: Series): number[] => years.map((year) => year - years[0]!);

/** What a series says of noise and drift under a walk and a spread. */
interface Reduced {
  readonly freedom: number;
  readonly own: number;
  readonly withDrift: number;
  readonly driftWeight: number;
  readonly logTerms: number;
}

function reduce(series: readonly Series[], walk: number, spread: number): Reduced[] {
  const patterns = new Map<string, Pattern>();
  return series.map((one) => {
    const elapsed = elapsedOf(one);
    const key = elapsed.join();
    const pattern = patterns.get(key) ?? patternOf(elapsed, walk, spread);
    patterns.set(key, pattern);
    return {
      freedom: elapsed.length - 1,
      own: dot(one.places, times(pattern.projector, one.places)),
      withDrift: dot(pattern.towardsDrift, one.places),
      driftWeight: pattern.driftWeight,
      logTerms: pattern.logTerms,
    };
  });
}

const squares = (one: Reduced, drift: number): number =>
  Math.max(0, one.own - 2 * drift * one.withDrift + drift ** 2 * one.driftWeight);

interface Settled {
  readonly drift: number;
  readonly driftVariance: number;
  readonly variance: number;
  readonly likelihood: number;
}

/** Drift and usual variance of the class under a walk, a spread and degrees of freedom, by expectation and maximisation; with the log-likelihood. */
function settle(reduced: readonly Reduced[], degrees: number): Settled {
  let [drift, driftVariance] = [0, 0];
  const freedom = reduced.reduce((sum, one) => sum + one.freedom, 0);
  let variance = Math.max(LEAST_VARIANCE, reduced.reduce((sum, one) => sum + squares(one, 0), 0) / freedom);
  for (let round = 0; round < ROUNDS; round++) {
    let [towards, weight] = [0, 0];
    for (const one of reduced) {
      const sureness = (degrees + one.freedom) / (degrees * variance + squares(one, drift));
      towards += sureness * one.withDrift;
      weight += sureness * one.driftWeight;
    }
    drift = weight > 0 ? towards / weight : 0;
    driftVariance = weight > 0 ? 1 / weight : 0;
    let sureness = 0;
    for (const one of reduced) sureness += (degrees + one.freedom) / (degrees * variance + squares(one, drift));
    variance = Math.max(LEAST_VARIANCE, reduced.length / sureness);
  }
  let likelihood = 0;
  for (const one of reduced) {
    const all = degrees + one.freedom;
    likelihood +=
      one.logTerms +
      logGamma(all / 2) -
      logGamma(degrees / 2) -
      (one.freedom / 2) * Math.log(degrees * variance) -
      (all / 2) * Math.log1p(squares(one, drift) / (degrees * variance));
  }
  return { drift, driftVariance, variance, likelihood };
}

/** Fewest series that may speak for a class. */
export const LEAST_SERIES = 8;

/** What the series of a class share, by pair of walk and spread; null when fewer than `LEAST_SERIES` have two points or more. */
export function sharedBy(series: readonly Series[], belief: Belief): readonly Shared[] | null {
  const usable = series.filter(({ years }) => years.length >= 2);
  if (usable.length < LEAST_SERIES) return null;
  const pairs = WALKS.flatMap((walk, i) =>
    SPREADS.map((spread, j) => {
      const reduced = reduce(usable, walk, spread);
      const found = settle(reduced, FIRST_DEGREES);
      return {
        walk,
        spread,
        reduced,
        ...found,
        likelihood: found.likelihood + Math.log(belief.walks[i]! * belief.spreads[j]!),
      };
    }),
  );
  const best = pairs.reduce((one, other) => (other.likelihood > one.likelihood ? other : one));
  const degrees = DEGREES.map((count) => ({ count, ...settle(best.reduced, count) })).reduce((one, other) =>
    other.likelihood > one.likelihood ? other : one,
  ).count;
  const kept = pairs
    .map((pair) => ({ ...pair, weight: Math.exp(pair.likelihood - best.likelihood) }))
    .filter(({ weight }) => weight >= LEAST_WEIGHT);
  const all = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ walk, spread, reduced, weight }) => {
    const { drift, driftVariance, variance } = settle(reduced, degrees);
    return { weight: weight / all, walk, spread, drift, driftVariance, variance, degrees };
  });
}

/** What is taken for granted when nothing can be compared: some walk, some drift, the noise of the series itself. */
const ALONE = { weight: 1, walk: 0.8, spread: 0.3, drift: 0, driftVariance: 0, degrees: 3 } as const;

/** A lone series under `ALONE`, with its own variance as the usual one. */
export function sharedAlone(series: Series): readonly Shared[] {
  const [reduced] = reduce([series], ALONE.walk, ALONE.spread);
  return [{ ...ALONE, variance: Math.max(LEAST_VARIANCE, squares(reduced!, 0) / Math.max(1, reduced!.freedom)) }];
}

/** What is known, the year of the last point past, of the figures of years to come: means, covariances, and the degrees of freedom of their noise. */
export interface Ahead {
  readonly means: readonly number[];
  readonly covariances: readonly (readonly number[])[];
  readonly degrees: number;
}

/**
 * Exact under each pair (the level is free, drift and noise are those of the class corrected by the series' own), then averaged over pairs: what they
 * disagree on adds to what is not known.
 */
export function ahead(series: Series, shared: readonly Shared[], years: readonly number[]): Ahead {
  const under = shared.map((pair) => aheadUnder(series, pair, years));
  const average = (of: (one: Ahead) => number): number =>
    under.reduce((sum, one, place) => sum + shared[place]!.weight * of(one), 0);
  const means = years.map((_, i) => average((one) => one.means[i]!));
  return {
    means,
    covariances: years.map((_, i) =>
      years.map((__, j) =>
        average((one) => one.covariances[i]![j]! + (one.means[i]! - means[i]!) * (one.means[j]! - means[j]!)),
      ),
    ),
    degrees: under[0]!.degrees,
  };
}

function aheadUnder(series: Series, shared: Shared, years: readonly number[]): Ahead {
  const elapsed = elapsedOf(series);
  const pattern = patternOf(elapsed, shared.walk, shared.spread);
  const to = years.map((year) => year - series.years[0]!);
  const together = (t: number, u: number): number => shared.walk * Math.min(t, u) + shared.spread ** 2 * t * u;
  const links = to.map((t) => elapsed.map((u) => together(t, u)));
  const carried = (seen: readonly number[]): number[] => {
    const level = dot(pattern.weights, seen) / pattern.weight;
    const pulled = times(
      pattern.precision,
      seen.map((one) => one - level),
    );
    return links.map((link) => level + dot(link, pulled));
  };
  const rest = series.places.map((place, i) => place - shared.drift * elapsed[i]!);
  const carriedRest = carried(rest);
  // What a year to come owes to the drift of the class rather than to what was seen.
  const owed = carried(elapsed).map((of, i) => to[i]! - of);
  const pulled = links.map((link) => times(pattern.precision, link));
  const unsure = links.map((link) => 1 - dot(pattern.weights, link));
  const degrees = shared.degrees + elapsed.length - 1;
  const noise = (shared.degrees * shared.variance + Math.max(0, dot(rest, times(pattern.projector, rest)))) / degrees;
  return {
    means: to.map((t, i) => shared.drift * t + carriedRest[i]!),
    covariances: to.map((t, i) =>
      to.map((u, j) => {
        const own = (i === j ? 1 : 0) + together(t, u) - dot(links[i]!, pulled[j]!);
        return noise * (own + (unsure[i]! * unsure[j]!) / pattern.weight) + shared.driftVariance * owed[i]! * owed[j]!;
      }),
    ),
    degrees,
  };
}
