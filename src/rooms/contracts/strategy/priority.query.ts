import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { listRegions, reaches } from '#rooms/registry';
import { DAY_OF_2013, PRIORITY_KEEPERS, standsIn } from './priority.place.ts';
import { priorityRows } from './priority.store.ts';
import { priorityList } from './strategy.ts';

/** What the regions want of their economy, with the documents that say so (T5). */
export const listRegionalPriorities = defineQuery({
  name: 'contracts.listRegionalPriorities',
  title: { fr: 'Lire les priorités régionales', en: 'List the regional priorities' },
  path: '/regional-priorities',
  permission: { who: 'public' },
  input: z.object({
    /** Code of the list of 2013. */
    region: z.string().max(10).optional(),
    /** Withdrawn ones too. */
    withdrawn: z.boolean().default(false),
  }),
  output: priorityList,
  async run({ sql, actor }, { region, withdrawn }) {
    const all = await priorityRows(sql);
    const regions = await listRegions(sql, DAY_OF_2013);
    const rows = all.filter(
      (row) => (region === undefined || row.region === region) && (withdrawn || row.withdrawn_at === null),
    );
    const open = (code: string) => reaches(actor, PRIORITY_KEEPERS, standsIn(code));
    return {
      region: region ?? null,
      rows: rows.map((row) => ({
        id: row.id,
        region: { code: row.region, name: row.region_name },
        title: row.title,
        document: row.document,
        source: row.source,
        validFrom: row.valid_from as never,
        validTo: row.valid_to as never,
        certainty: row.certainty,
        synthetic: row.synthetic,
        revision: row.revision,
        withdrawn: row.withdrawn_at ? { at: row.withdrawn_at, reason: row.withdrawn_reason! } : null,
        open: row.withdrawn_at === null && open(row.region),
      })),
      regions: regions.map(({ code, name }) => ({
        code,
        name,
        count: all.filter((row) => row.region === code && row.withdrawn_at === null).length,
        open: open(code),
      })),
      synthetic: rows.some((row) => row.synthetic),
    };
  },
});
