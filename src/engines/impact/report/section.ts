import type { Markup } from './html.ts';

/** What a report says, in which order and in words; report.ts writes it as HTML, report-document.ts lays it out for the PDF. */
export interface ReportContent {
  /** The question. */
  readonly title: string;
  /** What kind of paper this is, and the effect that it measures. */
  readonly lead: string;
  readonly answer: Answer;
  readonly sections: readonly ReportSection[];
}

export interface Answer {
  /** The effect in one figure; null when there is none. */
  readonly figure: string | null;
  readonly sentences: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | TableBlock
  | PlotBlock
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [label: string, value: string])[] };

/** The first column heads the rows; the others hold figures, but for the last one where it holds sentences. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly endsInWords?: boolean;
}

/** A drawing; the table after it has the same figures. */
export interface PlotBlock {
  readonly kind: 'plot';
  readonly title: string;
  readonly axis: string;
  /** Null when nothing can be drawn. */
  readonly drawing: Markup | null;
  readonly legend: string | null;
}

export const text = (words: string): ReportBlock => ({ kind: 'text', text: words });

export const table = (
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): TableBlock => ({ kind: 'table', caption, header, rows });
