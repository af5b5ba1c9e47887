import { FreePlaces } from './free-places.ts';
import type { Neighbours } from './greedy.ts';

/** Units by their place in the order of (stratum, score, row): who stands near is near in memory too. */
export interface ScoreSpace {
  /** The finite score at each place. */
  readonly scores: Float64Array;
  /** 1 where a unit may serve as a match; whatever else elsewhere. */
  readonly candidates: Uint8Array;
  /** Units may only be paired inside their stratum; null: everywhere. */
  readonly strata: Int32Array | null;
  /** Largest distance between the scores of a pair, Infinity without a caliper. */
  readonly caliper: number;
  /** A unit may be matched several times, though not twice to the same one. */
  readonly replace: boolean;
  /** Further conditions on a pair (other calipers, variables that must differ), null without. */
  readonly mayPair: ((place: number, candidate: number) => boolean) | null;
}

/**
 * Nearest neighbours on a score: the search widens over the candidates that are still free.
 *
 * Ties: the candidate that stands nearer wins, on the left if two stand equally near; places are counted from the
 * unit, or without replacement from the matches that it already has on that side.
 */
export class ScoreNeighbours implements Neighbours {
  distance = Number.NaN;
  readonly #caliper: number;
  readonly #replace: boolean;
  readonly #mayPair: ScoreSpace['mayPair'];
  readonly #free: FreePlaces;
  readonly #scores: Float64Array;
  readonly #strata: Int32Array | null;

  constructor({ scores, candidates, strata, caliper, replace, mayPair }: ScoreSpace) {
    this.#caliper = caliper;
    this.#replace = replace;
    this.#mayPair = mayPair;
    this.#scores = scores;
    this.#strata = strata;
    this.#free = new FreePlaces(candidates);
  }

  nearest(place: number, seen: Int32Array | null): number {
    const scores = this.#scores;
    const strata = this.#strata;
    const score = scores[place]!;
    const end = scores.length;
    let first = place;
    let last = place;
    if (seen && !this.#replace)
      for (const other of seen) {
        first = Math.min(first, other);
        last = Math.max(last, other);
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
      const candidate = goLeft ? left : right;
      if (
        !(this.#replace && seen?.includes(candidate)) &&
        (this.#mayPair === null || this.#mayPair(place, candidate))
      ) {
        this.distance = goLeft ? leftGap : rightGap;
        return candidate;
      }
      if (goLeft) left = this.#free.before(left);
      else right = this.#free.after(right);
    }
  }

  remove(place: number): void {
    this.#free.remove(place);
  }
}
