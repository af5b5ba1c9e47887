import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, parseId } from './ids.ts';

const at = new Date('2013-06-30T12:00:00Z');

test('An id reads as its prefix and twelve letters without l, i, o or u, and is read back however it was typed', () => {
  const id = newId('mbr', at, () => 0.5);
  expect(id).toMatch(/^mbr-[0-9a-hjkmnp-tv-z]{12}$/);
  expect(parseId('mbr', ` ${id.toUpperCase()} `)).toBe(id);
  expect(parseId('mbr', id.replace(/0/g, 'O').replace(/1/g, 'l'))).toBe(id);
  expect(parseId('org', id)).toBeNull();
  expect(parseId('mbr', `${id}0`)).toBeNull();
  expect(parseId('mbr', 'mbr-uuuuuuuuuuuu')).toBeNull();
});

test('A hundred thousand ids of the same instant are all different and in order', () => {
  const random = () => 0.999;
  const ids = Array.from({ length: 100_000 }, () => newId('org', at, random));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('Ids sort by the instant they were given, and never repeat when the clock goes back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 2, maxLength: 30 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (offsets, stream) => {
        const random = () => stream.next().value as number;
        const ids = offsets.map((offset) => newId('a', new Date(at.getTime() + offset), random));
        expect(ids.toSorted()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
  );
});

test('The same clock and the same source of randomness give the same ids, whatever else runs', () => {
  const draw = () => {
    const random = () => 0.25;
    return [newId('a', at, random), newId('b', at, random)];
  };
  expect(draw()).toEqual(draw());
});

test('An instant that an id cannot carry is a mistake said at once', () => {
  expect(() => newId('a', new Date('1999-12-31T00:00:00Z'), () => 0)).toThrow(RangeError);
  expect(() => newId('a', new Date('2200-01-01T00:00:00Z'), () => 0)).toThrow(RangeError);
});
