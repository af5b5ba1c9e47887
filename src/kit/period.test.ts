import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  contains,
  type Day,
  day,
  dayInParis,
  daysBetween,
  intersection,
  isDay,
  lastDayOfMonth,
  lengthInDays,
  monthOf,
  overlaps,
  quarterOf,
  quarterSpell,
  spell,
  startInParis,
  yearOf,
  yearSpell,
} from './period.ts';

const someDay = fc.integer({ min: 0, max: 30_000 }).map((count) => addDays(day('1980-01-01'), count));
const someSpell = fc
  .tuple(someDay, fc.option(fc.nat(4000)))
  .map(([from, length]) => spell(from, length === null ? null : addDays(from, length)));

test('Only days that exist are days', () => {
  expect(['2013-06-30', '2012-02-29', '0001-01-01'].every(isDay)).toBe(true);
  expect(['2013-02-29', '2013-13-01', '2013-6-30', '30/06/2013', '2013-06-31', '0000-01-01', ''].some(isDay)).toBe(
    false,
  );
  expect(() => day('2013-02-29')).toThrow(RangeError);
});

test.each([
  ['2013-08-31', 3, '2013-11-30', 'no 31 November: the last of the month'],
  ['2013-11-30', 3, '2014-02-28', 'no 30 February'],
  ['2011-11-30', 3, '2012-02-29', 'a leap year'],
  ['2013-01-31', -2, '2012-11-30', 'backwards over a year'],
  ['2013-06-30', 72, '2019-06-30', 'six years'],
  ['2013-06-30', 0, '2013-06-30', 'no month'],
])('%s and %d months give %s: %s', (from, months, expected) => {
  expect(addMonths(day(from), months)).toBe(expected);
});

test('Months later is in the right month, on the same number or on the last day, and never moves backwards', () => {
  fc.assert(
    fc.property(someDay, someDay, fc.integer({ min: -240, max: 240 }), (one, other, months) => {
      const moved = addMonths(one, months);
      expect(yearOf(moved) * 12 + monthOf(moved)).toBe(yearOf(one) * 12 + monthOf(one) + months);
      expect(moved.slice(8) === one.slice(8) || moved === lastDayOfMonth(moved)).toBe(true);
      if (one <= other) expect(moved <= addMonths(other, months)).toBe(true);
    }),
  );
});

test('A spell contains both its first and its last day', () => {
  const mandate = spell(day('2013-01-01'), day('2013-12-31'));
  expect(contains(mandate, day('2013-01-01')) && contains(mandate, day('2013-12-31'))).toBe(true);
  expect(contains(mandate, day('2012-12-31')) || contains(mandate, day('2014-01-01'))).toBe(false);
  expect(contains(spell(day('2013-01-01'), null), day('9999-12-31'))).toBe(true);
  expect(lengthInDays(mandate)).toBe(365);
  expect(() => spell(day('2013-01-02'), day('2013-01-01'))).toThrow(RangeError);
});

test('Two spells overlap exactly when a day stands in both, and their intersection holds those days', () => {
  fc.assert(
    fc.property(someSpell, someSpell, someDay, (one, other, on) => {
      const both = intersection(one, other);
      expect(overlaps(one, other)).toBe(both !== null);
      expect(overlaps(other, one)).toBe(overlaps(one, other));
      expect(both !== null && contains(both, on)).toBe(contains(one, on) && contains(other, on));
      if (both) expect(contains(one, both.from) && contains(other, both.from)).toBe(true);
    }),
  );
});

test('The four quarters of a year follow one another and fill it', () => {
  const quarters = ([1, 2, 3, 4] as const).map((quarter) => quarterSpell(2012, quarter));
  expect(quarters.map(({ from, to }) => [from, to])).toEqual([
    ['2012-01-01', '2012-03-31'],
    ['2012-04-01', '2012-06-30'],
    ['2012-07-01', '2012-09-30'],
    ['2012-10-01', '2012-12-31'],
  ]);
  expect(quarters.map(({ to }) => quarterOf(to as Day))).toEqual([1, 2, 3, 4]);
  expect(yearSpell(2012)).toEqual({ from: '2012-01-01', to: '2012-12-31' });
});

test('Days added are the days between', () => {
  fc.assert(
    fc.property(
      someDay,
      fc.integer({ min: -9000, max: 9000 }),
      (from, count) => void expect(daysBetween(from, addDays(from, count))).toBe(count),
    ),
  );
});

test('The day in Paris changes at midnight there, in winter, in summer and on the days the clocks change', () => {
  expect(dayInParis(new Date('2013-06-30T21:59:59Z'))).toBe('2013-06-30');
  expect(dayInParis(new Date('2013-06-30T22:00:00Z'))).toBe('2013-07-01');
  expect(dayInParis(new Date('2013-12-31T23:00:00Z'))).toBe('2014-01-01');
  fc.assert(
    fc.property(someDay, (on) => {
      const start = startInParis(on);
      expect(dayInParis(start)).toBe(on);
      expect(dayInParis(new Date(start.getTime() - 1))).toBe(addDays(on, -1));
    }),
    { examples: [[day('2013-03-31')], [day('2013-10-27')], [day('2013-04-01')], [day('2013-10-28')]] },
  );
});
