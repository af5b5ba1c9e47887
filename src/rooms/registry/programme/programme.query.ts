import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { referenceDayOf } from './programme.rules.ts';
import { countStrategic, findProgramme } from './programme.store.ts';
import { programmeDetail } from './programme.ts';

/** The programme's frame: its years, the day that screens speak of, the ceiling of strategic clusters (R07). */
export const getProgramme = defineQuery({
  name: 'registry.getProgramme',
  title: { fr: 'Lire le programme', en: 'Read the programme' },
  path: '/programme',
  permission: { who: 'public' },
  input: z.object({}),
  output: programmeDetail,
  async run({ sql, today }) {
    const programme = await findProgramme(sql);
    if (!programme) throw notFound();
    const referenceDay = referenceDayOf(programme, today as Day);
    return {
      id: programme.id,
      nameFr: programme.name_fr,
      nameEn: programme.name_en,
      startsOn: programme.starts_on,
      endsOn: programme.ends_on,
      chosenReferenceDay: programme.reference_day,
      referenceDay,
      strategicCeiling: programme.strategic_ceiling,
      strategicClusters: await countStrategic(sql, referenceDay),
      source: programme.source,
    };
  },
});
