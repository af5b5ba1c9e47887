import { uniformAt } from '../random.ts';
import { type Covariates, distinctCodes } from './covariates.ts';
import { type CovariateDistance, distanceColumns } from './distances.ts';
import { greedyMatches, type Neighbours } from './greedy.ts';
import type { Caliper, MatchInput, MatchOptions } from './options.ts';
import { ScoreNeighbours } from './score-neighbours.ts';
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
  const focal = options.estimand === 'ATC' ? 0 : 1;
  const order = score && orderOf(score);
  return greedyMatches({
    rows: turns(problem, focal, order),
    by: options.order === 'closest' || options.order === 'farthest' ? options.order : 'turn',
    ratio: options.ratio,
    reuse: options.replace ? Number.POSITIVE_INFINITY : 1,
    neighbours: neighbours(
      problem,
      order,
      input.treated.map((group, row) => (group !== focal && kept[row] ? 1 : 0)),
    ),
    size: input.treated.length,
  });
}

function neighbours(
  { input, chosen, options, score, kept, calipers, within }: NearestProblem,
  order: Int32Array | null,
  candidates: Uint8Array,
): Neighbours {
  const { treated, variables } = input;
  const agree = options.exact.map((name) => distinctCodes(variables[name]!));
  if (within) agree.push(within);
  const strata = agree.length > 0 ? crossed(treated.length, agree).strata : null;
  const mayPair = pairCondition(input, options, calipers);
  const caliper = calipers.find(({ on }) => on === 'distance')?.width ?? Number.POSITIVE_INFINITY;
  if (score && order && options.mahalanobisOn.length === 0)
    return new ScoreNeighbours({ score, order, candidates, strata, caliper, replace: options.replace, mayPair });
  const compared = score ? Object.fromEntries(options.mahalanobisOn.map((name) => [name, variables[name]!])) : chosen;
  const metric = score ? 'mahalanobis' : (options.distance as CovariateDistance);
  return new VectorNeighbours({
    columns: distanceColumns(compared, metric, treated, kept),
    candidates,
    strata,
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

/** Rows of the focal group in the order in which they choose; equal scores in row order. */
function turns(
  { input, options, score, kept }: NearestProblem,
  focal: 0 | 1,
  ascending: Int32Array | null,
): Int32Array {
  const { treated } = input;
  const order = options.order ?? (score ? (focal === 1 ? 'largest' : 'smallest') : 'data');
  const byScore = score !== null && ascending !== null && (order === 'largest' || order === 'smallest');
  const rows = new Int32Array(treated.length);
  let count = 0;
  for (let i = 0; i < treated.length; i++) {
    const row = byScore ? ascending[order === 'largest' ? treated.length - 1 - i : i]! : i;
    if (treated[row] === focal && kept[row]) rows[count++] = row;
  }
  const chosen = rows.subarray(0, count);
  if (byScore && order === 'largest') reverseRuns(chosen, score);
  if (order !== 'random') return chosen;
  const draws = Float64Array.from(chosen, (row) => uniformAt(options.seed, row, 0, 0));
  return stableOrder(draws).map((at) => chosen[at]!);
}

/** An ascending order read from its end has equal scores in reverse: puts them back in row order. */
function reverseRuns(rows: Int32Array, score: Float64Array): void {
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && score[rows[to]!] === score[rows[from]!]) to++;
    if (to - from > 1) rows.subarray(from, to).reverse();
    from = to;
  }
}
