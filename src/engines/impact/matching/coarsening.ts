import type { Covariate } from '../panel.ts';
import { ImpactError } from '../sentence.ts';
import { distinctCodes } from './covariates.ts';

/**
 * How a numeric covariate is cut into bins:
 * - a number: that many bins of equal width between minimum and maximum; 0 leaves the values as they are, 1 ignores the covariate;
 * - a list: the values where a new bin begins (a value on a cut falls into the upper bin);
 * - `q5`: fifths, by R's type-7 quantiles;
 * - `sturges` (the default): ceil(log2 n + 1) bins of equal width.
 */
export type Cuts = number | readonly number[] | 'sturges' | `q${number}`;

/** Bin of each row, 0 for the lowest. A factor is left as it is. */
export function coarsened(name: string, covariate: Covariate, cuts: Cuts): Int32Array {
  if (covariate.kind === 'factor' || cuts === 0) return distinctCodes(covariate);
  const { values } = covariate;
  const inner = innerCuts(name, values, cuts);
  const bins = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let low = 0;
    let high = inner.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (inner[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    bins[i] = low;
  }
  return bins;
}

function innerCuts(name: string, values: Float64Array, cuts: Cuts): number[] {
  if (typeof cuts === 'object') return [...new Set(cuts)].sort((a, b) => a - b);
  if (typeof cuts === 'string' && cuts !== 'sturges') {
    const parts = Number(cuts.slice(1));
    if (!cuts.startsWith('q') || !Number.isInteger(parts) || parts < 2) throw badCuts(name, cuts);
    const shares = Array.from({ length: parts - 1 }, (_, k) => 1 / parts + k * (1 / parts));
    return [...new Set(quantiles(values, shares))];
  }
  const bins = cuts === 'sturges' ? Math.ceil(Math.log2(values.length) + 1) : cuts;
  if (!Number.isInteger(bins) || bins < 1) throw badCuts(name, String(cuts));
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const width = (most - least) / bins;
  return Array.from({ length: bins - 1 }, (_, k) => least + (k + 1) * width);
}

const badCuts = (name: string, cuts: string): ImpactError =>
  new ImpactError('bad-cutpoints', {
    fr: `Les bornes «\u202f${cuts}\u202f» de la variable ${name} ne sont pas comprises\u202f: donnez un nombre de classes, une liste de bornes, «\u202fq5\u202f» ou «\u202fsturges\u202f».`,
    en: `The cutpoints “${cuts}” of variable ${name} are not understood: give a number of bins, a list of cutpoints, “q5” or “sturges”.`,
  });

/** R's default (type 7) quantiles: linear interpolation between order statistics. */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => {
    const at = (sorted.length - 1) * share;
    const below = Math.floor(at);
    const low = sorted[below]!;
    const high = sorted[Math.ceil(at)]!;
    const part = at - below;
    return low === high ? low : (1 - part) * low + part * high;
  });
}
