import { inPieces } from '../in-pieces.ts';
import type { SpareMemory } from './spare-memory.ts';
import { stratumCounts } from './strata.ts';

/** Whose effect: of the treated, of the controls, of all. */
export type Estimand = 'ATT' | 'ATC' | 'ATE';

/**
 * Weights that give each stratum's groups the estimand's mix: for the ATT 1 for the treated and n_treated / n_control for the
 * controls, and so on; then scaled to mean 1 within each group. Strata without one of the groups get none.
 */
export function stratumWeights(
  strata: Int32Array,
  treated: Uint8Array,
  count: number,
  estimand: Estimand,
): Float64Array {
  const counts = stratumCounts(strata, treated, count);
  const weights = new Float64Array(strata.length);
  for (let row = 0; row < weights.length; row++) {
    const stratum = strata[row]!;
    if (stratum < 0) continue;
    const t = counts.treated[stratum]!;
    const c = counts.control[stratum]!;
    if (t === 0 || c === 0) continue;
    const target = estimand === 'ATT' ? t : estimand === 'ATC' ? c : t + c;
    weights[row] = target / (treated[row] ? t : c);
  }
  return scaledToMeanOne(weights, treated);
}

/** A unit that found matches weighs 1; its k matches share its weight; then mean 1 within each group. @param replace a unit may be in several pairs */
export function pairWeights(
  matches: Int32Array,
  ratio: number,
  treated: Uint8Array,
  replace: boolean,
  spare: SpareMemory,
): Float64Array {
  const size = treated.length;
  const weights = spare.doubles(size).fill(0);
  if (ratio === 1 && !replace) {
    // A pair each: all weigh 1.
    inPieces(size, (from, to) => weighPairs(matches, from, to, weights));
    return weights;
  }
  for (let row = 0; row < size; row++) {
    let found = 0;
    while (found < ratio && matches[row * ratio + found] !== -1) found++;
    if (found === 0) continue;
    weights[row]!++;
    for (let k = 0; k < found; k++) {
      const match = matches[row * ratio + k]!;
      weights[match] = weights[match]! + 1 / found;
    }
  }
  return scaledToMeanOne(weights, treated);
}

function weighPairs(matches: Int32Array, from: number, to: number, weights: Float64Array): void {
  for (let row = from; row < to; row++) {
    const match = matches[row]!;
    if (match === -1) continue;
    weights[row] = 1;
    weights[match] = 1;
  }
}

/** In place. */
function scaledToMeanOne(weights: Float64Array, treated: Uint8Array): Float64Array {
  let [control, treatment] = [0, 0];
  let [controls, treatments] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    if (treated[row]) {
      treatment += weight;
      treatments++;
    } else {
      control += weight;
      controls++;
    }
  }
  const [ofControls, ofTreated] = [controls / control, treatments / treatment];
  for (let row = 0; row < weights.length; row++)
    if (weights[row]! > 0) weights[row] = weights[row]! * (treated[row] ? ofTreated : ofControls);
  return weights;
}
