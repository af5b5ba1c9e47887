import { type CheckedCell, type CheckedField, type CheckSettings, type Finding, isShare } from './check.ts';
import { said, valueInWords } from './checks.sentences.ts';

/** Units that are counted in parts: half a full-time equivalent exists, half a project does not. */
const DIVISIBLE_UNITS: ReadonlySet<string> = new Set(['ETP', 'FTE']);

/** A ratio rounded to the whole per cent still agrees with its terms. */
const RATIO_ROUNDING = 0.5;

const WHOLE_PERCENT = 100;

type Say = Parameters<typeof said>[0];

/** What is wrong, or worth a look, in one cell by itself. */
export function cellFindings(cell: CheckedCell, { today, year }: CheckSettings): Finding[] {
  const found = (severity: Finding['severity'], code: string, field: CheckedField, sentence: Say): Finding[] => [
    { key: cell.key, code, severity, field, sentence: said(sentence) },
  ];
  const error = (code: string, field: CheckedField, sentence: Say) => found('error', code, field, sentence);
  const { state, value, measure, notBefore, text, target, comment } = cell;
  if (measure === 'text') return text?.trim() ? [] : error('unanswered', 'value', (t) => t.unansweredText);
  if (state === null || (state === 'known' && value === null)) return error('unanswered', 'value', (t) => t.unanswered);
  if (state === 'not-known') {
    if (notBefore === null) return error('not-known-without-day', 'value', (t) => t.notKnownWithoutDay);
    return notBefore < today ? error('not-known-in-past', 'value', (t) => t.notKnownInPast(notBefore)) : [];
  }
  if (state === 'not-applicable')
    return target !== null && comment.trim() === ''
      ? found('warning', 'promised-not-applicable', 'comment', (t) =>
          t.promisedNotApplicable(valueInWords(cell, target), year),
        )
      : [];
  const given = value!;
  switch (measure) {
    case 'yes-no':
      return given === 0 || given === 1 ? [] : error('not-yes-no', 'value', (t) => t.notYesNo(given));
    case 'scale':
      return Number.isInteger(given) && given >= 1 ? [] : error('not-a-level', 'value', (t) => t.notALevel(given));
    case 'amount':
      return given < 0 ? error('negative', 'value', (t) => t.negative(valueInWords(cell, given))) : [];
    case 'count': {
      if (given < 0) return error('negative', 'value', (t) => t.negative(valueInWords(cell, given)));
      // What facts count may have parts: a result shared between two clusters.
      const whole = Number.isInteger(given) || DIVISIBLE_UNITS.has(cell.unit.fr) || given === cell.prefilled;
      return whole ? [] : error('not-whole', 'value', (t) => t.notWhole(given, cell.unit));
    }
    case 'ratio':
      return ratioFindings(cell, given, error, found);
  }
}

function ratioFindings(
  cell: CheckedCell,
  value: number,
  error: (code: string, field: CheckedField, sentence: Say) => Finding[],
  found: (severity: Finding['severity'], code: string, field: CheckedField, sentence: Say) => Finding[],
): Finding[] {
  const { numerator, denominator } = cell;
  if (numerator === null) return error('term-missing', 'numerator', (t) => t.numeratorMissing);
  if (denominator === null) return error('term-missing', 'denominator', (t) => t.denominatorMissing);
  if (denominator === 0) return error('denominator-zero', 'denominator', (t) => t.denominatorZero);
  if (isShare(cell)) {
    if (numerator < 0) return error('negative', 'numerator', (t) => t.negativeTerm(numerator));
    if (denominator < 0) return error('negative', 'denominator', (t) => t.negativeTerm(denominator));
    if (numerator > denominator)
      return error('part-above-whole', 'numerator', (t) => t.partAboveWhole(numerator, denominator));
    if (value < 0 || value > WHOLE_PERCENT)
      return error('share-out-of-range', 'value', (t) => t.shareOutOfRange(value));
  }
  const computed = (WHOLE_PERCENT * numerator) / denominator;
  if (Math.abs(computed - value) > RATIO_ROUNDING)
    return error('not-its-terms', 'value', (t) => t.notItsTerms(value, computed));
  return Math.abs(value) > WHOLE_PERCENT
    ? found('warning', 'own-ratio-beyond-100', 'value', (t) => t.ownRatioBeyond(value))
    : [];
}
