import { expect, it } from 'vitest';
import * as z from 'zod';
import { readForm } from './read-form.ts';

it('reads « 1 234,5 » as a number wherever one is expected, whether the field may be empty or not; an empty field is no value', () => {
  const schema = z.object({
    plain: z.number(),
    open: z.number().nullish(),
    bounded: z.int().nullish(),
    ratio: z.number().positive().nullable(),
  });
  const typed = { plain: '1 234,5', open: '2010', bounded: '2010', ratio: '0,2' };
  expect(readForm(schema, typed)).toEqual({ plain: 1_234.5, open: 2010, bounded: 2010, ratio: 0.2 });
  expect(readForm(schema, { plain: '', open: '', bounded: '', ratio: '' })).toEqual({
    open: null,
    bounded: null,
    ratio: null,
  });
});
