import { FreePlaces, groupedBy } from './free-places.ts';
import type { Neighbours } from './greedy.ts';
import { stableOrder } from './stable-order.ts';

export interface VectorSpace {
  /** Columns in which the distance between two rows is Euclidean. */
  readonly columns: readonly Float64Array[];
  /** 1 where a unit may serve as a match; whatever else elsewhere. */
  readonly candidates: Uint8Array;
  readonly strata: Int32Array | null;
  readonly mayPair: ((row: number, candidate: number) => boolean) | null;
}

/**
 * Nearest neighbours on several covariates: rows stand in order of (stratum, first column, row) and the search widens from the
 * unit's place until the first column alone is farther away than the best candidate found.
 *
 * Ties: the candidate that stands farther from the unit in that order wins, on the right if two stand equally far (the one
 * that a widening search meets last).
 */
export class VectorNeighbours implements Neighbours {
  distance = Number.NaN;
  readonly #mayPair: VectorSpace['mayPair'];
  readonly #free: FreePlaces;
  readonly #place: Int32Array;
  readonly #rows: Int32Array;
  readonly #strata: Int32Array | null;
  readonly #width: number;
  /** Coordinates of each place side by side. */
  readonly #points: Float64Array;

  constructor({ columns, candidates, strata, mayPair }: VectorSpace) {
    const n = candidates.length;
    const width = columns.length;
    const order = stableOrder(columns[0]!);
    const rows = strata ? groupedBy(order, strata) : order;
    this.#mayPair = mayPair;
    this.#rows = rows;
    this.#width = width;
    this.#points = new Float64Array(n * width);
    this.#place = new Int32Array(n);
    const free = new Uint8Array(n);
    for (let place = 0; place < n; place++) {
      const row = rows[place]!;
      this.#place[row] = place;
      free[place] = candidates[row]!;
      for (let k = 0; k < width; k++) this.#points[place * width + k] = columns[k]![row]!;
    }
    this.#free = new FreePlaces(free);
    this.#strata = strata && rows.map((row) => strata[row]!);
  }

  nearest(row: number, seen: Int32Array | null): number {
    const points = this.#points;
    const width = this.#width;
    const strata = this.#strata;
    const place = this.#place[row]!;
    const first = points[place * width]!;
    const end = this.#rows.length;
    let left = this.#free.before(place);
    let right = this.#free.after(place);
    let best = Number.POSITIVE_INFINITY;
    let bestSteps = -1;
    let match = -1;
    for (;;) {
      const onLeft = left >= 0 && (strata === null || strata[left] === strata[place]);
      const onRight = right < end && (strata === null || strata[right] === strata[place]);
      if (!onLeft && !onRight) break;
      const leftGap = onLeft ? first - points[left * width]! : Number.POSITIVE_INFINITY;
      const rightGap = onRight ? points[right * width]! - first : Number.POSITIVE_INFINITY;
      const goLeft = leftGap <= rightGap;
      const gap = goLeft ? leftGap : rightGap;
      if (gap * gap > best) break;
      const at = goLeft ? left : right;
      const steps = goLeft ? 2 * (place - at) - 1 : 2 * (at - place);
      const squared = this.#squaredDistance(place, at);
      if (squared < best || (squared === best && steps > bestSteps)) {
        const candidate = this.#rows[at]!;
        if (!seen?.includes(candidate) && (this.#mayPair === null || this.#mayPair(row, candidate))) {
          best = squared;
          bestSteps = steps;
          match = candidate;
        }
      }
      if (goLeft) left = this.#free.before(left);
      else right = this.#free.after(right);
    }
    this.distance = Math.sqrt(best);
    return match;
  }

  remove(row: number): void {
    this.#free.remove(this.#place[row]!);
  }

  #squaredDistance(a: number, b: number): number {
    const points = this.#points;
    const width = this.#width;
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const gap = points[a * width + k]! - points[b * width + k]!;
      sum += gap * gap;
    }
    return sum;
  }
}
