import type { Sentence, Warning } from './sentence.ts';

/**
 * What an estimation gives, whichever path computed it (unit columns or cohort moments). Estimates are jointly described by one covariance
 * matrix, so that every aggregate, test and band is linear algebra on it (see aggregate.ts).
 */

/** Why a cell has no estimate, or no standard error. */
export type CellReason =
  /** The base period itself: zero by construction, without error. */
  | 'reference'
  /** No treated, or no control, unit is observed in one of the two periods. */
  | 'no-treated'
  | 'no-controls'
  /** All treated, or all control, units have a weight of zero. */
  | 'no-weight'
  /** Some units have a probability of treatment above 0.999. */
  | 'overlap'
  /** Covariates are collinear, or too many, among the controls. */
  | 'collinear'
  /** The probability of treatment could not be estimated: the covariates separate treated from controls. */
  | 'separation'
  /** The variance is zero up to rounding: fewer firms than an error needs. */
  | 'no-variance';

export interface Cell {
  readonly g: number;
  readonly t: number;
  /** Base period: the change from it to `t` is compared. */
  readonly base: number;
  /** In the unit of the (transformed) outcome; null where undefined, and then `reason` says why. */
  readonly att: number | null;
  readonly se: number | null;
  readonly reason?: CellReason;
}

/** A treated cohort: how many units, and its weighted share of all units in the sample (the weight of aggregates). */
export interface Cohort {
  readonly g: number;
  readonly units: number;
  readonly share: number;
}

/**
 * Covariance of everything estimated: the cells of the first outcome, those of the second …, then the shares of the cohorts.
 * `values` is size × size, row-major, already divided by n². Cells without estimate have zero rows.
 */
export interface JointCovariance {
  readonly size: number;
  readonly values: Float64Array;
}

/** One step of the flow from input to sample. Counts are units, or rows where `counted` says so. */
export interface SampleStep {
  readonly step: string;
  readonly counted: 'units' | 'rows';
  readonly dropped: number;
  readonly kept: number;
  /** Dropped among those ever treated (first treated period given) and never treated. */
  readonly droppedTreated?: number;
  readonly droppedNever?: number;
  readonly why: Sentence;
}

export type Method = 'dr' | 'reg' | 'ipw';
export type ControlGroup = 'never' | 'not-yet';
export type BasePeriod = 'varying' | 'universal';
export type PanelKind = 'balanced' | 'unbalanced' | 'rc';
export type Timing = 'earlier' | 'base' | 'first' | 'varying';
export type Transform = 'level' | 'log' | 'log1p' | 'asinh' | 'growth' | 'binary';

/** Options as they were used, all of them, after defaults and adjustments. */
export interface GroupTimeOptionsUsed {
  readonly outcomes: readonly string[];
  readonly transform: Transform;
  readonly method: Method;
  readonly controls: ControlGroup;
  readonly base: BasePeriod;
  readonly anticipation: number;
  readonly covariates: readonly string[];
  readonly covariateTiming: Timing;
  readonly weighted: boolean;
  readonly weightTiming: Timing;
  readonly panel: PanelKind;
  readonly clustered: boolean;
  readonly alpha: number;
  readonly seed: number;
}

/** An option whose value is not what R's `did` would take by default. */
export interface Difference {
  readonly option: string;
  readonly used: string;
  readonly did: string;
}

/** Joint test that all effects before treatment are zero. */
export interface Wald {
  readonly stat: number;
  readonly df: number;
  readonly p: number;
}

export interface OutcomeEffects {
  readonly outcome: string;
  readonly cells: readonly Cell[];
  /** Where the cells of this outcome start in the joint covariance. */
  readonly offset: number;
  /** Null when there is no cell before treatment, or their covariance is singular (a warning says so). */
  readonly wald: Wald | null;
}

/** What the units of one cluster bring to every estimate. */
export interface ClusterSum {
  /** Place of its name among the distinct names of the panel's clusters, in their order (see `indexLabels`). */
  readonly cluster: number;
  /** Σ of its units' influences on [cells of all outcomes, shares] over the number of units of the sample, as the joint covariance lists them. */
  readonly sums: Float64Array;
}

export interface GroupTimeResult {
  readonly estimand: Sentence;
  readonly outcomes: readonly OutcomeEffects[];
  readonly cohorts: readonly Cohort[];
  readonly periods: readonly number[];
  readonly covariance: JointCovariance;
  /** Units of the sample (rows, for repeated cross-sections). */
  readonly units: number;
  /** Clusters of the sample; null when errors are by unit. */
  readonly clusters: number | null;
  /** When asked: those of the clusters that have units in the sample. */
  readonly clusterSums?: readonly ClusterSum[];
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
  readonly options: GroupTimeOptionsUsed;
  readonly differsFromDid: readonly Difference[];
  readonly engine: string;
  /** Digest of the input columns that the estimate reads; the same data in the same order give the same digest. */
  readonly inputDigest: string;
}

export type AggregationKind = 'simple' | 'dynamic' | 'group' | 'calendar';

export interface Estimate {
  readonly att: number | null;
  readonly se: number | null;
}

/** `at` is the event time (dynamic), the cohort (group) or the period (calendar). */
export interface AggregationRow extends Estimate {
  readonly at: number;
  /** How many cells it averages. */
  readonly cells: number;
}

export interface Aggregation {
  readonly kind: AggregationKind;
  readonly outcome: string;
  readonly overall: Estimate;
  /** Empty for `simple`. */
  readonly rows: readonly AggregationRow[];
  /** Covariance of the rows (rows × rows), then of the overall effect with itself and the rows: size = rows + 1, the overall last. */
  readonly covariance: JointCovariance;
  /** Cells that could not enter because they have no estimate. */
  readonly dropped: readonly { readonly g: number; readonly t: number }[];
}

/** Bands that hold for all rows at once, with probability 1 − alpha. */
export interface Band {
  readonly critical: number;
  readonly draws: number;
  readonly seed: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** Version of the estimation code, written in each result; it changes when numbers may. */
export const ENGINE_VERSION = 'grappe-impact 1.0.0';
