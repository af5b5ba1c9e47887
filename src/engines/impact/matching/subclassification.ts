import { ImpactError } from '../sentence.ts';
import { quantiles } from './coarsening.ts';
import type { Estimand } from './weights.ts';

export interface SubclassProblem {
  readonly score: Float64Array;
  readonly treated: Uint8Array;
  /** Rows that take part. */
  readonly kept: Uint8Array;
  /** How many subclasses. */
  readonly count: number;
  /** The quantiles that bound the subclasses are those of the treated (ATT), the controls (ATC) or all (ATE). */
  readonly estimand: Estimand;
  /** Each subclass gets at least so many treated and so many controls. */
  readonly atLeast: number;
}

/**
 * Subclasses of the score, numbered 0, 1, …, bounded by equally spaced quantiles; -1 for rows that take no part. Where a
 * subclass lacks one group, the unit of that group nearest in score moves in from the side that has more to give.
 */
export function subclasses({ score, treated, kept, count, estimand, atLeast }: SubclassProblem): Int32Array {
  const bounding = score.filter(
    (_, row) => kept[row] && (estimand === 'ATE' || Boolean(treated[row]) === (estimand === 'ATT')),
  );
  const inner = quantiles(
    bounding,
    Array.from({ length: count - 1 }, (_, k) => (k + 1) / count),
  );
  const own = new Int32Array(score.length).fill(-1);
  for (let row = 0; row < own.length; row++)
    if (kept[row]) own[row] = inner.reduce((place, cut) => place + (score[row]! >= cut ? 1 : 0), 0);
  for (const group of [1, 0]) {
    const rows = own.reduce<number[]>((found, place, row) => {
      if (place >= 0 && treated[row] === group) found.push(row);
      return found;
    }, []);
    if (rows.length < count * atLeast) throw tooFew(count, atLeast);
    fillEmpty(own, rows, score, count, atLeast);
  }
  return own;
}

const tooFew = (count: number, atLeast: number): ImpactError =>
  new ImpactError('too-few-for-subclasses', {
    fr: `Il n’y a pas assez d’unités pour ${count} classes d’au moins ${atLeast} traité et ${atLeast} non traité chacune\u202f: demandez moins de classes.`,
    en: `There are not enough units for ${count} subclasses with at least ${atLeast} treated and ${atLeast} untreated unit each: ask for fewer subclasses.`,
  });

/** Each of `atLeast` rounds sets one unit of each subclass aside; a subclass without one takes the nearest unit of a neighbour. */
function fillEmpty(
  own: Int32Array,
  rows: readonly number[],
  score: Float64Array,
  count: number,
  atLeast: number,
): void {
  const spare = new Int32Array(count);
  for (const row of rows) spare[own[row]!]!++;
  for (let round = 0; round < atLeast; round++) {
    for (let empty = spare.indexOf(0); empty !== -1; empty = spare.indexOf(0)) {
      const fromLeft = empty === count - 1 || (empty > 0 && pull(spare, empty) <= 0);
      let giver = empty;
      do giver += fromLeft ? -1 : 1;
      while (spare[giver]! === 0);
      let nearest = -1;
      for (const row of rows) {
        if (own[row] !== giver) continue;
        if (nearest === -1 || (fromLeft ? score[row]! >= score[nearest]! : score[row]! <= score[nearest]!))
          nearest = row;
      }
      own[nearest] = empty;
      spare[empty]!++;
      spare[giver]!--;
    }
    for (let place = 0; place < count; place++) spare[place]!--;
  }
}

/** Where there is more to take, weighed by nearness: positive on the right, negative on the left. */
function pull(spare: Int32Array, empty: number): number {
  let score = 0;
  for (let place = 0; place < spare.length; place++)
    if (place !== empty && spare[place]! > 1) score += (spare[place]! - 1) / (place - empty);
  return score;
}
