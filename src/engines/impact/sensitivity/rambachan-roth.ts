import type { Sentence, Warning } from '../sentence.ts';
import { type ConditionalTest, conditionalTest, type FirstStage } from './conditional-test.ts';
import { type EventStudy, type Interval, originalInterval, type PreparedStudy, prepareStudy } from './event-study.ts';
import { type FixedLengthFamily, fixedLengthFamily } from './fixed-length.ts';
import { rNormals } from './r-normals.ts';
import { type Restriction, relativeMagnitudes, smoothness } from './restrictions.ts';
import { fewPeriods, mustNotBeNegative, RESTRICTION_QUESTIONS, rowWarnings, wrongAlpha } from './robust-words.ts';

/**
 * Effects that survive violations of parallel trends: Δ^RM(M̄), at most M̄ times the worst step before treatment, and Δ^SD(M), a slope that changes
 * by at most M per period (Rambachan & Roth 2023, Review of Economic Studies). Agrees with HonestDiD 0.2.6: same restrictions, grid, tests and
 * simulated draws, so conditional and C-LF bounds are equal to the last digit. FLCI and C-F differ by up to a thousandth of their length: the
 * folded normal's quantile is exact here, simulated there. For weights with Σ j l_j < 0 the FLCI is shorter than HonestDiD's (see fixed-length.ts).
 */
export type MagnitudeMethod = 'c-lf' | 'conditional';
export type SmoothnessMethod = 'flci' | 'c-lf' | 'c-f' | 'conditional';

export interface SensitivityOptions {
  /** l, one weight for each post-period; by default the effect in the first one. */
  readonly weights?: readonly number[];
  readonly alpha?: number;
  /** Values of θ tried, ends included. */
  readonly gridPoints?: number;
  /**
   * Where θ is tried: by default, as HonestDiD does, ±20 standard errors around zero (plus the bias that M allows). Around the estimate where
   * that is further from zero: HonestDiD then finds no value at all.
   */
  readonly grid?: Interval;
  /** As in R's `set.seed`. */
  readonly seed?: number;
  /** Simulated draws behind each least-favourable critical value. */
  readonly draws?: number;
}

export interface RobustRow {
  /** M̄ (a ratio) or M (in the unit of the outcome, per period²). */
  readonly m: number;
  /** Null when every value tried is rejected: the data contradict the restriction. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The end is that of the grid: the interval goes further. */
  readonly openBelow: boolean;
  readonly openAbove: boolean;
}

export interface RobustResult<Method extends string> {
  readonly restriction: 'relative-magnitudes' | 'smoothness';
  readonly method: Method;
  readonly question: Sentence;
  readonly estimate: number;
  readonly se: number;
  readonly original: Interval;
  readonly rows: readonly RobustRow[];
  readonly options: Required<Omit<SensitivityOptions, 'grid'>>;
  readonly warnings: readonly Warning[];
}

const DEFAULTS = { alpha: 0.05, gridPoints: 1_000, seed: 0, draws: 1_000 } as const;
/** Size of the first stage of hybrid tests, as a share of alpha (ARP 2023). */
const KAPPA_SHARE = 0.1;
const GRID_REACH = 20;

export interface Setting {
  readonly study: PreparedStudy;
  readonly options: Required<Omit<SensitivityOptions, 'grid'>>;
  readonly grid: Interval | null;
  readonly kappa: number;
  readonly stage: FirstStage;
}

export function settingOf(study: EventStudy, options: SensitivityOptions, hybrid: boolean): Setting {
  const prepared = prepareStudy(study, options.weights);
  const used = { ...DEFAULTS, ...options, weights: Array.from(prepared.weights) };
  if (!(used.alpha > 0 && used.alpha < 1)) throw wrongAlpha(used.alpha);
  const { grid, ...rest } = used;
  const kappa = KAPPA_SHARE * used.alpha;
  return {
    study: prepared,
    options: rest,
    grid: grid ?? null,
    kappa,
    stage: hybrid
      ? { kind: 'least-favorable', kappa, draws: used.draws, normals: growingStream(used.seed) }
      : { kind: 'none' },
  };
}

/** The same stream serves every restriction: what is compared then differs by the restriction alone. Drawn once, longer when needed. */
function growingStream(seed: number): (count: number) => Float64Array {
  let drawn: Float64Array = new Float64Array(0);
  return (count) => {
    if (drawn.length < count) drawn = rNormals(count, seed);
    return drawn;
  };
}

/**
 * Confidence intervals for l'τ under Δ^RM(M̄), one for each M̄.
 * @throws ImpactError for a study or an option that cannot carry the analysis.
 */
export function relativeMagnitudeIntervals(
  study: EventStudy,
  mbars: readonly number[] = [0.5, 1, 1.5, 2],
  { method = 'c-lf', ...options }: SensitivityOptions & { readonly method?: MagnitudeMethod } = {},
): RobustResult<MagnitudeMethod> {
  const setting = settingOf(study, options, method === 'c-lf');
  mbars.forEach(mustNotBeNegative);
  const grid = setting.grid ?? defaultGrid(setting.study, 0);
  const rows = mbars.map((mbar) => hull(mbar, magnitudeTests(setting, mbar), grid, setting.options.gridPoints));
  return result('relative-magnitudes', method, setting, rows);
}

export function magnitudeTests({ study, options, stage }: Setting, mbar: number): Iterable<ConditionalTest> {
  return lazily(relativeMagnitudes(study.pre, study.post, mbar), (one) =>
    conditionalTest(study, one, options.alpha, stage),
  );
}

/** Confidence intervals for l'τ under Δ^SD(M), one for each M (in the unit of the outcome). */
export function smoothnessIntervals(
  study: EventStudy,
  ms: readonly number[],
  { method = 'flci', ...options }: SensitivityOptions & { readonly method?: SmoothnessMethod } = {},
): RobustResult<SmoothnessMethod> {
  const setting = settingOf(study, options, method === 'c-lf');
  ms.forEach(mustNotBeNegative);
  const family = fixedLengthFamily(setting.study);
  const rows = ms.map((m) => smoothnessRow(setting, family, m, method));
  return result('smoothness', method, setting, rows);
}

function smoothnessRow(setting: Setting, family: FixedLengthFamily, m: number, method: SmoothnessMethod): RobustRow {
  const { study, options, kappa, stage } = setting;
  if (method === 'flci') {
    const { lower, upper } = family(m, options.alpha);
    return { m, lower, upper, openBelow: false, openAbove: false };
  }
  const restriction = smoothness(study.pre, study.post, m);
  if (method === 'c-f') {
    const first = family(m, kappa);
    const test = conditionalTest(study, restriction, options.alpha, { kind: 'fixed-length', kappa, ...first });
    // The first stage excludes everything outside its interval, so this grid cannot be open.
    return { ...hull(m, [test], setting.grid ?? first, options.gridPoints), openBelow: false, openAbove: false };
  }
  const grid = setting.grid ?? defaultGrid(study, m * worstBias(study));
  return hull(m, [conditionalTest(study, restriction, options.alpha, stage)], grid, options.gridPoints);
}

function defaultGrid({ estimate, se }: PreparedStudy, bias: number): Interval {
  const half = GRID_REACH * se + bias;
  const centre = Math.abs(estimate) < half ? 0 : estimate;
  return { lower: centre - half, upper: centre + half };
}

/** The largest l'δ under Δ^SD(1) when there is no violation before treatment. */
function worstBias({ weights, post }: PreparedStudy): number {
  let bias = 0;
  for (let kink = 0; kink < post; kink++) {
    let effect = 0;
    for (let place = kink; place < post; place++) effect += (place - kink + 1) * weights[place]!;
    bias += Math.abs(effect);
  }
  return bias;
}

/** From the first to the last value of the grid that some test does not reject. */
function hull(m: number, tests: Iterable<ConditionalTest>, grid: Interval, points: number): RobustRow {
  const at = (place: number) => grid.lower + ((grid.upper - grid.lower) * place) / (points - 1);
  let lowest = points;
  let highest = -1;
  for (const test of tests) {
    for (let place = 0; place < lowest; place++) if (!test.rejects(at(place))) lowest = place;
    for (let place = points - 1; place > highest; place--) if (!test.rejects(at(place))) highest = place;
  }
  if (highest < 0) return { m, lower: null, upper: null, openBelow: false, openAbove: false };
  return {
    m,
    lower: at(lowest),
    upper: at(highest),
    openBelow: lowest === 0,
    openAbove: highest === points - 1,
  };
}

/** Each test costs simulated critical values: it is prepared only if the ones before it did not settle the matter. */
function* lazily(
  restrictions: readonly Restriction[],
  test: (restriction: Restriction) => ConditionalTest,
): Generator<ConditionalTest> {
  for (const restriction of restrictions) yield test(restriction);
}

function result<Method extends string>(
  restriction: RobustResult<Method>['restriction'],
  method: Method,
  { study, options }: Setting,
  rows: readonly RobustRow[],
): RobustResult<Method> {
  return {
    restriction,
    method,
    question: RESTRICTION_QUESTIONS[restriction],
    estimate: study.estimate,
    se: study.se,
    original: originalInterval(study, options.alpha),
    rows,
    options,
    warnings: [...study.warnings, ...rowWarnings(rows), ...fewPeriods(study.pre)],
  };
}
