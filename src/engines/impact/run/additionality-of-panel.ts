import { FEWEST_FIRMS, withheldCells } from '../../secrecy/secrecy.ts';
import {
  type Additionality,
  type AdditionalityByLevel,
  additionality,
  additionalityByLevel,
  type Level,
} from '../additionality/additionality.ts';
import { aggregateJointly } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { cohortOf, type FactorCovariate, indexLabels, type Panel } from '../panel.ts';
import type { GroupTimeResult } from '../result.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError, type Warning } from '../sentence.ts';

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
 * Does aid add to private effort? From the joint estimate of both outcomes; by level, each level against controls of its own. A level too small to
 * publish, or that cannot be estimated, is a warning.
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
  const levels = await byLevel(await panel(), by, { ...options, outcomes: names }, alpha);
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

async function byLevel(panel: Panel, by: string, options: GroupTimeOptions, alpha: number) {
  const factor = panel.covariates![by]!;
  if (factor.kind !== 'factor')
    throw new ImpactError('level-not-factor', {
      fr: `« ${by} » contient des nombres\u202f: déclarez-la par --factors ${by} si ce sont des modalités.`,
      en: `"${by}" holds numbers: declare it by --factors ${by} if they are levels.`,
    });
  if (factor.codes.length !== panel.unit.length)
    throw new ImpactError('level-varying', {
      fr: `« ${by} » change au cours du temps pour certaines unités\u202f: donnez une seule modalité par unité.`,
      en: `"${by}" changes over time for some units: give one level for each unit.`,
    });
  const secret = secretLevels(panel, factor);
  const found: Level[] = [];
  const warnings: Warning[] = [];
  const controlled = { ...options, covariates: (options.covariates ?? []).filter((name) => name !== by) };
  for (const [code, level] of factor.levels.entries()) {
    if (secret.has(level)) {
      warnings.push(withheld(level));
      continue;
    }
    try {
      const own = selectUnits(panel, (unit) => factor.codes[unit] === code);
      found.push({ level, ...inputOf(await estimateGroupTime(own, controlled), options.outcomes) });
    } catch (error) {
      if (!(error instanceof ImpactError)) throw error;
      warnings.push({
        code: 'level-left-out',
        fr: `${level}\u202f: ${error.sentence.fr}`,
        en: `${level}: ${error.sentence.en}`,
      });
    }
  }
  if (found.length === 0)
    throw new ImpactError('no-level', {
      fr: `Aucune modalité de « ${by} » ne se laisse estimer.`,
      en: `No level of "${by}" can be estimated.`,
    });
  return {
    found: additionalityByLevel(found, undefined, alpha),
    warnings: [...warnings, ...spanningClusters(panel, factor, new Set(found.map(({ level }) => level)), options)],
  };
}

/** Levels with too few treated firms, and those that would give them away by difference from the total. */
function secretLevels(panel: Panel, { codes, levels }: FactorCovariate): ReadonlySet<string> {
  const treated = levels.map(() => 0);
  for (const [unit, code] of codes.entries())
    if (code >= 0 && cohortOf(panel.firstTreated[unit]!) > 0) treated[code] = treated[code]! + 1;
  const cell = (id: string, firms: number) => ({ id, firms, amount: firms, largest: Math.min(1, firms) });
  const { primary, complementary } = withheldCells({
    cells: [
      ...levels.map((level, code) => cell(`level ${level}`, treated[code]!)),
      cell(
        'total',
        treated.reduce((sum, count) => sum + count, 0),
      ),
    ],
    sums: [{ total: 'total', parts: levels.map((level) => `level ${level}`) }],
  });
  return new Set(levels.filter((level) => primary.has(`level ${level}`) || complementary.has(`level ${level}`)));
}

const withheld = (level: string): Warning => ({
  code: 'level-secret',
  fr: `${level}\u202f: non publié (secret statistique\u202f: moins de ${FEWEST_FIRMS} entreprises traitées, ici ou dans une modalité que celle-ci révélerait).`,
  en: `${level}: not published (statistical secrecy: fewer than ${FEWEST_FIRMS} treated firms, here or in a level that this one would give away).`,
});

/** Levels are taken as independent, which clusters with units in several of them are not: tests of equality and totals then say too much. */
function spanningClusters(
  { cluster }: Panel,
  { codes, levels }: FactorCovariate,
  estimated: ReadonlySet<string>,
  { clustered }: GroupTimeOptions,
): Warning[] {
  if (!cluster || clustered === false) return [];
  const { index, count } = indexLabels(cluster);
  const seen = Array.from({ length: count }, () => new Set<number>());
  for (const [unit, code] of codes.entries()) if (estimated.has(levels[code]!)) seen[index[unit]!]!.add(code);
  const spanning = seen.filter(({ size }) => size > 1).length;
  if (spanning === 0) return [];
  return [
    {
      code: 'clusters-span-levels',
      fr: `${spanning} grappes sur ${count} ont des unités dans plusieurs modalités\u202f: les tests d’égalité et l’intervalle des totaux, qui tiennent les modalités pour indépendantes, sont approximatifs.`,
      en: `${spanning} clusters of ${count} have units in several levels: the equality tests and the interval of totals, which take levels as independent, are approximate.`,
    },
  ];
}
