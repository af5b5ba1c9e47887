import type { CheckedCell, CheckSettings, Finding } from './check.ts';
import { said, valueInWords } from './checks.sentences.ts';

/** Public share of running costs that clusters are to reach (R30), in per cent. */
export const PUBLIC_SHARE_TARGET = 50;

/** The budget behind the public share and the budget by funder are one budget, to this many per cent. */
export const BUDGET_TOLERANCE = 1;

/** What one indicator counts is part of what the other does. `margin`: per cent of the whole by which it may exceed it, members filed without their establishment for instance. */
export const PARTS = [
  { part: 'PRJ-07', whole: 'PRJ-01', margin: 0 },
  { part: 'PRJ-03', whole: 'PRJ-02', margin: 0 },
  { part: 'MEM-02', whole: 'MEM-01', margin: 5 },
  { part: 'MEM-05', whole: 'MEM-01', margin: 0 },
  { part: 'MEM-06', whole: 'MEM-01', margin: 0 },
  { part: 'SAT-02', whole: 'MEM-02', margin: 0 },
] as const;

const knownValue = (cell: CheckedCell | undefined): number | null => (cell?.state === 'known' ? cell.value : null);

/** Figures of one return that contradict each other: warnings, since one of the two is right and only the cluster knows which. */
export function consistencyFindings(cells: readonly CheckedCell[], settings: CheckSettings): Finding[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const warning = (key: string, code: string, sentence: Parameters<typeof said>[0]): Finding[] => [
    { key, code, severity: 'warning', field: 'value', sentence: said(sentence) },
  ];
  const parts = PARTS.flatMap(({ part, whole, margin }) => {
    const [one, all] = [byKey.get(part), byKey.get(whole)];
    const [value, most] = [knownValue(one), knownValue(all)];
    if (!one || !all || value === null || most === null || value <= most * (1 + margin / 100)) return [];
    return warning(part, 'part-exceeds', (t) => t.partExceeds(one.label, value, all.label, most));
  });
  return [...parts, ...publicShareFindings(byKey, settings, warning)];
}

/** The public share against the yearly path (R30), and its denominator against the budget by funder. */
function publicShareFindings(
  byKey: ReadonlyMap<string, CheckedCell>,
  { publicSharePath, year }: CheckSettings,
  warning: (key: string, code: string, sentence: Parameters<typeof said>[0]) => Finding[],
): Finding[] {
  const [share, budget] = [byKey.get('GOU-01'), byKey.get('GOU-02')];
  const percent = knownValue(share);
  if (!share || percent === null) return [];
  const limit = publicSharePath ?? PUBLIC_SHARE_TARGET;
  const above =
    percent > limit ? warning('GOU-01', 'public-share-above', (t) => t.publicShareAbove(percent, limit, year)) : [];
  const [whole, sum] = [share.denominator, knownValue(budget)];
  const differs = whole !== null && budget && sum !== null && Math.abs(whole - sum) > (sum * BUDGET_TOLERANCE) / 100;
  return differs
    ? [
        ...above,
        ...warning('GOU-01', 'budgets-differ', (t) =>
          t.budgetsDiffer(valueInWords(budget, whole), valueInWords(budget, sum)),
        ),
      ]
    : above;
}
