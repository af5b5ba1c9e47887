import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { eachStore } from '../testing/store.ts';
import type { Store } from './database.ts';

/** What a statement must answer on either store: the value and its JavaScript type. */
const cases: readonly [sql: string, expected: unknown][] = [
  ['true', true],
  ['1::int2', 1],
  ['42', 42],
  ['9007199254740991::int8', 9007199254740991],
  ['(select count(*) from generate_series(1, 3))', 3],
  ['(select sum(n) from generate_series(1, 3) n)', 6],
  ['1234567890.123456789::numeric', '1234567890.123456789'],
  ['0.1::float8', 0.1],
  ["'NaN'::float8", Number.NaN],
  ["'é « » 🍇'", 'é « » 🍇'],
  ["''", ''],
  ['null', null],
  ["'2013-02-28'::date", '2013-02-28'],
  ["'2013-07-01 12:30:00.25+02'::timestamptz", new Date('2013-07-01T10:30:00.250Z')],
  ["'infinity'::timestamptz", Number.POSITIVE_INFINITY],
  ["'2013-07-01 12:30:00'::timestamp", '2013-07-01 12:30:00'],
  ["'12:30'::time", '12:30:00'],
  ["'1 year 2 mons'::interval", '1 year 2 mons'],
  ["'\\x00ff10'::bytea", new Uint8Array([0, 255, 16])],
  [`'{"a":[1,null,"é"]}'::jsonb`, { a: [1, null, 'é'] }],
  ["'3'::json", 3],
  ["'6f1e2a7c-0000-4000-8000-000000000000'::uuid", '6f1e2a7c-0000-4000-8000-000000000000'],
  ["daterange('2013-01-01', '2014-01-01')", '[2013-01-01,2014-01-01)'],
  ["array['a', null, 'b \"\\ ,{}']", ['a', null, 'b "\\ ,{}']],
  ['array[[1,2],[3,4]]', [[1, 2], [3, 4]]], // biome-ignore format: one case, one line
  ["'{}'::text[]", []],
  ["'[0:1]={7,8}'::int8[]", [7, 8]],
  ["array['2013-01-01'::date]", ['2013-01-01']],
  ["array['2013-01-01T00:00Z'::timestamptz]", [new Date('2013-01-01T00:00:00Z')]],
  [`array['{"a":1}'::jsonb]`, [{ a: 1 }]],
  ["array['fr'::trial.language]::text[]", ['fr']],
  ["array['fr'::trial.language]", '{fr}'],
  ["now()::text like '%+00'", true],
  ["lower('ÉÀŒ')", 'éàœ'],
  ['current_schema()', 'public'],
];

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  const value = async (expression: string, ...values: unknown[]) =>
    (await store.query<{ value: unknown }>(`select ${expression} as value`, values)).rows[0]!.value;

  beforeAll(async () => {
    store = await open();
    await store.exec("create schema trial; create type trial.language as enum ('fr', 'en')");
  });

  test.each(cases)('%s arrives as the same JavaScript value', async (expression, expected) => {
    const arrived = await value(expression);
    expect(arrived).toStrictEqual(expected);
    expect(Object.getPrototypeOf(Object(arrived))).toBe(Object.getPrototypeOf(Object(expected)));
  });

  test('an integer that a number cannot hold is refused instead of rounded', async () => {
    await expect(value('9007199254740993::int8')).rejects.toMatchObject({ code: '22003' });
    await expect(value('1')).resolves.toBe(1);
  });

  test('a parameter comes back as it was given', async () => {
    const given: readonly [type: string, value: unknown][] = [
      ['text', 'l’été'],
      ['int8', 12],
      ['int8', 9007199254740991n],
      ['bool', false],
      ['date', '2013-12-31'],
      ['timestamptz', new Date('2013-12-31T23:59:59.999Z')],
      ['bytea', new Uint8Array([1, 0, 255])],
      ['jsonb', { list: [1, 'é', null] }],
      ['int4[]', [1, 2]],
      ['text[]', ['a,b', 'c"d', null, '']],
    ];
    for (const [type, one] of given) {
      expect(await value(`$1::${type}`, one), type).toEqual(typeof one === 'bigint' ? Number(one) : one);
    }
    expect(await value('$1::text', undefined)).toBeNull();
    expect(await value('$1::jsonb', JSON.stringify([1, 2]))).toEqual([1, 2]);
  });

  test('any text, list of texts or JSON survives the journey', async () => {
    // PostgreSQL's text holds every character but NUL; a lone surrogate is not a character.
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((found) => found.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.option(text), { maxLength: 5 }), async (one, list) => {
        expect(await value('$1::text', one)).toBe(one);
        expect(await value('$1::text[]', list)).toEqual(list);
        expect(await value('$1::jsonb', { one, list })).toEqual({ one, list });
      }),
      { numRuns: 60 },
    );
  });

  test('a megabyte of bytes survives the journey', async () => {
    const bytes = new Uint8Array(1_000_000).map((_, index) => index % 251);
    const arrived = (await value('$1::bytea', bytes)) as Uint8Array;
    expect(Buffer.compare(arrived, bytes)).toBe(0);
  });
});
