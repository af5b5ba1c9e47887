import type { CellValue } from 'hucre';
import { locale, type Say } from '#kit/say.ts';
import type { CellState } from '../campaigns.tables.ts';
import { REASON_CODES, REASONS, type ReasonCode } from '../checks/reason-codes.ts';
import type { HeldCell } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';

/** The columns that are filled in and come back; those of the answer first. */
export const ANSWER_COLUMNS = ['value', 'numerator', 'denominator', 'state', 'notBefore'] as const;
export const FILLED_COLUMNS = [...ANSWER_COLUMNS, 'reason', 'reasonText', 'comment'] as const;
export type FilledColumn = (typeof FILLED_COLUMNS)[number];

export const COLUMN_TITLES = {
  value: { fr: 'Valeur', en: 'Value' },
  numerator: { fr: 'Numérateur', en: 'Numerator' },
  denominator: { fr: 'Dénominateur', en: 'Denominator' },
  state: { fr: 'État', en: 'State' },
  notBefore: { fr: 'Connue à partir du', en: 'Known from' },
  reason: { fr: 'Motif de l’écart', en: 'Reason for the gap' },
  reasonText: { fr: 'Précision', en: 'Detail' },
  comment: { fr: 'Commentaire', en: 'Comment' },
} as const satisfies Record<FilledColumn, Say>;

export const STATE_WORDS = {
  known: { fr: 'valeur', en: 'value' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
  'not-known': { fr: 'pas encore connu', en: 'not known yet' },
} as const satisfies Record<CellState, Say>;
export const STATE_NAMES = Object.keys(STATE_WORDS) as CellState[];

/** What the first cell of the sheet says, so that a workbook is known for what it is: `Grappe minalogic-2016`. */
export const SHEET_MARK = 'Grappe ';

export const reasonNames = (): string[] => REASON_CODES.map((code: ReasonCode) => REASONS[code][locale()]);

const CENTS = 100;
const MILLISECONDS = 'T00:00:00Z';

/** Money stands in euros in a spreadsheet, where it is kept in cents. */
export const inSheet = (value: number | null, money: boolean): number | null =>
  value === null ? null : money ? value / CENTS : value;

/** What the filled columns of a figure hold in the workbook that is handed out. */
export function filledCells(cell: HeldCell, figure: AskedFigure): Record<FilledColumn, CellValue> {
  const { measure } = figure;
  const terms = measure === 'ratio' && cell.numerator !== null && cell.denominator !== null;
  return {
    value: terms ? null : sheetValue(cell, figure),
    numerator: terms ? inSheet(cell.numerator, figure.money) : null,
    denominator: terms ? inSheet(cell.denominator, figure.money) : null,
    state: cell.state === null ? null : STATE_WORDS[cell.state][locale()],
    notBefore: cell.notBefore === null ? null : new Date(cell.notBefore + MILLISECONDS),
    reason: cell.reasonCode === null ? null : (REASONS[cell.reasonCode as ReasonCode]?.[locale()] ?? cell.reasonCode),
    reasonText: cell.reasonText || null,
    comment: cell.comment || null,
  };
}

function sheetValue({ value, text }: HeldCell, { measure }: AskedFigure): CellValue {
  if (measure === 'text') return text;
  if (measure === 'yes-no' && value !== null) return YES_NO[value === 1 ? 'yes' : 'no'][locale()];
  return inSheet(value, measure === 'amount');
}

export const YES_NO = { yes: { fr: 'oui', en: 'yes' }, no: { fr: 'non', en: 'no' } } as const;
