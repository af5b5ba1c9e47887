import type { CellValue } from 'hucre';
import { type Day, isDay } from '#kit/period.ts';
import { LOCALES, locale, say } from '#kit/say.ts';
import { foldName } from '#rooms/registry';
import type { CellState } from '../campaigns.tables.ts';
import { REASON_CODES, REASONS } from '../checks/reason-codes.ts';
import { type Answer, type HeldCell, NO_ANSWER, returnId } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';
import type { CellEdit } from './edited-cells.rules.ts';
import { asDay, readFigure } from './figure-text.rules.ts';
import { type FillingRefusal, refusalSentence } from './filling.refusals.ts';
import type { GivenFault, GivenFigures } from './pasted-figures.rules.ts';
import { type ReadReturn, unwritten } from './return-reading.ts';
import {
  ANSWER_COLUMNS,
  COLUMN_TITLES,
  FILLED_COLUMNS,
  type FilledColumn,
  filledCells,
  SHEET_MARK,
  STATE_NAMES,
  STATE_WORDS,
} from './workbook-columns.ts';

export type ReadWorkbook =
  | { readonly ok: true; readonly given: GivenFigures }
  | {
      readonly ok: false;
      readonly code: Extract<FillingRefusal, `FILE_${string}`>;
      readonly with?: Readonly<Record<string, string>>;
    };

type Row = readonly CellValue[];
type Places = Readonly<Record<FilledColumn, number>>;

/** Reads the workbook of a return that came back, whatever spreadsheet saved it: columns are known by their titles, in either language, and lines by their keys. */
export async function readWorkbook(bytes: Uint8Array, read: ReadReturn): Promise<ReadWorkbook> {
  const sheets = await sheetsOf(bytes);
  if (!sheets) return { ok: false, code: 'FILE_UNREADABLE' };
  const rows = sheets.find(([head]) => head?.some(isMark));
  const mark = rows?.[0]?.find(isMark);
  if (!rows || !mark) return { ok: false, code: 'FILE_WITHOUT_KEYS' };
  const wanted = returnId(read.cluster.id, read.campaign.year);
  const found = mark.slice(SHEET_MARK.length).trim();
  if (found !== wanted) return { ok: false, code: 'FILE_OF_ANOTHER', with: { found, wanted } };
  const head = rows[0]!;
  const places = placesOf(head);
  const missing = FILLED_COLUMNS.find((column) => places[column] < 0);
  if (missing) return { ok: false, code: 'FILE_WITHOUT_COLUMN', with: { column: say(COLUMN_TITLES[missing]) } };
  const keyAt = head.indexOf(mark);
  const edits: GivenFigures['edits'][number][] = [];
  const faults: GivenFault[] = [];
  for (const [index, row] of rows.slice(1).entries()) {
    if (row.every(isEmpty)) continue;
    const line = index + 2;
    const result = readRow(row, { keyAt, places, read });
    if ('edit' in result) edits.push({ ...result.edit, line });
    faults.push(...result.faults.map((fault) => ({ ...fault, line })));
  }
  return {
    ok: true,
    given: {
      edits: faults.length > 0 ? edits.filter(({ line }) => !faults.some((one) => one.line === line)) : edits,
      faults,
    },
  };
}

/** The cells of each sheet; null for what is no workbook: another format, a file cut short. */
async function sheetsOf(bytes: Uint8Array): Promise<CellValue[][][] | null> {
  const { readXlsx } = await import('hucre');
  try {
    return (await readXlsx(bytes)).sheets.map(({ rows }) => rows);
  } catch {
    return null;
  }
}

const isMark = (cell: CellValue | undefined): cell is string => typeof cell === 'string' && cell.startsWith(SHEET_MARK);
const isEmpty = (cell: CellValue | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** The year behind « Valeur 2016 » is no part of the name. */
const bare = (cell: CellValue | undefined): string =>
  typeof cell === 'string' ? foldName(cell.replace(/\d{4}\s*$/, '')) : '';

const placesOf = (head: Row): Places =>
  Object.fromEntries(
    FILLED_COLUMNS.map((column) => [
      column,
      head.findIndex((cell) => LOCALES.some((language) => bare(cell) === foldName(COLUMN_TITLES[column][language]))),
    ]),
  ) as Record<FilledColumn, number>;

interface Reading {
  readonly keyAt: number;
  readonly places: Places;
  readonly read: ReadReturn;
}
type RowFault = Omit<GivenFault, 'line'>;

function readRow(
  row: Row,
  { keyAt, places, read }: Reading,
): { readonly edit: CellEdit; readonly faults: readonly RowFault[] } | { readonly faults: readonly RowFault[] } {
  const [key, revision] = [row[keyAt], row[keyAt + 1]];
  const alone = (code: FillingRefusal, marks = {}) => ({
    faults: [{ column: null, figure: null, message: refusalSentence(code, marks) }],
  });
  if (typeof key !== 'string' || !Number.isInteger(Number(revision)) || isEmpty(revision))
    return alone('LINE_WITHOUT_KEY');
  const figure = read.asked.figures.get(key);
  if (!figure) return alone('UNKNOWN_FIGURE', { typed: key });
  const cell = (column: FilledColumn): CellValue => row[places[column]] ?? null;
  const held = read.cells.get(key) ?? unwritten(key);
  const faults: RowFault[] = [];
  const fault = (column: FilledColumn, message: string) =>
    faults.push({ column: COLUMN_TITLES[column][locale()], figure: figure.label[locale()], message });
  const answer = readCells(cell, figure, held, fault);
  const reason = readReason(cell, held, fault);
  const comment = textOf(cell('comment')).trim();
  return { edit: { key, revision: Number(revision), answer, comment, reason }, faults };
}

type At = (column: FilledColumn) => CellValue;
type Accuse = (column: FilledColumn, message: string) => void;

/** Undefined when the cells still hold what was handed out: what came out whole comes back whole. */
function readCells(cell: At, figure: AskedFigure, held: HeldCell, fault: Accuse): Answer | undefined {
  const given = filledCells(held, figure);
  if (ANSWER_COLUMNS.every((column) => sameCell(cell(column), given[column]))) return undefined;
  const state = readState(textOf(cell('state')));
  if (state === undefined) {
    const states = STATE_NAMES.map((name) => STATE_WORDS[name][locale()]).join(', ');
    fault('state', refusalSentence('NOT_A_STATE', { typed: textOf(cell('state')), states }));
    return undefined;
  }
  const numbers = ['value', 'numerator', 'denominator'] as const;
  const hasValue = numbers.some((column) => !isEmpty(cell(column)));
  if (state !== null && state !== 'known') {
    if (hasValue) fault('state', refusalSentence('STATE_AND_VALUE', { state: STATE_WORDS[state][locale()] }));
    const notBefore = dayOf(cell('notBefore'));
    if (notBefore === undefined) fault('notBefore', refusalSentence('NOT_A_DAY'));
    return { ...NO_ANSWER, state, notBefore: state === 'not-known' ? (notBefore ?? null) : null };
  }
  const money = figure.measure === 'amount' || figure.money;
  const text = (column: FilledColumn) => textOf(cell(column), money);
  const read = readFigure(
    { value: text('value'), numerator: text('numerator'), denominator: text('denominator') },
    figure,
  );
  if (read.ok) return read.answer;
  fault(read.field, read.message);
  return undefined;
}

/** Null for an empty cell, undefined for what is no state. */
function readState(text: string): CellState | null | undefined {
  const plain = foldName(text);
  if (plain === '') return null;
  return STATE_NAMES.find((name) => LOCALES.some((language) => foldName(STATE_WORDS[name][language]) === plain));
}

/** The day of a cell; null when it is empty, undefined for what is no day. */
function dayOf(cell: CellValue): Day | null | undefined {
  if (isEmpty(cell)) return null;
  const text = textOf(cell);
  return (isDay(text) ? text : asDay(text)) ?? undefined;
}

function readReason(cell: At, held: HeldCell, fault: Accuse): CellEdit['reason'] {
  const text = textOf(cell('reasonText')).trim();
  const typed = textOf(cell('reason')).trim();
  if (typed === '') return { code: null, text };
  if (typed === held.reasonCode) return { code: typed, text };
  const plain = foldName(typed);
  const code = REASON_CODES.find((one) => LOCALES.some((language) => foldName(REASONS[one][language]) === plain));
  if (code === undefined) fault('reason', refusalSentence('NOT_A_REASON', { typed }));
  return { code: code ?? null, text };
}

/** A number as people write it: an amount with its cents. */
function textOf(cell: CellValue, money = false): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return money ? cell.toFixed(2) : String(cell);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : cell;
}

/** What spreadsheets keep of a number. */
const KEPT = 1e-9;

function sameCell(one: CellValue, other: CellValue): boolean {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (typeof one === 'number' && typeof other === 'number')
    return Math.abs(one - other) <= KEPT * Math.max(1, Math.abs(other));
  return textOf(one).trim() === textOf(other).trim();
}
