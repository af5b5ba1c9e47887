import type { Cuts } from './coarsening.ts';
import type { Covariates } from './covariates.ts';
import type { CovariateDistance } from './distances.ts';
import type { Estimand } from './weights.ts';

export interface MatchInput {
  /** 1 for treated units, 0 for the others; one row for each unit. */
  readonly treated: Uint8Array;
  /** Everything the options may name; one value for each row, none missing. */
  readonly variables: Covariates;
}

export interface Caliper {
  /** A numeric variable, or `distance` for the score. */
  readonly on: string;
  readonly width: number;
  /** In standard deviations of the whole sample (without the units discarded) rather than in the variable's own unit. */
  readonly standardised: boolean;
}

export interface MatchOptions {
  /** Variables to be alike on; all variables when absent. */
  readonly on?: readonly string[];
  readonly method: 'nearest' | 'exact' | 'cem' | 'subclass';
  /** `logit`: the estimated probability of treatment; `linear-logit`: its logit; or a score of one's own. */
  readonly distance: 'logit' | 'linear-logit' | CovariateDistance | Float64Array;
  readonly estimand: Estimand;
  /** nearest: matches for each unit. */
  readonly ratio: number;
  /** nearest: a unit may be matched several times. */
  readonly replace: boolean;
  /**
   * nearest: who chooses first. Default: the treated with the largest score (the controls with the smallest, for the ATC); in row
   * order for a distance on covariates. Without effect with replacement.
   */
  readonly order?: 'largest' | 'smallest' | 'closest' | 'farthest' | 'data' | 'random';
  readonly seed: number;
  readonly calipers: readonly Caliper[];
  /** nearest: pairs agree on these variables. */
  readonly exact: readonly string[];
  /** nearest: pairs differ on each of these variables. */
  readonly antiexact: readonly string[];
  /** nearest: among the candidates that the score's caliper allows, the nearest on these variables (Mahalanobis). */
  readonly mahalanobisOn: readonly string[];
  /** Leave out units whose score is outside the other group's range. */
  readonly discard: 'none' | 'treated' | 'control' | 'both';
  /** Estimate the score again on the units that are left. */
  readonly reestimate: boolean;
  /** cem: how to cut each numeric variable; Sturges' rule where nothing is said. */
  readonly cutpoints: Readonly<Record<string, Cuts>>;
  /** cem: pair units one to one within strata, by this distance. */
  readonly pairWithin: CovariateDistance | null;
  /** subclass: how many, and the fewest units of each group in each. */
  readonly subclasses: number;
  readonly atLeast: number;
}

/** MatchIt's defaults. */
export const MATCH_DEFAULTS: MatchOptions = {
  method: 'nearest',
  distance: 'logit',
  estimand: 'ATT',
  ratio: 1,
  replace: false,
  seed: 1,
  calipers: [],
  exact: [],
  antiexact: [],
  mahalanobisOn: [],
  discard: 'none',
  reestimate: false,
  cutpoints: {},
  pairWithin: null,
  subclasses: 6,
  atLeast: 1,
};
