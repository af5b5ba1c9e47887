import { inPieces } from '../in-pieces.ts';

/** Numbers of units; the effective ones are (Σw)² / Σw², what an unweighted sample would need for the same precision. */
export interface GroupSizes {
  readonly all: number;
  readonly matched: number;
  readonly effective: number;
  readonly unmatched: number;
  readonly discarded: number;
}

export interface MatchedSizes {
  readonly treated: GroupSizes;
  readonly control: GroupSizes;
}

export function matchedSizes(treated: Uint8Array, weights: Float64Array, kept: Uint8Array): MatchedSizes {
  const control = new Tally();
  const treatment = new Tally();
  inPieces(treated.length, (from, to) => tally(treated, weights, kept, from, to, treatment, control));
  return { treated: treatment.sizes(), control: control.sizes() };
}

class Tally {
  all = 0;
  matched = 0;
  discarded = 0;
  sum = 0;
  squares = 0;

  sizes(): GroupSizes {
    const { all, matched, discarded, sum, squares } = this;
    const effective = squares > 0 ? sum ** 2 / squares : 0;
    return { all, matched, unmatched: all - matched - discarded, discarded, effective };
  }
}

/** Adds some rows to both groups, without branches on who is treated or matched, which no processor foresees. */
function tally(
  treated: Uint8Array,
  weights: Float64Array,
  kept: Uint8Array,
  from: number,
  to: number,
  treatment: Tally,
  control: Tally,
): void {
  const all = to - from;
  let [matched, discarded] = [0, 0];
  let [allTreated, matchedTreated, discardedTreated] = [0, 0, 0];
  let [sumTreated, sumControl, squaresTreated, squaresControl] = [0, 0, 0, 0];
  for (let row = from; row < to; row++) {
    const isTreated = treated[row]!;
    const weight = weights[row]!;
    const has = weight > 0 ? 1 : 0;
    const left = (1 - has) * (1 - kept[row]!);
    matched += has;
    discarded += left;
    allTreated += isTreated;
    matchedTreated += isTreated * has;
    discardedTreated += isTreated * left;
    const ofTreated = isTreated * weight;
    const ofControl = weight - ofTreated;
    sumTreated += ofTreated;
    sumControl += ofControl;
    squaresTreated += ofTreated * ofTreated;
    squaresControl += ofControl * ofControl;
  }
  treatment.all += allTreated;
  treatment.matched += matchedTreated;
  treatment.discarded += discardedTreated;
  treatment.sum += sumTreated;
  treatment.squares += squaresTreated;
  control.all += all - allTreated;
  control.matched += matched - matchedTreated;
  control.discarded += discarded - discardedTreated;
  control.sum += sumControl;
  control.squares += squaresControl;
}
