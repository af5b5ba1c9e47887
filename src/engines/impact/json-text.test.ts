import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText } from './json-text.ts';

it('a result is the same JSON however long its arrays are, and short ones stand indented', () => {
  const long = Array.from({ length: 2_500 }, (_, k) => ({ unit: k, weight: k / 3, group: k % 2 ? null : k }));
  const value = {
    a: { pairs: long, none: [], skipped: undefined },
    b: [1, 'é"\n', null],
    c: Float64Array.of(1, Number.NaN),
    weights: long.map(({ unit }) => unit),
  };
  const text = jsonText(value);
  expect(JSON.parse(text)).toEqual({ a: { pairs: long, none: [] }, b: value.b, c: [1, null], weights: value.weights });
  expect(text.split('\n').filter((line) => line.length > 200)).toHaveLength(6);
  fc.assert(
    fc.property(fc.jsonValue(), (any) => {
      expect(jsonText({ any })).toBe(`${JSON.stringify({ any }, null, 2)}\n`);
    }),
  );
});
