import { type AggregateOptions, aggregationGradients, errorOf } from '../aggregate.ts';
import { type EqualityTest, equalityTest } from '../equality-test.ts';
import type { Estimate, GroupTimeResult } from '../result.ts';
import { ImpactError, type Sentence } from '../sentence.ts';
import type { Moments } from './cohort-moments.ts';
import { estimateMembers, type MomentOptions } from './group-time-moments.ts';
import { covarianceOf, type Influences, loadingSize } from './influence.ts';

/** Effects of each level of a factor, estimated within it, and whether they differ. */
export interface EffectsByLevel {
  readonly levels: readonly LevelEffect[];
  /** Of the overall effects of the levels, in their order: levels × levels. Clusters that span levels tie them. */
  readonly covariance: Float64Array;
  /** Null with fewer than two levels, or when differences have no regular covariance. */
  readonly equality: EqualityTest | null;
  /** Levels that the data do not allow to estimate, and why. */
  readonly left: readonly { readonly level: string; readonly why: Sentence }[];
}

export interface LevelEffect {
  readonly level: string;
  /** The overall effect of the aggregation asked for. */
  readonly overall: Estimate;
  readonly result: GroupTimeResult;
}

/** A level's overall effect, and its influences as one target, already over the level's units. */
interface Found {
  readonly level: string;
  readonly att: number;
  readonly result: GroupTimeResult;
  readonly load: Influences['load'];
}

/**
 * Heterogeneity: one statement grouped by the factor gives every level's effect with controls of the same level, and the joint covariance
 * of the levels' overall effects for the test that they are equal.
 * @throws ImpactError when the moments were not summed by a factor, or no level can be estimated
 */
export function effectsByLevel(
  moments: Moments,
  options: MomentOptions = {},
  aggregation: AggregateOptions = { kind: 'simple' },
): EffectsByLevel {
  const names = [...new Set(moments.cohorts.map(({ level }) => level))];
  const found: Found[] = [];
  const left: { level: string; why: Sentence }[] = [];
  for (const level of names) {
    try {
      const one = levelEffect(moments, options, aggregation, level);
      if (one) found.push(one);
      else left.push({ level, why: NO_EFFECT });
    } catch (error) {
      if (!(error instanceof ImpactError)) throw error;
      left.push({ level, why: error.sentence });
    }
  }
  if (found.length === 0) throw new ImpactError('no-level', noLevel(left));
  const size = loadingSize(moments);
  const covariance = covarianceOf(
    moments,
    {
      targets: found.length,
      load: (cohort, loadings) => {
        for (const [k, { load }] of found.entries()) load(cohort, loadings.subarray(k * size, (k + 1) * size));
      },
    },
    1,
  );
  const levels = found.map(({ level, att, result }, k): LevelEffect => {
    const se = errorOf(covariance[k * found.length + k]!);
    return { level, overall: { att, se }, result };
  });
  const effects = Float64Array.from(found, ({ att }) => att);
  return { levels, covariance, equality: equalityTest(effects, covariance), left };
}

function levelEffect(
  moments: Moments,
  options: MomentOptions,
  aggregation: AggregateOptions,
  level: string,
): Found | null {
  const { result, influences } = estimateMembers(moments, options, (one) => one === level);
  const { at, att, gradients } = aggregationGradients(result, aggregation);
  const [overall, gradient] = [att[at.length], gradients[at.length]];
  if (overall === undefined || !gradient) return null;
  const size = loadingSize(moments);
  const load = (cohort: number, loadings: Float64Array): void => {
    const each = new Float64Array(influences.targets * size);
    influences.load(cohort, each);
    for (const [target, weight] of gradient.entries()) {
      for (let k = 0; k < size; k++) {
        loadings[k] = loadings[k]! + (weight * each[target * size + k]!) / result.units;
      }
    }
  };
  return { level, att: overall, result, load };
}

const NO_EFFECT: Sentence = {
  fr: 'Aucune cellule après traitement n’a d’estimation.',
  en: 'No cell after treatment has an estimate.',
};

const noLevel = (left: readonly { readonly level: string; readonly why: Sentence }[]): Sentence => ({
  fr: `Aucun niveau du facteur ne peut être estimé\u202f: ${left.map(({ level, why }) => `${level} (${why.fr})`).join('\u202f; ')}`,
  en: `No level of the factor can be estimated: ${left.map(({ level, why }) => `${level} (${why.en})`).join('; ')}`,
});
