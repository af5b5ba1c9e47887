declare const brand: unique symbol;

/** A calendar day, `YYYY-MM-DD`, of the years 1 to 9999. Days compare as text: `'2013-06-30' < '2013-07-01'`. */
export type Day = string & { readonly [brand]: 'day' };

/**
 * Days from `from` to `to`, **both included**; without end when `to` is null. A mandate « du 1er janvier au 31 décembre » has the 31st as its `to`, and
 * lasting one day is `from = to`. In SQL: `daterange(from_day, to_day, '[]')`.
 */
export interface Spell {
  readonly from: Day;
  readonly to: Day | null;
}

const DAY_MS = 86_400_000;

const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const fromUtc = (date: Date): Day => day(date.toISOString().slice(0, 10));

export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Throws a RangeError when the text is not a day that exists: 2013-02-29 does not. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day that exists, written YYYY-MM-DD: ${text}`);
  return text;
}

export const yearOf = (of: Day): number => Number(of.slice(0, 4));

/** 1 to 12. */
export const monthOf = (of: Day): number => Number(of.slice(5, 7));

/** 1 to 4: January to March is the first quarter. */
export const quarterOf = (of: Day): number => Math.ceil(monthOf(of) / 3);

export const addDays = (start: Day, count: number): Day => fromUtc(new Date(utc(start).getTime() + count * DAY_MS));

const lengthOfMonth = (year: number, month: number): number => {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
};

const write = (year: number, month: number, date: number): Day =>
  day(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

/**
 * The day of the same number, `count` months later (earlier when negative); the last of the month when the number does not exist there
 * (code de procédure civile, art. 641): 31 August and three months give 30 November.
 */
export function addMonths(start: Day, count: number): Day {
  const months = yearOf(start) * 12 + monthOf(start) - 1 + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return write(year, month, Math.min(Number(start.slice(8)), lengthOfMonth(year, month)));
}

export const lastDayOfMonth = (of: Day): Day => write(yearOf(of), monthOf(of), lengthOfMonth(yearOf(of), monthOf(of)));

/** Nights between two days: 0 on the same day, negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS);

/** Throws a RangeError when the end comes before the start. */
export function spell(from: Day, to: Day | null): Spell {
  if (to !== null && to < from) throw new RangeError(`A spell cannot end (${to}) before it starts (${from})`);
  return { from, to };
}

export const yearSpell = (year: number): Spell => spell(write(year, 1, 1), write(year, 12, 31));

export function quarterSpell(year: number, quarter: 1 | 2 | 3 | 4): Spell {
  const from = write(year, quarter * 3 - 2, 1);
  return spell(from, lastDayOfMonth(addMonths(from, 2)));
}

export const contains = (of: Spell, on: Day): boolean => of.from <= on && (of.to === null || on <= of.to);

export const overlaps = (one: Spell, other: Spell): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

/** The days that both have; null when they have none. */
export function intersection(one: Spell, other: Spell): Spell | null {
  if (!overlaps(one, other)) return null;
  const [, from = one.from] = [one.from, other.from].sort();
  const [to = null] = [one.to, other.to].filter((end) => end !== null).sort();
  return spell(from, to);
}

/** Days in a spell, both ends counted; null when it has no end. */
export const lengthInDays = (of: Spell): number | null => (of.to === null ? null : daysBetween(of.from, of.to) + 1);

const parisDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const parisOffset = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/** The date on a clock in Paris: 2013-06-30T22:30:00Z is already 1 July. */
export const dayInParis = (instant: Date): Day => day(parisDay.format(instant));

/** Minutes that Paris is ahead of UTC at an instant: 60 in winter, 120 in summer. */
function minutesAhead(instant: Date): number {
  const name = parisOffset.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** The instant at which a day starts in Paris. Clocks change at one to three in the morning, so every day has exactly one midnight. */
export function startInParis(of: Day): Date {
  const midnight = utc(of).getTime();
  const guess = new Date(midnight - minutesAhead(new Date(midnight)) * 60_000);
  return new Date(midnight - minutesAhead(guess) * 60_000);
}
