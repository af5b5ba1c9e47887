import { normalQuantile } from '../distributions.ts';
import { plural, type Sentence } from '../sentence.ts';

/** Two estimates and how they vary together. */
export interface RatioInput {
  readonly numerator: number;
  readonly denominator: number;
  readonly varianceNumerator: number;
  readonly covariance: number;
  readonly varianceDenominator: number;
}

/** A ratio whose denominator is uncertain may have an interval without end, or in two pieces. */
export type RatioInterval =
  | { readonly kind: 'bounded'; readonly low: number; readonly high: number }
  /** Everything except what lies strictly between the two. */
  | { readonly kind: 'outside'; readonly below: number; readonly above: number }
  | { readonly kind: 'everything' };

export interface Ratio {
  /** Null when the denominator does not move at all: no unit received or lost any aid. */
  readonly ratio: number | null;
  /** By the delta method; of little use when the denominator may be zero, and then the interval is Fieller's. */
  readonly se: number | null;
  readonly method: 'delta' | 'fieller';
  readonly interval: RatioInterval;
  readonly sentence: Sentence;
}

/** Below this t of the denominator the ratio is far from normal. */
export const FIELLER_BELOW = 4;

/**
 * The ratio of two estimates with its interval: symmetric (delta method) when the denominator is well away from zero, Fieller's
 * (1954) otherwise: the values ρ that a test of numerator - ρ denominator = 0 does not reject.
 */
export function ratioOf(input: RatioInput, alpha = 0.05): Ratio {
  const { numerator, denominator, varianceNumerator, covariance, varianceDenominator } = input;
  if (denominator === 0)
    return {
      ratio: null,
      se: null,
      method: 'fieller',
      ...(varianceDenominator > 0
        ? bounded(fieller(input, normalQuantile(1 - alpha / 2)), alpha)
        : { interval: { kind: 'everything' }, sentence: NO_AID }),
    };
  const ratio = numerator / denominator;
  const variance = varianceNumerator - 2 * ratio * covariance + ratio ** 2 * varianceDenominator;
  const se = Math.sqrt(Math.max(0, variance)) / Math.abs(denominator);
  const z = normalQuantile(1 - alpha / 2);
  const isSure = Math.abs(denominator) >= FIELLER_BELOW * Math.sqrt(varianceDenominator);
  const interval: RatioInterval = isSure
    ? { kind: 'bounded', low: ratio - z * se, high: ratio + z * se }
    : fieller(input, z);
  return { ratio, se, method: isSure ? 'delta' : 'fieller', ...bounded(interval, alpha) };
}

const bounded = (interval: RatioInterval, alpha: number): Pick<Ratio, 'interval' | 'sentence'> => ({
  interval,
  sentence: inWords(interval, 1 - alpha),
});

const NO_AID: Sentence = {
  fr: 'L’aide reçue n’a pas bougé\u202f: le rapport de la R&D à l’aide n’a pas de sens.',
  en: 'The aid received did not move: the ratio of R&D to aid has no meaning.',
};

/** Solves (a - ρ b)² = z² Var(a - ρ b), a quadratic in ρ that is negative inside the interval. */
export function fieller(input: RatioInput, z: number): RatioInterval {
  const { numerator: a, denominator: b, varianceNumerator, covariance, varianceDenominator } = input;
  const square = b ** 2 - z ** 2 * varianceDenominator;
  const half = a * b - z ** 2 * covariance;
  const constant = a ** 2 - z ** 2 * varianceNumerator;
  // Inside the interval stands the ratio itself, so that only rounding makes this negative where the denominator is sure.
  const discriminant = Math.max(half ** 2 - square * constant, square > 0 ? 0 : Number.NEGATIVE_INFINITY);
  if (square === 0) {
    // The denominator is exactly at the edge of the test: one end is at infinity.
    if (half === 0) return { kind: 'everything' };
    const end = constant / (2 * half);
    return half > 0
      ? { kind: 'bounded', low: end, high: Number.POSITIVE_INFINITY }
      : { kind: 'bounded', low: Number.NEGATIVE_INFINITY, high: end };
  }
  if (discriminant < 0) return { kind: 'everything' };
  const root = Math.sqrt(discriminant);
  const ends = [(half - root) / square, (half + root) / square].sort((x, y) => x - y) as [number, number];
  return square > 0
    ? { kind: 'bounded', low: ends[0], high: ends[1] }
    : { kind: 'outside', below: ends[0], above: ends[1] };
}

const decimals = (value: number, language: 'fr' | 'en'): string =>
  value.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function inWords(interval: RatioInterval, level: number): Sentence {
  const percent = Math.round(level * 100);
  switch (interval.kind) {
    case 'bounded':
      return {
        fr: `Pour un euro d’aide, entre ${decimals(interval.low, 'fr')} et ${decimals(interval.high, 'fr')} ${plural.fr(interval.high, 'euro', 'euros')} de R&D (confiance ${percent} %).`,
        en: `For one euro of aid, between ${decimals(interval.low, 'en')} and ${decimals(interval.high, 'en')} ${plural.en(interval.high, 'euro', 'euros')} of R&D (${percent}% confidence).`,
      };
    case 'outside':
      return {
        fr: `L’effet sur l’aide est trop incertain pour borner le rapport\u202f: à ${percent} % de confiance il est inférieur à ${decimals(interval.below, 'fr')} ou supérieur à ${decimals(interval.above, 'fr')}.`,
        en: `The effect on aid is too uncertain to bound the ratio: with ${percent}% confidence it is below ${decimals(interval.below, 'en')} or above ${decimals(interval.above, 'en')}.`,
      };
    case 'everything':
      return {
        fr: `L’effet sur l’aide est trop incertain\u202f: à ${percent} % de confiance, aucune valeur du rapport n’est exclue.`,
        en: `The effect on aid is too uncertain: with ${percent}% confidence no value of the ratio is excluded.`,
      };
  }
}
