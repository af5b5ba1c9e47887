import { chiSquareTail, logGamma } from '../distributions.ts';
import { dot, inverse, multiply } from '../linear-algebra.ts';
import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import { type EventStudy, prepareStudy } from './event-study.ts';

/**
 * What the pre-trend test can see, and what it lets through (Roth 2022, “Pretest with Caution”): for a linear violation of parallel trends, its slope that
 * the joint test detects with a given probability, the bias it puts on the effect, and that bias among the studies that pass the test.
 * Only the covariance of the coefficients is read: it comes from a design (`designPower`) as well as from an estimate.
 */
export interface PreTrendPower {
  readonly rows: readonly PreTrendRow[];
  readonly options: Required<PreTrendOptions>;
  readonly warnings: readonly Warning[];
}

export interface PreTrendRow {
  /** Probability that the pre-trend test rejects. */
  readonly power: number;
  /** Slope of the violation, in the unit of the outcome per unit of time. */
  readonly slope: number;
  /** Bias of l'β̂ under this slope, and its mean among studies whose pre-trend test does not reject. */
  readonly bias: number;
  readonly biasIfPassed: number;
  readonly sentence: Sentence;
}

export interface PreTrendOptions {
  /** l, one for each post-period; by default their plain mean. */
  readonly weights?: readonly number[];
  /** Event time of the reference period. */
  readonly reference?: number;
  readonly alpha?: number;
  readonly powers?: readonly number[];
}

/** @param study its coefficients are not read; event times come from `times`, or count periods around the reference. */
export function preTrendPower(
  study: Omit<EventStudy, 'coefficients'>,
  { weights, reference = -1, alpha = 0.05, powers = [0.5, 0.8] }: PreTrendOptions = {},
): PreTrendPower {
  const { pre, post } = study;
  const size = pre + post;
  const mean = weights ?? new Array<number>(post).fill(1 / post);
  const prepared = prepareStudy({ ...study, coefficients: new Float64Array(size) }, mean);
  const times =
    study.times ??
    Array.from({ length: size }, (_, place) => reference + (place < pre ? place - pre : place - pre + 1));
  const distance = Float64Array.from(times, (time) => time - reference);
  const before = distance.subarray(0, pre);

  const block = new Float64Array(pre * pre);
  for (let row = 0; row < pre; row++)
    for (let column = 0; column < pre; column++) block[row * pre + column] = prepared.covariance[row * size + column]!;
  const precision = inverse(block, pre);
  if (!precision?.every(Number.isFinite)) throw singularBeforeTreatment(pre);
  const pull = multiply(precision, pre, pre, before);
  const information = dot(before, pull);
  const critical = chiSquareQuantile(1 - alpha, pre);

  const unitBias = dot(prepared.weights, distance.subarray(pre));
  // How the effect moves with the pre-period coefficients: l'V_post,pre V_pre⁻¹ (slope 1).
  const carried = Float64Array.from({ length: pre }, (_, column) =>
    prepared.weights.reduce((sum, weight, row) => sum + weight * prepared.covariance[(pre + row) * size + column]!, 0),
  );
  const rows = powers.map((power): PreTrendRow => {
    if (!(power > alpha && power < 1)) throw wrongPower(power, alpha);
    const noncentrality = noncentralityFor(power, critical, pre);
    const slope = Math.sqrt(noncentrality / information);
    // E[u | |u|² < c] = mean × P(χ²_{k+2} < c) / P(χ²_k < c) for u normal around its mean.
    const kept = (1 - noncentralTail(critical, pre + 2, noncentrality)) / (1 - power);
    const bias = slope * unitBias;
    const biasIfPassed = bias + slope * (kept - 1) * dot(carried, pull);
    return { power, slope, bias, biasIfPassed, sentence: rowSentence(power, slope, biasIfPassed) };
  });
  return { rows, options: { weights: mean, reference, alpha, powers }, warnings: prepared.warnings };
}

/** P(χ² > x) with noncentrality λ: a Poisson mixture of central tails. */
export function noncentralTail(x: number, df: number, noncentrality: number): number {
  const half = noncentrality / 2;
  const last = Math.ceil(half + 12 * Math.sqrt(half + 1) + 20);
  let tail = 0;
  for (let k = 0; k <= last; k++) {
    const weight = half === 0 ? Number(k === 0) : Math.exp(k * Math.log(half) - half - logGamma(k + 1));
    tail += weight * chiSquareTail(x, df + 2 * k);
  }
  return tail;
}

const chiSquareQuantile = (p: number, df: number): number => root((x) => 1 - chiSquareTail(x, df) - p);

const noncentralityFor = (power: number, critical: number, df: number): number =>
  root((noncentrality) => noncentralTail(critical, df, noncentrality) - power);

/** Where an increasing function that is negative at 0 crosses zero. */
function root(increasing: (x: number) => number): number {
  let low = 0;
  let high = 1;
  while (increasing(high) < 0) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const shown = (value: number): string => String(Number(value.toPrecision(3)));
const french = (value: number): string => shown(value).replace('.', ',');

const rowSentence = (power: number, slope: number, bias: number): Sentence => ({
  fr: `Un écart de tendance de ${french(slope)} par période n’est détecté que ${french(100 * power)} fois sur 100\u202f; quand il passe inaperçu, il fausse l’effet de ${french(bias)} en moyenne.`,
  en: `A deviation of the trend of ${shown(slope)} per period is detected only ${shown(100 * power)} times in 100; when it goes unseen, it biases the effect by ${shown(bias)} on average.`,
});

const wrongPower = (power: number, alpha: number) =>
  new ImpactError('power-levels', {
    fr: `La puissance doit être comprise entre alpha (${alpha}) et 1\u202f; reçu\u202f: ${power}.`,
    en: `Power must lie between alpha (${alpha}) and 1; received: ${power}.`,
  });

const singularBeforeTreatment = (pre: number) =>
  new ImpactError('pre-trend-singular', {
    fr: `La covariance des ${pre} coefficients d’avant traitement est singulière\u202f: leur test joint n’existe pas.`,
    en: `The covariance of the ${pre} coefficients before treatment is singular: their joint test does not exist.`,
  });
