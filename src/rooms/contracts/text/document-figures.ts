import type { RichText, Run } from '#engines/documents/document.ts';
import { formatCents } from '#kit/say.ts';
import type { ClauseContents } from '../clause/clause.ts';
import { targetWords } from '../roadmap/target-value.rules.ts';
import { words } from './document-words.ts';

type Indicator = ClauseContents['indicator'];

/** A value of an indicator with what it counts, in the words of the contract. */
export const valueWords = (value: number | null, indicator: Indicator): string =>
  targetWords(value, indicator, { yes: words.yes, no: words.no });

/** The same in a cell: the unit stands in a column of its own. */
export function cellWords(value: number | null, indicator: Indicator): string {
  if (value === null) return words.none;
  const written = valueWords(value, indicator);
  if (indicator.measure === 'count') return written.slice(0, -indicator.unit.length - 1);
  return indicator.measure === 'amount' ? written.replace(/\u202f€$/, '') : written;
}

export const unitOf = ({ measure, unit }: Indicator): string =>
  measure === 'amount' ? '€' : measure === 'ratio' ? '%' : measure === 'count' ? unit : words.none;

/** Whole euros without their sign, for tables whose caption says the unit; cents only when there are some. */
export const euros = (cents: number | null): string =>
  cents === null ? words.none : formatCents(cents).replace(/\s€$/, '');

/** A SHA-256 in groups that a line can break between. */
export const groupedDigest = (digest: string): string => digest.replace(/(.{8})(?=.)/g, '$1 ');

/** The paragraphs of a text typed by people. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Bold words, then plain ones. */
export const titled = (title: string, rest: string): RichText => {
  const runs: Run[] = [{ text: title, bold: true }];
  return rest ? [...runs, { text: rest }] : runs;
};

/** After the name of a market: where it lies, how large it is and who says so. */
export function marketWords(content: ClauseContents['market']): string {
  const size =
    content.sizeCents === null
      ? words.sizeUnknown
      : words.marketSize(formatCents(content.sizeCents), content.sizeYear, content.source);
  return `\u202f: ${words.worldRegion[content.worldRegion]}, ${size}`;
}
