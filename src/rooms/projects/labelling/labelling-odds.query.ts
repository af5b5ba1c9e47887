import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { actingDay, clusterPlace, reaches } from '#rooms/registry';
import { knownCalls } from './calls.ts';
import { decidedByWindow } from './label-request.store.ts';
import { COMMITTEE_READERS } from './labelling.place.ts';
import { oddsView } from './labelling-views.ts';
import { FEWEST_CASES, oddsOf } from './odds.rules.ts';
import { clusterNamed, windowNamed } from './readings.ts';

/** What a cluster decided in the past, by window, and what funders made of it: the chances of a project, without naming any. */
export const getLabellingOdds = defineQuery({
  name: 'projects.getLabellingOdds',
  title: { fr: 'Lire les chances de labellisation', en: 'Read the odds of being labelled' },
  path: '/clusters/{cluster}/labelling-odds',
  permission: { who: 'public' },
  input: z.object({
    cluster: z.string().min(1).max(80),
    /** Of this window only. */
    window: z.string().max(80).optional(),
  }),
  output: oddsView,
  async run({ sql, actor, today }, { cluster, window }) {
    const until = await actingDay(sql, today);
    const windows = await knownCalls(sql);
    const named = await clusterNamed(sql, cluster);
    const counts = (await decidedByWindow(sql, cluster, until)).filter((one) => !window || one.window === window);
    return {
      cluster: named,
      until,
      fewest: FEWEST_CASES,
      windows: counts.map(({ window: id, ...count }) => ({
        window: windowNamed(windows, id),
        ...count,
        odds: oddsOf(count),
      })),
      opens: reaches(actor, COMMITTEE_READERS, (await clusterPlace(sql, cluster))!),
    };
  },
});
