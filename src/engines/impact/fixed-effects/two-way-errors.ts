import { symmetricEigen } from '../linear-algebra.ts';
import type { Warning } from '../sentence.ts';

/**
 * Covariance for errors that two clusterings share: of the first, and of the second, less that of their crossing. With few groups and many
 * coefficients it may give a variance below zero: its negative eigenvalues then count as zero (Cameron, Gelbach & Miller 2011), and it is told.
 */
export function twoWayCovariance(
  first: Float64Array,
  second: Float64Array,
  crossing: Float64Array,
): { readonly covariance: Float64Array; readonly warnings: readonly Warning[] } {
  const size = Math.sqrt(first.length);
  const covariance = first.map((value, at) => value + second[at]! - crossing[at]!);
  const isNegative = Array.from({ length: size }, (_, k) => covariance[k * size + k]!).some((variance) => variance < 0);
  if (!isNegative) return { covariance, warnings: [] };
  const { values, vectors } = symmetricEigen(covariance, size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += Math.max(0, values[k]!) * vectors[a * size + k]! * vectors[b * size + k]!;
      covariance[a * size + b] = sum;
    }
  }
  return { covariance, warnings: [{ code: 'two-way-negative', ...NEGATIVE }] };
}

const NEGATIVE = {
  fr: 'Les erreurs à deux grappes donnent une variance négative\u202f: trop peu de groupes pour tant de coefficients. Les valeurs propres négatives de la covariance sont comptées nulles\u202f; préférez une seule grappe.',
  en: 'Errors by two clusters give a negative variance: too few groups for so many coefficients. Negative eigenvalues of the covariance count as zero; prefer one cluster.',
};
