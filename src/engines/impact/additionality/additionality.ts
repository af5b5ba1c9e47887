import type { JointEffects } from '../aggregate.ts';
import { normalQuantile } from '../distributions.ts';
import { type EqualityTest, equalityTest } from '../equality-test.ts';
import { dot, multiply, sandwich } from '../linear-algebra.ts';
import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import { type Ratio, ratioOf } from './ratio.ts';

export interface AdditionalityInput {
  /**
   * Effects in this order: total R&D, public aid received; and own-financed R&D when it was estimated too. In euros, or the same
   * multiple of euros.
   */
  readonly effects: JointEffects;
  /** Firms whose effect it is, for totals. */
  readonly treated: number;
}

export interface EffectEstimate {
  readonly att: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** Effect times the number of treated, with its interval. */
  readonly total: Total;
}

export interface Total {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type Verdict = 'leverage' | 'additive' | 'crowding-out' | 'undecided';

export interface Additionality {
  readonly rd: EffectEstimate;
  readonly aid: EffectEstimate;
  /** Own-financed R&D: total less aid. */
  readonly own: EffectEstimate;
  /** R&D per euro of aid: above 1 leverage, 1 additive, below 1 crowding-out. */
  readonly leverage: Ratio;
  readonly verdict: Verdict;
  readonly sentence: Sentence;
  readonly treated: number;
  readonly alpha: number;
  readonly warnings: readonly Warning[];
}

/** Own-financed R&D estimated apart must be total less aid up to this share of the effects. */
const CONSISTENT = 1e-8;

/**
 * Does public aid add to private R&D? Own-financed R&D is total R&D less aid, so its effect and error follow from the joint
 * estimate of the two (the question of Insee DT G2013/06 and France Stratégie DT 2017-03).
 *
 * @throws ImpactError when own-financed R&D was estimated and is not total less aid: the outcomes do not fit together
 */
export function additionality({ effects, treated }: AdditionalityInput, alpha = 0.05): Additionality {
  const { att, covariance } = effects;
  const [rd, aid] = [att[0]!, att[1]!];
  refuseInconsistent(att);
  const [vRd, vBoth, vAid] = [covariance[0]![0]!, covariance[0]![1]!, covariance[1]![1]!];
  const estimate = (value: number, variance: number): EffectEstimate =>
    effectEstimate(value, Math.sqrt(Math.max(0, variance)), treated, alpha);
  const estimates = {
    rd: estimate(rd, vRd),
    aid: estimate(aid, vAid),
    own: estimate(rd - aid, vRd - 2 * vBoth + vAid),
  };
  const verdict = verdictOf(estimates);
  return {
    ...estimates,
    leverage: ratioOf(
      {
        numerator: rd,
        denominator: aid,
        varianceNumerator: vRd,
        covariance: vBoth,
        varianceDenominator: vAid,
      },
      alpha,
    ),
    verdict,
    sentence: VERDICTS[verdict],
    treated,
    alpha,
    warnings: aidWarnings(estimates.aid),
  };
}

function aidWarnings({ low, high }: EffectEstimate): Warning[] {
  if (low > 0) return [];
  return [high < 0 ? AID_FELL : NO_MEASURABLE_AID];
}

const AID_FELL: Warning = {
  code: 'aid-fell',
  fr: 'L’aide reçue a baissé\u202f: les mots d’entraînement et d’éviction se lisent à l’envers, la R&D par euro d’aide perdu.',
  en: 'Aid received fell: leverage and crowding-out are to be read the other way round, the ratio as R&D by euro of aid lost.',
};

const NO_MEASURABLE_AID: Warning = {
  code: 'aid-not-measurable',
  fr: 'L’effet sur l’aide reçue ne se distingue pas de zéro\u202f: ni le verdict ni la R&D par euro d’aide n’ont guère de sens.',
  en: 'The effect on aid received cannot be told from zero: neither the verdict nor R&D by euro of aid has much meaning.',
};

function refuseInconsistent(att: readonly number[]): void {
  const [rd, aid, own] = att;
  if (own === undefined || Math.abs(own - (rd! - aid!)) <= CONSISTENT * (Math.abs(rd!) + Math.abs(aid!))) return;
  throw new ImpactError('inconsistent-outcomes', {
    fr: `La R&D autofinancée (${own}) n’est pas la R&D totale (${rd}) moins l’aide (${aid})\u202f: vérifiez que les trois variables portent sur les mêmes entreprises, dans la même unité.`,
    en: `Own-financed R&D (${own}) is not total R&D (${rd}) less aid (${aid}): check that the three variables cover the same firms, in the same unit.`,
  });
}

export function effectEstimate(att: number, se: number, treated: number, alpha = 0.05): EffectEstimate {
  const z = normalQuantile(1 - alpha / 2);
  const [low, high] = [att - z * se, att + z * se];
  return { att, se, low, high, total: { value: att * treated, low: low * treated, high: high * treated } };
}

/**
 * Own-financed R&D surely up: leverage; surely down: crowding-out. When it may be unchanged, aid is additive if total R&D surely
 * rose (full crowding-out is then excluded), otherwise the data do not decide.
 */
function verdictOf({ rd, own }: Pick<Additionality, 'rd' | 'own'>): Verdict {
  if (own.low > 0) return 'leverage';
  if (own.high < 0) return 'crowding-out';
  return rd.low > 0 ? 'additive' : 'undecided';
}

const VERDICTS: Record<Verdict, Sentence> = {
  leverage: {
    fr: 'Effet d’entraînement\u202f: les entreprises dépensent davantage que l’aide reçue, leur R&D autofinancée augmente.',
    en: 'Leverage: firms spend more than the aid received, their own-financed R&D rises.',
  },
  additive: {
    fr: 'Additionnalité\u202f: la R&D augmente, et la part autofinancée ne change pas de façon mesurable\u202f; l’aide s’ajoute à l’effort privé.',
    en: 'Additive: R&D rises, and the own-financed part does not change measurably; aid adds to private effort.',
  },
  'crowding-out': {
    fr: 'Éviction\u202f: la R&D autofinancée diminue, l’aide remplace une partie de l’effort privé.',
    en: 'Crowding-out: own-financed R&D falls, aid replaces part of private effort.',
  },
  undecided: {
    fr: 'Les données ne tranchent pas\u202f: ni l’éviction totale ni l’effet d’entraînement ne sont exclus.',
    en: 'The data do not decide: neither full crowding-out nor leverage is excluded.',
  },
};

/** The firms of one size class, sector, region or cluster class. */
export interface Level {
  readonly level: string;
  readonly treated: number;
  readonly effects: JointEffects;
}

export interface AdditionalityByLevel {
  readonly levels: readonly (Additionality & { readonly level: string })[];
  /** That all levels have the same effect; null when the covariance is singular. */
  readonly equality: {
    readonly rd: EqualityTest | null;
    readonly aid: EqualityTest | null;
    readonly own: EqualityTest | null;
    /** R&D and aid together, and with them own-financed R&D, their difference. */
    readonly joint: EqualityTest | null;
  };
  /** Sums over levels of effect times treated. */
  readonly total: { readonly rd: Total; readonly aid: Total; readonly own: Total };
}

/**
 * Additionality by size class, sector, region or cluster class, tests that the classes do not differ, and national totals.
 *
 * @param between covariance of the effects of two levels (rows: outcomes of the first), null where the samples share no unit; when
 *   levels share controls, leave it out only if each level was compared with its own controls
 */
export function additionalityByLevel(
  levels: readonly Level[],
  between: (first: number, second: number) => readonly (readonly number[])[] | null = () => null,
  alpha = 0.05,
): AdditionalityByLevel {
  const contrast = { rd: [1, 0], aid: [0, 1], own: [1, -1] } as const;
  const both = stacked(levels, between);
  const size = 2 * levels.length;
  /** One combination of R&D and aid, level by level. */
  const jointly = (weights: readonly [number, number]) => {
    const rows = new Float64Array(levels.length * size);
    for (const i of levels.keys()) rows.set(weights, i * size + 2 * i);
    return {
      values: multiply(rows, levels.length, size, both.values),
      covariance: sandwich(rows, levels.length, both.covariance, size),
    };
  };
  const treated = Float64Array.from(levels, (level) => level.treated);
  const total = (weights: readonly [number, number]): Total => {
    const { values, covariance } = jointly(weights);
    const value = dot(values, treated);
    const se = Math.sqrt(sandwich(treated, 1, covariance, levels.length)[0]!);
    const { att, low, high } = effectEstimate(value, se, 1, alpha);
    return { value: att, low, high };
  };
  const tested = (weights: readonly [number, number]): EqualityTest | null => {
    const { values, covariance } = jointly(weights);
    return equalityTest(values, covariance);
  };
  return {
    levels: levels.map((own) => ({ level: own.level, ...additionality(own, alpha) })),
    equality: {
      rd: tested(contrast.rd),
      aid: tested(contrast.aid),
      own: tested(contrast.own),
      joint: equalityTest(both.values, both.covariance, 2),
    },
    total: { rd: total(contrast.rd), aid: total(contrast.aid), own: total(contrast.own) },
  };
}

/** R&D and aid of every level, and their covariance: a block of two by two for each pair of levels. */
function stacked(
  levels: readonly Level[],
  between: (first: number, second: number) => readonly (readonly number[])[] | null,
) {
  const size = 2 * levels.length;
  const values = Float64Array.from(levels.flatMap(({ effects: { att } }) => att.slice(0, 2)));
  const covariance = new Float64Array(size * size);
  for (const [i, { effects }] of levels.entries())
    for (const j of levels.keys()) {
      const block = i === j ? effects.covariance : between(i, j);
      for (const [k, row] of (block ?? []).slice(0, 2).entries())
        for (const [l, value] of row.slice(0, 2).entries()) covariance[(2 * i + k) * size + 2 * j + l] = value;
    }
  return { values, covariance };
}
