import { inPieces } from '../in-pieces.ts';
import { uniformAt } from '../random.ts';
import { type Covariates, distinctCodes } from './covariates.ts';
import { type CovariateDistance, distanceColumns } from './distances.ts';
import { groupedBy } from './free-places.ts';
import { greedyMatches, type Neighbours } from './greedy.ts';
import type { Caliper, MatchInput, MatchOptions } from './options.ts';
import { ScoreNeighbours, type ScoreSpace } from './score-neighbours.ts';
import { Sorting, stableOrder } from './stable-order.ts';
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
  /** Orders known already, and memory that served to find them. */
  readonly sorting?: Sorting;
}

/** Nearest-neighbour matching: for each row `ratio` slots with the rows it was matched to, -1 for none. */
export function nearestMatches(problem: NearestProblem): Int32Array {
  const { input, options, score, sorting = new Sorting() } = problem;
  const size = input.treated.length;
  const matchesOf = (turns: Int32Array, neighbours: Neighbours, rows: Int32Array | null): Int32Array => {
    const by = options.order === 'closest' || options.order === 'farthest' ? options.order : 'turn';
    const { ratio, replace } = options;
    return byRow(greedyMatches({ rows: turns, by, ratio, replace, neighbours, size }), turns, rows, size, ratio);
  };
  const ordered = score && inOrderOfScore(problem, score, sorting);
  const ranks = ordered && turnsByScore(options, ordered);
  const turnsOfRows = (): Int32Array =>
    ordered && ranks ? ranks.map((rank) => ordered.rows[rank]!) : turnsInRows(options, rolesOf(problem));
  if (ordered && options.mahalanobisOn.length === 0) {
    const space = scoreSpace(problem, ordered);
    // Without strata, a rank by score is a place.
    const turns = ranks && !space.strata ? ranks : placesOf(turnsOfRows(), space.rows);
    const matches = matchesOf(turns, new ScoreNeighbours(space), space.rows);
    sorting.spare.give(ordered.scores);
    return matches;
  }
  return matchesOf(turnsOfRows(), vectorNeighbours(problem, rolesOf(problem)), null);
}

/** Units in ascending order of score, equal scores in row order. */
interface Ordered {
  readonly rows: Int32Array;
  readonly scores: Float64Array<ArrayBuffer>;
  readonly roles: Uint8Array;
}

function inOrderOfScore(problem: NearestProblem, score: Float64Array, sorting: Sorting): Ordered {
  const { rows, keys } = sorting.sorted(score);
  return { rows, scores: keys, roles: rolesOf(problem, rows) };
}

/** The group whose units choose. */
const focalOf = ({ estimand }: MatchOptions): 0 | 1 => (estimand === 'ATC' ? 0 : 1);

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

/** The problem by places, and the row at each: in order of score, or stratum by stratum in that order. */
function scoreSpace(problem: NearestProblem, ordered: Ordered): ScoreSpace & { readonly rows: Int32Array } {
  const { input, options, calipers, score } = problem;
  const strata = strataOf(problem);
  const rows = strata ? groupedBy(ordered.rows, strata) : ordered.rows;
  const mayPair = pairCondition(input, options, calipers);
  return {
    rows,
    scores: strata ? Float64Array.from(rows, (row) => score![row]!) : ordered.scores,
    candidates: strata ? rolesOf(problem, rows) : ordered.roles,
    strata: strata && rows.map((row) => strata[row]!),
    caliper: caliperOnScore(problem),
    replace: options.replace,
    mayPair: mayPair && ((place, candidate) => mayPair(rows[place]!, rows[candidate]!)),
  };
}

/** The role of each row; or of the rows given, as they come. */
function rolesOf({ input: { treated }, kept, options }: NearestProblem, rows: Int32Array | null = null): Uint8Array {
  const focal = focalOf(options);
  const roles = new Uint8Array(treated.length);
  inPieces(roles.length, (from, to) => writeRoles(treated, kept, focal, rows, from, to, roles));
  return roles;
}

function writeRoles(
  treated: Uint8Array,
  kept: Uint8Array,
  focal: 0 | 1,
  rows: Int32Array | null,
  from: number,
  to: number,
  into: Uint8Array,
): void {
  for (let at = from; at < to; at++) {
    const row = rows ? rows[at]! : at;
    into[at] = kept[row]! * (treated[row] === focal ? CHOOSES : CANDIDATE);
  }
}

function placesOf(chosen: Int32Array, rows: Int32Array): Int32Array {
  const place = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) place[rows[at]!] = at;
  return chosen.map((row) => place[row]!);
}

/**
 * Matches by turn, as matches by row.
 * @param places of the units, in their turns
 * @param rows at each place; null where places are rows
 */
function byRow(
  matches: Int32Array,
  places: Int32Array,
  rows: Int32Array | null,
  size: number,
  ratio: number,
): Int32Array {
  const result = new Int32Array(size * ratio).fill(-1);
  inPieces(places.length, (from, to) => writeRows(matches, places, rows, ratio, from, to, result));
  return result;
}

function writeRows(
  matches: Int32Array,
  places: Int32Array,
  rows: Int32Array | null,
  ratio: number,
  first: number,
  end: number,
  into: Int32Array,
): void {
  for (let turn = first; turn < end; turn++) {
    const place = places[turn]!;
    const to = (rows ? rows[place]! : place) * ratio;
    for (let k = 0; k < ratio; k++) {
      const match = matches[turn * ratio + k]!;
      if (match !== -1) into[to + k] = rows ? rows[match]! : match;
    }
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
 */
function turnsByScore(options: MatchOptions, { scores, roles }: Ordered): Int32Array | null {
  const order = options.order ?? (focalOf(options) === 1 ? 'largest' : 'smallest');
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
  inPieces(roles.length, (from, to) => {
    for (let place = from; place < to; place++) many += roles[place]! >> 1;
  });
  // One more than there are: whatever comes after the last is written too.
  const places = new Int32Array(many + 1);
  let count = 0;
  inPieces(roles.length, (from, to) => {
    count = collect(roles, from, to, places, count);
  });
  return places.subarray(0, many);
}

/** Without a branch on who chooses, which no processor foresees. */
function collect(roles: Uint8Array, from: number, to: number, into: Int32Array, before: number): number {
  let count = before;
  for (let place = from; place < to; place++) {
    into[count] = place;
    count += roles[place]! >> 1;
  }
  return count;
}
