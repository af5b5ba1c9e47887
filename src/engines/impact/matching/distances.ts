import { symmetricEigen } from '../linear-algebra.ts';
import { type Column, type Covariates, numericColumns } from './covariates.ts';

export type CovariateDistance = 'mahalanobis' | 'robust_mahalanobis' | 'scaled_euclidean' | 'euclidean';

/** Below this determinant (or share of the largest eigenvalue) a covariance matrix counts as singular, as in MatchIt. */
const SINGULAR = 1e-8;

/**
 * Covariates turned so that the plain Euclidean distance between two rows is the distance asked for.
 *
 * Mahalanobis uses the pooled covariance within the two groups (Rubin 1980), its robust version that of the ranks, rescaled to
 * the spread of untied ranks (Rosenbaum 2010, ch. 8); factors enter by all their levels, so the matrix is inverted in
 * the space that the data span.
 *
 * @param kept rows that count for means and variances (the others are only transformed)
 */
export function distanceColumns(
  covariates: Covariates,
  distance: CovariateDistance,
  treated: Uint8Array,
  kept: Uint8Array,
): Float64Array[] {
  const columns = numericColumns(covariates, 'distance')
    .filter(varies)
    .map(({ values }) => values);
  if (columns.length === 0) return [new Float64Array(treated.length)];
  switch (distance) {
    case 'euclidean':
      return columns;
    case 'scaled_euclidean':
      return columns.map((values) => dividedBy(values, Math.sqrt(pooledVariance(values, treated, kept))));
    case 'mahalanobis': {
      const standard = columns.map((values) => dividedBy(values, Math.sqrt(spread(values, null, null))));
      return whitened(
        standard,
        covariance(
          standard.map((values) => centred(values, treated, kept)),
          kept,
          2,
        ),
      );
    }
    case 'robust_mahalanobis': {
      const ranked = columns.map((values) => ranks(values, kept));
      const untied = untiedRankVariance(kept);
      // Rescaling the ranks' covariance leaves their correlation: ties no longer shrink a variable.
      const matrix = covariance(
        ranked.map((values) => centred(values, null, kept)),
        kept,
        1,
      );
      const size = ranked.length;
      const stretch = Float64Array.from(ranked, (_, k) => Math.sqrt(untied / matrix[k * size + k]!));
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) matrix[a * size + b] = matrix[a * size + b]! * stretch[a]! * stretch[b]!;
      return whitened(ranked, matrix);
    }
  }
}

const varies = ({ values }: Column): boolean => {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least >= Math.sqrt(2 ** -52);
};

const dividedBy = (values: Float64Array, scale: number): Float64Array => values.map((value) => value / scale);

/** Sample variance, of the rows of one group (null: all) among those kept (null: all). */
function spread(values: Float64Array, rows: Uint8Array | null, kept: Uint8Array | null): number {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++)
    if ((!rows || rows[i]) && (!kept || kept[i])) {
      n++;
      sum += values[i]!;
    }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    if ((!rows || rows[i]) && (!kept || kept[i])) squares += (values[i]! - mean) ** 2;
  return squares / (n - 1);
}

/** Within-group variance: of a 0/1 variable by its shares, otherwise on n - 2 degrees of freedom. */
function pooledVariance(values: Float64Array, treated: Uint8Array, kept: Uint8Array): number {
  const binary = values.every((value) => value === 0 || value === 1);
  const rest = centred(values, treated, kept);
  let n = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    if (kept[i]) {
      n++;
      squares += rest[i]! ** 2;
    }
  return squares / (binary ? n : n - 2);
}

/** Deviations from the mean of the own group (of all, without groups); means over the rows kept. */
function centred(values: Float64Array, groups: Uint8Array | null, kept: Uint8Array): Float64Array {
  const n = [0, 0];
  const sum = [0, 0];
  for (let i = 0; i < values.length; i++)
    if (kept[i]) {
      const group = groups ? groups[i]! : 0;
      n[group]!++;
      sum[group]! += values[i]!;
    }
  return values.map((value, i) => {
    const group = groups ? groups[i]! : 0;
    return value - sum[group]! / n[group]!;
  });
}

/** Cross products of centred columns over the rows kept, divided by their number less `lost` degrees of freedom. */
function covariance(columns: readonly Float64Array[], kept: Uint8Array, lost: number): Float64Array {
  const size = columns.length;
  const matrix = new Float64Array(size * size);
  let n = 0;
  for (const flag of kept) n += flag;
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      const left = columns[a]!;
      const right = columns[b]!;
      let sum = 0;
      for (let i = 0; i < kept.length; i++) if (kept[i]) sum += left[i]! * right[i]!;
      matrix[a * size + b] = sum / (n - lost);
      matrix[b * size + a] = sum / (n - lost);
    }
  return matrix;
}

/** Ranks among the rows kept, ties sharing their mean rank; 0 elsewhere. */
function ranks(values: Float64Array, kept: Uint8Array): Float64Array {
  const rows = Array.from(values.keys()).filter((row) => kept[row]);
  rows.sort((a, b) => values[a]! - values[b]!);
  const result = new Float64Array(values.length);
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && values[rows[to]!] === values[rows[from]!]) to++;
    for (let i = from; i < to; i++) result[rows[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

/** Variance of the ranks 1 … n. */
function untiedRankVariance(kept: Uint8Array): number {
  let n = 0;
  for (const flag of kept) n += flag;
  return (n * (n + 1)) / 12;
}

/**
 * Columns times a root of the (generalised) inverse of their covariance. The root is the Cholesky factor with the largest
 * pivot first: its first column orders the search for neighbours, and so decides who wins a tie.
 */
function whitened(columns: readonly Float64Array[], matrix: Float64Array): Float64Array[] {
  const size = columns.length;
  const factor = pivotedFactor(generalisedInverse(matrix, size), size);
  return factor.map((weights) => {
    const turned = new Float64Array(columns[0]!.length);
    columns.forEach((values, k) => {
      const weight = weights[k]!;
      if (weight !== 0) for (let i = 0; i < turned.length; i++) turned[i] = turned[i]! + weight * values[i]!;
    });
    return turned;
  });
}

function generalisedInverse(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, size);
  const largest = values[size - 1]!;
  const regular = values.reduce((product, value) => product * value, 1) > SINGULAR;
  const result = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    if (!regular && values[k]! <= SINGULAR * largest) continue;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        result[a * size + b] = result[a * size + b]! + (vectors[a * size + k]! * vectors[b * size + k]!) / values[k]!;
  }
  return result;
}

/** Rows u of an upper factor with sum of u u' = matrix, pivoting on the largest diagonal; stops at the matrix's rank. */
function pivotedFactor(matrix: Float64Array, size: number): Float64Array[] {
  const rest = Float64Array.from(matrix);
  const factor: Float64Array[] = [];
  let first = 0;
  for (let k = 0; k < size; k++) first = Math.max(first, rest[k * size + k]!);
  while (factor.length < size) {
    let pivot = 0;
    for (let k = 1; k < size; k++) if (rest[k * size + k]! > rest[pivot * size + pivot]!) pivot = k;
    const head = rest[pivot * size + pivot]!;
    if (head <= first * size * 2 ** -52) break;
    const row = Float64Array.from({ length: size }, (_, k) => rest[pivot * size + k]! / Math.sqrt(head));
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) rest[a * size + b] = rest[a * size + b]! - row[a]! * row[b]!;
    rest[pivot * size + pivot] = 0;
    factor.push(row);
  }
  return factor;
}
