import { type Covariate, cohortOf, type WidePanel } from '../panel.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError } from '../sentence.ts';
import type { MatchResult } from './matching.ts';
import type { MatchInput } from './options.ts';

/**
 * Who to match in a panel of firms: those ever treated against those never treated, on their characteristics in one period before
 * anyone is treated. Outcomes of earlier periods may be among them (`rd_2009`), since a firm joins because of its past.
 *
 * @param at period of the characteristics that change over time
 * @param outcomesAt outcomes to match on, as `[name, period]`
 */
export function unitsToMatch(
  panel: WidePanel,
  at: number,
  outcomesAt: readonly (readonly [outcome: string, period: number])[] = [],
): MatchInput {
  const units = panel.unit.length;
  const place = (period: number): number => {
    const found = panel.periods.indexOf(period);
    if (found < 0)
      throw new ImpactError('unknown-period', {
        fr: `La période ${period} n’est pas dans le panel (${panel.periods.join(', ')}).`,
        en: `Period ${period} is not in the panel (${panel.periods.join(', ')}).`,
      });
    return found;
  };
  place(at);
  const first = Float64Array.from(panel.firstTreated, cohortOf);
  const early = Array.from(first.keys()).filter((i) => first[i]! > 0 && first[i]! <= at);
  if (early.length > 0)
    throw new ImpactError(
      'matched-after-treatment',
      {
        fr: `${early.length} unités sont déjà traitées en ${at}\u202f: appariez sur une période antérieure au premier traitement.`,
        en: `${early.length} units are already treated in ${at}: match on a period before the first treatment.`,
      },
      { rows: early.slice(0, 10).map((i) => i + 1), count: early.length },
    );
  const valuesAt = <Values extends Float64Array | Int32Array>(values: Values, period: number): Values =>
    (values.length === units ? values : values.slice(place(period) * units, (place(period) + 1) * units)) as Values;
  const variables: Record<string, Covariate> = {};
  for (const [name, covariate] of Object.entries(panel.covariates ?? {}))
    variables[name] =
      covariate.kind === 'factor'
        ? { ...covariate, codes: valuesAt(covariate.codes, at) }
        : { kind: 'numeric', values: valuesAt(covariate.values, at) };
  for (const [outcome, period] of outcomesAt) {
    if (period > at) throw afterMatching(outcome, period, at);
    variables[`${outcome}_${period}`] = { kind: 'numeric', values: valuesAt(panel.outcomes[outcome]!, period) };
  }
  return { treated: Uint8Array.from(first, (g) => (g > 0 ? 1 : 0)), variables };
}

/**
 * The panel of the matched firms, with their weights: matched difference-in-differences is weighted difference-in-differences.
 * Errors are clustered by pair (which contains the unit, as a firm is in one pair), or by unit where a firm may be in several
 * pairs. Firms that were not matched are left out, so that they do not count as sample.
 *
 * @param cluster `panel` keeps the panel's own cluster
 */
export function matchedPanel(
  panel: WidePanel,
  { weights, groups }: Pick<MatchResult, 'weights' | 'groups'>,
  cluster: 'pair' | 'unit' | 'panel',
): WidePanel {
  if (cluster === 'pair' && !groups)
    throw new ImpactError('no-pairs', {
      fr: 'Avec remise, une entreprise peut être dans plusieurs paires\u202f: calculez les erreurs par entreprise.',
      en: 'With replacement a firm may be in several pairs: compute errors by firm.',
    });
  const isMatched = (row: number): boolean => weights[row]! > 0;
  const matched = selectUnits(panel, isMatched) as WidePanel;
  const { weights: sampling, cluster: own, ...rest } = matched;
  const matchWeights = weights.filter((weight) => weight > 0);
  return {
    ...rest,
    weights: sampling ? sampling.map((weight, at) => weight * matchWeights[at % matchWeights.length]!) : matchWeights,
    ...(cluster === 'pair' && { cluster: groups!.filter((_, row) => isMatched(row)) }),
    ...(cluster === 'panel' && own && { cluster: own }),
  };
}

const afterMatching = (outcome: string, period: number, at: number): ImpactError =>
  new ImpactError('matched-on-later-outcome', {
    fr: `L’appariement se fait en ${at}\u202f: ${outcome} de ${period} n’est pas encore connu, et peut déjà porter l’effet.`,
    en: `Matching is done in ${at}: ${outcome} of ${period} is not known yet, and may already carry the effect.`,
  });
