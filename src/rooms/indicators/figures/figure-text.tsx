import type { VNode } from 'preact';
import { formatCents, formatDay, formatNumber } from '#kit/say.ts';
import type { FigureCell, IndicatorInShort } from './figure.ts';
import { t } from './figures.sentences.ts';

/** A number in the unit of its indicator: « 57,4 % », « 1,2 M€ », « 187 ». */
export function formatFigure(measure: IndicatorInShort['measure'], value: number): string {
  if (measure === 'amount') return formatCents(value, true);
  if (measure === 'ratio') return `${formatNumber(value, 1)}\u202f%`;
  return formatNumber(value, 1);
}

/** A term of a ratio: an amount when it is in cents, otherwise a number. */
export const formatTerm = (code: string, value: number): string =>
  code === 'PRJ-04' || code === 'GOU-01' || code === 'GOU-02' ? formatCents(value) : formatNumber(value, 1);

export const figureText = (
  measure: IndicatorInShort['measure'],
  { state, value }: Pick<FigureCell, 'state' | 'value'>,
): string => (state === 'known' && value !== null ? formatFigure(measure, value) : t().states[state]);

/** A cell of a table of figures: the value, and in small what is to be known before it is quoted. */
export function FigureMark({
  measure,
  cell,
  href,
}: {
  measure: IndicatorInShort['measure'];
  cell: FigureCell;
  href: string | null;
}): VNode {
  const words = t();
  const text = figureText(measure, cell);
  const marks = [
    cell.state === 'known' && cell.source ? words.marks[cell.source] : '',
    cell.state === 'not-known' && cell.notBefore ? words.notBefore(formatDay(cell.notBefore)) : '',
  ].filter((mark) => mark !== '');
  const shown = cell.state === 'known' ? text : <abbr title={words.stateNames[cell.state]}>{text}</abbr>;
  return (
    <>
      {href && cell.state !== 'withheld' ? <a href={href}>{shown}</a> : shown}
      {cell.differs ? <abbr title={words.differs}> ≠</abbr> : null}
      {cell.mayDoubleCount ? <abbr title={words.doubleCount}> Σ</abbr> : null}
      {marks.length > 0 ? <span class="gr-second gr-quiet">{marks.join(' · ')}</span> : null}
    </>
  );
}
