import { inverse, multiply, sandwich } from '../linear-algebra.ts';
import { ImpactError } from '../sentence.ts';
import { type Covariates, numericColumns } from './covariates.ts';
import type { MatchResult } from './matching.ts';

export interface OutcomeEffect {
  /** Coefficient of treatment in the weighted regression, in the unit of the outcome. */
  readonly effect: number;
  readonly se: number;
  /**
   * `pairs`: clustered by pair or stratum with HC1's correction G/(G-1) · (n-1)/(n-k); `hc3` where a unit may be in several
   * pairs (with replacement), as MatchIt's authors advise.
   */
  readonly errors: 'pairs' | 'hc3';
  readonly units: number;
}

/**
 * The difference in a cross-sectional outcome between matched groups: weighted least squares on treatment, and on covariates when
 * some are given.
 *
 * @param outcome one value for each row; missing values are refused, since a pair would lose a member silently
 */
export function outcomeEffect(
  { weights, groups, groupCount }: Pick<MatchResult, 'weights' | 'groups' | 'groupCount'>,
  treated: Uint8Array,
  outcome: Float64Array,
  covariates: Covariates = {},
): OutcomeEffect {
  const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const missing = rows.find((row) => !Number.isFinite(outcome[row]!));
  if (missing !== undefined)
    throw new ImpactError(
      'missing-outcome',
      {
        fr: `Le résultat de la ligne ${missing + 1} est absent\u202f: retirez cette unité avant d’apparier.`,
        en: `The outcome of row ${missing + 1} is missing: remove this unit before matching.`,
      },
      { rows: [missing + 1] },
    );
  const columns = [
    Float64Array.from(treated),
    new Float64Array(treated.length).fill(1),
    ...independentOf(
      numericColumns(covariates, 'contrast').map(({ values }) => values),
      rows,
    ),
  ];
  const k = columns.length;
  const gram = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (const row of rows)
    for (let a = 0; a < k; a++) {
      const left = weights[row]! * columns[a]![row]!;
      right[a] = right[a]! + left * outcome[row]!;
      for (let b = 0; b < k; b++) gram[a * k + b] = gram[a * k + b]! + left * columns[b]![row]!;
    }
  const bread = inverse(gram, k);
  if (!bread)
    throw new ImpactError('collinear', {
      fr: 'Les covariables sont colinéaires parmi les unités appariées\u202f: retirez-en une.',
      en: 'The covariates are collinear among the matched units: remove one.',
    });
  const coefficients = multiply(bread, k, k, right);
  const errors = groups ? 'pairs' : 'hc3';
  const sums = new Float64Array((groups ? groupCount : rows.length) * k);
  rows.forEach((row, at) => {
    const x = Float64Array.from(columns, (column) => column[row]!);
    const residual = outcome[row]! - x.reduce((sum, value, a) => sum + value * coefficients[a]!, 0);
    const leverage = weights[row]! * sandwich(x, 1, bread, k)[0]!;
    const score = (weights[row]! * residual) / (groups ? 1 : 1 - leverage);
    const place = (groups ? groups[row]! : at) * k;
    for (let a = 0; a < k; a++) sums[place + a] = sums[place + a]! + score * x[a]!;
  });
  const meat = new Float64Array(k * k);
  for (let place = 0; place < sums.length; place += k)
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) meat[a * k + b] = meat[a * k + b]! + sums[place + a]! * sums[place + b]!;
  const n = rows.length;
  const correction = groups ? (groupCount / (groupCount - 1)) * ((n - 1) / (n - k)) : 1;
  const variance = correction * sandwich(bread.subarray(0, k), 1, meat, k)[0]!;
  return { effect: coefficients[0]!, se: Math.sqrt(variance), errors, units: n };
}

/** Without the columns that are constant among the matched units (a factor level that lost all its units). */
function independentOf(columns: readonly Float64Array[], rows: Int32Array): Float64Array[] {
  return columns.filter((values) => rows.some((row) => values[row] !== values[rows[0]!]));
}
