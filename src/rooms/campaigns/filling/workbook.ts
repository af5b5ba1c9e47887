import type { CellStyle, CellValue, DataValidation, WriteSheet } from 'hucre';
import { locale, say } from '#kit/say.ts';
import { returnId } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';
import { valueWords } from './figure-text.rules.ts';
import { t } from './filling.sentences.ts';
import { type ReadReturn, targetOf, unwritten } from './return-reading.ts';
import {
  COLUMN_TITLES,
  FILLED_COLUMNS,
  type FilledColumn,
  filledCells,
  reasonNames,
  SHEET_MARK,
  STATE_NAMES,
  STATE_WORDS,
  YES_NO,
} from './workbook-columns.ts';

/** Key, revision, name, unit, last year, target; what is filled in comes after. */
const LED_COLUMNS = 6;
const WIDTHS: Record<FilledColumn, number> = {
  value: 16,
  numerator: 14,
  denominator: 14,
  state: 16,
  notBefore: 18,
  reason: 32,
  reasonText: 28,
  comment: 40,
};

const HEAD: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '4A2C5E' } },
  alignment: { wrapText: true, vertical: 'center' },
};
const FILLED: CellStyle = {
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FBF6E9' } },
  protection: { locked: false },
  alignment: { wrapText: true, vertical: 'top' },
};
const SHUT: CellStyle = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9E6E2' } } };
const LED: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };

const NUMBER = '#,##0.##';
const DAY = 'dd/mm/yyyy';

export const columnAt = (index: number): string => String.fromCharCode(65 + index);
const letterOf = (column: FilledColumn): string => columnAt(LED_COLUMNS + FILLED_COLUMNS.indexOf(column));

/**
 * The return as a workbook to fill in: one figure a line, its key and revision hidden, what is led locked, numbers and lists checked inside the sheet. What comes back is
 * read by {@link readWorkbook}.
 */
export async function workbookOf(read: ReadReturn): Promise<Uint8Array> {
  // Loaded when a workbook is first asked for: the start does not wait for it.
  const { writeXlsx } = await import('hucre');
  return writeXlsx({ sheets: [figuresSheet(read), instructionsSheet(read), listsSheet()], activeSheet: 0 });
}

function figuresSheet(read: ReadReturn): WriteSheet {
  const words = t().workbook;
  const { year } = read.campaign;
  const figures = [...read.asked.figures.values()];
  const rows: CellValue[][] = [
    [
      SHEET_MARK + returnId(read.cluster.id, year),
      words.revision,
      words.figure,
      words.unit,
      String(year - 1),
      words.target(year),
      ...FILLED_COLUMNS.map((column) => titleOf(column, year)),
    ],
    ...figures.map((figure) => rowOf(read, figure)),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  for (const [row, values] of rows.entries())
    for (const [column, value] of values.entries())
      cells.set(`${row},${column}`, { value, style: styleOf(row, column, figures[row - 1]) });
  return {
    name: words.sheet,
    rows,
    cells,
    columns: [
      { width: 10, hidden: true },
      { width: 6, hidden: true },
      { width: 44 },
      { width: 16 },
      { width: 16 },
      { width: 16 },
      ...FILLED_COLUMNS.map((column) => ({ width: WIDTHS[column] })),
    ],
    freezePane: { rows: 1, columns: 3 },
    protection: { sheet: true },
    dataValidations: figures.flatMap((figure, index) => validationsOf(figure, index + 2)),
  };
}

/** « Valeur 2016 » */
export const titleOf = (column: FilledColumn, year: number): string =>
  column === 'value' ? `${COLUMN_TITLES.value[locale()]} ${year}` : COLUMN_TITLES[column][locale()];

function rowOf({ cells, asked, values, campaign }: ReadReturn, figure: AskedFigure): CellValue[] {
  const { key } = figure;
  const cell = cells.get(key) ?? unwritten(key);
  const before = values.get(`${key} ${campaign.year - 1}`)?.value ?? null;
  const filled = filledCells(cell, figure);
  return [
    key,
    cell.revision,
    say(figure.label),
    figure.measure === 'ratio' ? `${say(figure.numerator)} / ${say(figure.denominator)}` : say(figure.unit),
    before === null ? null : valueWords(before, figure),
    valueWords(targetOf(asked, key, campaign.year), figure),
    ...FILLED_COLUMNS.map((column) => filled[column]),
  ];
}

function styleOf(row: number, column: number, figure: AskedFigure | undefined): CellStyle {
  if (row === 0) return HEAD;
  if (column < LED_COLUMNS) return LED;
  const filled = FILLED_COLUMNS[column - LED_COLUMNS]!;
  if (!takes(figure!, filled)) return SHUT;
  const number = filled === 'value' || filled === 'numerator' || filled === 'denominator';
  const numFmt = filled === 'notBefore' ? DAY : number && figure!.measure !== 'text' ? NUMBER : undefined;
  return numFmt ? { ...FILLED, numFmt } : FILLED;
}

/** Which columns a figure takes: a ratio its terms, a text nothing but itself. */
function takes({ measure }: AskedFigure, column: FilledColumn): boolean {
  if (column === 'numerator' || column === 'denominator') return measure === 'ratio';
  if (measure === 'text') return column === 'value' || column === 'comment';
  return true;
}

function validationsOf({ measure, levels }: AskedFigure, row: number): DataValidation[] {
  const words = t().workbook;
  if (measure === 'text') return [];
  const shown = { allowBlank: true, showErrorMessage: true, errorTitle: words.wrongTitle };
  const number = (column: FilledColumn, most?: number): DataValidation => ({
    ...shown,
    type: 'decimal',
    operator: most === undefined ? 'greaterThanOrEqual' : 'between',
    formula1: most === undefined ? '0' : '1',
    ...(most !== undefined && { formula2: String(most) }),
    range: `${letterOf(column)}${row}`,
    errorMessage: words.wrongNumber,
  });
  const list = (column: FilledColumn, lettered: string, count: number): DataValidation => ({
    ...shown,
    type: 'list',
    formula1: `${LISTS}!$${lettered}$1:$${lettered}$${count}`,
    range: `${letterOf(column)}${row}`,
    errorMessage: words.wrongChoice,
  });
  return [
    ...(measure === 'ratio' ? [number('numerator'), number('denominator')] : []),
    ...(measure === 'yes-no' ? [list('value', 'C', 2)] : []),
    ...(measure === 'scale' ? [number('value', levels.length)] : []),
    ...(measure === 'count' || measure === 'amount' ? [number('value')] : []),
    list('state', 'A', STATE_NAMES.length),
    list('reason', 'B', reasonNames().length),
    {
      ...shown,
      type: 'date',
      operator: 'greaterThan',
      formula1: '36526',
      range: `${letterOf('notBefore')}${row}`,
      errorMessage: words.wrongDay,
    },
  ];
}

/** No accent and no space: its name stands in formulas of every spreadsheet. */
const LISTS = 'Listes';

function listsSheet(): WriteSheet {
  const lists = [
    STATE_NAMES.map((state) => STATE_WORDS[state][locale()]),
    reasonNames(),
    Object.values(YES_NO).map(say),
  ];
  const rows = Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, row) =>
    lists.map((list) => list[row] ?? null),
  );
  return { name: LISTS, rows, hidden: true };
}

function instructionsSheet({ cluster, campaign }: ReadReturn): WriteSheet {
  const words = t().workbook;
  return {
    name: words.instructions,
    rows: [[words.instructionsTitle(cluster.name, campaign.year)], [null], ...words.steps.map((step) => [step])],
    columns: [{ width: 100, style: { alignment: { wrapText: true, vertical: 'top' } } }],
  };
}
