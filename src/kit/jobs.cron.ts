/** Minutes, hours, days of the month, months and days of the week on which something recurs; null when all do. */
export interface Recurrence {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number> | null;
  readonly months: ReadonlySet<number> | null;
  readonly daysOfWeek: ReadonlySet<number> | null;
}

const FIELDS = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'day of the week', least: 0, most: 7 },
] as const;

/** Reads `minute hour day-of-month month day-of-week`: numbers, `*`, lists `1,15`, ranges `1-5` and steps `* /10` (without the space). Throws otherwise. */
export function parseCron(text: string): Recurrence {
  const fields = text.trim().split(/\s+/);
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = FIELDS.map((field, index) => {
    const values = fields.length === FIELDS.length ? readField(fields[index] ?? '', field.least, field.most) : null;
    if (!values) throw new Error(`Not a recurrence such as "10 0 * * *", because of its ${field.name}: ${text}`);
    return values;
  });
  const restricted = (index: number, values: readonly number[] | undefined) =>
    fields[index] === '*' ? null : new Set(values);
  return {
    minutes: minutes ?? [],
    hours: hours ?? [],
    daysOfMonth: restricted(2, daysOfMonth),
    months: restricted(3, months),
    // Sunday is 0 as well as 7.
    daysOfWeek: restricted(
      4,
      daysOfWeek?.map((day) => day % 7),
    ),
  };
}

function readField(field: string, least: number, most: number): number[] | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, from, to, by] = match;
    const first = from === undefined ? least : Number(from);
    // `5/10` starts at 5 and goes on to the end.
    const last = to !== undefined ? Number(to) : from !== undefined && by === undefined ? first : most;
    const step = by === undefined ? 1 : Number(by);
    if (first < least || last > most || first > last || step < 1) return null;
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Four years and a day: 29 February comes back by then. */
const FARTHEST_DAYS = 1462;

/**
 * The latest instant, at or before `now`, at which a clock in `zone` showed a minute of the recurrence; null when there is none in four years (31 February).
 * On the night that clocks go back, a time that they show twice counts once; on the night they go forward, a time that they skip counts an
 * hour later.
 */
export function latestOccurrence(recurrence: Recurrence, zone: string, now: Date): Date | null {
  const local = wallClock(now, zone);
  for (let back = 0; back <= FARTHEST_DAYS; back++) {
    const midnight = Math.floor(local / DAY_MS) * DAY_MS - back * DAY_MS;
    if (!fallsOn(recurrence, new Date(midnight))) continue;
    for (const hour of recurrence.hours.toReversed()) {
      for (const minute of recurrence.minutes.toReversed()) {
        const wanted = midnight + (hour * 60 + minute) * MINUTE_MS;
        if (wanted > local) continue;
        const instant = instantOf(wanted, zone);
        if (instant <= now.getTime()) return new Date(instant);
      }
    }
  }
  return null;
}

function fallsOn({ daysOfMonth, months, daysOfWeek }: Recurrence, date: Date): boolean {
  if (months && !months.has(date.getUTCMonth() + 1)) return false;
  const byMonth = daysOfMonth?.has(date.getUTCDate());
  const byWeek = daysOfWeek?.has(date.getUTCDay());
  // As in every cron: with both kinds of days given, either is enough.
  return byMonth === undefined ? (byWeek ?? true) : byMonth || (byWeek ?? false);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock in `zone` shows, as if it were UTC, in milliseconds; seconds left out. */
function wallClock(instant: Date, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
}

function instantOf(wanted: number, zone: string): number {
  const ahead = (instant: number) => wallClock(new Date(instant), zone) - instant;
  const before = wanted - ahead(wanted - DAY_MS);
  const after = wanted - ahead(wanted + DAY_MS);
  // The first of two when clocks go back; the later reading when neither exists.
  return wallClock(new Date(before), zone) === wanted
    ? before
    : wallClock(new Date(after), zone) === wanted
      ? after
      : before;
}
