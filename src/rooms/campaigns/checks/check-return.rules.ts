import type { CheckedCell, CheckSettings, Finding } from './check.ts';
import { cellFindings } from './check-cell.rules.ts';
import { consistencyFindings } from './check-consistency.rules.ts';
import { gapFindings } from './check-gap.rules.ts';
import { historyFindings } from './check-history.rules.ts';

/**
 * Everything there is to say of a return before it is submitted, in the order of its cells: errors first in each, then warnings; what concerns several cells stands at
 * the one that looks wrong. A cell with an error has no warnings: they would speak of a figure about to change.
 */
export function checkReturn(cells: readonly CheckedCell[], settings: CheckSettings): Finding[] {
  const errors = cells.map((cell) => [...cellFindings(cell, settings), ...gapFindings(cell, settings)]);
  const sound = cells.filter((_, index) => !errors[index]!.some(({ severity }) => severity === 'error'));
  const between = consistencyFindings(sound, settings);
  return cells.flatMap((cell, index) => [
    ...errors[index]!,
    ...(sound.includes(cell) ? historyFindings(cell, settings) : []),
    ...between.filter(({ key }) => key === cell.key),
  ]);
}

/** Nothing keeps it from being submitted. */
export const nothingBlocks = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity !== 'error');
