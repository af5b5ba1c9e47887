import { dot, sandwich } from './linear-algebra.ts';
import type {
  Aggregation,
  AggregationKind,
  AggregationRow,
  Cell,
  Estimate,
  GroupTimeResult,
  JointCovariance,
} from './result.ts';
import { ImpactError } from './sentence.ts';

export interface AggregateOptions {
  readonly kind: AggregationKind;
  /** The first outcome when absent. */
  readonly outcome?: string;
  /** Event times to show: those from `minE` to `maxE`. For simple and group effects, `maxE` limits how long after treatment cells count. */
  readonly minE?: number;
  readonly maxE?: number;
  /** Only cohorts observed this long after treatment, and event times at which all of them are (dynamic only). */
  readonly balanceE?: number;
}

/** What an aggregation needs of a result, whichever path estimated it. */
export type Aggregable = Pick<GroupTimeResult, 'outcomes' | 'cohorts' | 'covariance'>;

/** A weighted mean of estimates: its value, and its derivative by everything in the joint covariance. */
interface Combination {
  readonly at: number;
  readonly cells: number;
  readonly att: number;
  readonly gradient: Float64Array;
}

/** An error this small comes from rounding, not from data (did: 10 √ε). */
export const SMALLEST_ERROR = 10 * Math.sqrt(2 ** -52);

/** Standard error, or null where the variance is zero up to rounding. */
export function errorOf(variance: number): number | null {
  const se = Math.sqrt(variance);
  return se > SMALLEST_ERROR ? se : null;
}

/**
 * Averages group-time effects (Callaway & Sant'Anna 2021, section 3; IMPACT section 4.3). Cohort shares are estimated too, and their
 * uncertainty enters the errors, except for effects of one cohort. Cells without estimate are left out and listed.
 */
export function aggregate(result: Aggregable, options: AggregateOptions): Aggregation {
  const { effects, space, rows, overall } = combine(result, options);
  const dropped = effects.cells.filter(({ att }) => att === null).map(({ g, t }) => ({ g, t }));
  const combinations = overall ? [...rows, overall] : rows;
  const covariance = space.covarianceOf(combinations);
  const estimate = (k: number): Estimate => ({
    att: combinations[k]!.att,
    se: errorOf(covariance.values[k * covariance.size + k]!),
  });
  return {
    kind: options.kind,
    outcome: effects.outcome,
    overall: overall ? estimate(rows.length) : { att: null, se: null },
    rows: rows.map(({ at, cells }, k): AggregationRow => ({ at, cells, ...estimate(k) })),
    covariance,
    dropped,
  };
}

/**
 * The same averages as linear forms of what the joint covariance describes, for inference that resamples it (clusters): effects and derivatives of
 * the rows, then of the overall effect where there is one. `at` has the rows only.
 */
export function aggregationGradients(
  result: Aggregable,
  options: AggregateOptions,
): { readonly at: readonly number[]; readonly att: readonly number[]; readonly gradients: readonly Float64Array[] } {
  const { rows, overall } = combine(result, options);
  const combinations = overall ? [...rows, overall] : rows;
  return {
    at: rows.map(({ at }) => at),
    att: combinations.map(({ att }) => att),
    gradients: combinations.map(({ gradient }) => gradient),
  };
}

function combine(result: Aggregable, options: AggregateOptions) {
  const effects = options.outcome
    ? result.outcomes.find(({ outcome }) => outcome === options.outcome)
    : result.outcomes[0];
  if (!effects)
    throw new ImpactError('unknown-outcome', {
      fr: `Ce résultat ne contient pas la variable «\u202f${options.outcome}\u202f».`,
      en: `This result has no outcome “${options.outcome}”.`,
    });
  const estimated = effects.cells.flatMap((cell, k) =>
    cell.att === null ? [] : [{ cell: { ...cell, att: cell.att }, at: effects.offset + k }],
  );
  const space = new Space(result, estimated);
  return { effects, space, ...KINDS[options.kind](space, options) };
}

/**
 * Effects on several outcomes and their joint covariance, wherever they come from: influence functions of unit columns, or cohort
 * moments with the outcomes stacked.
 */
export interface JointEffects {
  readonly att: readonly number[];
  /** att.length × att.length. */
  readonly covariance: readonly (readonly number[])[];
}

/** Joint effects as averages of a result. */
export interface AggregatedJointly extends JointEffects {
  /** Derivative of each effect by what the joint covariance of the result describes. */
  readonly gradients: readonly Float64Array[];
}

/**
 * The overall effect on each outcome of a result, and how they vary together: what additionality needs. Only cells with an
 * estimate for every outcome count, so that the effect on a difference of outcomes is the difference of the effects.
 */
export function aggregateJointly(result: Aggregable, options: Omit<AggregateOptions, 'outcome'>): AggregatedJointly {
  const isEstimated = (k: number): boolean => result.outcomes.every(({ cells }) => cells[k]!.att !== null);
  const spaces = result.outcomes.map(
    ({ cells, offset }) =>
      new Space(
        result,
        cells.flatMap((cell, k) => (isEstimated(k) ? [{ cell: { ...cell, att: cell.att! }, at: offset + k }] : [])),
      ),
  );
  const overall = spaces.map((space) => KINDS[options.kind](space, options).overall);
  if (!overall.every((one) => one !== null))
    throw new ImpactError('no-common-cell', {
      fr: 'Aucune cellule après traitement n’a d’estimation pour toutes les variables de résultat.',
      en: 'No cell after treatment has an estimate for every outcome.',
    });
  const { size, values } = spaces[0]!.covarianceOf(overall);
  return {
    att: overall.map(({ att }) => att),
    covariance: Array.from({ length: size }, (_, k) => Array.from(values.subarray(k * size, (k + 1) * size))),
    gradients: overall.map(({ gradient }) => gradient),
  };
}

interface Estimated {
  readonly cell: Cell & { readonly att: number };
  /** Where the cell stands in the joint covariance. */
  readonly at: number;
}

/** The estimates that can be averaged, and the places where their weights stand in the joint covariance. */
class Space {
  readonly estimated: readonly Estimated[];
  readonly #covariance: JointCovariance;
  readonly #share = new Map<number, { readonly value: number; readonly at: number }>();

  constructor({ covariance, cohorts }: Aggregable, estimated: readonly Estimated[]) {
    this.estimated = estimated;
    this.#covariance = covariance;
    for (const [k, { g, share }] of cohorts.entries())
      this.#share.set(g, { value: share, at: covariance.size - cohorts.length + k });
  }

  /** Mean of cells weighted by the shares of their cohorts, the shares counted as estimates. */
  weightedByShare(at: number, chosen: readonly Estimated[]): Combination {
    const gradient = new Float64Array(this.#covariance.size);
    let total = 0;
    let sum = 0;
    for (const { cell } of chosen) {
      const share = this.#share.get(cell.g)!.value;
      total += share;
      sum += share * cell.att;
    }
    const att = sum / total;
    for (const { cell, at: place } of chosen) {
      const share = this.#share.get(cell.g)!;
      gradient[place] = share.value / total;
      gradient[share.at] = gradient[share.at]! + (cell.att - att) / total;
    }
    return { at, cells: chosen.length, att, gradient };
  }

  /** Plain mean of combinations. */
  mean(parts: readonly Combination[]): Combination {
    return this.#mix(
      parts,
      parts.map(() => 1 / parts.length),
    );
  }

  /** Mean of cohorts' effects (`at` is the cohort) weighted by their shares. */
  overCohorts(parts: readonly Combination[]): Combination {
    const shares = parts.map(({ at }) => this.#share.get(at)!);
    const total = shares.reduce((sum, { value }) => sum + value, 0);
    const overall = this.#mix(
      parts,
      shares.map(({ value }) => value / total),
    );
    for (const [k, { att }] of parts.entries()) overall.gradient[shares[k]!.at] = (att - overall.att) / total;
    return overall;
  }

  #mix(parts: readonly Combination[], weights: readonly number[]): Combination {
    const gradient = new Float64Array(this.#covariance.size);
    let att = 0;
    for (const [k, part] of parts.entries()) {
      att += weights[k]! * part.att;
      for (let place = 0; place < gradient.length; place++)
        gradient[place] = gradient[place]! + weights[k]! * part.gradient[place]!;
    }
    return { at: Number.NaN, cells: parts.reduce((sum, { cells }) => sum + cells, 0), att, gradient };
  }

  /** Plain mean of cells. */
  plain(at: number, chosen: readonly Estimated[]): Combination {
    const gradient = new Float64Array(this.#covariance.size);
    for (const { at: place } of chosen) gradient[place] = 1 / chosen.length;
    const att = chosen.reduce((sum, { cell }) => sum + cell.att, 0) / chosen.length;
    return { at, cells: chosen.length, att, gradient };
  }

  covarianceOf(combinations: readonly Combination[]): JointCovariance {
    const { size, values } = this.#covariance;
    const rows = new Float64Array(combinations.length * size);
    for (const [k, { gradient }] of combinations.entries()) rows.set(gradient, k * size);
    return { size: combinations.length, values: sandwich(rows, combinations.length, values, size) };
  }
}

interface Combined {
  readonly rows: readonly Combination[];
  /** Null when no cell after treatment has an estimate. */
  readonly overall: Combination | null;
}

const isAfter = ({ cell }: Estimated): boolean => cell.g <= cell.t;
const eventTime = ({ cell }: Estimated): number => cell.t - cell.g;
const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

const KINDS: Record<AggregationKind, (space: Space, options: AggregateOptions) => Combined> = {
  simple(space, { maxE = Number.POSITIVE_INFINITY }) {
    const kept = space.estimated.filter((one) => isAfter(one) && eventTime(one) <= maxE);
    return { rows: [], overall: kept.length > 0 ? space.weightedByShare(Number.NaN, kept) : null };
  },

  group(space, { maxE = Number.POSITIVE_INFINITY }) {
    const kept = space.estimated.filter((one) => isAfter(one) && eventTime(one) <= maxE);
    const rows = distinct(kept.map(({ cell }) => cell.g)).map((g) =>
      space.plain(
        g,
        kept.filter(({ cell }) => cell.g === g),
      ),
    );
    return { rows, overall: rows.length > 0 ? space.overCohorts(rows) : null };
  },

  dynamic(space, { minE = Number.NEGATIVE_INFINITY, maxE = Number.POSITIVE_INFINITY, balanceE }) {
    const times = space.estimated.map(({ cell }) => cell.t);
    const last = Math.max(...times);
    const span = last - Math.min(...times);
    const kept = space.estimated.filter((one) => {
      const e = eventTime(one);
      if (e < minE || e > maxE) return false;
      return balanceE === undefined || (last - one.cell.g >= balanceE && e <= balanceE && e >= balanceE - span);
    });
    const rows = distinct(kept.map(eventTime)).map((e) =>
      space.weightedByShare(
        e,
        kept.filter((one) => eventTime(one) === e),
      ),
    );
    const after = rows.filter(({ at }) => at >= 0);
    return { rows, overall: after.length > 0 ? space.mean(after) : null };
  },

  calendar(space) {
    const kept = space.estimated.filter(isAfter);
    const rows = distinct(kept.map(({ cell }) => cell.t)).map((t) =>
      space.weightedByShare(
        t,
        kept.filter(({ cell }) => cell.t === t),
      ),
    );
    return { rows, overall: rows.length > 0 ? space.mean(rows) : null };
  },
};

/** The covariance of some cells of a result, for tests and plots: cells × cells. */
export function cellCovariance({ covariance }: Aggregable, places: readonly number[]): Float64Array {
  return Float64Array.from({ length: places.length ** 2 }, (_, k) => {
    const row = places[Math.floor(k / places.length)]!;
    const column = places[k % places.length]!;
    return covariance.values[row * covariance.size + column]!;
  });
}

/** Variance of any weighted sum of what the joint covariance describes. */
export function varianceOf({ size, values }: JointCovariance, weights: Float64Array): number {
  let variance = 0;
  for (let row = 0; row < size; row++)
    if (weights[row] !== 0) variance += weights[row]! * dot(values.subarray(row * size, (row + 1) * size), weights);
  return variance;
}
