import type { CheckedCell, CheckSettings, Finding } from './check.ts';
import { said, valueInWords } from './checks.sentences.ts';
import { isReasonCode } from './reason-codes.ts';

type Gapped = Pick<CheckedCell, 'state' | 'value' | 'target' | 'direction' | 'prefilled'>;

/** Distance of a value to another, in per cent of the other; anything is endlessly far from zero. */
const relative = (value: number, from: number): number =>
  value === from ? 0 : from === 0 ? Number.POSITIVE_INFINITY : (100 * Math.abs(value - from)) / Math.abs(from);

/** How far a known value falls short of its target, in per cent of the target: 0 when it is met; either side counts where the value should stay. Null without target. */
export function gapToTarget({ state, value, target, direction }: Gapped): number | null {
  if (state !== 'known' || value === null || target === null) return null;
  const short = direction === 'up' ? value < target : direction === 'down' ? value > target : value !== target;
  return short ? relative(value, target) : 0;
}

/** How far a known value is from what facts or statistics say, in per cent of what they say. Null when they say nothing. */
export const gapToCounted = ({ state, value, prefilled }: Gapped): number | null =>
  state !== 'known' || value === null || prefilled === null ? null : relative(value, prefilled);

/** Does this cell ask a reason? Which gap asks it first: what was counted is set aside, the target is missed. */
export function reasonAsked(cell: Gapped, threshold: number): 'counted' | 'target' | null {
  if (cell.prefilled !== null && cell.state !== null && cell.state !== 'known') return 'counted';
  if ((gapToCounted(cell) ?? 0) > threshold) return 'counted';
  return (gapToTarget(cell) ?? 0) > threshold ? 'target' : null;
}

/** A gap beyond the campaign's threshold without its reason, or with one that says nothing. */
export function gapFindings(cell: CheckedCell, { reasonThreshold }: CheckSettings): Finding[] {
  const found = (code: string, sentence: Parameters<typeof said>[0]): Finding[] => [
    { key: cell.key, code, severity: 'error', field: 'reason', sentence: said(sentence) },
  ];
  const { reasonCode, reasonText, value, prefilled, target } = cell;
  if (reasonCode !== null && !isReasonCode(reasonCode)) return found('unknown-reason', (t) => t.unknownReason);
  if (reasonCode === 'other' && reasonText.trim() === '')
    return found('other-without-words', (t) => t.otherWithoutWords);
  const asked = reasonAsked(cell, reasonThreshold);
  if (asked === null || reasonCode !== null) return [];
  if (asked === 'target')
    return found('gap-to-target', (t) =>
      t.gapToTarget(valueInWords(cell, value!), valueInWords(cell, target!), gapToTarget(cell)!, reasonThreshold),
    );
  const counted = valueInWords(cell, prefilled!);
  return cell.state === 'known'
    ? found('gap-to-counted', (t) =>
        t.gapToCounted(valueInWords(cell, value!), counted, gapToCounted(cell)!, reasonThreshold),
      )
    : found('counted-set-aside', (t) => t.countedSetAside(counted));
}
