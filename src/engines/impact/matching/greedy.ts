import { inPieces } from '../in-pieces.ts';
import { PairHeap } from './pair-heap.ts';

/**
 * Greedy matching, whatever the distance: each unit of the focal group in turn takes the nearest unit that is still free.
 *
 * The order of the turns and the treatment of ties are part of the result, so they are fixed and documented (they are
 * MatchIt's): turns follow `rows`; who wins among equally near candidates is said by each {@link Neighbours}.
 */

/** Where to look for the nearest unit; built on one score or on several covariates. */
export interface Neighbours {
  /**
   * The nearest unit that is not used up, may be paired with `row` and is not among `seen`, or -1.
   * Leaves its distance in {@link Neighbours.distance}.
   *
   * @param seen the rows that it was matched to, or that were proposed to it, before
   */
  nearest(row: number, seen: Int32Array | null): number;
  /** Distance of the unit that `nearest` returned last. */
  distance: number;
  /** The unit is used up. */
  remove(row: number): void;
}

export interface GreedyProblem {
  /** Rows of the focal group that may be matched, in the order of their turns. */
  readonly rows: Int32Array;
  /** Instead of turns: make the pair that is closest (or farthest) at that moment; `rows` then decides ties. */
  readonly by: 'turn' | 'closest' | 'farthest';
  /** Matches wanted for each. A round gives each unit one match: nobody gets a second before all had a first. */
  readonly ratio: number;
  /** A unit of the other group may be used several times. */
  readonly replace: boolean;
  readonly neighbours: Neighbours;
  /** Number of rows of the sample. */
  readonly size: number;
}

/** For each turn `ratio` slots with the rows that the unit was matched to, in the order found, -1 where there is none. */
export function greedyMatches({ rows, by, ratio, replace, neighbours, size }: GreedyProblem): Int32Array {
  const matches = new Int32Array(rows.length * ratio).fill(-1);
  // Who is proposed beforehand may be taken by then; in turns, nobody is.
  const taken = by === 'turn' || replace ? null : new Uint8Array(size);
  for (let round = 0; round < ratio; round++) {
    const waits = (turn: number): boolean => round === 0 || matches[turn * ratio + round - 1] !== -1;
    const matched = (turn: number): Int32Array | null =>
      round > 0 ? matches.subarray(turn * ratio, turn * ratio + round) : null;
    const assign = (turn: number, match: number): void => {
      matches[turn * ratio + round] = match;
      if (taken) taken[match] = 1;
      if (!replace) neighbours.remove(match);
    };
    if (by === 'turn') {
      inPieces(rows.length, (from, to) => {
        for (let turn = from; turn < to; turn++) {
          const match = waits(turn) ? neighbours.nearest(rows[turn]!, matched(turn)) : -1;
          if (match !== -1) assign(turn, match);
        }
      });
      continue;
    }
    const sign = by === 'closest' ? 1 : -1;
    const heap = new PairHeap();
    const propose = (turn: number, seen: Int32Array | null, rank: number): void => {
      const match = neighbours.nearest(rows[turn]!, seen);
      if (match !== -1) heap.push({ turn, match, distance: sign * neighbours.distance, rank });
    };
    for (let turn = 0; turn < rows.length; turn++) if (waits(turn)) propose(turn, matched(turn), turn);
    // Whoever must look again goes before the units that are equally close, the last one first.
    let again = 0;
    for (let pair = heap.pop(); pair !== undefined; pair = heap.pop()) {
      const { turn, match } = pair;
      if (!taken?.[match]) assign(turn, match);
      else propose(turn, Int32Array.of(...(matched(turn) ?? []), match), --again);
    }
  }
  return matches;
}
