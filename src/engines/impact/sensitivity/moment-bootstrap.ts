import { type AggregateOptions, aggregationGradients } from '../aggregate.ts';
import type { Moments } from '../moments/cohort-moments.ts';
import { estimateMembers, type MomentOptions } from '../moments/group-time-moments.ts';
import { type Influences, loadingSize } from '../moments/influence.ts';
import type { GroupTimeResult } from '../result.ts';
import { ImpactError } from '../sentence.ts';
import {
  type ClusterInfluences,
  type WildBootstrap,
  type WildBootstrapOptions,
  type WildBootstrapRow,
  wildClusterBootstrap,
} from './few-clusters.ts';

/** The bootstrap of an aggregation: its rows, then the overall effect where there is one. */
export interface AggregationBootstrap extends Omit<WildBootstrap, 'rows'> {
  readonly rows: readonly (WildBootstrapRow & { readonly at: number })[];
  readonly overall: WildBootstrapRow | null;
}

/**
 * Wild cluster bootstrap from cohort moments by cluster: exact sums of influence functions, without unit data and without estimating again
 * (IMPACT section 5, extensions).
 * @throws ImpactError when the moments were not summed by cluster
 */
export function bootstrapFromMoments(
  moments: Moments,
  options: MomentOptions,
  aggregation: AggregateOptions,
  how?: WildBootstrapOptions,
): AggregationBootstrap {
  const { result, influences } = estimateMembers(moments, options, () => true);
  const { at, att, gradients } = aggregationGradients(result, aggregation);
  const sums = clusterSums(moments, influences, result.units);
  return ofRows(at, wildClusterBootstrap(combined(sums, gradients, att, influences.targets), how));
}

/**
 * The same from an estimate that kept its sums of influence functions by cluster (`clusterSums`), whatever its method: doubly robust, by
 * regression or weighting, unbalanced or in cross-sections. Nothing is estimated again: the influence function of the doubly robust estimator
 * (Sant'Anna & Zhao 2020; IMPACT section 4.2) carries what estimating the propensity and the regression adds, so that multiplying its sums is
 * the score bootstrap of Kline & Santos (2012).
 *
 * For an average θ = f(cells, shares) with gradient ∇f, cluster c brings s_c = ∇f' Σ_{i ∈ c} IF_i / n, and a draw is
 * θ* − θ = Σ_c v_c s_c, studentised by the error of the v_c s_c.
 * @throws ImpactError when the estimate kept no sums
 */
export function bootstrapFromInfluences(
  result: GroupTimeResult,
  aggregation: AggregateOptions,
  how?: WildBootstrapOptions,
): AggregationBootstrap {
  if (!result.clusterSums) throw noClusters();
  const { at, att, gradients } = aggregationGradients(result, aggregation);
  const sums = result.clusterSums.map((one) => one.sums);
  return ofRows(at, wildClusterBootstrap(combined(sums, gradients, att, result.covariance.size), how));
}

const ofRows = (at: readonly number[], { rows, ...bootstrap }: WildBootstrap): AggregationBootstrap => ({
  ...bootstrap,
  rows: at.map((value, place) => ({ at: value, ...rows[place]! })),
  overall: rows[at.length] ?? null,
});

/** Σ of influences over n, one row of targets for each cluster that has units in the sample. */
function clusterSums(moments: Moments, { targets, load }: Influences, units: number): Float64Array[] {
  if (!moments.clusters) throw noClusters();
  const size = loadingSize(moments);
  const loadings = moments.cohorts.map((_, cohort) => {
    const matrix = new Float64Array(targets * size);
    load(cohort, matrix);
    return matrix;
  });
  const used = loadings.map((matrix) => matrix.some((value) => value !== 0));
  return moments.clusters
    .filter((cluster) => cluster.some(({ cohort }) => used[cohort]))
    .map((cluster) => {
      const row = new Float64Array(targets);
      for (const { cohort, sums } of cluster)
        for (let target = 0; target < targets; target++)
          for (let k = 0; k < size; k++) row[target]! += (loadings[cohort]![target * size + k]! * sums[k]!) / units;
      return row;
    });
}

/** The influence of an average is the average of influences, its weights being its derivatives. */
function combined(
  sums: readonly Float64Array[],
  gradients: readonly Float64Array[],
  estimates: readonly number[],
  targets: number,
): ClusterInfluences {
  const flat = new Float64Array(sums.length * gradients.length);
  for (const [cluster, row] of sums.entries())
    for (const [place, gradient] of gradients.entries()) {
      let sum = 0;
      for (let target = 0; target < targets; target++) sum += gradient[target]! * row[target]!;
      flat[cluster * gradients.length + place] = sum;
    }
  return { estimates, sums: flat };
}

const noClusters = () =>
  new ImpactError('no-cluster', {
    fr: 'Aucune variable de grappe n’est donnée\u202f: indiquez-la pour le bootstrap par grappes.',
    en: 'No cluster variable is given: name one for the cluster bootstrap.',
  });
