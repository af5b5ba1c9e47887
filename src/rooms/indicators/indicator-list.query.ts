import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { locale } from '#kit/say.ts';
import { foldName, searchWords, speakingDay } from '#rooms/registry';
import { definitionsOn } from './catalogue/definition.store.ts';
import { OBTAINED } from './catalogue/definition.ts';
import { commonIndicators } from './indicator.store.ts';
import { commonIndicator } from './indicator.ts';

const day = z.iso.date() as unknown as z.ZodType<Day, string>;

const listedIndicator = commonIndicator.extend({ definition: z.string(), obtained: z.enum(OBTAINED).nullable() });
export type ListedIndicator = z.infer<typeof listedIndicator>;

/** The catalogue of common indicators, with the attributes and the definition that hold on a day (R26). */
export const listIndicators = defineQuery({
  name: 'indicators.listIndicators',
  title: { fr: 'Lister les indicateurs communs', en: 'List the common indicators' },
  path: '/indicators',
  permission: { who: 'public' },
  input: z.object({
    on: day.optional(),
    q: searchWords,
    family: z.string().max(80).optional(),
    obtained: z.enum(OBTAINED).optional(),
    /** Without it, in the order of the catalogue. */
    sort: z.enum(['code', 'label', 'family']).optional(),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  output: z.object({ on: day, rows: z.array(listedIndicator), families: z.array(z.string()) }),
  kept: 'for-all',
  async run({ sql, today }, { on, q, family, obtained, sort, order }) {
    const asked = await speakingDay(sql, on, today);
    const definitions = await definitionsOn(sql, asked);
    const all = (await commonIndicators(sql, asked)).map((one) => ({
      ...one,
      definition: definitions.get(one.code)?.definition[locale()] ?? '',
      obtained: definitions.get(one.code)?.obtained ?? null,
    }));
    const words = foldName(q ?? '')
      .split(' ')
      .filter((word) => word !== '');
    const text = (one: ListedIndicator) =>
      foldName([one.code, one.label.fr, one.label.en, one.family, one.definition].join(' '));
    const rows = all.filter(
      (one) =>
        (!family || one.family === family) &&
        (!obtained || one.obtained === obtained) &&
        words.every((word) => text(one).includes(word)),
    );
    const named = (one: ListedIndicator) => (sort === 'label' ? one.label[locale()] : sort ? one[sort] : '');
    const sorted = sort ? rows.toSorted((a, b) => named(a).localeCompare(named(b), locale())) : rows;
    return {
      on: asked,
      rows: order === 'desc' ? sorted.toReversed() : sorted,
      families: [...new Set(all.map((one) => one.family))],
    };
  },
});
