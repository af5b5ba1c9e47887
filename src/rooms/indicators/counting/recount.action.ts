import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay, clusterId, clusterPlace } from '#rooms/registry';
import { FIGURE_KEEPERS } from '../indicators.roles.ts';
import { recount } from './recount.ts';

/** Counts again what facts feed, for one cluster or for all of them: what was corrected a minute ago shows now. */
export const recountIndicators = defineAction({
  name: 'indicators.recount',
  title: { fr: 'Recompter les indicateurs', en: 'Recount the indicators' },
  path: '/indicators/recount',
  permission: {
    who: FIGURE_KEEPERS,
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({ cluster: clusterId.optional() }),
  output: z.object({ added: z.int(), ended: z.int(), values: z.int() }),
  async run(ctx, { cluster = null }) {
    const today = await actingDay(ctx.sql, ctx.today);
    const counted = await recount(ctx.sql, { at: ctx.now, today, cluster, random: ctx.services.random });
    ctx.record({ object: { kind: 'indicators', id: cluster ?? 'programme' }, after: counted });
    return counted;
  },
});
