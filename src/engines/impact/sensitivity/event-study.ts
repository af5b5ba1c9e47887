import { normalQuantile } from '../distributions.ts';
import { bilinear, dot, multiply, symmetricEigen } from '../linear-algebra.ts';
import type { Aggregation, BasePeriod } from '../result.ts';
import { ImpactError, type Warning } from '../sentence.ts';

/**
 * Coefficients before and after treatment with their covariance, in order of time, the reference period (zero by construction) left out.
 * This is all that the sensitivity of Rambachan & Roth (2023) reads, whatever estimated it.
 */
export interface EventStudy {
  /** In the unit of the outcome: `pre` coefficients, then `post`. */
  readonly coefficients: ArrayLike<number>;
  /** (pre + post) × (pre + post), row after row. */
  readonly covariance: Float64Array;
  readonly pre: number;
  readonly post: number;
  /** How the coefficients before treatment are measured: all against one reference period, or each against the period before. */
  readonly base: BasePeriod;
  /** Event times of the coefficients, when known. */
  readonly times?: readonly number[];
}

/** An event study that was checked, with what every method needs of it. */
export interface PreparedStudy {
  readonly size: number;
  readonly pre: number;
  readonly post: number;
  readonly estimates: Float64Array;
  readonly covariance: Float64Array;
  /** R with R R' = covariance, size × size: it exists for singular covariances too. */
  readonly root: Float64Array;
  /** l: the effect in question is l'(coefficients after treatment). */
  readonly weights: Float64Array;
  readonly estimate: number;
  readonly se: number;
  readonly warnings: readonly Warning[];
}

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Negative eigenvalues down to this share of the largest are rounding; beyond it the matrix is no covariance. */
const ROUNDING = 1e-8;

/**
 * @param weights l, one for each post-period; by default the first post-period alone, as in HonestDiD.
 * @throws ImpactError when the study cannot carry the analysis; the sentence says what to change.
 */
export function prepareStudy(study: EventStudy, weights?: readonly number[]): PreparedStudy {
  const { pre, post } = study;
  const size = pre + post;
  if (study.base !== 'universal') throw variableBase();
  if (pre < 1 || post < 1) throw tooFewPeriods(pre, post);
  if (study.coefficients.length !== size || study.covariance.length !== size * size)
    throw wrongShape(study.coefficients.length, study.covariance.length, size);
  const estimates = Float64Array.from(study.coefficients);
  const covariance = symmetric(study.covariance, size);
  if (![...estimates, ...covariance].every(Number.isFinite)) throw notFinite();
  const l = Float64Array.from(weights ?? Array.from({ length: post }, (_, place) => (place === 0 ? 1 : 0)));
  if (l.length !== post || !l.every(Number.isFinite) || l.every((weight) => weight === 0)) throw wrongWeights(post);

  const { root, rank } = squareRoot(covariance, size);
  const target = new Float64Array(size);
  target.set(l, pre);
  const variance = bilinear(covariance, size, target, target);
  if (!(variance > 0)) throw noVariance();
  return {
    size,
    pre,
    post,
    estimates,
    covariance,
    root,
    weights: l,
    estimate: dot(target, estimates),
    se: Math.sqrt(variance),
    warnings: [...(rank < size ? [singular(rank, size)] : []), ...spacing(study.times, pre)],
  };
}

/** The interval under exact parallel trends. */
export function originalInterval(study: PreparedStudy, alpha: number): Interval {
  const half = normalQuantile(1 - alpha / 2) * study.se;
  return { lower: study.estimate - half, upper: study.estimate + half };
}

/**
 * The event study in a dynamic aggregation.
 * @param reference event time of the reference period: −1, or earlier with anticipation.
 */
export function eventStudyOf(dynamic: Aggregation, base: BasePeriod, reference = -1): EventStudy {
  const kept = dynamic.rows.flatMap((row, place) =>
    row.at !== reference && row.att !== null && row.se !== null ? [{ ...row, place }] : [],
  );
  const before = kept.filter((row) => row.at < reference);
  const after = kept.filter((row) => row.at > reference);
  const rows = [...before, ...after];
  const { size, values } = dynamic.covariance;
  return {
    coefficients: rows.map((row) => row.att!),
    covariance: Float64Array.from(rows.flatMap((a) => rows.map((b) => values[a.place * size + b.place]!))),
    pre: before.length,
    post: after.length,
    base,
    times: rows.map((row) => row.at),
  };
}

function symmetric(covariance: Float64Array, size: number): Float64Array {
  const whole = Float64Array.from(covariance);
  const largest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) {
      const gap = Math.abs(whole[row * size + column]! - whole[column * size + row]!);
      if (gap > ROUNDING * largest) throw notSymmetric(row, column);
      whole[row * size + column] = whole[column * size + row]!;
    }
  return whole;
}

function squareRoot(covariance: Float64Array, size: number): { readonly root: Float64Array; readonly rank: number } {
  const { values, vectors } = symmetricEigen(covariance, size);
  const largest = values[size - 1]!;
  if (values[0]! < -ROUNDING * largest) throw notACovariance(values[0]!);
  const root = new Float64Array(size * size);
  let rank = 0;
  for (let column = 0; column < size; column++) {
    const positive = values[column]! > 1e-12 * largest;
    if (positive) rank += 1;
    const scale = positive ? Math.sqrt(values[column]!) : 0;
    for (let row = 0; row < size; row++) root[row * size + column] = vectors[row * size + column]! * scale;
  }
  return { root, rank };
}

/** root' × vector: the loading of a linear combination on independent standard normals. */
export function loadings(study: PreparedStudy, combination: Float64Array): Float64Array {
  const { root, size } = study;
  const transposed = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) transposed[column * size + row] = root[row * size + column]!;
  return multiply(transposed, size, size, combination);
}

const variableBase = () =>
  new ImpactError('sensitivity-needs-universal-base', {
    fr: 'L’analyse de sensibilité de Rambachan et Roth compare les coefficients avant et après à une même période de référence. Or, avec une base variable, chaque coefficient d’avant se mesure à la période précédente\u202f: refaites l’estimation avec la base universelle.',
    en: 'The sensitivity analysis of Rambachan and Roth compares coefficients before and after with one reference period, but with a varying base each earlier coefficient is measured against the period before it: estimate again with the universal base.',
  });

const tooFewPeriods = (pre: number, post: number) =>
  new ImpactError('sensitivity-too-few-periods', {
    fr: `Il faut au moins une période avant la référence et une après le traitement\u202f; l’étude en donne ${pre} et ${post}.`,
    en: `At least one period before the reference and one after treatment are needed; the study gives ${pre} and ${post}.`,
  });

const wrongShape = (coefficients: number, cells: number, size: number) =>
  new ImpactError('sensitivity-wrong-shape', {
    fr: `L’étude annonce ${size} coefficients, référence exclue, mais donne ${coefficients} coefficients et une covariance de ${cells} nombres au lieu de ${size * size}.`,
    en: `The study announces ${size} coefficients, reference left out, but gives ${coefficients} coefficients and a covariance of ${cells} numbers instead of ${size * size}.`,
  });

const notFinite = () =>
  new ImpactError('sensitivity-not-finite', {
    fr: 'Un coefficient ou une covariance manque ou n’est pas un nombre fini\u202f: retirez les périodes sans estimation.',
    en: 'A coefficient or a covariance is missing or not a finite number: leave out the periods without an estimate.',
  });

const wrongWeights = (post: number) =>
  new ImpactError('sensitivity-wrong-weights', {
    fr: `Les poids de l’effet étudié doivent être ${post} nombres finis, un par période après traitement, dont un au moins n’est pas nul.`,
    en: `The weights of the effect in question must be ${post} finite numbers, one for each period after treatment, at least one of them not zero.`,
  });

const noVariance = () =>
  new ImpactError('sensitivity-no-variance', {
    fr: 'L’effet étudié a une variance nulle\u202f: il n’y a pas d’incertitude à étudier.',
    en: 'The effect in question has zero variance: there is no uncertainty to study.',
  });

const notSymmetric = (row: number, column: number) =>
  new ImpactError('sensitivity-not-symmetric', {
    fr: `La matrice de covariance n’est pas symétrique\u202f: les cellules (${row + 1}, ${column + 1}) et (${column + 1}, ${row + 1}) diffèrent.`,
    en: `The covariance matrix is not symmetric: cells (${row + 1}, ${column + 1}) and (${column + 1}, ${row + 1}) differ.`,
  });

const notACovariance = (eigenvalue: number) =>
  new ImpactError('sensitivity-not-a-covariance', {
    fr: `La matrice donnée n’est pas une covariance\u202f: elle a une valeur propre négative (${eigenvalue.toExponential(2)}).`,
    en: `The matrix given is not a covariance: it has a negative eigenvalue (${eigenvalue.toExponential(2)}).`,
  });

const singular = (rank: number, size: number): Warning => ({
  code: 'singular-covariance',
  fr: `La covariance des ${size} coefficients est de rang ${rank}\u202f: certains se déduisent des autres. L’analyse reste possible, mais elle repose sur moins d’information qu’il n’y paraît.`,
  en: `The covariance of the ${size} coefficients has rank ${rank}: some follow from the others. The analysis holds, but it rests on less information than it seems.`,
});

/**
 * The restrictions speak of one period to the next, so event times must be equally spaced; the reference, left out, makes the step across it twice
 * as long.
 */
function spacing(times: readonly number[] | undefined, pre: number): Warning[] {
  if (!times || times.length < 3) return [];
  const steps = times.slice(1).map((time, place) => (time - times[place]!) / (place === pre - 1 ? 2 : 1));
  const even = steps.every((step) => Math.abs(step - steps[0]!) <= 1e-9);
  if (even) return [];
  return [
    {
      code: 'uneven-event-times',
      fr: `Les périodes ne sont pas régulièrement espacées (${times.join(', ')})\u202f: «\u202fd’une période à la suivante\u202f» n’y a pas partout la même durée.`,
      en: `Periods are not equally spaced (${times.join(', ')}): “from one period to the next” does not last the same everywhere.`,
    },
  ];
}
