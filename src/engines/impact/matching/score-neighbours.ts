import { FreePlaces, groupedBy } from './free-places.ts';
import type { Neighbours } from './greedy.ts';

export interface ScoreSpace {
  /** One finite score for each row. */
  readonly score: Float64Array;
  /** The rows in ascending order of score, equal scores in row order. */
  readonly order: Int32Array;
  /** 1 where a row may serve as a match. */
  readonly candidates: Uint8Array;
  /** Rows may only be paired inside their stratum; null: everywhere. */
  readonly strata: Int32Array | null;
  /** Largest distance between the scores of a pair, Infinity without a caliper. */
  readonly caliper: number;
  /** A row may be matched several times, though not twice to the same row. */
  readonly replace: boolean;
  /** Further conditions on a pair (other calipers, variables that must differ), null without. */
  readonly mayPair: ((row: number, candidate: number) => boolean) | null;
}

/**
 * Nearest neighbours on a score: rows stand in order of (stratum, score, row), and the search widens over the candidates that
 * are still free.
 *
 * Ties: the candidate that stands nearer in that order wins, on the left if two stand equally near; places are counted from the
 * unit, or without replacement from the matches that it already has on that side.
 */
export class ScoreNeighbours implements Neighbours {
  distance = Number.NaN;
  readonly #caliper: number;
  readonly #replace: boolean;
  readonly #mayPair: ScoreSpace['mayPair'];
  readonly #free: FreePlaces;
  readonly #place: Int32Array;
  /** Row, score and stratum at each place: a walk along neighbours stays in cache. */
  readonly #rows: Int32Array;
  readonly #scores: Float64Array;
  readonly #strata: Int32Array | null;

  constructor({ score, order, candidates, strata, caliper, replace, mayPair }: ScoreSpace) {
    const n = score.length;
    const rows = strata ? groupedBy(order, strata) : order;
    this.#caliper = caliper;
    this.#replace = replace;
    this.#mayPair = mayPair;
    this.#rows = rows;
    this.#scores = new Float64Array(n);
    this.#place = new Int32Array(n);
    const free = new Uint8Array(n);
    for (let place = 0; place < n; place++) {
      const row = rows[place]!;
      this.#scores[place] = score[row]!;
      this.#place[row] = place;
      free[place] = candidates[row]!;
    }
    this.#free = new FreePlaces(free);
    this.#strata = strata && rows.map((row) => strata[row]!);
  }

  nearest(row: number, seen: Int32Array | null): number {
    const scores = this.#scores;
    const strata = this.#strata;
    const place = this.#place[row]!;
    const score = scores[place]!;
    const end = scores.length;
    let first = place;
    let last = place;
    if (seen && !this.#replace)
      for (const other of seen) {
        first = Math.min(first, this.#place[other]!);
        last = Math.max(last, this.#place[other]!);
      }
    let left = this.#free.before(first);
    let right = this.#free.after(last);
    for (;;) {
      const onLeft = left >= 0 && (strata === null || strata[left] === strata[place]);
      const onRight = right < end && (strata === null || strata[right] === strata[place]);
      const leftGap = onLeft ? score - scores[left]! : Number.POSITIVE_INFINITY;
      const rightGap = onRight ? scores[right]! - score : Number.POSITIVE_INFINITY;
      if ((!onLeft && !onRight) || Math.min(leftGap, rightGap) > this.#caliper) return -1;
      const goLeft = leftGap < rightGap || (leftGap === rightGap && first - left <= right - last);
      const candidate = this.#rows[goLeft ? left : right]!;
      if (!(this.#replace && seen?.includes(candidate)) && (this.#mayPair === null || this.#mayPair(row, candidate))) {
        this.distance = goLeft ? leftGap : rightGap;
        return candidate;
      }
      if (goLeft) left = this.#free.before(left);
      else right = this.#free.after(right);
    }
  }

  remove(row: number): void {
    this.#free.remove(this.#place[row]!);
  }
}
