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
  inPieces(treated.length, (from, to) => {
    treatment.add(treated, 1, weights, kept, from, to);
    control.add(treated, 0, weights, kept, from, to);
  });
  return { treated: treatment.sizes(), control: control.sizes() };
}

class Tally {
  #all = 0;
  #matched = 0;
  #discarded = 0;
  #sum = 0;
  #squares = 0;

  add(treated: Uint8Array, group: 0 | 1, weights: Float64Array, kept: Uint8Array, from: number, to: number): void {
    let [all, matched, discarded, sum, squares] = [0, 0, 0, 0, 0];
    // Without branches on who is treated or matched, which no processor foresees.
    for (let row = from; row < to; row++) {
      const own = group === 1 ? treated[row]! : 1 - treated[row]!;
      const weight = own * weights[row]!;
      const has = +(weight > 0);
      all += own;
      matched += has;
      discarded += own * (1 - has) * (1 - kept[row]!);
      sum += weight;
      squares += weight * weight;
    }
    this.#all += all;
    this.#matched += matched;
    this.#discarded += discarded;
    this.#sum += sum;
    this.#squares += squares;
  }

  sizes(): GroupSizes {
    const [all, matched, discarded] = [this.#all, this.#matched, this.#discarded];
    const effective = this.#squares > 0 ? this.#sum ** 2 / this.#squares : 0;
    return { all, matched, unmatched: all - matched - discarded, discarded, effective };
  }
}
