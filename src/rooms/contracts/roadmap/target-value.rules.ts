import { parseMoney } from '#kit/money.ts';
import { formatNumber, locale, unitFor } from '#kit/say.ts';
import type { ClauseContents } from '../clause/clause.ts';
import type { Fault, RoadmapRefusal } from './roadmap.refusals.ts';

type Indicator = ClauseContents['indicator'];
/** What tells how a value of an indicator is read and written. */
export type Measured = Pick<Indicator, 'measure' | 'levels' | 'unit'>;

export type ValueFault = Omit<Fault, 'field'>;
export type ReadValue =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly fault: ValueFault };

/** Units that are counted in parts: half a full-time equivalent exists, half a project does not. */
const DIVISIBLE_UNITS: readonly string[] = ['ETP', 'FTE'];

const SPACES = /[\s\u00a0\u2009\u202f]/g;
const YES = new Set(['oui', 'o', 'yes', 'y', 'vrai', 'true', '1', 'x']);
const NO = new Set(['non', 'n', 'no', 'faux', 'false', '0']);
/** A dash alone takes a value away: in a pasted block an empty cell changes nothing. */
const DASHES = new Set(['-', '–', '—', '−']);

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s\u00a0\u2009\u202f]+/g, ' ')
    .trim()
    .toLowerCase();

export const isDash = (text: string): boolean => DASHES.has(text.trim());

/** A value as people and spreadsheets write it: « 1 234,5 », « 45 % », « oui », the name of a level. Empty and « - » are no value. */
export function readTarget(typed: string, indicator: Measured): ReadValue {
  const text = typed.trim();
  if (text === '' || isDash(text)) return { ok: true, value: null };
  const refuse = (code: RoadmapRefusal): ReadValue => ({ ok: false, fault: { code, with: { typed: text } } });
  switch (indicator.measure) {
    case 'yes-no': {
      const word = plain(text);
      return YES.has(word) || NO.has(word) ? checked(YES.has(word) ? 1 : 0, indicator) : refuse('NOT_YES_NO');
    }
    case 'scale': {
      const rank = indicator.levels.findIndex((level) => plain(level) === plain(text)) + 1;
      if (rank > 0) return checked(rank, indicator);
      return checked(/^\d+$/.test(text) ? Number(text) : Number.NaN, indicator);
    }
    case 'amount': {
      const amount = parseMoney(text);
      return amount.ok ? checked(amount.cents, indicator) : refuse('NOT_AN_AMOUNT');
    }
    default: {
      const number = readNumber(withoutUnit(text, indicator));
      return number === null ? refuse('NOT_A_NUMBER') : checked(number, indicator);
    }
  }
}

const checked = (value: number, indicator: Measured): ReadValue => {
  const fault = valueFault(value, indicator);
  return fault ? { ok: false, fault } : { ok: true, value };
};

function withoutUnit(text: string, { measure, unit }: Measured): string {
  if (measure === 'ratio') return text.replace(/[\s\u00a0\u202f]*%$/, '');
  const written = [unit, unitFor(1, unit)].find((one) => plain(text).endsWith(` ${plain(one)}`));
  return written === undefined ? text : text.slice(0, text.length - written.length).trim();
}

/** Digits, spaces between them, one comma or point. « 1.234,5 » and « 1,234.5 » say what separates what only to some: not read. */
function readNumber(text: string): number | null {
  const digits = text.replace(SPACES, '').replace('−', '-');
  return /^[+-]?\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(',', '.')) : null;
}

/** Why a value cannot be that of an indicator; null when it can. Amounts are euro cents, ratios per cent, levels ranks from 1. */
export function valueFault(value: number, { measure, levels, unit }: Measured): ValueFault | null {
  switch (measure) {
    case 'yes-no':
      return value === 0 || value === 1 ? null : { code: 'NOT_YES_NO' };
    case 'scale':
      return Number.isInteger(value) && value >= 1 && value <= levels.length
        ? null
        : { code: 'NOT_A_LEVEL', with: { levels: levels.map((level, index) => `${index + 1}. ${level}`).join(', ') } };
    case 'ratio':
      return Number.isFinite(value) ? null : { code: 'NOT_A_NUMBER', with: { typed: String(value) } };
    case 'amount':
      if (value < 0) return { code: 'NEGATIVE' };
      return Number.isSafeInteger(value) ? null : { code: 'NOT_AN_AMOUNT', with: { typed: String(value) } };
    default:
      if (value < 0) return { code: 'NEGATIVE' };
      return Number.isSafeInteger(value) || (DIVISIBLE_UNITS.includes(unit) && Number.isFinite(value))
        ? null
        : { code: 'NOT_WHOLE' };
  }
}

/** Grouped by narrow spaces in both languages, so that what is shown in a field is read back as the same number. */
function grouped(value: number, digits: number, fixed = false): string {
  const text = Math.abs(value).toFixed(digits);
  const [whole, decimals] = (fixed ? text : String(Number(text))).split('.');
  const groups = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  const mark = locale() === 'fr' ? ',' : '.';
  return `${value < 0 ? '-' : ''}${groups}${decimals ? mark + decimals : ''}`;
}

/** A value as it stands in its field; `readTarget` gives it back. */
export function writtenTarget(value: number | null, { measure }: Pick<Measured, 'measure'>): string {
  if (value === null) return '';
  switch (measure) {
    case 'amount':
      // Cents are written out when there are some: « 1 234,50 ».
      return value % 100 === 0 ? grouped(value / 100, 0) : grouped(value / 100, 2, true);
    case 'yes-no':
    case 'scale':
      return String(value);
    default:
      return grouped(value, 6);
  }
}

/** A value as one reads it, with what it counts: « 45 % », « oui », « 1,2 M€ », « 12 projets ». Null is « — ». */
export function targetWords(value: number | null, indicator: Measured, words: { yes: string; no: string }): string {
  if (value === null) return '—';
  switch (indicator.measure) {
    case 'yes-no':
      return value === 1 ? words.yes : words.no;
    case 'scale':
      return indicator.levels[value - 1] ?? formatNumber(value);
    case 'amount':
      return `${writtenTarget(value, indicator)}\u202f€`;
    case 'ratio':
      return `${writtenTarget(value, indicator)}\u202f%`;
    default:
      return `${writtenTarget(value, indicator)} ${unitFor(value, indicator.unit)}`;
  }
}
