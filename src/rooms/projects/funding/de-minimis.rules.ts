import { type Cents, cents } from '#kit/money.ts';
import { addDays, addMonths, type Day, day, monthOf, yearOf } from '#kit/period.ts';
import { inBoth } from './funding.sentences.ts';
import { type DeMinimisText, deMinimisInForce, type StateAidTexts } from './state-aid-text.ts';
import { type Answer, findingOf, type RuleLine, ruleLine } from './verdict.rules.ts';

/** De minimis aid already granted; the undertaking is the group (R55), so that two firms of one group share one ceiling. */
export interface DeMinimisGrant {
  readonly undertaking: string;
  readonly grantedOn: Day;
  readonly cents: Cents;
}

export interface DeMinimisQuestion {
  readonly undertaking: string;
  readonly grantOn: Day;
  readonly askedCents: Cents;
  /** Of anybody; only the undertaking's own are counted. Null when it has declared nothing. */
  readonly grants: readonly DeMinimisGrant[] | null;
  /** 1 to 12; null when not known, and then the start that counts most aid is presumed, and said to be. */
  readonly firstMonthOfFiscalYear: number | null;
}

export interface DeMinimisTotal {
  readonly text: DeMinimisText | null;
  /** First day whose aid counts. */
  readonly countedFrom: Day | null;
  readonly beforeCents: Cents | null;
  readonly withAskedCents: Cents | null;
  /** What the undertaking may still have before the aid asked; null when not known. */
  readonly leftCents: Cents | null;
  readonly line: RuleLine;
}

function fiscalYearStart(on: Day, firstMonth: number): Day {
  const year = monthOf(on) >= firstMonth ? yearOf(on) : yearOf(on) - 1;
  return day(`${String(year).padStart(4, '0')}-${String(firstMonth).padStart(2, '0')}-01`);
}

/** The fiscal year of the grant and those before it, or the years that end on the day of the grant. */
function countedFrom(text: DeMinimisText, on: Day, firstMonth: number): Day {
  if (text.window === 'fiscal-years') return addMonths(fiscalYearStart(on, firstMonth), -12 * (text.years - 1));
  return addDays(addMonths(on, -12 * text.years), 1);
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * Running total of de minimis aid of one undertaking with the aid asked (R97): 200,000 € over three fiscal years, 300,000 € over three years from
 * 2024. Exactly the ceiling is allowed. Grants after the day asked about are left out. When nobody said where the fiscal year starts, the start that
 * counts most aid is taken; the answer is « to check » if another start would change it.
 */
export function deMinimisTotal(texts: StateAidTexts, question: DeMinimisQuestion): DeMinimisTotal {
  const { undertaking, grantOn, askedCents, grants, firstMonthOfFiscalYear: firstMonth } = question;
  if (firstMonth !== null && !MONTHS.includes(firstMonth)) throw new RangeError(`Not a month: ${firstMonth}`);
  const text = deMinimisInForce(texts, grantOn);
  const starts = text
    ? (firstMonth === null ? MONTHS : [firstMonth]).map((month) => countedFrom(text, grantOn, month))
    : [];
  const own = grants?.filter((one) => one.undertaking === undertaking && one.grantedOn <= grantOn) ?? null;
  const counts = starts
    .map((from) => ({
      from,
      before: own?.reduce((sum, one) => (one.grantedOn >= from ? sum + one.cents : sum), 0) ?? null,
    }))
    .toSorted((one, other) => (other.before ?? 0) - (one.before ?? 0) || other.from.localeCompare(one.from));
  const [most] = counts;
  const before = most?.before == null ? null : cents(most.before);
  const total = before === null ? null : cents(before + askedCents);
  const answers = new Set(
    counts.map((one): Answer => (one.before === null || !text ? null : one.before + askedCents <= text.ceilingCents)),
  );
  const within: Answer = answers.size === 1 ? [...answers][0]! : null;
  const presumed = text?.window === 'fiscal-years' && firstMonth === null;
  const finding = findingOf(within);
  const from = most?.from ?? null;
  return {
    text,
    countedFrom: from,
    beforeCents: before,
    withAskedCents: total,
    leftCents: text === null || before === null ? null : cents(Math.max(0, text.ceilingCents - before)),
    line: ruleLine({
      rule: 'R97',
      check: 'de-minimis',
      source: text?.source ?? texts.deMinimis.at(-1)!.source,
      certainty: text?.certainty ?? 'background',
      finding,
      sentence: inBoth((words) => {
        const sentence = words.deMinimis[finding](total, text?.ceilingCents ?? null, from);
        return presumed ? `${sentence} ${words.deMinimis.fiscalYearUnknown}` : sentence;
      }),
      figures: [
        { what: 'granted-before', unit: 'cents', value: before },
        { what: 'asked', unit: 'cents', value: askedCents },
        { what: 'at-most', unit: 'cents', value: text?.ceilingCents ?? null },
        { what: 'counted-from', unit: 'day', value: from },
      ],
    }),
  };
}
