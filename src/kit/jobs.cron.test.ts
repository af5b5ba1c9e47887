import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latestOccurrence, parseCron } from './jobs.cron.ts';

const PARIS = 'Europe/Paris';
const latest = (cron: string, now: string) => latestOccurrence(parseCron(cron), PARIS, new Date(now))?.toISOString();

test.each([
  ['10 0 * * *', '2013-07-01T10:00:00Z', '2013-06-30T22:10:00.000Z', 'ten past midnight in summer'],
  ['10 0 * * *', '2013-01-15T10:00:00Z', '2013-01-14T23:10:00.000Z', 'ten past midnight in winter'],
  ['0 7 * * 1', '2013-07-01T05:00:00Z', '2013-07-01T05:00:00.000Z', 'Monday at seven, to the minute'],
  ['0 7 * * 1', '2013-07-01T04:59:59Z', '2013-06-24T05:00:00.000Z', 'a second before, the Monday before'],
  ['0 7 * * 7', '2013-07-01T05:00:00Z', '2013-06-30T05:00:00.000Z', 'Sunday is 7 or 0'],
  ['0 0 29 2 *', '2013-07-01T00:00:00Z', '2012-02-28T23:00:00.000Z', 'the last leap day'],
  ['0 12 1 * 1', '2013-07-03T00:00:00Z', '2013-07-01T10:00:00.000Z', 'the first of the month or a Monday'],
  ['*/20 8-9 * * *', '2013-07-01T06:45:00Z', '2013-07-01T06:40:00.000Z', 'a step in a range of hours'],
  [
    '30 2 * * *',
    '2013-03-31T08:00:00Z',
    '2013-03-31T01:30:00.000Z',
    'a time that the clocks skip counts an hour later',
  ],
  ['30 2 * * *', '2013-10-27T08:00:00Z', '2013-10-27T00:30:00.000Z', 'a time that the clocks show twice counts once'],
])('%s at %s was last due at %s: %s', (cron, now, expected) => {
  expect(latest(cron, now)).toBe(expected);
});

test('A recurrence that never comes is known as such, and one that cannot be read is refused', () => {
  expect(latest('0 0 31 2 *', '2013-07-01T00:00:00Z')).toBeUndefined();
  for (const wrong of [
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
  ])
    expect(() => parseCron(wrong)).toThrow('Not a recurrence');
});

test('The latest occurrence is the one found by looking at every minute backwards', () => {
  const days = fc.constantFrom('*', '1', '15,28', '*/7');
  const cron = fc
    .tuple(
      fc.constantFrom('0', '5,50', '*/15', '*'),
      fc.constantFrom('1', '3', '*/6', '*'),
      days,
      fc.constantFrom('*', '0', '1-5'),
    )
    .map(([minute, hour, date, weekday]) => `${minute} ${hour} ${date} * ${weekday}`);
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: PARIS,
    weekday: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const matches = (text: string, instant: Date): boolean => {
    const { minutes, hours, daysOfMonth, daysOfWeek } = parseCron(text);
    const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part.weekday!);
    const byDate = daysOfMonth?.has(Number(part.day));
    const byWeek = daysOfWeek?.has(weekday);
    const falls = daysOfMonth && daysOfWeek ? byDate || byWeek : (byDate ?? byWeek ?? true);
    return Boolean(falls) && hours.includes(Number(part.hour)) && minutes.includes(Number(part.minute));
  };
  // Away from the two nights of the year when the clocks change, whose cases stand above.
  const quiet = fc.date({
    min: new Date('2013-04-20T00:00:00Z'),
    max: new Date('2013-10-20T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(cron, quiet, (text, now) => {
      const found = latestOccurrence(parseCron(text), PARIS, now);
      let minute = Math.floor(now.getTime() / 60_000) * 60_000;
      for (let looked = 0; looked < 2_000 && !matches(text, new Date(minute)); looked++) minute -= 60_000;
      if (matches(text, new Date(minute))) expect(found).toEqual(new Date(minute));
      else expect(found!.getTime()).toBeLessThan(minute);
    }),
    { numRuns: 25 },
  );
});
