import { expect, test } from 'vitest';
import { rollUp } from './roll-up.rules.ts';

const known = (value: number, numerator: number | null = null, denominator: number | null = null) =>
  ({ state: 'known', value, numerator, denominator }) as const;
const without = (state: 'not-applicable' | 'not-known') =>
  ({ state, value: null, numerator: null, denominator: null }) as const;

test('a ratio rolls up by its terms: 1 of 2 and 1 of 8 are 20 %, not the mean of 50 % and 12.5 %', () => {
  expect(rollUp('ratio', [known(50, 1, 2), known(12.5, 1, 8)])).toMatchObject({
    state: 'known',
    value: 20,
    numerator: 2,
    denominator: 10,
  });
});

test('zero is added, what does not apply and what is not known are left out and counted apart (principle 5)', () => {
  const values = [known(0), known(7), without('not-applicable'), without('not-known')];
  expect(rollUp('count', values)).toMatchObject({ state: 'known', value: 7, known: 2, notApplicable: 1, notKnown: 1 });
  expect(rollUp('count', [known(0)])).toMatchObject({ value: 0, mayDoubleCount: false });
  expect(rollUp('count', [without('not-applicable')]).state).toBe('not-applicable');
  expect(rollUp('count', [without('not-applicable'), without('not-known')]).state).toBe('not-known');
  expect(rollUp('count', []).state).toBe('not-known');
});

test('a sum of what several clusters state says that it may count twice (R111)', () => {
  expect(rollUp('amount', [known(1), known(2)]).mayDoubleCount).toBe(true);
});

test('a ratio without its terms cannot be rolled up', () => {
  expect(rollUp('ratio', [known(50), known(25, 1, 4)])).toMatchObject({ value: 25, known: 1, notKnown: 1 });
  expect(rollUp('ratio', [known(0, 0, 0)]).state).toBe('not-applicable');
});
