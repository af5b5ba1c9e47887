import { setImmediate as breathe } from 'node:timers/promises';
import type { CellValue } from 'hucre/xlsx';
import type { Say } from '#kit/say.ts';
import { foldName } from '../territory.rules.ts';
import {
  decodeText,
  detectSeparator,
  type Encoding,
  readDelimited,
  type Separator,
  type TextRow,
  UnclosedQuote,
} from './delimited-text.rules.ts';

/** Files of members and organisations are read whole, so they have limits. The stock files of Sirene have none. */
export const MAX_IMPORT_BYTES = 32 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 100_000;
export const MAX_IMPORT_COLUMNS = 200;

export type FileFormat =
  | { readonly type: 'csv'; readonly encoding: Encoding; readonly separator: Separator }
  | { readonly type: 'xlsx' };

/** A file read as a table, with the row numbers that a spreadsheet shows. */
export interface FileTable {
  readonly format: FileFormat;
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly rows: readonly TextRow[];
}

export type FileReading =
  | { readonly ok: true; readonly table: FileTable }
  | { readonly ok: false; readonly reason: Say };

/** How many headers of a row are known: the row with the most is the header row. */
export type CountKnownHeaders = (cells: readonly string[]) => number;

/** Titles and dates may stand above the headers, within this many rows. */
const HEADER_WITHIN_ROWS = 30;

const no = (fr: string, en: string): FileReading => ({ ok: false, reason: { fr, en } });

/** Rows read to recognise the columns, before the whole is. */
export const HEAD_ROWS = 60;

/**
 * Reads a CSV or XLSX file. What cannot be read is a value with a sentence, never an exception.
 * @param part `head` stops after the first rows: enough to recognise the columns.
 */
export async function readImportFile(
  bytes: Uint8Array,
  countKnown: CountKnownHeaders,
  part: 'whole' | 'head' = 'whole',
): Promise<FileReading> {
  const upTo = part === 'head' ? HEAD_ROWS : MAX_IMPORT_ROWS + HEADER_WITHIN_ROWS;
  if (bytes.length === 0) {
    return no(
      'Ce fichier est vide. Vérifiez que vous l’avez enregistré, puis choisissez-le de nouveau.',
      'This file is empty. Check that it was saved, then choose it again.',
    );
  }
  const signature = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('latin1');
  if (signature.startsWith('PK\u0003\u0004')) return readWorkbook(bytes, countKnown, upTo);
  if (signature.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    return no(
      'Ce classeur est d’un ancien format, ou protégé par un mot de passe. Enregistrez-le au format .xlsx sans mot de passe, ou en .csv.',
      'This workbook has an old format, or a password. Save it as .xlsx without a password, or as .csv.',
    );
  }
  return readText(bytes, countKnown, upTo);
}

async function readText(bytes: Uint8Array, countKnown: CountKnownHeaders, upTo: number): Promise<FileReading> {
  const decoded = decodeText(bytes);
  if (!decoded) {
    return no(
      'Ce fichier n’est ni un CSV ni un classeur .xlsx, ou son encodage n’est pas reconnu. Enregistrez-le au format «\u202fCSV UTF-8\u202f» ou .xlsx.',
      'This file is neither CSV nor an .xlsx workbook, or its encoding is unknown. Save it as “CSV UTF-8” or .xlsx.',
    );
  }
  const separator = detectSeparator(decoded.text);
  const rows: TextRow[] = [];
  try {
    for (const row of readDelimited(decoded.text, separator)) {
      if (rows.push(row) > upTo) break;
      if (rows.length % 10_000 === 0) await breathe();
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    return no(
      `Un guillemet ouvert à la ligne ${error.row} n’est jamais refermé. Corrigez cette ligne, ou enregistrez le fichier au format .xlsx.`,
      `A quotation mark opened on row ${error.row} is never closed. Correct that row, or save the file as .xlsx.`,
    );
  }
  return asTable({ type: 'csv', encoding: decoded.encoding, separator }, rows, countKnown);
}

async function readWorkbook(bytes: Uint8Array, countKnown: CountKnownHeaders, upTo: number): Promise<FileReading> {
  if (unpackedBytes(bytes) > MAX_UNPACKED_BYTES) return tooManyRows();
  // Loaded when first asked for: a start does not wait for it.
  const { streamXlsxRows } = await import('hucre/xlsx');
  const rows: TextRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) {
      const cells = values.slice(0, MAX_IMPORT_COLUMNS + 1).map(cellText);
      if (cells.every((cell) => cell === '')) continue;
      if (rows.push({ row: index + 1, cells }) > upTo) break;
      if (rows.length % 2_000 === 0) await breathe();
    }
  } catch {
    return no(
      'Ce classeur ne se lit pas\u202f: il est abîmé, ou ce n’est pas un fichier .xlsx. Ouvrez-le dans votre tableur et enregistrez-le de nouveau au format .xlsx.',
      'This workbook cannot be read: it is damaged, or not an .xlsx file. Open it in your spreadsheet and save it again as .xlsx.',
    );
  }
  return asTable({ type: 'xlsx' }, rows, countKnown);
}

/** A number is written as people type it here, a date as a day: one reader of values then serves both kinds of files. */
function cellText(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? String(value) : value.toFixed(2).replace('.', ',');
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return value;
}

/** A workbook is an archive: a small one may hold gigabytes, on purpose. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;

/** What the entries of a zip archive say they weigh, from its central directory; 0 when it has none, which the reader then refuses. */
function unpackedBytes(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > file.length) return 0;
  const entries = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  let sum = 0;
  for (let entry = 0; entry < entries && at + 46 <= file.length; entry++) {
    if (file.readUInt32LE(at) !== 0x0201_4b50) break;
    sum += file.readUInt32LE(at + 24);
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return sum;
}

const tooManyRows = (): FileReading =>
  no(
    `Ce fichier dépasse ${MAX_IMPORT_ROWS.toLocaleString('fr-FR')} lignes. Partagez-le en plusieurs fichiers, qui porteront chacun les en-têtes.`,
    `This file has more than ${MAX_IMPORT_ROWS.toLocaleString('en-GB')} rows. Split it into several files, each with the headers.`,
  );

function asTable(format: FileFormat, rows: readonly TextRow[], countKnown: CountKnownHeaders): FileReading {
  const place = headerPlace(rows, countKnown);
  const header = rows[place];
  const data = rows.slice(place + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (!header || data.length === 0) {
    return no(
      'Ce fichier ne contient pas de ligne sous ses en-têtes. La première feuille doit porter une ligne d’en-têtes, puis une ligne par organisme.',
      'This file has no row under its headers. Its first sheet must hold a row of headers, then one row for each organisation.',
    );
  }
  if (data.length > MAX_IMPORT_ROWS) return tooManyRows();
  const width = Math.max(header.cells.findLastIndex((cell) => cell.trim() !== '') + 1, 1);
  if (width > MAX_IMPORT_COLUMNS) {
    return no(
      `Ce fichier compte plus de ${MAX_IMPORT_COLUMNS} colonnes. Retirez celles qui ne servent pas à l’import.`,
      `This file has more than ${MAX_IMPORT_COLUMNS} columns. Remove those that the import does not need.`,
    );
  }
  const headers = header.cells.slice(0, width).map((cell) => cell.replace(/\s+/g, ' ').trim());
  const twice = headers.find((name, at) => name !== '' && headers.findIndex((other) => same(other, name)) < at);
  if (twice !== undefined) {
    return no(
      `La colonne «\u202f${twice}\u202f» figure deux fois dans les en-têtes (ligne ${header.row}). Renommez l’une des deux ou retirez-la.`,
      `The column “${twice}” stands twice in the headers (row ${header.row}). Rename one of them or remove it.`,
    );
  }
  return { ok: true, table: { format, headerRow: header.row, headers, rows: data } };
}

// Headers that only differ by a unit, « CA (k€) » and « CA (€) », are two.
const same = (one: string, other: string): boolean =>
  foldName(one) === foldName(other) && one.replace(/[^€%]/g, '') === other.replace(/[^€%]/g, '');

function headerPlace(rows: readonly TextRow[], countKnown: CountKnownHeaders): number {
  let best = 0;
  let most = 0;
  for (const [place, { cells }] of rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const known = countKnown(cells);
    if (known > most) [best, most] = [place, known];
  }
  if (most > 0) return best;
  const wide = rows
    .slice(0, HEADER_WITHIN_ROWS)
    .findIndex(({ cells }) => cells.filter((cell) => cell.trim()).length > 1);
  return Math.max(wide, 0);
}

/** How a spreadsheet names a column, from 0: A, B… Z, AA. */
export function columnLetter(place: number): string {
  let name = '';
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
