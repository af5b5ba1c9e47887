import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { speakingDay } from '#rooms/registry';
import { commonIndicators } from './indicator.store.ts';
import { commonIndicator } from './indicator.ts';

const day = z.iso.date() as unknown as z.ZodType<Day, string>;

/** The catalogue of common indicators, with the attributes that hold on a day (R26). */
export const listIndicators = defineQuery({
  name: 'indicators.listIndicators',
  title: { fr: 'Lister les indicateurs communs', en: 'List the common indicators' },
  path: '/indicators',
  permission: { who: 'public' },
  input: z.object({ on: day.optional() }),
  output: z.object({ on: day, rows: z.array(commonIndicator) }),
  kept: 'for-all',
  async run({ sql, today }, { on }) {
    const asked = await speakingDay(sql, on, today);
    return { on: asked, rows: await commonIndicators(sql, asked) };
  },
});
export type IndicatorList = { readonly on: string; readonly rows: readonly z.infer<typeof commonIndicator>[] };
