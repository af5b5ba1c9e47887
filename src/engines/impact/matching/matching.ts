import type { SampleStep } from '../result.ts';
import { ImpactError, type Warning } from '../sentence.ts';
import { type Balance, balance } from './balance.ts';
import { checkInput, checkOptions, resolvedCalipers } from './checks.ts';
import { coarsened } from './coarsening.ts';
import { type Covariates, distinctCodes, numericColumns } from './covariates.ts';
import { type MatchedSizes, matchedSizes } from './group-sizes.ts';
import { type NearestProblem, nearestMatches } from './nearest.ts';
import { type Caliper, MATCH_DEFAULTS, type MatchInput, type MatchOptions } from './options.ts';
import type { Pairs } from './pair-distance.ts';
import { fitPropensity, type Propensity } from './propensity.ts';
import type { SpareMemory } from './spare-memory.ts';
import { Sorting } from './stable-order.ts';
import { crossed, stratumCounts } from './strata.ts';
import { subclasses } from './subclassification.ts';
import { type CommonSupport, commonSupport, keptBySupport } from './support.ts';
import { matchSample, matchWarnings } from './warnings.ts';
import { pairWeights, stratumWeights } from './weights.ts';

export interface MatchResult {
  /** Weight of each row, 0 when not matched; mean 1 among the matched of each group. What the estimators need. */
  readonly weights: Float64Array;
  /** Pair or stratum of each row, -1 when in none; null with replacement, where a unit may be in several pairs. */
  readonly groups: Int32Array | null;
  readonly groupCount: number;
  /** For each row `ratio` slots with the rows it was matched to, -1 for none; null for strata and subclasses. */
  readonly matches: Int32Array | null;
  readonly ratio: number;
  /** The score by which units were matched or discarded; null when none was needed. */
  readonly score: Float64Array | null;
  readonly propensity: Propensity | null;
  readonly support: CommonSupport | null;
  /** Computed when it, or the warnings, are first asked for: sorting every column takes longer than matching. */
  readonly balance: Balance;
  readonly sizes: MatchedSizes;
  /** Calipers as used, in the variables' own units. */
  readonly calipers: readonly Pick<Caliper, 'on' | 'width'>[];
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly options: MatchOptions;
}

/**
 * Matches treated and untreated units that are alike on the variables given, as R's MatchIt 4.7 does; the pairs, weights and
 * balance agree with it, ties included (see {@link ScoreNeighbours} and {@link VectorNeighbours}). What describes the matching (balance,
 * support, warnings) is computed when it is first asked for, from the columns given: leave them as they are until then.
 *
 * @throws ImpactError when the input has a gap, an option makes no sense, or nothing can be matched
 */
export function matchUnits(input: MatchInput, asked: Partial<MatchOptions> = {}): MatchResult {
  const options: MatchOptions = { ...MATCH_DEFAULTS, ...asked };
  const names = options.on ?? Object.keys(input.variables);
  checkInput(input);
  checkOptions(input, options, names);
  const { treated } = input;
  const chosen = pick(input.variables, names);
  const scored = score(input, chosen, options);
  const kept = scored?.kept ?? new Uint8Array(treated.length).fill(1);
  const calipers = resolvedCalipers(input, options, scored?.score ?? null, kept);
  const sorting = new Sorting();
  const found = findMatches({ input, chosen, options, score: scored?.score ?? null, kept, calipers, sorting });

  const sizes = matchedSizes(treated, found.weights, kept);
  if (sizes.treated.matched === 0) throw nobodyMatched();
  const support = once(() => scored && commonSupport(scored.score, treated));
  const balanced = once((): Balance => {
    const compared = [...new Set([...names, ...options.exact, ...options.mahalanobisOn])];
    const columns = numericColumns(pick(input.variables, compared), 'all');
    if (scored) columns.unshift({ name: 'distance', values: scored.score });
    const { weights, pairs } = found;
    return balance({ columns, treated, weights, estimand: options.estimand, pairs, sorting });
  });
  const warnings = once(() =>
    matchWarnings({
      options,
      after: balanced().after,
      sizes,
      propensity: scored?.propensity ?? null,
      support: support(),
      short: short(found),
    }),
  );
  return {
    weights: found.weights,
    get groups() {
      return found.numbered().groups;
    },
    get groupCount() {
      return found.numbered().count;
    },
    matches: found.matches,
    ratio: found.ratio,
    score: scored?.score ?? null,
    propensity: scored?.propensity ?? null,
    get support() {
      return support();
    },
    get balance() {
      return balanced();
    },
    sizes,
    calipers,
    sample: matchSample(sizes, options),
    get warnings() {
      return warnings();
    },
    options: { ...options, on: names },
  };
}

const nobodyMatched = (): ImpactError =>
  new ImpactError('nobody-matched', {
    fr: 'Aucun traité n’a de correspondant\u202f: élargissez la tolérance, ou demandez l’égalité sur moins de variables.',
    en: 'No treated unit has a match: widen the caliper, or ask for equality on fewer variables.',
  });

function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

const pick = (variables: Covariates, names: readonly string[]): Covariates =>
  Object.fromEntries(names.map((name) => [name, variables[name]!]));

interface Score {
  readonly score: Float64Array;
  readonly propensity: Propensity | null;
  readonly kept: Uint8Array;
}

/** The score and the units that common support keeps; null when the method compares covariates only. */
function score({ treated }: MatchInput, chosen: Covariates, options: MatchOptions): Score | null {
  const { distance, method } = options;
  const everyone = new Uint8Array(treated.length).fill(1);
  if (method === 'exact' || method === 'cem') return null;
  if (distance instanceof Float64Array)
    return { score: distance, propensity: null, kept: keptBySupport(distance, treated, options.discard, everyone) };
  if (distance !== 'logit' && distance !== 'linear-logit') return null;
  const columns = numericColumns(chosen, 'contrast');
  const scoreOf = (fit: Propensity): Float64Array => (distance === 'logit' ? fit.probability : fit.linear);
  const first = fitPropensity(treated, columns, everyone);
  const kept = keptBySupport(scoreOf(first), treated, options.discard, everyone);
  const propensity = options.reestimate && kept.includes(0) ? fitPropensity(treated, columns, kept) : first;
  return { score: scoreOf(propensity), propensity, kept };
}

interface Found {
  readonly weights: Float64Array;
  readonly numbered: () => NumberedGroups;
  readonly matches: Int32Array | null;
  readonly ratio: number;
  readonly pairs: Pairs | null;
}

interface NumberedGroups {
  readonly groups: Int32Array | null;
  readonly count: number;
}

/** Units that found a match, but not all they were to have. */
function short({ matches, ratio }: Found): number {
  let count = 0;
  if (matches && ratio > 1)
    for (let first = 0; first < matches.length; first += ratio)
      if (matches[first] !== -1 && matches[first + ratio - 1] === -1) count++;
  return count;
}

function findMatches(problem: NearestProblem & { readonly sorting: Sorting }): Found {
  const { input, chosen, options, score: scores, kept, sorting } = problem;
  const { treated } = input;
  const size = treated.length;
  switch (options.method) {
    case 'nearest': {
      return fromPairs(nearestMatches(problem), options.ratio, treated, options.replace, sorting.spare);
    }
    case 'exact':
      return fromStrata(crossed(size, Object.values(chosen).map(distinctCodes)), treated, options);
    case 'cem': {
      const bins = Object.entries(chosen)
        .filter(([name]) => options.cutpoints[name] !== 1)
        .map(([name, variable]) => coarsened(name, variable, options.cutpoints[name] ?? 'sturges'));
      const strata = crossed(size, bins);
      if (options.pairWithin === null) return fromStrata(strata, treated, options);
      const matches = nearestMatches({
        input,
        chosen,
        options: { ...options, distance: options.pairWithin, order: 'data', ratio: 1, replace: false },
        score: null,
        kept,
        calipers: [],
        within: strata.strata,
      });
      return fromPairs(matches, 1, treated, false, sorting.spare);
    }
    case 'subclass': {
      const { subclasses: count, atLeast, estimand } = options;
      const strata = subclasses({ score: scores!, treated, kept, count, estimand, atLeast });
      // Distances within subclasses say little, and MatchIt leaves them out.
      return { ...fromStrata({ strata, count }, treated, options), pairs: null };
    }
  }
}

function fromPairs(
  matches: Int32Array,
  ratio: number,
  treated: Uint8Array,
  replace: boolean,
  spare: SpareMemory,
): Found {
  return {
    weights: pairWeights(matches, ratio, treated, replace, spare),
    numbered: once(() => numberedPairs(matches, ratio, treated.length, replace)),
    matches,
    ratio,
    pairs: { kind: 'matches', matches, ratio },
  };
}

function numberedPairs(matches: Int32Array, ratio: number, units: number, replace: boolean): NumberedGroups {
  let count = 0;
  const groups = new Int32Array(units).fill(-1);
  for (let row = 0; row < units; row++) {
    if (matches[row * ratio] === -1) continue;
    groups[row] = count;
    for (let k = 0; k < ratio && matches[row * ratio + k] !== -1; k++) groups[matches[row * ratio + k]!] = count;
    count++;
  }
  return { groups: replace ? null : groups, count };
}

function fromStrata(
  { strata, count }: { strata: Int32Array; count: number },
  treated: Uint8Array,
  { estimand }: MatchOptions,
): Found {
  const counts = stratumCounts(strata, treated, count);
  let groupCount = 0;
  const number = Int32Array.from({ length: count }, (_, s) =>
    counts.treated[s]! > 0 && counts.control[s]! > 0 ? groupCount++ : -1,
  );
  const groups = strata.map((stratum) => (stratum < 0 ? -1 : number[stratum]!));
  return {
    weights: stratumWeights(groups, treated, groupCount, estimand),
    numbered: () => ({ groups, count: groupCount }),
    matches: null,
    ratio: 1,
    pairs: { kind: 'strata', strata: groups, count: groupCount },
  };
}
