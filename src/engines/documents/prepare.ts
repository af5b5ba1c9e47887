import type { Block, DocumentLayout, RichText, Row, RowGroup, Run } from './document.ts';

/** What both setters work from: the same document, checked, with its text cleaned and cut in runs, and its pages in sections. */
export interface Prepared {
  readonly title: string;
  readonly subtitle: string | null;
  readonly language: 'fr' | 'en';
  readonly reference: string;
  readonly day: string;
  readonly dateInWords: string;
  readonly issuer: string | null;
  readonly draftMark: string | null;
  readonly synthetic: string | null;
  readonly contents: boolean;
  readonly words: Words;
  readonly sections: readonly Section[];
}

/** Pages of one orientation; each starts on a new page except the first. */
export interface Section {
  readonly landscape: boolean;
  readonly blocks: readonly PreparedBlock[];
}

export interface PreparedRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly link: string | null;
}

export type Runs = readonly PreparedRun[];

export type PreparedRow =
  | { readonly kind: 'row'; readonly cells: readonly Runs[] }
  | { readonly kind: 'group'; readonly text: Runs };

export interface PreparedColumn {
  readonly header: string;
  readonly align: 'start' | 'center' | 'end';
  readonly width: number;
}

export interface PreparedTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly PreparedColumn[];
  readonly rows: readonly PreparedRow[];
  readonly footer: readonly Runs[] | null;
  readonly note: string | null;
}

export interface PreparedFigure {
  readonly kind: 'figure';
  /** A file of its own: with its namespace. */
  readonly svg: string;
  /** Height by width. */
  readonly ratio: number;
  readonly alt: string;
  readonly caption: string;
}

export interface PreparedFrame {
  readonly party: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly state: string;
  readonly signed: boolean;
  readonly details: readonly string[];
}

export type PreparedBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly text: Runs; readonly manner: 'plain' | 'lead' | 'note' }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly Runs[] }
  | PreparedTable
  | PreparedFigure
  | { readonly kind: 'definitions'; readonly items: readonly { readonly label: string; readonly value: Runs }[] }
  | { readonly kind: 'signatures'; readonly frames: readonly PreparedFrame[] }
  | { readonly kind: 'break' };

/** The few words that the setters add themselves. */
export interface Words {
  readonly contents: string;
  readonly page: string;
  readonly of: string;
  readonly table: string;
  readonly figure: string;
  readonly signature: string;
}

const WORDS: Record<'fr' | 'en', Words> = {
  fr: { contents: 'Sommaire', page: 'Page', of: 'sur', table: 'Tableau', figure: 'Figure', signature: 'Signature' },
  en: { contents: 'Contents', page: 'Page', of: 'of', table: 'Table', figure: 'Figure', signature: 'Signature' },
};

const HEADINGS_THAT_NEED_CONTENTS = 8;

/**
 * Checks and cleans a document.
 * @throws Error naming what is wrong in the tree (a level skipped, an id used twice, a link to nowhere, a row of another length): these are
 *   mistakes of the code that built it, not of a person.
 */
export function prepare(layout: DocumentLayout): Prepared {
  check(layout);
  const entries = layout.blocks.filter((block) => block.kind === 'heading' && block.level <= 2).length;
  return {
    title: line(layout.title),
    subtitle: layout.subtitle ? line(layout.subtitle) : null,
    language: layout.language,
    reference: line(layout.reference),
    day: layout.date,
    dateInWords: dateInWords(layout.date, layout.language),
    issuer: layout.issuer ? line(layout.issuer) : null,
    draftMark: layout.draftMark ? line(layout.draftMark) : null,
    synthetic: layout.synthetic ? line(layout.synthetic) : null,
    contents: layout.contents ?? entries >= HEADINGS_THAT_NEED_CONTENTS,
    words: WORDS[layout.language],
    sections: sections(layout.blocks),
  };
}

function sections(blocks: readonly Block[]): Section[] {
  const found: { landscape: boolean; blocks: PreparedBlock[] }[] = [{ landscape: false, blocks: [] }];
  for (const block of blocks) {
    const current = found.at(-1)!;
    if (block.kind !== 'pageBreak') {
      current.blocks.push(prepareBlock(block));
      continue;
    }
    const landscape = block.orientation === undefined ? current.landscape : block.orientation === 'landscape';
    if (landscape === current.landscape) current.blocks.push({ kind: 'break' });
    else if (current.blocks.length === 0) current.landscape = landscape;
    else found.push({ landscape, blocks: [] });
  }
  return found.filter((section) => section.blocks.length > 0);
}

function prepareBlock(block: Exclude<Block, { kind: 'pageBreak' }>): PreparedBlock {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: block.level, text: line(block.text), id: block.id };
    case 'paragraph':
      return { kind: 'paragraph', text: runs(block.text), manner: block.manner ?? 'plain' };
    case 'list':
      return { kind: 'list', numbered: block.numbered ?? false, items: block.items.map(runs) };
    case 'definitions':
      return {
        kind: 'definitions',
        items: block.items.map(({ label, value }) => ({ label: line(label), value: runs(value) })),
      };
    case 'figure':
      return {
        kind: 'figure',
        svg: clean(block.svg).replace(/^<svg(?![^>]*\sxmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"'),
        ratio: ratioOf(block.svg),
        alt: line(block.alt),
        caption: line(block.caption),
      };
    case 'signatures':
      return {
        kind: 'signatures',
        frames: block.frames.map((frame) => ({
          party: line(frame.party),
          name: frame.name ? line(frame.name) : null,
          title: frame.title ? line(frame.title) : null,
          state: line(frame.state),
          signed: frame.signed,
          details: (frame.details ?? []).map(line),
        })),
      };
    case 'table':
      return {
        kind: 'table',
        caption: line(block.caption),
        columns: block.columns.map(({ header, align, width }) => ({
          header: line(header),
          align: align ?? 'start',
          width: width ?? 1,
        })),
        rows: block.rows.map(prepareRow),
        footer: block.footer ? block.footer.map(runs) : null,
        note: block.note ? line(block.note) : null,
      };
  }
}

/** Height by width of a drawing; NaN when it does not say. */
function ratioOf(svg: string): number {
  const box = /^<svg\b[^>]*\sviewBox="([^"]*)"/.exec(svg)?.[1] ?? '';
  const [, , width, height] = box
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return height! / width!;
}

function prepareRow(row: Row | RowGroup): PreparedRow {
  return row.kind === 'row' ? { kind: 'row', cells: row.cells.map(runs) } : { kind: 'group', text: runs(row.text) };
}

function runs(text: RichText): Runs {
  const given: readonly Run[] = typeof text === 'string' ? [{ text }] : text;
  return given.map((run) => ({
    text: clean(run.text),
    bold: run.bold ?? false,
    italic: run.italic ?? false,
    link: run.link ?? null,
  }));
}

/**
 * Text pasted from elsewhere carries signs that nobody sees and no typeface draws (a byte-order mark, the marks of a writing direction, the
 * emoji selector). They go; accents typed as two signs become one, as typefaces draw them; line ends become line feeds.
 */
function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\ufffe\uffff]/gu, '')
    .normalize('NFC');
}

function line(text: string): string {
  return clean(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** « 1er juillet 2013 », “1 July 2013”. */
export function dateInWords(day: string, language: 'fr' | 'en'): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const words = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
  return language === 'fr' ? words.replace(/^1 /, '1er ') : words;
}

function check(layout: DocumentLayout): void {
  const wrong = (what: string): never => {
    throw new Error(`The document “${layout.title}” is not well formed: ${what}.`);
  };
  if (layout.title.trim() === '') wrong('it has no title');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(layout.date) || Number.isNaN(Date.parse(layout.date))) {
    wrong(`its date, ${layout.date}, is not a day`);
  }
  const ids = new Set<string>();
  let level = 0;
  for (const block of layout.blocks) {
    if (block.kind === 'heading') {
      if (block.level > level + 1) wrong(`the heading “${block.text}” has level ${block.level} after level ${level}`);
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(block.id)) wrong(`“${block.id}” cannot be the id of a heading`);
      if (ids.has(block.id)) wrong(`two headings have the id “${block.id}”`);
      if (block.text.trim() === '') wrong(`the heading “${block.id}” is empty`);
      ids.add(block.id);
      level = block.level;
    }
    if (block.kind === 'figure') {
      if (block.alt.trim() === '') wrong(`the figure “${block.caption}” has no words for whoever does not see it`);
      if (!(ratioOf(block.svg) > 0)) wrong(`the figure “${block.caption}” is no SVG with a viewBox`);
    }
    if (block.kind === 'table') {
      const lengths = [
        ...block.rows.flatMap((row) => (row.kind === 'row' ? [row.cells.length] : [])),
        block.footer?.length,
      ];
      if (block.columns.length === 0) wrong(`the table “${block.caption}” has no column`);
      const other = lengths.find((length) => length !== undefined && length !== block.columns.length);
      if (other !== undefined)
        wrong(`the table “${block.caption}” has ${block.columns.length} columns and a row of ${other}`);
    }
  }
  for (const link of layout.blocks.flatMap(texts).flatMap(links)) {
    if (link.startsWith('#') ? !ids.has(link.slice(1)) : !/^(https:|mailto:)/.test(link)) {
      wrong(`the link “${link}” leads nowhere`);
    }
  }
}

function texts(block: Block): readonly RichText[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'definitions':
      return block.items.map((item) => item.value);
    case 'table':
      return [...block.rows.flatMap((row) => (row.kind === 'row' ? row.cells : [row.text])), ...(block.footer ?? [])];
    default:
      return [];
  }
}

function links(text: RichText): string[] {
  return typeof text === 'string' ? [] : text.flatMap((run) => (run.link ? [run.link] : []));
}
