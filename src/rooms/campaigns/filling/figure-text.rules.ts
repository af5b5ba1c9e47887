import type { Day } from '#kit/period.ts';
import { locale } from '#kit/say.ts';
import { faultSentence, type Measured, readTarget, targetWords, writtenTarget } from '#rooms/contracts';
import { foldName, readDay } from '#rooms/registry';
import { type Answer, NO_ANSWER } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';
import { type FillingRefusal, refusalSentence } from './filling.refusals.ts';

/** How a figure is read and written: enough of it for its text. */
export type Readable = Pick<AskedFigure, 'measure' | 'levels' | 'unit' | 'money'>;

/** What stands in the fields of a figure: one field, or the two terms of a ratio. */
export interface FigureText {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
}
export type FigureField = keyof FigureText;

export type ReadAnswer =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly field: FigureField; readonly message: string };

const NOT_APPLICABLE = /^(s ?o|sans objet|n ?a|not applicable)$/;
const NOT_KNOWN = /^(n ?c|n ?d|n ?k|pas encore connue?|non connue?|non disponible|not known( yet)?)\b/;
/** « n.c. 15/03/2017 », « pas encore connu avant le 2017-03-15 ». */
const DAY_AT_END = /(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})\s*$/;

/** How the contract room reads a number of this kind. The terms of a ratio are counts that may have parts, or money. */
const measured = ({ measure, levels, unit }: Readable): Measured => ({
  measure: measure === 'text' ? 'count' : measure,
  levels: [...levels],
  unit: unit[locale()],
});
const term = ({ money }: Readable): Measured => ({ measure: money ? 'amount' : 'ratio', levels: [], unit: '' });

/** In per cent, to a hundredth, as facts are counted. */
export const shareOf = (numerator: number, denominator: number): number =>
  Math.round((10_000 * numerator) / denominator) / 100;

const refuse = (field: FigureField, code: FillingRefusal): ReadAnswer => ({
  ok: false,
  field,
  message: refusalSentence(code),
});

/** « s.o. » and « n.c. », with the day from which it can be known; undefined for anything else. */
function readState(text: string, field: FigureField): ReadAnswer | undefined {
  const plain = foldName(text);
  if (NOT_APPLICABLE.test(plain)) return { ok: true, answer: { ...NO_ANSWER, state: 'not-applicable' } };
  if (!NOT_KNOWN.test(plain)) return undefined;
  const written = DAY_AT_END.exec(text.trim())?.[1];
  const day = written === undefined ? null : readDay(written.replaceAll('.', '/'));
  if (day && !day.ok) return refuse(field, 'NOT_A_DAY');
  return { ok: true, answer: { ...NO_ANSWER, state: 'not-known', notBefore: day?.value ?? null } };
}

/** What a person typed or pasted for a figure: a number, « s.o. », « n.c. 15/03/2017 », the two terms of a ratio, or nothing. */
export function readFigure(typed: FigureText, figure: Readable): ReadAnswer {
  if (figure.measure === 'text') return readWords(typed.value);
  if (figure.measure === 'ratio') return readRatio(typed, figure);
  const state = readState(typed.value, 'value');
  if (state) return state;
  const read = readTarget(typed.value, measured(figure));
  if (!read.ok) return { ok: false, field: 'value', message: faultSentence(read.fault) };
  return { ok: true, answer: known(read.value) };
}

const known = (value: number | null): Answer => (value === null ? NO_ANSWER : { ...NO_ANSWER, state: 'known', value });

const readWords = (text: string): ReadAnswer => ({
  ok: true,
  answer: text.trim() === '' ? NO_ANSWER : { ...NO_ANSWER, text: text.trim() },
});

function readRatio({ value, numerator, denominator }: FigureText, figure: Readable): ReadAnswer {
  for (const field of ['value', 'numerator', 'denominator'] as const) {
    const state = readState({ value, numerator, denominator }[field], field);
    if (state) return state;
  }
  const terms: number[] = [];
  for (const [field, text] of [
    ['numerator', numerator],
    ['denominator', denominator],
  ] as const) {
    const read = readTarget(text, term(figure));
    if (!read.ok) return { ok: false, field, message: faultSentence(read.fault) };
    if (read.value !== null) terms.push(read.value);
  }
  if (terms.length === 0) {
    const read = readTarget(value, measured(figure));
    if (!read.ok) return { ok: false, field: 'value', message: faultSentence(read.fault) };
    return { ok: true, answer: known(read.value) };
  }
  const [over, under] = terms;
  if (over === undefined || under === undefined)
    return refuse(numerator.trim() === '' ? 'numerator' : 'denominator', 'TERM_MISSING');
  if (under === 0) return refuse('denominator', 'DENOMINATOR_ZERO');
  return { ok: true, answer: { ...known(shareOf(over, under)), numerator: over, denominator: under } };
}

const EMPTY: FigureText = { value: '', numerator: '', denominator: '' };

const stateText = ({ state, notBefore }: Answer): string | null => {
  const fr = locale() === 'fr';
  if (state === 'not-applicable') return fr ? 's.o.' : 'n/a';
  if (state !== 'not-known') return null;
  return [fr ? 'n.c.' : 'n.k.', ...(notBefore ? [dayText(notBefore)] : [])].join(' ');
};

const dayText = (day: string): string => day.split('-').toReversed().join('/');

/** An answer as it stands in its fields; `readFigure` gives it back. */
export function writtenFigure(answer: Answer, figure: Readable): FigureText {
  const { value, numerator, denominator } = answer;
  if (figure.measure === 'text') return { ...EMPTY, value: answer.text ?? '' };
  const state = stateText(answer);
  if (figure.measure !== 'ratio') return { ...EMPTY, value: state ?? writtenTarget(value, measured(figure)) };
  if (state) return { ...EMPTY, numerator: state };
  if (numerator === null || denominator === null)
    return { ...EMPTY, value: writtenTarget(value, { measure: 'ratio' }) };
  return {
    value: '',
    numerator: writtenTarget(numerator, term(figure)),
    denominator: writtenTarget(denominator, term(figure)),
  };
}

const WORDS = {
  fr: { yes: 'oui', no: 'non', notApplicable: 'sans objet', notKnown: 'pas encore connu', before: 'avant le' },
  en: { yes: 'yes', no: 'no', notApplicable: 'not applicable', notKnown: 'not known yet', before: 'before' },
} as const;

/** A number of a figure in words, with what it counts: « 45 % », « 12 projets »; « — » for none. */
export const valueWords = (value: number | null, figure: Readable): string =>
  targetWords(value, measured(figure), WORDS[locale()]);

/** The same in a grid, whose line says the unit once: « 12 », « 45 % », « 1 200 € ». */
export function shortWords(value: number | null, figure: Readable): string {
  if (value === null) return '—';
  return figure.measure === 'count' ? writtenTarget(value, measured(figure)) : valueWords(value, figure);
}

/** An answer as one reads it: « 12 projets », « sans objet », « pas encore connu avant le 15/03/2017 ». */
export function answerWords(answer: Answer, figure: Readable): string {
  const words = WORDS[locale()];
  if (figure.measure === 'text') return answer.text ?? '—';
  if (answer.state === 'not-applicable') return words.notApplicable;
  if (answer.state === 'not-known')
    return answer.notBefore ? `${words.notKnown} ${words.before} ${dayText(answer.notBefore)}` : words.notKnown;
  return valueWords(answer.value, figure);
}

/** A day as a form sends it, for whoever gives it apart from the value. */
export const asDay = (text: string): Day | null => {
  const read = readDay(text);
  return read.ok ? read.value : null;
};
