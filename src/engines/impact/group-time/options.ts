import type {
  BasePeriod,
  ControlGroup,
  Difference,
  GroupTimeOptionsUsed,
  Method,
  PanelKind,
  Timing,
  Transform,
} from '../result.ts';
import { ImpactError } from '../sentence.ts';

/** What to estimate and how. Everything but the outcome has a default. */
export interface GroupTimeOptions {
  /** One or several; several are estimated on the same sample, with their joint covariance. */
  readonly outcomes: readonly string[];
  /** Names of covariates of the panel; none by default. */
  readonly covariates?: readonly string[];
  /** Applied to each outcome before anything else. `growth` is the change of the logarithm since the period before. */
  readonly transform?: Transform;
  readonly method?: Method;
  readonly controls?: ControlGroup;
  readonly base?: BasePeriod;
  /** How long before treatment firms may already react, in the unit of periods. */
  readonly anticipation?: number;
  /** Of which period covariates are taken: the earlier of the two compared, the base period, or the first of the panel. */
  readonly covariateTiming?: Exclude<Timing, 'varying'>;
  /** The same for weights; `varying` weighs each observation by its own period. */
  readonly weightTiming?: Timing;
  /** Use the panel's weights and clusters (yes by default, when it has some). */
  readonly weighted?: boolean;
  readonly clustered?: boolean;
  /** Keeps the sums of influence functions of each cluster, which the wild bootstrap multiplies. */
  readonly clusterSums?: boolean;
  readonly panel?: PanelKind;
  readonly alpha?: number;
  readonly seed?: number;
  /** Threads that share the work of a large panel; results do not depend on it. */
  readonly workers?: number;
  /** Digest of the input when the caller knows it (a panel store does): it is not computed again. */
  readonly inputDigest?: string;
}

const DEFAULTS = {
  transform: 'level',
  method: 'dr',
  controls: 'not-yet',
  base: 'universal',
  anticipation: 0,
  covariateTiming: 'earlier',
  weightTiming: 'earlier',
  panel: 'balanced',
  alpha: 0.05,
  seed: 1,
} as const satisfies Partial<GroupTimeOptions>;

/** What R's did takes when nothing is said. */
const DID = {
  transform: 'level',
  method: 'dr',
  controls: 'never',
  base: 'varying',
  anticipation: 0,
  covariateTiming: 'earlier',
  weightTiming: 'earlier',
  panel: 'balanced',
} as const satisfies Partial<GroupTimeOptionsUsed>;

export function resolveOptions(
  options: GroupTimeOptions,
  has: { readonly weights: boolean; readonly cluster: boolean },
): GroupTimeOptionsUsed {
  const used: GroupTimeOptionsUsed = {
    outcomes: options.outcomes,
    transform: options.transform ?? DEFAULTS.transform,
    method: options.method ?? DEFAULTS.method,
    controls: options.controls ?? DEFAULTS.controls,
    base: options.base ?? DEFAULTS.base,
    anticipation: options.anticipation ?? DEFAULTS.anticipation,
    covariates: options.covariates ?? [],
    covariateTiming: options.covariateTiming ?? DEFAULTS.covariateTiming,
    weighted: has.weights && options.weighted !== false,
    weightTiming: options.weightTiming ?? DEFAULTS.weightTiming,
    panel: options.panel ?? DEFAULTS.panel,
    clustered: has.cluster && options.clustered !== false,
    alpha: options.alpha ?? DEFAULTS.alpha,
    seed: options.seed ?? DEFAULTS.seed,
  };
  if (used.outcomes.length === 0)
    throw new ImpactError('no-outcome', {
      fr: 'Nommez au moins une variable de résultat.',
      en: 'Name at least one outcome.',
    });
  mustBeAnticipation(used.anticipation);
  if (!(used.alpha > 0 && used.alpha < 1))
    throw new ImpactError('alpha', {
      fr: `Le seuil alpha doit être compris entre 0 et 1\u202f; reçu\u202f: ${used.alpha}.`,
      en: `Alpha must lie between 0 and 1; received ${used.alpha}.`,
    });
  if (used.panel === 'rc' && used.weighted && (used.weightTiming === 'base' || used.weightTiming === 'first'))
    throw new ImpactError('weights-cross-section', {
      fr: 'Des coupes répétées ne suivent pas les unités\u202f: leurs poids sont ceux de chaque observation.',
      en: 'Repeated cross-sections do not follow units: their weights are those of each observation.',
    });
  return used;
}

/** @throws ImpactError unless it is a number of periods, zero or more */
export function mustBeAnticipation(anticipation: number): void {
  if (anticipation >= 0 && Number.isFinite(anticipation)) return;
  throw new ImpactError('anticipation', {
    fr: `L’anticipation doit être un nombre de périodes positif ou nul\u202f; reçu\u202f: ${anticipation}.`,
    en: `Anticipation must be a number of periods, zero or more; received ${anticipation}.`,
  });
}

export function differencesFromDid(used: GroupTimeOptionsUsed): Difference[] {
  return Object.entries(DID).flatMap(([option, did]) => {
    const value = used[option as keyof typeof DID];
    return value === did ? [] : [{ option, used: String(value), did: String(did) }];
  });
}
