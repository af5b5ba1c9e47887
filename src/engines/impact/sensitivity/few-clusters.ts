import { uniformAt } from '../random.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';

/**
 * Inference when clusters are few: the wild cluster bootstrap on sums of influence functions (Cameron, Gelbach & Miller 2008; Kline & Santos 2012).
 * Each cluster's sum is multiplied by a random weight of mean 0 and variance 1, the statistic is studentised by the same formula as the
 * estimate, and quantiles of |t*| replace those of the normal distribution.
 */
export interface ClusterInfluences {
  /** One for each target, in the unit of the outcome. */
  readonly estimates: ArrayLike<number>;
  /** Σ of the influences of a cluster's units over the number of units: cluster after cluster, one value for each target. */
  readonly sums: Float64Array;
}

export interface WildBootstrapOptions {
  readonly alpha?: number;
  readonly draws?: number;
  readonly seed?: number;
}

export interface WildBootstrapRow {
  readonly att: number;
  /** Cluster-robust with the factor G/(G − 1). */
  readonly se: number | null;
  /** P(|t*| ≥ |t|), the estimate itself counted among the draws. */
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface WildBootstrap {
  readonly clusters: number;
  readonly weights: 'webb' | 'rademacher';
  readonly rows: readonly WildBootstrapRow[];
  /** 1 − alpha quantile of the largest |t*| over targets: for bands that hold for all of them at once. */
  readonly simultaneous: number | null;
  readonly options: Required<WildBootstrapOptions>;
  readonly warnings: readonly Warning[];
}

/** From here on two-point weights have enough distinct draws (2¹² = 4 096); below, Webb's six points are used. */
const ENOUGH_FOR_RADEMACHER = 12;
/** Asymptotic errors are unreliable below about this many clusters (Cameron & Miller 2015). */
export const FEW_CLUSTERS = 40;
const SIX_POINTS = [1.5, 1, 0.5].flatMap((square) => [-Math.sqrt(square), Math.sqrt(square)]);

const DEFAULTS = { alpha: 0.05, draws: 1_999, seed: 1 } as const;

/** @throws ImpactError with fewer than two clusters, or sums that do not fit the estimates. */
export function wildClusterBootstrap(
  { estimates, sums }: ClusterInfluences,
  options: WildBootstrapOptions = {},
): WildBootstrap {
  const used = { ...DEFAULTS, ...options };
  const targets = estimates.length;
  const clusters = sums.length / targets;
  if (!Number.isInteger(clusters) || clusters < 2) throw tooFewClusters(sums.length, targets);
  const weights = clusters < ENOUGH_FOR_RADEMACHER ? 'webb' : 'rademacher';
  const centred = centre(sums, targets, clusters);
  const errors = Array.from({ length: targets }, (_, target) => clusterError(centred, targets, clusters, target));
  // Statistics of one target after the other: |t*| of each draw.
  const statistics = new Float64Array(targets * used.draws);
  const drawn = new Float64Array(clusters);
  for (let draw = 0; draw < used.draws; draw++) {
    for (let cluster = 0; cluster < clusters; cluster++) drawn[cluster] = weightAt(used.seed, cluster, draw, weights);
    for (let target = 0; target < targets; target++) {
      let shift = 0;
      let squares = 0;
      for (let cluster = 0; cluster < clusters; cluster++) {
        const term = drawn[cluster]! * centred[cluster * targets + target]!;
        shift += term;
        squares += term * term;
      }
      const error = Math.sqrt(((squares - (shift * shift) / clusters) * clusters) / (clusters - 1));
      statistics[target * used.draws + draw] = error > 0 ? Math.abs(shift) / error : Number.POSITIVE_INFINITY;
    }
  }
  const rows = errors.map((se, target) =>
    rowOf(estimates[target]!, se, quantiles(statistics, target, used.draws), used.alpha),
  );
  return {
    clusters,
    weights,
    rows,
    simultaneous: simultaneousOf(statistics, errors, used),
    options: used,
    warnings: clusterWarnings(clusters),
  };
}

function weightAt(seed: number, cluster: number, draw: number, weights: WildBootstrap['weights']): number {
  const u = uniformAt(seed, cluster, draw, 0);
  return weights === 'webb' ? SIX_POINTS[Math.floor(6 * u)]! : u < 0.5 ? -1 : 1;
}

/** Influences sum to zero over the sample up to rounding, or up to what estimation left out; what is multiplied must do so exactly. */
function centre(sums: Float64Array, targets: number, clusters: number): Float64Array {
  const centred = Float64Array.from(sums);
  for (let target = 0; target < targets; target++) {
    let mean = 0;
    for (let cluster = 0; cluster < clusters; cluster++) mean += sums[cluster * targets + target]! / clusters;
    for (let cluster = 0; cluster < clusters; cluster++) centred[cluster * targets + target]! -= mean;
  }
  return centred;
}

function clusterError(sums: Float64Array, targets: number, clusters: number, target: number): number {
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster++) squares += sums[cluster * targets + target]! ** 2;
  return Math.sqrt((squares * clusters) / (clusters - 1));
}

const quantiles = (statistics: Float64Array, target: number, draws: number): Float64Array =>
  statistics.slice(target * draws, (target + 1) * draws).sort();

function rowOf(att: number, se: number, sorted: Float64Array, alpha: number): WildBootstrapRow {
  if (!(se > 0)) return { att, se: null, p: null, lower: null, upper: null };
  const t = Math.abs(att) / se;
  const beyond = sorted.length - firstAtLeast(sorted, t * (1 - 1e-12));
  const half = criticalValue(sorted, alpha) * se;
  return { att, se, p: (beyond + 1) / (sorted.length + 1), lower: att - half, upper: att + half };
}

/** The value that at most alpha of the draws, the estimate counted among them, reach. */
const criticalValue = (sorted: Float64Array, alpha: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil((1 - alpha) * (sorted.length + 1)) - 1)]!;

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function simultaneousOf(
  statistics: Float64Array,
  errors: readonly number[],
  { draws, alpha }: Required<WildBootstrapOptions>,
): number | null {
  const known = errors.flatMap((se, target) => (se > 0 ? [target] : []));
  if (known.length === 0) return null;
  const largest = Float64Array.from({ length: draws }, (_, draw) =>
    Math.max(...known.map((target) => statistics[target * draws + draw]!)),
  );
  return criticalValue(largest.sort(), alpha);
}

/** What a reader of clustered errors must know of the number of clusters. */
export function clusterWarnings(clusters: number): Warning[] {
  if (clusters >= FEW_CLUSTERS) return [];
  return [
    {
      code: 'few-clusters',
      fr: `${plural.fr(clusters, 'Il n’y a qu’une grappe', 'Il n’y a que # grappes')}\u202f: en dessous de ${FEW_CLUSTERS}, les erreurs usuelles sont trop petites. Préférez l’intervalle du bootstrap par grappes.`,
      en: `${plural.en(clusters, 'There is only # cluster', 'There are only # clusters')}: below ${FEW_CLUSTERS}, the usual errors are too small. Prefer the interval of the cluster bootstrap.`,
    },
  ];
}

const tooFewClusters = (sums: number, targets: number) =>
  new ImpactError('wild-bootstrap-clusters', {
    fr: `Le bootstrap par grappes demande au moins deux grappes, avec une somme par grappe et par effet\u202f; reçu\u202f: ${plural.fr(sums, '# somme', '# sommes')} pour ${plural.fr(targets, '# effet', '# effets')}.`,
    en: `The cluster bootstrap needs at least two clusters, with one sum for each cluster and effect; received: ${plural.en(sums, '# sum', '# sums')} for ${plural.en(targets, '# effect', '# effects')}.`,
  });
