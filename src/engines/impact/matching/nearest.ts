import { uniformAt } from '../random.ts';
import { type Covariates, distinctCodes } from './covariates.ts';
import { type CovariateDistance, distanceColumns } from './distances.ts';
import { groupedBy } from './free-places.ts';
import { type GreedyProblem, greedyMatches, type Neighbours } from './greedy.ts';
import type { Caliper, MatchInput, MatchOptions } from './options.ts';
import { ScoreNeighbours, type ScoreSpace } from './score-neighbours.ts';
import { stableOrder } from './stable-order.ts';
import { crossed } from './strata.ts';
import { VectorNeighbours } from './vector-neighbours.ts';

export interface NearestProblem {
  readonly input: MatchInput;
  /** The variables to be alike on. */
  readonly chosen: Covariates;
  readonly options: MatchOptions;
  readonly score: Float64Array | null;
  readonly kept: Uint8Array;
  readonly calipers: readonly Pick<Caliper, 'on' | 'width'>[];
  /** Strata that pairs may not cross, besides the variables of `exact`. */
  readonly within?: Int32Array;
  /** Orders known already. */
  readonly orderOf?: (values: Float64Array) => Int32Array;
}

/** Nearest-neighbour matching: for each row `ratio` slots with the rows it was matched to, -1 for none. */
export function nearestMatches(problem: NearestProblem): Int32Array {
  const { input, options, score, kept, orderOf = stableOrder } = problem;
  const { treated } = input;
  const focal = options.estimand === 'ATC' ? 0 : 1;
  const order = score && orderOf(score);
  const problemOf = (rows: Int32Array, neighbours: Neighbours): GreedyProblem => ({
    rows,
    by: options.order === 'closest' || options.order === 'farthest' ? options.order : 'turn',
    ratio: options.ratio,
    reuse: options.replace ? Number.POSITIVE_INFINITY : 1,
    neighbours,
    size: treated.length,
  });
  if (score && order && options.mahalanobisOn.length === 0) {
    const space = scoreSpace(problem, score, order, focal);
    return inRows(greedyMatches(problemOf(space.turns, new ScoreNeighbours(space))), space.rows, options.ratio);
  }
  const candidates = treated.map((group, row) => (group !== focal && kept[row] ? 1 : 0));
  const ranks = score && order && turnsByScore(problem, focal, order, gathered(score, order));
  const turns = order && ranks ? ranks.map((rank) => order[rank]!) : turnsInRows(problem, focal);
  return greedyMatches(problemOf(turns, vectorNeighbours(problem, candidates)));
}

const caliperOnScore = ({ calipers }: NearestProblem): number =>
  calipers.find(({ on }) => on === 'distance')?.width ?? Number.POSITIVE_INFINITY;

/** Pairs must agree on the variables of `exact`, and on the strata given; null when on nothing. */
function strataOf({ input: { treated, variables }, options, within }: NearestProblem): Int32Array | null {
  const agree = options.exact.map((name) => distinctCodes(variables[name]!));
  if (within) agree.push(within);
  return agree.length > 0 ? crossed(treated.length, agree).strata : null;
}

/** The problem by places: the row at each, and the places of the units that choose, in their turns. */
function scoreSpace(
  problem: NearestProblem,
  score: Float64Array,
  order: Int32Array,
  focal: 0 | 1,
): ScoreSpace & { readonly rows: Int32Array; readonly turns: Int32Array } {
  const { input, options, kept, calipers } = problem;
  const strata = strataOf(problem);
  const rows = strata ? groupedBy(order, strata) : order;
  const scores = gathered(score, rows);
  const candidates = new Uint8Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (input.treated[row] !== focal && kept[row]) candidates[place] = 1;
  }
  const ranks = turnsByScore(problem, focal, order, strata ? gathered(score, order) : scores);
  const mayPair = pairCondition(input, options, calipers);
  return {
    rows,
    // Without strata, a rank by score is a place.
    turns:
      ranks && !strata
        ? ranks
        : placesOf(ranks ? ranks.map((rank) => order[rank]!) : turnsInRows(problem, focal), rows),
    scores,
    candidates,
    strata: strata && rows.map((row) => strata[row]!),
    caliper: caliperOnScore(problem),
    replace: options.replace,
    mayPair: mayPair && ((place, candidate) => mayPair(rows[place]!, rows[candidate]!)),
  };
}

function gathered(values: Float64Array, order: Int32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let at = 0; at < order.length; at++) result[at] = values[order[at]!]!;
  return result;
}

function placesOf(chosen: Int32Array, rows: Int32Array): Int32Array {
  const place = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) place[rows[at]!] = at;
  return chosen.map((row) => place[row]!);
}

/** Matches by place, as matches by row. */
function inRows(matches: Int32Array, rows: Int32Array, ratio: number): Int32Array {
  const result = new Int32Array(matches.length).fill(-1);
  for (let place = 0; place < rows.length; place++) {
    const [from, to] = [place * ratio, rows[place]! * ratio];
    for (let k = 0; k < ratio && matches[from + k] !== -1; k++) result[to + k] = rows[matches[from + k]!]!;
  }
  return result;
}

function vectorNeighbours(problem: NearestProblem, candidates: Uint8Array): Neighbours {
  const { input, chosen, options, score, kept, calipers } = problem;
  const mayPair = pairCondition(input, options, calipers);
  const caliper = caliperOnScore(problem);
  const compared = score
    ? Object.fromEntries(options.mahalanobisOn.map((name) => [name, input.variables[name]!]))
    : chosen;
  const metric = score ? 'mahalanobis' : (options.distance as CovariateDistance);
  return new VectorNeighbours({
    columns: distanceColumns(compared, metric, input.treated, kept),
    candidates,
    strata: strataOf(problem),
    mayPair: score
      ? (row, other) => Math.abs(score[row]! - score[other]!) <= caliper && (mayPair === null || mayPair(row, other))
      : mayPair,
  });
}

/** Calipers on variables, and variables that must differ. */
function pairCondition(
  { variables }: MatchInput,
  { antiexact }: MatchOptions,
  calipers: readonly Pick<Caliper, 'on' | 'width'>[],
): ((row: number, other: number) => boolean) | null {
  const different = antiexact.map((name) => distinctCodes(variables[name]!));
  const close = calipers.flatMap(({ on, width }) => {
    const variable = on === 'distance' ? null : variables[on]!;
    return variable?.kind === 'numeric' ? [{ values: variable.values, width }] : [];
  });
  if (different.length + close.length === 0) return null;
  return (row, other) =>
    different.every((codes) => codes[row] !== codes[other]) &&
    close.every(({ values, width }) => Math.abs(values[row]! - values[other]!) <= width);
}

/** Rows of the focal group that choose in row order or by lot. */
function turnsInRows(problem: NearestProblem, focal: 0 | 1): Int32Array {
  const { input, options, kept } = problem;
  const chosen = new Int32Array(focalCount(problem, focal));
  for (let row = 0, count = 0; row < kept.length; row++)
    if (input.treated[row] === focal && kept[row]) chosen[count++] = row;
  if (options.order !== 'random') return chosen;
  const draws = Float64Array.from(chosen, (row) => uniformAt(options.seed, row, 0, 0));
  return stableOrder(draws).map((at) => chosen[at]!);
}

/**
 * Ranks by score of the focal group in the order in which it chooses, equal scores in row order; null when it does not choose by score.
 * @param ascending rows in ascending order of score
 * @param scores the same way
 */
function turnsByScore(
  problem: NearestProblem,
  focal: 0 | 1,
  ascending: Int32Array,
  scores: Float64Array,
): Int32Array | null {
  const { input, options, kept } = problem;
  const order = options.order ?? (focal === 1 ? 'largest' : 'smallest');
  if (order !== 'largest' && order !== 'smallest') return null;
  const ranks = new Int32Array(focalCount(problem, focal));
  for (let rank = 0, count = 0; rank < ascending.length; rank++) {
    const row = ascending[rank]!;
    if (input.treated[row] === focal && kept[row]) ranks[count++] = rank;
  }
  if (order === 'smallest') return ranks;
  ranks.reverse();
  // Equal scores are now in reverse.
  for (let from = 0; from < ranks.length; ) {
    let to = from + 1;
    while (to < ranks.length && scores[ranks[to]!] === scores[ranks[from]!]) to++;
    if (to - from > 1) ranks.subarray(from, to).reverse();
    from = to;
  }
  return ranks;
}

function focalCount({ input: { treated }, kept }: NearestProblem, focal: 0 | 1): number {
  let count = 0;
  for (let row = 0; row < treated.length; row++) if (treated[row] === focal && kept[row]) count++;
  return count;
}
