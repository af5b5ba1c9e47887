import { FEWEST_FIRMS } from '../../secrecy/secrecy.ts';
import {
  type Additionality,
  type AdditionalityByLevel,
  additionality,
  additionalityByLevel,
  type Level,
} from '../additionality/additionality.ts';
import { secretLevels } from '../additionality/secret-levels.ts';
import { type ClusterEffects, clusterEffects, covarianceBetween } from '../additionality/shared-clusters.ts';
import { aggregateJointly } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { indexLabels, type Panel } from '../panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import { clustersSpanLevels, levelFactor, treatedFirms, withoutLevel } from './levels-of-panel.ts';

/** Which outcomes of an estimate are total R&D and the public aid received, and by which factor to tell them apart. */
export interface AdditionalityAsked {
  readonly rd: string;
  readonly aid: string;
  /** Own-financed R&D, where it was estimated too: it must be total less aid. */
  readonly own?: string;
  readonly by: string | null;
}

/** Additionality overall and by level, as it is published. */
export interface AdditionalityFound extends Additionality {
  readonly by: (AdditionalityByLevel & { readonly factor: string }) | null;
}

/**
 * Does aid add to private effort? From the joint estimate of both outcomes; by level, each level against controls of its own. Where clusters have units
 * in several levels, their effects vary together, and tests of equality and totals count it. A level too small to publish, or that cannot be estimated, is a warning.
 * @param panel read only when levels are asked
 * @throws ImpactError when R&D and aid have no cell in common, or the factor is none
 */
export async function additionalityOfPanel(
  result: GroupTimeResult,
  { rd, aid, own, by }: AdditionalityAsked,
  options: GroupTimeOptions,
  panel: () => Promise<Panel>,
): Promise<AdditionalityFound> {
  const names = [rd, aid, ...(own ? [own] : [])];
  const { alpha } = result.options;
  const overall = additionality(inputOf(result, names), alpha);
  if (by === null) return { ...overall, by: null };
  const levels = await byLevel(await panel(), by, { ...options, outcomes: names }, result);
  return {
    ...overall,
    by: { factor: by, ...levels.found },
    warnings: [...overall.warnings, ...levels.warnings],
  };
}

function inputOf(result: GroupTimeResult, names: readonly string[]) {
  const outcomes = names.map((name) => result.outcomes.find(({ outcome }) => outcome === name)!);
  return {
    effects: aggregateJointly({ ...result, outcomes }, { kind: 'dynamic' }),
    treated: result.cohorts.reduce((sum, { units }) => sum + units, 0),
  };
}

async function byLevel(panel: Panel, by: string, options: GroupTimeOptions, whole: GroupTimeResult) {
  const factor = levelFactor(panel, by);
  const controlled = {
    ...options,
    covariates: (options.covariates ?? []).filter((name) => name !== by),
    clusterSums: options.clustered !== false && clustersSpanLevels(panel, factor),
  };
  const firms = treatedFirms(panel, factor, controlled);
  const secret = secretLevels(firms.levels);
  // What is said of all need not be said of each.
  const known = new Set(whole.warnings.map(({ fr }) => fr));
  const found: Level[] = [];
  const shared: (ClusterEffects | null)[] = [];
  const warnings: Warning[] = firms.without > 0 ? [withoutLevel(by, firms.without)] : [];
  const told = (level: string, code: string, { fr, en }: Sentence): void => {
    warnings.push({ code, fr: `${level}\u202f: ${fr}`, en: `${level}: ${en}` });
  };
  for (const [code, level] of factor.levels.entries()) {
    if (secret.has(level)) {
      told(level, 'level-secret', WITHHELD);
      continue;
    }
    try {
      const own = selectUnits(panel, (unit) => factor.codes[unit] === code);
      const result = await estimateGroupTime(own, controlled);
      const input = inputOf(result, options.outcomes);
      // Alone, a level may keep fewer of its treated: without never treated its last cohort becomes the control.
      if (input.treated < FEWEST_FIRMS) {
        told(level, 'level-secret', WITHHELD);
        continue;
      }
      found.push({ level, ...input });
      shared.push(clustersOf(own, result, input.effects.gradients));
      for (const warning of result.warnings) if (!known.has(warning.fr)) told(level, warning.code, warning);
    } catch (error) {
      if (!(error instanceof ImpactError)) throw error;
      told(level, 'level-left-out', error.sentence);
    }
  }
  if (found.length === 0)
    throw new ImpactError('no-level', {
      fr: `Aucune modalité de « ${by} » ne se laisse estimer.`,
      en: `No level of "${by}" can be estimated.`,
    });
  const between = (first: number, second: number) => {
    const [one, other] = [shared[first], shared[second]];
    return one && other ? covarianceBetween(one, other) : null;
  };
  return { found: additionalityByLevel(found, between, whole.options.alpha), warnings };
}

function clustersOf(
  { cluster }: Panel,
  { clusterSums }: GroupTimeResult,
  gradients: readonly Float64Array[],
): ClusterEffects | null {
  return cluster && clusterSums ? clusterEffects(clusterSums, gradients, indexLabels(cluster).label) : null;
}

const WITHHELD: Sentence = {
  fr: `non publié (secret statistique\u202f: moins de ${FEWEST_FIRMS} entreprises traitées, ou une qui fait l’essentiel de la R&D ou de l’aide, ici ou dans une modalité que celle-ci révélerait).`,
  en: `not published (statistical secrecy: fewer than ${FEWEST_FIRMS} treated firms, or one that makes most of R&D or aid, here or in a level that this one would give away).`,
};
