import { expect, it } from 'vitest';
import { plural } from './sentence.ts';

it.each([
  [0, '0 ligne manque', '0 rows are missing'],
  [1, '1 ligne manque', '1 row is missing'],
  [1.5, '1.5 ligne manque', '1.5 rows are missing'],
  [2, '2 lignes manquent', '2 rows are missing'],
])('a count of %s agrees with its words, in French by two and in English by one', (count, fr, en) => {
  expect(plural.fr(count, '# ligne manque', '# lignes manquent')).toBe(fr);
  expect(plural.en(count, '# row is missing', '# rows are missing')).toBe(en);
});
