import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { plainWords } from './plain-words.ts';

const read = defineQuery({
  name: 'essai.read',
  title: { fr: 'Lire', en: 'Read' },
  path: '/essai',
  permission: { who: 'public' },
  input: z.object({ name: z.string(), endReason: z.string().nullish(), content: z.object({ title: z.string() }) }),
  output: z.object({}),
  run: async () => ({}),
});

test('A text that may be absent is typed as it is; null, quoted texts and everything else stay', () => {
  const typed = ['essai', 'read', '--name', 'Anne', '--end-reason', 'Coquille', '--content', '{"title":"x"}'];
  expect(plainWords(typed, read)).toEqual([...typed.slice(0, 5), '"Coquille"', ...typed.slice(6)]);
  expect(plainWords(['--end-reason', 'null'], read)).toEqual(['--end-reason', 'null']);
  expect(plainWords(['--end-reason', '"Déjà"'], read)).toEqual(['--end-reason', '"Déjà"']);
  expect(plainWords(typed, undefined)).toEqual(typed);
});
