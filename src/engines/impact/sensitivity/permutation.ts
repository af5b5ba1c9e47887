import { uniformAt } from '../random.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';

/**
 * Randomisation test for cohorts of a few firms, whose standard errors mean nothing (IMPACT trap 11): if treatment did nothing, any other firms could
 * have been the treated ones. The p-value is the share of such draws whose difference of means is at least as large. Exact when all of
 * them can be listed, otherwise from seeded draws with the observed one counted.
 */
export interface PermutationResult {
  /** Mean of the treated less mean of the controls, in the unit of the values. */
  readonly difference: number;
  /** Two-sided. */
  readonly p: number;
  readonly exact: boolean;
  /** Assignments compared, the observed one included. */
  readonly assignments: number;
  readonly seed: number;
  readonly warnings: readonly Warning[];
}

export interface PermutationOptions {
  readonly draws?: number;
  readonly seed?: number;
  /** List all assignments when there are at most this many. */
  readonly exactUpTo?: number;
}

/** @param treated, controls one value for each firm: its change since the base period, averaged over the periods in question. */
export function permutationTest(
  treated: ArrayLike<number>,
  controls: ArrayLike<number>,
  { draws = 9_999, seed = 1, exactUpTo = 50_000 }: PermutationOptions = {},
): PermutationResult {
  const size = treated.length;
  const values = new Float64Array(size + controls.length);
  values.set(treated);
  values.set(controls, size);
  if (size === 0 || controls.length === 0 || !values.every(Number.isFinite)) throw cannotPermute(values, size);
  // The total is fixed, so the difference grows with the treated sum; around the mean, rounding stays small for turnovers in euros.
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let k = 0; k < values.length; k++) values[k]! -= mean;
  const scale = 1 / size + 1 / controls.length;
  const observed = values.subarray(0, size).reduce((sum, value) => sum + value, 0);
  const possible = combinations(values.length, size);
  const exact = possible <= exactUpTo;
  // Ties count as at least as large, rounding included.
  const limit = Math.abs(observed) - 1e-12 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * size;
  const extreme = exact ? countListed(values, size, limit) : 1 + countDrawn(values, size, limit, draws, seed);
  const assignments = exact ? possible : draws + 1;
  const smallest = (exact ? 1 : 0) / possible;
  return {
    difference: observed * scale,
    p: extreme / assignments,
    exact,
    assignments,
    seed,
    warnings: smallest > 0.05 ? [neverSignificant(possible)] : [],
  };
}

function combinations(n: number, k: number): number {
  let count = 1;
  for (let step = 1; step <= Math.min(k, n - k); step++) count = (count * (n - Math.min(k, n - k) + step)) / step;
  return Math.round(count);
}

/** Goes through the subsets of `size` places in lexicographic order. */
function countListed(values: Float64Array, size: number, limit: number): number {
  const chosen = Array.from({ length: size }, (_, place) => place);
  let extreme = 0;
  for (;;) {
    let sum = 0;
    for (const place of chosen) sum += values[place]!;
    if (Math.abs(sum) >= limit) extreme += 1;
    let turn = size - 1;
    while (turn >= 0 && chosen[turn] === values.length - size + turn) turn -= 1;
    if (turn < 0) return extreme;
    chosen[turn]! += 1;
    for (let place = turn + 1; place < size; place++) chosen[place] = chosen[place - 1]! + 1;
  }
}

function countDrawn(values: Float64Array, size: number, limit: number, draws: number, seed: number): number {
  const order = Int32Array.from(values.keys());
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    // The first places of a shuffle are a random subset, wherever the previous draw left the order.
    for (let place = 0; place < size; place++) {
      const other = place + Math.floor(uniformAt(seed, place, draw, 0) * (order.length - place));
      const kept = order[place]!;
      order[place] = order[other]!;
      order[other] = kept;
      sum += values[order[place]!]!;
    }
    if (Math.abs(sum) >= limit) extreme += 1;
  }
  return extreme;
}

const cannotPermute = (values: Float64Array, treated: number) =>
  new ImpactError('permutation-values', {
    fr: `Le test par permutation demande une valeur finie par entreprise, traitée ou témoin\u202f; reçu\u202f: ${plural.fr(treated, '# traitée', '# traitées')}, ${plural.fr(values.length - treated, '# témoin', '# témoins')}, dont ${values.filter((value) => !Number.isFinite(value)).length} sans valeur.`,
    en: `The permutation test needs one finite value for each firm, treated or control; received: ${treated} treated, ${plural.en(values.length - treated, '# control', '# controls')}, ${values.filter((value) => !Number.isFinite(value)).length} of them without a value.`,
  });

const neverSignificant = (possible: number): Warning => ({
  code: 'permutation-cannot-reject',
  fr: `${plural.fr(possible, 'Il n’existe qu’une répartition possible', 'Il n’existe que # répartitions possibles')}\u202f: la probabilité ne peut pas descendre sous 5 %, quel que soit l’effet.`,
  en: `${plural.en(possible, 'Only # assignment exists', 'Only # assignments exist')}: the probability cannot fall below 5%, whatever the effect.`,
});
