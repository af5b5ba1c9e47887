import { t } from '../monitoring.sentences.ts';
import type { WatchedIndicatorView } from './cluster-watch.ts';

/** The chance to reach the last target in words, or why nothing is projected. */
export function outlookInWords(one: WatchedIndicatorView): string {
  const words = t().objectives;
  switch (one.projection) {
    case 'too-short':
      return words.tooShort(one.known);
    case 'no-quantity':
      return words.noQuantity;
    case 'over':
      return words.over;
    case 'projected':
      return one.chance === null || one.lastTargetYear === null ? '' : words.chance(one.chance, one.lastTargetYear);
  }
}
