import type { WidePanel } from '../panel.ts';
import { selectUnits } from '../sensitivity/panel-selection.ts';
import { ImpactError } from '../sentence.ts';
import type { MatchResult } from './matching.ts';

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
