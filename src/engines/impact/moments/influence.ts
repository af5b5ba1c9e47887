import type { Moments } from './cohort-moments.ts';

/**
 * Influences as linear forms: within cohort c, unit i has influence `loading · z_i` on a target (z as in CohortMoments). `load` fills the
 * loadings of one cohort, a row of `size` for each target; the matrix comes zeroed.
 */
export interface Influences {
  readonly targets: number;
  load(cohort: number, loadings: Float64Array): void;
}

export const loadingSize = (moments: Moments): number => moments.cohorts[0]!.mean.length + 2;

/** Covariance of the targets, targets × targets: Σ over units (or clusters) of the products of their influences, over n². */
export function covarianceOf(moments: Moments, influences: Influences, n: number): Float64Array {
  return moments.clusters ? clustered(moments, influences, n) : byUnit(moments, influences, n);
}

function byUnit(moments: Moments, { targets, load }: Influences, n: number): Float64Array {
  const size = loadingSize(moments);
  const covariance = new Float64Array(targets * targets);
  for (const [place, { cross }] of moments.cohorts.entries()) {
    const loadings = new Float64Array(targets * size);
    load(place, loadings);
    const products = new Float64Array(targets * size);
    for (let u = 0; u < targets; u++) {
      for (let k = 0; k < size; k++) {
        const weight = loadings[u * size + k]!;
        if (weight === 0) continue;
        for (let l = 0; l < size; l++) products[u * size + l] = products[u * size + l]! + weight * cross[k * size + l]!;
      }
      for (let v = 0; v <= u; v++) {
        let sum = 0;
        for (let l = 0; l < size; l++) sum += products[u * size + l]! * loadings[v * size + l]!;
        covariance[u * targets + v] = covariance[u * targets + v]! + sum;
      }
    }
  }
  return symmetric(covariance, targets, n);
}

function clustered(moments: Moments, { targets, load }: Influences, n: number): Float64Array {
  const size = loadingSize(moments);
  const loadings = moments.cohorts.map((_, place) => {
    const matrix = new Float64Array(targets * size);
    load(place, matrix);
    return matrix;
  });
  const covariance = new Float64Array(targets * targets);
  const sums = new Float64Array(targets);
  for (const cluster of moments.clusters!) {
    sums.fill(0);
    for (const { cohort, sums: z } of cluster) {
      const matrix = loadings[cohort]!;
      for (let u = 0; u < targets; u++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += matrix[u * size + k]! * z[k]!;
        sums[u] = sums[u]! + sum;
      }
    }
    for (let u = 0; u < targets; u++) {
      for (let v = 0; v <= u; v++) covariance[u * targets + v] = covariance[u * targets + v]! + sums[u]! * sums[v]!;
    }
  }
  return symmetric(covariance, targets, n);
}

function symmetric(lower: Float64Array, targets: number, n: number): Float64Array {
  for (let u = 0; u < targets; u++) {
    for (let v = 0; v <= u; v++) {
      const value = lower[u * targets + v]! / (n * n);
      lower[u * targets + v] = value;
      lower[v * targets + u] = value;
    }
  }
  return lower;
}
