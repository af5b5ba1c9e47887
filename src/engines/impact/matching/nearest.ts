import { uniformAt } from '../random.ts';
import { type Covariates, distinctCodes } from './covariates.ts';
import { type CovariateDistance, distanceColumns } from './distances.ts';
import { groupedBy } from './free-places.ts';
import { type GreedyProblem, greedyMatches, type Neighbours } from './greedy.ts';
import type { Caliper, MatchInput, MatchOptions } from './options.ts';
import { ScoreNeighbours, type ScoreSpace } from './score-neighbours.ts';
import { SpareMemory } from './spare-memory.ts';
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
  readonly spare?: SpareMemory;
}

/** Nearest-neighbour matching: for each row `ratio` slots with the rows it was matched to, -1 for none. */
export function nearestMatches(problem: NearestProblem): Int32Array {
  const { input, options, score, spare = new SpareMemory(), orderOf = stableOrder } = problem;
  const { treated } = input;
  const focal = options.estimand === 'ATC' ? 0 : 1;
  const roles = rolesOf(problem, focal);
  const order = score && orderOf(score);
  const problemOf = (rows: Int32Array, neighbours: Neighbours): GreedyProblem => ({
    rows,
    by: options.order === 'closest' || options.order === 'farthest' ? options.order : 'turn',
    ratio: options.ratio,
    reuse: options.replace ? Number.POSITIVE_INFINITY : 1,
    neighbours,
    into: spare.integers(treated.length * options.ratio),
  });
  if (score && order && options.mahalanobisOn.length === 0) {
    const space = scoreSpace(problem, score, roles, order, focal, spare);
    const byPlace = greedyMatches(problemOf(space.turns, new ScoreNeighbours(space)));
    const matches = inRows(byPlace, space.rows, options.ratio);
    spare.give(space.scores);
    spare.give(byPlace);
    return matches;
  }
  const ranks = score && order && turnsByScore(options, focal, unitsAlong(order, score, roles));
  const turns = order && ranks ? ranks.map((rank) => order[rank]!) : turnsInRows(options, roles);
  return greedyMatches(problemOf(turns, vectorNeighbours(problem, roles)));
}

const caliperOnScore = ({ calipers }: NearestProblem): number =>
  calipers.find(({ on }) => on === 'distance')?.width ?? Number.POSITIVE_INFINITY;

/** Pairs must agree on the variables of `exact`, and on the strata given; null when on nothing. */
function strataOf({ input: { treated, variables }, options, within }: NearestProblem): Int32Array | null {
  const agree = options.exact.map((name) => distinctCodes(variables[name]!));
  if (within) agree.push(within);
  return agree.length > 0 ? crossed(treated.length, agree).strata : null;
}

/** What a unit may do: be chosen, or choose; neither when it was left out. */
const CANDIDATE = 1;
const CHOOSES = 2;

/** The problem by places: the row at each, and the places of the units that choose, in their turns. */
function scoreSpace(
  problem: NearestProblem,
  score: Float64Array,
  roles: Uint8Array,
  order: Int32Array,
  focal: 0 | 1,
  spare: SpareMemory,
): ScoreSpace & {
  readonly scores: Float64Array<ArrayBuffer>;
  readonly rows: Int32Array;
  readonly turns: Int32Array;
} {
  const { input, options, calipers } = problem;
  const strata = strataOf(problem);
  const rows = strata ? groupedBy(order, strata) : order;
  const units = unitsAlong(rows, score, roles, spare.doubles(rows.length));
  const ranks = turnsByScore(options, focal, strata ? unitsAlong(order, score, roles) : units);
  const mayPair = pairCondition(input, options, calipers);
  return {
    rows,
    // Without strata, a rank by score is a place.
    turns: ranks && !strata ? ranks : placesOf(ranks?.map((rank) => order[rank]!) ?? turnsInRows(options, roles), rows),
    scores: units.scores,
    candidates: units.roles,
    strata: strata && rows.map((row) => strata[row]!),
    caliper: caliperOnScore(problem),
    replace: options.replace,
    mayPair: mayPair && ((place, candidate) => mayPair(rows[place]!, rows[candidate]!)),
  };
}

// Rows are looked at in pieces: a short loop called often is compiled sooner than a long one called once.
const PIECE = 4_096;

interface Units {
  readonly scores: Float64Array<ArrayBuffer>;
  readonly roles: Uint8Array;
}

function unitsAlong(
  rows: Int32Array,
  score: Float64Array,
  roles: Uint8Array,
  scores: Float64Array<ArrayBuffer> = new Float64Array(rows.length),
): Units {
  const units = { scores, roles: new Uint8Array(rows.length) };
  for (let from = 0; from < rows.length; from += PIECE)
    gather(rows, score, roles, from, Math.min(from + PIECE, rows.length), units);
  return units;
}

function gather(rows: Int32Array, score: Float64Array, roles: Uint8Array, from: number, to: number, into: Units): void {
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    into.scores[at] = score[row]!;
    into.roles[at] = roles[row]!;
  }
}

/** The role of each row. */
function rolesOf({ input: { treated }, kept }: NearestProblem, focal: 0 | 1): Uint8Array {
  const roles = new Uint8Array(treated.length);
  for (let from = 0; from < roles.length; from += PIECE)
    writeRoles(treated, kept, focal, from, Math.min(from + PIECE, roles.length), roles);
  return roles;
}

function writeRoles(
  treated: Uint8Array,
  kept: Uint8Array,
  focal: 0 | 1,
  from: number,
  to: number,
  into: Uint8Array,
): void {
  for (let row = from; row < to; row++) into[row] = kept[row]! * (treated[row] === focal ? CHOOSES : CANDIDATE);
}

function placesOf(chosen: Int32Array, rows: Int32Array): Int32Array {
  const place = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) place[rows[at]!] = at;
  return chosen.map((row) => place[row]!);
}

/** Matches by place, as matches by row. */
function inRows(matches: Int32Array, rows: Int32Array, ratio: number): Int32Array {
  const result = new Int32Array(matches.length).fill(-1);
  for (let from = 0; from < rows.length; from += PIECE)
    writeRows(matches, rows, ratio, from, Math.min(from + PIECE, rows.length), result);
  return result;
}

function writeRows(
  matches: Int32Array,
  rows: Int32Array,
  ratio: number,
  first: number,
  end: number,
  into: Int32Array,
): void {
  for (let place = first; place < end; place++) {
    const [from, to] = [place * ratio, rows[place]! * ratio];
    for (let k = 0; k < ratio && matches[from + k] !== -1; k++) into[to + k] = rows[matches[from + k]!]!;
  }
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

/** Rows of the units that choose in row order or by lot. */
function turnsInRows({ order, seed }: MatchOptions, roles: Uint8Array): Int32Array {
  const rows = placesThatChoose(roles);
  if (order !== 'random') return rows;
  const draws = Float64Array.from(rows, (row) => uniformAt(seed, row, 0, 0));
  return stableOrder(draws).map((at) => rows[at]!);
}

/**
 * Ranks by score of the units that choose, in their turns, equal scores in row order; null when turns do not go by score.
 * @param units in ascending order of score
 */
function turnsByScore(options: MatchOptions, focal: 0 | 1, { scores, roles }: Units): Int32Array | null {
  const order = options.order ?? (focal === 1 ? 'largest' : 'smallest');
  if (order !== 'largest' && order !== 'smallest') return null;
  const ranks = placesThatChoose(roles);
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

function placesThatChoose(roles: Uint8Array): Int32Array {
  let many = 0;
  for (let place = 0; place < roles.length; place++) many += roles[place]! >> 1;
  // One more than there are: whatever comes after the last is written too.
  const places = new Int32Array(many + 1);
  let count = 0;
  for (let place = 0; place < roles.length; place++) {
    // Without a branch, which no processor foresees.
    places[count] = place;
    count += roles[place]! >> 1;
  }
  return places.subarray(0, many);
}
