import type { LevelFirms } from '../additionality/secret-levels.ts';
import { chooseSample } from '../group-time/chosen-sample.ts';
import type { GroupTimeOptions } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import { cohortOf, type FactorCovariate, indexLabels, type Panel } from '../panel.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';

/** The factor by which effects are told apart. @throws ImpactError when it holds numbers, or changes over time */
export function levelFactor(panel: Panel, by: string): FactorCovariate {
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
  return factor;
}

/** The treated firms of the sample: which level each has (-1 without), and what it contributes to each outcome over the periods. */
export interface TreatedFirms {
  readonly levels: readonly LevelFirms[];
  /** Treated firms whose level is missing. */
  readonly without: number;
}

/**
 * Who stands behind the figures of each level: the treated firms that the estimate keeps, not all those of the file, of which some are
 * treated from the start or miss a period.
 */
export function treatedFirms(
  panel: Panel,
  { codes, levels }: FactorCovariate,
  options: GroupTimeOptions,
): TreatedFirms {
  const { index, count } = indexLabels(panel.unit);
  // A unit's rows stand apart in a long panel; in a wide one its values come period after period.
  const isWide = panel.layout === 'wide';
  const unitAt = (place: number): number => (isWide ? place % panel.unit.length : index[place]!);
  const isKept = keptTreated(panel, options, isWide ? panel.unit.length : count);
  const contributions = options.outcomes.map((outcome) => {
    const sums = new Float64Array(isKept.length);
    for (const [place, value] of panel.outcomes[outcome]!.entries())
      if (Number.isFinite(value)) sums[unitAt(place)] = sums[unitAt(place)]! + Math.abs(value);
    return sums;
  });
  const members: number[][] = levels.map(() => []);
  const seen = new Uint8Array(isKept.length);
  let without = 0;
  for (const [row, code] of codes.entries()) {
    const unit = unitAt(row);
    if (seen[unit] || !isKept[unit]) continue;
    seen[unit] = 1;
    if (code < 0) without += 1;
    else members[code]!.push(unit);
  }
  return {
    levels: levels.map((level, code) => ({
      level,
      contributions: contributions.map((sums) => members[code]!.map((unit) => sums[unit]!)),
    })),
    without,
  };
}

/** By unit: is it treated, and in the sample? */
function keptTreated(panel: Panel, options: GroupTimeOptions, units: number): Uint8Array {
  const chosen = chooseSample(panel, options, new SampleFlow());
  const kept = new Uint8Array(units);
  if (chosen.way === 'rows') {
    for (const [row, period] of chosen.rows.periodOf.entries())
      if (period !== -1 && cohortOf(panel.firstTreated[row]!) > 0) kept[row] = 1;
    return kept;
  }
  const { plan, observed } = chosen;
  for (const unit of chosen.way === 'whole' ? chosen.whole.units : chosen.units)
    if (plan.placeOf(observed.firstTreated[unit]!) > 0) kept[unit] = 1;
  return kept;
}

/** Have some clusters units in several levels? Effects of levels then vary together. */
export function clustersSpanLevels({ cluster }: Panel, { codes }: FactorCovariate): boolean {
  if (!cluster) return false;
  const { index, count } = indexLabels(cluster);
  const first = new Int32Array(count).fill(-1);
  return codes.some((code, row) => {
    if (code < 0) return false;
    const own = index[row]!;
    if (first[own] === -1) first[own] = code;
    return first[own] !== code;
  });
}

export const withoutLevel = (by: string, count: number): Warning => ({
  code: 'level-missing',
  fr: `${plural.fr(count, '# entreprise traitée n’a pas de modalité', '# entreprises traitées n’ont pas de modalité')} pour « ${by} »\u202f: les totaux par modalité sont sans ${plural.fr(count, 'elle', 'elles')}.`,
  en: `${plural.en(count, '# treated firm has', '# treated firms have')} no level of "${by}": totals by level are without ${plural.en(count, 'it', 'them')}.`,
});
