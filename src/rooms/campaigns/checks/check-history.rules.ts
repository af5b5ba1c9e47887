import type { CheckedCell, CheckSettings, Finding } from './check.ts';
import { said, valueInWords } from './checks.sentences.ts';

/** Earlier years below which nothing is said: a habit cannot be read in fewer. */
export const FEWEST_YEARS = 4;

/** Robust z-score beyond which a yearly change stands out (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). */
export const OUTLIER_SCORE = 3.5;

/** Makes the median absolute deviation of normal data its standard deviation. */
const MAD_TO_DEVIATION = 1.4826;

/** Small samples make the deviation too small: factors of Croux and Rousseeuw (1992), for 2 to 9 changes, then n / (n - 0.8). */
const SMALL_SAMPLE = [1.196, 1.495, 1.363, 1.206, 1.2, 1.14, 1.129, 1.107] as const;

/** Yearly changes of a tenth are ordinary, however regular the years before were. */
const ORDINARY_CHANGE = Math.log(1.1);

/** A count moves by chance as a Poisson number does: what stays within two standard deviations is no news, 2 projects or 6. */
const CHANCE_DEVIATIONS = 2;

/** The range of the years before is widened on both sides by half its width, and by a fifth of its largest value at least. */
const WIDENED_BY_WIDTH = 0.5;
const WIDENED_BY_VALUE = 0.2;

/** A flow that repeats to the digit looks copied; small counts repeat by chance. */
export const SMALLEST_COPIED_COUNT = 10;

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
};

const smallSampleFactor = (count: number): number => SMALL_SAMPLE[count - 2] ?? count / (count - 0.8);

/**
 * How many robust deviations this year's change lies from the usual one, on logarithms: median and median absolute deviation of the changes before. Years apart count
 * their yearly change. Null under four positive years.
 */
export function changeScore(
  history: CheckedCell['history'],
  now: { readonly year: number; readonly value: number },
): number | null {
  const known = history.filter(({ value, year }) => value > 0 && year < now.year);
  if (known.length < FEWEST_YEARS || now.value <= 0) return null;
  const changes = [...known, now].slice(1).map((one, index) => {
    const before = known[index]!;
    return Math.log(one.value / before.value) / (one.year - before.year);
  });
  const last = changes.pop()!;
  const usual = middle(changes);
  const spread = middle(changes.map((change) => Math.abs(change - usual)));
  const deviation = Math.max(spread * MAD_TO_DEVIATION * smallSampleFactor(changes.length), ORDINARY_CHANGE);
  return (last - usual) / deviation;
}

const isChance = ({ measure }: CheckedCell, value: number, before: number): boolean =>
  measure === 'count' && Math.abs(value - before) <= CHANCE_DEVIATIONS * Math.sqrt(value + before);

/** The range in which a year like the ones before would lie; null under four years. */
export function usualRange(history: CheckedCell['history']): { readonly from: number; readonly to: number } | null {
  if (history.length < FEWEST_YEARS) return null;
  const values = history.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(
    (most - least) * WIDENED_BY_WIDTH,
    Math.max(Math.abs(least), Math.abs(most)) * WIDENED_BY_VALUE,
  );
  return { from: least - margin, to: most + margin };
}

/** What looks odd beside the years before: one warning a cell, the most telling. */
export function historyFindings(cell: CheckedCell, { year }: CheckSettings): Finding[] {
  const { state, value, measure, cumulation } = cell;
  const last = cell.history.filter((one) => one.year < year).at(-1);
  if (state !== 'known' || value === null || !last || measure === 'yes-no' || measure === 'scale') return [];
  const warning = (code: string, sentence: Parameters<typeof said>[0]): Finding[] => [
    { key: cell.key, code, severity: 'warning', field: 'value', sentence: said(sentence) },
  ];
  const words = valueInWords(cell, value);
  if (cumulation === 'cumulated' && value < last.value)
    return warning('cumulated-falls', (t) => t.cumulatedFalls(words, valueInWords(cell, last.value), last.year));
  if (isChance(cell, value, last.value) && value !== last.value) return [];
  const score = changeScore(cell.history, { year, value });
  if (score !== null && Math.abs(score) > OUTLIER_SCORE)
    return warning('unusual-change', (t) => t.unusualChange(words, valueInWords(cell, last.value), last.year));
  const range = cumulation === 'cumulated' ? null : usualRange(cell.history);
  if (range && (value < range.from || value > range.to)) {
    const values = cell.history.map((one) => one.value);
    return warning('outside-history', (t) =>
      t.outsideHistory(
        words,
        valueInWords(cell, Math.min(...values)),
        valueInWords(cell, Math.max(...values)),
        cell.history[0]!.year,
        last.year,
      ),
    );
  }
  return looksCopied(cell, value, last, year)
    ? warning('same-as-last-year', (t) => t.sameAsLastYear(words, last.year))
    : [];
}

const looksCopied = (
  { cumulation, measure, prefilled }: CheckedCell,
  value: number,
  last: { readonly year: number; readonly value: number },
  year: number,
): boolean =>
  cumulation === 'per-year' &&
  last.year === year - 1 &&
  value === last.value &&
  value !== prefilled &&
  (measure === 'count' ? value >= SMALLEST_COPIED_COUNT : value !== 0);
