/** What threads are asked to do on a balanced sample, and what they answer. All of it can be copied between threads. */

/** Consecutive units of one cohort. */
export interface Chunk {
  readonly cohort: number;
  readonly from: number;
  readonly to: number;
}

export interface SumsTask {
  readonly chunk: Chunk;
  /** Which version of covariates and of weights (see BalancedSample). */
  readonly design: number;
  readonly weights: number;
}

/** Sums over the units of a chunk. Columns of outcomes: those of the first outcome, period after period, then those of the second … */
export interface Sums {
  /** Σ w x x': columns × columns. */
  readonly gram: Float64Array;
  /** Σ w x y: columns × (outcomes × periods). */
  readonly products: Float64Array;
  /** Σ x x', without weights. */
  readonly plainGram: Float64Array;
}

/** One propensity: a cohort against a set of controls. */
export interface FitTask {
  readonly treated: number;
  readonly controls: readonly number[];
  readonly treatedUnits: number;
  /** Treated and controls. */
  readonly units: number;
  readonly design: number;
  readonly weights: number;
  /** False when units weigh the same. */
  readonly weighted: boolean;
}

export interface FitResult {
  /** Why there is none, or null. */
  readonly failure: 'collinear' | 'overlap' | 'separation' | null;
  readonly gamma: Float64Array;
  /** Σ w p (1 − p) x x' over treated and controls. */
  readonly information: Float64Array;
  /** Over the controls, weighted by their odds w0 = w p / (1 − p): Σ w0 x x' and Σ w0 x y. */
  readonly gram: Float64Array;
  readonly products: Float64Array;
}

/** The logits that the units of a chunk enter, at the coefficients that each has reached. */
export interface LogitTask {
  readonly chunk: Chunk;
  readonly design: number;
  /** Null leaves weights out. */
  readonly weights: number | null;
  /** Reads one block of units in so many, and inflates the sums. */
  readonly every: number;
  readonly moments: boolean;
  readonly fits: readonly { readonly gamma: Float64Array; readonly treated: boolean }[];
}

/** Sums of each logit, one after the other; symmetric matrices as their upper triangle by rows. */
export interface LogitSums {
  readonly information: Float64Array;
  /** Σ w (d − p) x. */
  readonly slope: Float64Array;
  readonly moments: {
    readonly gram: Float64Array;
    readonly products: Float64Array;
    readonly largest: Float64Array;
  } | null;
}

/** How the units of a cohort enter the influence functions of the cells of one outcome that share one propensity (or one set of controls). */
export interface Role {
  readonly treated: boolean;
  readonly outcome: number;
  readonly design: number;
  readonly weights: number;
  /** Coefficients of the propensity; null for outcome regression. */
  readonly gamma: Float64Array | null;
  /** n / Σ w over the treated. */
  readonly treatedScale: number;
  /** n / Σ w0 over the controls; 0 for outcome regression. */
  readonly controlScale: number;
  /** x'q is the weight of a control's residual that comes from estimating the outcome regression. */
  readonly q: Float64Array;
  /** Place of its first cell among the active columns of the program; the others follow. */
  readonly firstColumn: number;
  readonly cells: readonly RoleCell[];
}

export interface RoleCell {
  readonly period: number;
  readonly base: number;
  /** Coefficients of the change on covariates; zeros for probability weighting. */
  readonly beta: Float64Array;
  /** n / Σ w0 × H M2: what estimating the propensity adds. */
  readonly learning: Float64Array;
  /** Mean residual of the role's side: of the treated, or of the controls weighted by their odds. */
  readonly mean: number;
}

/** The influence of a cohort's units, and which columns of the joint covariance they can reach. */
export interface CohortProgram {
  readonly roles: readonly Role[];
  /** Columns of cells, role after role; then that of the cohort's weight (absent for never treated); then that of ones. */
  readonly active: Int32Array;
}

/** Units of one cohort: a range, or a list with the row of each unit's cluster. */
export interface Segment {
  readonly cohort: number;
  readonly from: number;
  readonly to: number;
  readonly list: Int32Array | null;
  readonly clusterRows: Int32Array | null;
}

export interface InfluenceTask {
  readonly segments: readonly Segment[];
  /** Rows that the sums by cluster need; 0 when each unit is its own cluster. */
  readonly clusters: number;
  /** Are the sums of each cluster part of the answer? */
  readonly keepsSums: boolean;
}

export interface InfluenceAnswer {
  /** Second moments, width × width: the upper triangle. */
  readonly moments: Float64Array;
  /** Clusters × width, when asked. */
  readonly sums: Float64Array | null;
}

/** Columns of influence functions: cells of all outcomes, then the weight of each treated cohort, then ones. */
export interface InfluenceProgram {
  readonly width: number;
  readonly cohorts: readonly CohortProgram[];
}
