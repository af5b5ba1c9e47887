import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPages } from './pages.ts';

test('pages hold every row once and in order, whatever the size of the page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 12 }), async (count, size) => {
      const all = Array.from({ length: count }, (_, index) => index + 1);
      const read: number[][] = [];
      const after = async (last: number | null, limit: number) => all.filter((n) => n > (last ?? 0)).slice(0, limit);
      for await (const page of readPages(size, after)) read.push([...page]);
      expect(read.flat()).toEqual(all);
      expect(read.every((page) => page.length > 0 && page.length <= size)).toBe(true);
    }),
  );
});
