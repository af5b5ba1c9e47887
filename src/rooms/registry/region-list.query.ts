import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { FIRST_DAY_OF_REGIONS_2016, LAST_DAY_OF_REGIONS_2013 } from './territory.rules.ts';
import { listRegions } from './territory.store.ts';

const LAST_KNOWN_DAY: Record<'2013' | '2016', Day> = {
  '2013': LAST_DAY_OF_REGIONS_2013 as Day,
  '2016': FIRST_DAY_OF_REGIONS_2016 as Day,
};

/** The regions of one of the two lists (R12). */
export const readRegions = defineQuery({
  name: 'registry.listRegions',
  title: { fr: 'Lister les régions d’un découpage', en: 'List the regions of a vintage' },
  path: '/regions/{vintage}',
  permission: { who: 'public' },
  input: z.object({ vintage: z.enum(['2013', '2016']) }),
  output: z.object({
    vintage: z.enum(['2013', '2016']),
    rows: z.array(z.object({ code: z.string(), name: z.string(), zone: z.enum(['metropole', 'outre-mer']) })),
  }),
  async run({ sql }, { vintage }) {
    const regions = await listRegions(sql, LAST_KNOWN_DAY[vintage]);
    return { vintage, rows: regions.map(({ code, name, zone }) => ({ code, name, zone })) };
  },
});
