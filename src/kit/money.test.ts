import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMoney,
  type Cents,
  cents,
  decimalText,
  euros,
  NO_MONEY,
  parseMoney,
  shareMoney,
  subtractMoney,
} from './money.ts';

const amount = fc.maxSafeInteger().map(cents);

test.each([
  ['1 234,56', 123_456],
  ['1\u202f234,56\u00a0€', 123_456],
  ['1234.56', 123_456],
  ['1234,5', 123_450],
  ['€ 12', 1200],
  ['12 EUR', 1200],
  ['-0,01', -1],
  ['− 3,00 €', -300],
  ['-0', 0],
  ['0', 0],
])('« %s » reads as %d cents', (text, expected) => {
  expect(parseMoney(text)).toEqual({ ok: true, cents: expected });
});

test.each(['', '€', '1.234', '1,234', '1 23', '1,2,3', '12,345', '1e3', '12 $', '--1', '1 234.567', 'mille'])(
  '« %s » is refused with a sentence',
  (text) => {
    expect(parseMoney(text)).toMatchObject({
      ok: false,
      reason: { fr: expect.stringContaining('1 234,56'), en: expect.stringContaining('1234.56') },
    });
  },
);

test('An amount beyond exact numbers is refused, not rounded', () => {
  expect(parseMoney('90 071 992 547 409,91')).toMatchObject({ ok: true, cents: Number.MAX_SAFE_INTEGER });
  expect(parseMoney('90 071 992 547 409,92')).toMatchObject({ ok: false });
  expect(() => addMoney(cents(Number.MAX_SAFE_INTEGER), cents(1))).toThrow(RangeError);
  expect(() => cents(0.5)).toThrow(RangeError);
});

test('What is written as a decimal is read back to the cent', () => {
  fc.assert(
    fc.property(amount, (given) => void expect(parseMoney(decimalText(given))).toEqual({ ok: true, cents: given })),
  );
  expect([NO_MONEY, cents(-5), euros(1234)].map(decimalText)).toEqual(['0.00', '-0.05', '1234.00']);
});

test('Adding then subtracting gives the amount back', () => {
  const small = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map(cents);
  fc.assert(
    fc.property(small, small, (one, other) => void expect(subtractMoney(addMoney(one, other), other)).toBe(one)),
  );
});

test('The parts of a shared amount add up to it, each within one cent of its exact share, and equal weights differ by one cent at most', () => {
  const weights = fc
    .array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 })
    .filter((list) => list.some((weight) => weight > 0));
  fc.assert(
    fc.property(amount, weights, (given, list) => {
      const parts = shareMoney(given, list);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(given));
      const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
      for (const [index, weight] of list.entries()) {
        const off = BigInt(parts[index] as Cents) * total - BigInt(given) * BigInt(weight);
        expect(off < total && off > -total).toBe(true);
      }
    }),
  );
  expect(shareMoney(euros(100), [1, 1, 1])).toEqual([3334, 3333, 3333]);
  expect(shareMoney(cents(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(shareMoney(cents(5), [0, 7, 0])).toEqual([0, 5, 0]);
  expect(() => shareMoney(euros(1), [0, 0])).toThrow(RangeError);
  expect(() => shareMoney(euros(1), [0.5, 0.5])).toThrow(RangeError);
});
