import { quantiles } from '../matching/coarsening.ts';
import { ImpactError } from '../sentence.ts';

/**
 * The curve that the effect may follow in the dose: a polynomial, or a B-spline whose inner knots are evenly spaced quantiles of the
 * doses received (of `knots` knots; its boundary is the smallest and the largest dose).
 */
export type DoseCurve =
  | { readonly kind: 'polynomial'; readonly degree: number }
  | { readonly kind: 'spline'; readonly degree: number; readonly knots: number };

export interface Basis {
  readonly size: number;
  /** B(d). */
  readonly at: (dose: number) => Float64Array;
  /** B'(d). */
  readonly slope: (dose: number) => Float64Array;
  /** The same curve in the basis that was asked for: powers of the dose itself, or the B-splines. */
  readonly asked: (coefficients: Float64Array) => Float64Array;
}

/** @param doses those received, from which a spline takes its knots once for all cells and points */
export function basisOf(curve: DoseCurve, doses: Float64Array): Basis {
  if (!Number.isInteger(curve.degree) || curve.degree < 1)
    throw new ImpactError('bad-degree', {
      fr: `Le degré de la courbe de dose doit être un entier positif, pas ${curve.degree}.`,
      en: `The degree of the dose curve must be a positive whole number, not ${curve.degree}.`,
    });
  if (curve.kind === 'spline' && !(Number.isInteger(curve.knots) && curve.knots >= 0))
    throw new ImpactError('bad-knots', {
      fr: `Le nombre de nœuds intérieurs de la spline doit être un entier positif ou nul, pas ${curve.knots}.`,
      en: `The number of inner knots of the spline must be a whole number, zero or more, not ${curve.knots}.`,
    });
  return curve.kind === 'polynomial' ? polynomial(curve.degree, doses) : spline(curve.degree, curve.knots, doses);
}

/**
 * Powers of (dose − middle) / half-range, from −1 to 1: powers of the amounts themselves, in euros, would be too close to each other to be told
 * apart from the fifth degree on.
 */
function polynomial(degree: number, doses: Float64Array): Basis {
  const size = degree + 1;
  const { low, high } = rangeOf(doses);
  const middle = (low + high) / 2;
  const half = (high - low) / 2 || 1;
  const scaled = (dose: number): number => (dose - middle) / half;
  return {
    size,
    at: (dose) => Float64Array.from({ length: size }, (_, power) => scaled(dose) ** power),
    slope: (dose) =>
      Float64Array.from({ length: size }, (_, power) =>
        power === 0 ? 0 : (power * scaled(dose) ** (power - 1)) / half,
      ),
    asked(coefficients) {
      // Horner's rule on polynomials: times (dose − middle) / half, plus the next coefficient.
      let powers = new Float64Array(size);
      for (let power = degree; power >= 0; power--) {
        const before = powers;
        powers = before.map((own, k) => ((k > 0 ? before[k - 1]! : 0) - middle * own) / half);
        powers[0]! += coefficients[power]!;
      }
      return powers;
    },
  };
}

/** B-splines by the recurrence of Cox and de Boor; they sum to one, so there is no separate constant. */
function spline(degree: number, knots: number, doses: Float64Array): Basis {
  const { low, high } = rangeOf(doses);
  const inner = quantiles(
    doses,
    Array.from({ length: knots }, (_, k) => (k + 1) / (knots + 1)),
  ).filter((knot) => knot > low && knot < high);
  const distinct = [...new Set(inner)];
  const sequence = [...Array<number>(degree + 1).fill(low), ...distinct, ...Array<number>(degree + 1).fill(high)];
  const size = distinct.length + degree + 1;
  const inside = (dose: number): number => Math.min(Math.max(dose, low), high);
  return {
    size,
    at: (dose) => splines(sequence, degree, inside(dose)),
    slope: (dose) => {
      const lower = splines(sequence, degree - 1, inside(dose));
      const share = (k: number): number => {
        const width = sequence[k + degree]! - sequence[k]!;
        return width > 0 ? (degree * lower[k]!) / width : 0;
      };
      return Float64Array.from({ length: size }, (_, k) => share(k) - share(k + 1));
    },
    asked: (coefficients) => coefficients,
  };
}

function rangeOf(doses: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [doses[0]!, doses[0]!];
  for (const dose of doses) {
    low = Math.min(low, dose);
    high = Math.max(high, dose);
  }
  return { low, high };
}

/** All B-splines of a degree on a sequence of knots; at the upper boundary the last one is one. */
function splines(sequence: readonly number[], degree: number, dose: number): Float64Array {
  const last = sequence.length - 1;
  let values = Float64Array.from({ length: last }, (_, k) => {
    const within = sequence[k]! <= dose && dose < sequence[k + 1]!;
    const closing = dose === sequence[last]! && sequence[k]! < dose && sequence[k + 1] === dose;
    return within || closing ? 1 : 0;
  });
  for (let order = 1; order <= degree; order++)
    values = Float64Array.from({ length: last - order }, (_, k) => {
      const left = sequence[k + order]! - sequence[k]!;
      const right = sequence[k + order + 1]! - sequence[k + 1]!;
      return (
        (left > 0 ? ((dose - sequence[k]!) / left) * values[k]! : 0) +
        (right > 0 ? ((sequence[k + order + 1]! - dose) / right) * values[k + 1]! : 0)
      );
    });
  return values;
}
