/** Text tables as spreadsheets write them: CSV with commas or semicolons, or tabs. */

export const SEPARATORS = [';', ',', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type Decoded = { readonly text: string; readonly encoding: Encoding } | null;

const starts = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, place) => bytes[place] === byte);

/** Bytes that Windows-1252 leaves unassigned: a text that holds one was written otherwise. */
const UNASSIGNED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * The text of a file, and how it was written: what its first bytes announce, else UTF-8 when every byte fits, else Windows-1252, which
 * is what spreadsheets on French Windows write. Null when it is no text at all, or in an encoding that cannot be told.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (starts(bytes, 0xff, 0xfe)) return decodeAs(bytes, 'utf-16le');
  if (starts(bytes, 0xfe, 0xff)) return decodeAs(bytes, 'utf-16be');
  if (bytes.includes(0)) return null;
  const utf8 = decodeAs(bytes, 'utf-8');
  if (utf8) return utf8;
  return bytes.some((byte) => UNASSIGNED.has(byte)) ? null : decodeAs(bytes, 'windows-1252');
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): Decoded {
  try {
    // The mark of UTF-8 and UTF-16 is dropped by the decoder itself.
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

/** One line of the table. `row` is the number a spreadsheet shows beside it, from 1, a cell with line breaks counting once. */
export interface TextRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Thrown when a quotation mark is opened and never closed: from there on, nothing can be told apart. */
export class UnclosedQuote extends Error {
  readonly row: number;

  constructor(row: number) {
    super(`A quotation mark opened on row ${row} is never closed`);
    this.name = 'UnclosedQuote';
    this.row = row;
  }
}

/**
 * The rows of a text table (RFC 4180 with any separator): cells in double quotes may hold separators, line breaks and doubled quotes.
 * Lines end with LF, CR LF or CR. Lines without any cell are left out, and still counted. Throws UnclosedQuote.
 */
export function* readDelimited(text: string, separator: Separator): Generator<TextRow> {
  const length = text.length;
  let at = 0;
  let row = 0;
  while (at < length) {
    row++;
    const cells: string[] = [];
    for (;;) {
      let cell: string;
      if (text[at] === '"') {
        const opened = row;
        cell = '';
        for (at++; ; ) {
          const closing = text.indexOf('"', at);
          if (closing < 0) throw new UnclosedQuote(opened);
          cell += text.slice(at, closing);
          at = closing + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
        // What stands between the closing quote and the separator is kept: nothing a person wrote is dropped.
        const after = endOfCell(text, at, separator);
        cell += text.slice(at, after);
        at = after;
      } else {
        const end = endOfCell(text, at, separator);
        cell = text.slice(at, end);
        at = end;
      }
      cells.push(cell);
      if (text[at] !== separator) break;
      at++;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at++;
    if (cells.length > 1 || cells[0] !== '') yield { row, cells };
  }
}

function endOfCell(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === separator || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

/** Rows looked at to recognise the separator. */
const LOOKED_AT = 20;

/**
 * The separator under which the first rows make the steadiest table: the most cells in the most rows of one width. A decimal comma in
 * a semicolon file makes rows of uneven widths, so the semicolon wins. A table of one column has none: the semicolon then does no harm.
 */
export function detectSeparator(text: string): Separator {
  const scored = SEPARATORS.map((separator) => ({ separator, score: steadiness(text, separator) }));
  return scored.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).separator;
}

function steadiness(text: string, separator: Separator): number {
  const widths: number[] = [];
  try {
    for (const { cells } of readDelimited(text, separator)) {
      if (widths.push(cells.length) === LOOKED_AT) break;
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
  }
  let best = 0;
  for (const width of new Set(widths)) {
    const share = widths.filter((other) => other === width).length / widths.length;
    best = Math.max(best, (width - 1) * share);
  }
  return best;
}

/** Writes a row so that `readDelimited` gives it back. */
export const writeDelimited = (cells: readonly string[], separator: Separator): string =>
  cells
    .map((cell) => (/["\n\r]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(separator);
