import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { searchCodes } from '#rooms/registry';
import { codeList } from './strategy.ts';

/** More than this is refined by another word rather than read. */
const MOST_CODES = 50;

/** Codes of activities (NAF) and of purchases (CPV) by a word of their label: a target market is named by them. */
export const listCodes = defineQuery({
  name: 'contracts.listCodes',
  title: { fr: 'Chercher un code d’activité ou d’achat', en: 'Look up a code of activity or purchase' },
  path: '/market-codes',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({ q: z.string().trim().max(100).default('') }),
  output: codeList,
  run: async ({ sql }, { q }) => ({ q, ...(await searchCodes(sql, q, MOST_CODES)) }),
});
