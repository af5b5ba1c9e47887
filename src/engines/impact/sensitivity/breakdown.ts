import { normalQuantile } from '../distributions.ts';
import { bilinear, dot } from '../linear-algebra.ts';
import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import { conditionalTest, type FirstStage } from './conditional-test.ts';
import { type EventStudy, type Interval, prepareStudy } from './event-study.ts';
import { fixedLengthFamily } from './fixed-length.ts';
import {
  type MagnitudeMethod,
  magnitudeTests,
  type RobustResult,
  type SensitivityOptions,
  type SmoothnessMethod,
  settingOf,
} from './rambachan-roth.ts';
import { kinksBeforeTreatment, smoothness } from './restrictions.ts';
import { bendsAt, breaksAt, neverBends, neverBreaks } from './robust-words.ts';

/** The least violation with which “no effect” is no longer excluded. */
export interface Breakdown {
  /** Null when the effect stays excluded at `limit`, the largest value tried. */
  readonly value: number | null;
  readonly limit: number;
  readonly method: MagnitudeMethod | SmoothnessMethod;
  readonly sentence: Sentence;
  readonly options: RobustResult<string>['options'];
  readonly warnings: readonly Warning[];
}

/** M̄ stops being searched here: a violation a thousand times the worst one seen is no longer a question of sensitivity. */
const LARGEST_MBAR = 1_024;
const BREAKDOWN_PRECISION = 1e-3;

/** The least M̄ at which zero is not rejected, by bisection on the test of zero itself: no grid of θ is involved. */
export function breakdownMagnitude(
  study: EventStudy,
  { method = 'c-lf', ...options }: SensitivityOptions & { readonly method?: MagnitudeMethod } = {},
): Breakdown {
  const setting = settingOf(study, options, method === 'c-lf');
  const excludesZero = (mbar: number) => {
    for (const test of magnitudeTests(setting, mbar)) if (!test.rejects(0)) return false;
    return true;
  };
  const value = firstFailure(excludesZero, 1, LARGEST_MBAR);
  const sentence = value === null ? neverBreaks(LARGEST_MBAR) : breaksAt(value);
  const { options: used, study: prepared } = setting;
  return { value, limit: LARGEST_MBAR, method, sentence, options: used, warnings: prepared.warnings };
}

/** The least M at which the interval under Δ^SD(M) contains zero, in the unit of the outcome. */
export function breakdownSmoothness(
  study: EventStudy,
  { method = 'flci', ...options }: SensitivityOptions & { readonly method?: SmoothnessMethod } = {},
): Breakdown {
  const setting = settingOf(study, options, method === 'c-lf');
  const family = fixedLengthFamily(setting.study);
  const { study: prepared, options: used, kappa, stage } = setting;
  const excludesZero = (m: number) => {
    if (method === 'flci') {
      const { lower, upper } = family(m, used.alpha);
      return lower > 0 || upper < 0;
    }
    const first: FirstStage = method === 'c-f' ? { kind: 'fixed-length', kappa, ...family(m, kappa) } : stage;
    return conditionalTest(prepared, smoothness(prepared.pre, prepared.post, m), used.alpha, first).rejects(0);
  };
  const limit = LARGEST_MBAR * prepared.se;
  const value = firstFailure(excludesZero, prepared.se, limit);
  const sentence = value === null ? neverBends(limit) : bendsAt(value);
  return { value, limit, method, sentence, options: used, warnings: prepared.warnings };
}

/** Smallest x ≥ 0 where `holds` fails, to a thousandth of `unit` (or of x, when larger); null when it holds up to `limit`. */
function firstFailure(holds: (x: number) => boolean, unit: number, limit: number): number | null {
  if (!holds(0)) return 0;
  let low = 0;
  let high = unit / 4;
  while (holds(high)) {
    low = high;
    high *= 2;
    if (high > limit) return null;
  }
  while (high - low > BREAKDOWN_PRECISION * Math.max(Math.min(unit, high), high / 4)) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * What the kinks before treatment say about M at level 1 − alpha: the smallest M that they do not reject, and the largest kink that one of them allows.
 * A post-treatment M below the first contradicts the past. Found by bisection: a grid that ends too early has no answer.
 */
export function plausibleSmoothness(study: EventStudy, alpha = 0.05): Interval {
  const prepared = prepareStudy(study);
  const { pre, post, size, covariance, estimates } = prepared;
  if (pre < 2) throw tooFewForKinks();
  const kinks = kinksBeforeTreatment(pre, post);
  const bounds = Array.from({ length: kinks.count }, (_, place) => {
    const row = kinks.rows.subarray(place * size, (place + 1) * size);
    const se = Math.sqrt(bilinear(covariance, size, row, row));
    return { bound: dot(row, estimates) + normalQuantile(1 - alpha) * se, se };
  });
  const test = conditionalTest(
    prepared,
    kinks,
    alpha,
    { kind: 'none' },
    {
      slopes: new Float64Array(kinks.count).fill(1),
      nuisance: [],
    },
  );
  const unit = Math.max(...bounds.map(({ se }) => se));
  return {
    lower: firstFailure((m) => test.rejects(m), unit, Number.POSITIVE_INFINITY)!,
    upper: Math.max(...bounds.map(({ bound }) => bound)),
  };
}

const tooFewForKinks = () =>
  new ImpactError('sensitivity-too-few-periods', {
    fr: 'Il faut au moins deux périodes avant la référence pour mesurer comment la pente de l’écart de tendance change.',
    en: 'At least two periods before the reference are needed to measure how the slope of the deviation changes.',
  });
