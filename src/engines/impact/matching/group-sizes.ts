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
  const tallies = { all: pair(), matched: pair(), discarded: pair(), sum: pair(), squares: pair() };
  inPieces(treated.length, (from, to) => tally(treated, weights, kept, from, to, tallies));
  const sizes = (group: 0 | 1): GroupSizes => {
    const [all, matched, discarded] = [tallies.all[group]!, tallies.matched[group]!, tallies.discarded[group]!];
    const [sum, squares] = [tallies.sum[group]!, tallies.squares[group]!];
    return {
      all,
      matched,
      unmatched: all - matched - discarded,
      discarded,
      effective: squares > 0 ? sum ** 2 / squares : 0,
    };
  };
  return { treated: sizes(1), control: sizes(0) };
}

/** One number for the controls, one for the treated. */
type Pair = Float64Array;
const pair = (): Pair => new Float64Array(2);

type Tallies = Readonly<Record<'all' | 'matched' | 'discarded' | 'sum' | 'squares', Pair>>;

function tally(
  treated: Uint8Array,
  weights: Float64Array,
  kept: Uint8Array,
  from: number,
  to: number,
  { all, matched, discarded, sum, squares }: Tallies,
): void {
  for (let row = from; row < to; row++) {
    // An index, not a branch on who is treated, which no processor foresees.
    const group = treated[row]!;
    const weight = weights[row]!;
    all[group]!++;
    sum[group] = sum[group]! + weight;
    squares[group] = squares[group]! + weight * weight;
    if (weight > 0) matched[group]!++;
    else if (!kept[row]) discarded[group]!++;
  }
}
