import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clusterId, clusterPlace } from '#rooms/registry';
import { STATISTICS_KEEPERS } from '../indicators.roles.ts';
import { retainSources, sourcesOf } from '../values/value.store.ts';
import { SOURCES } from '../values/value.ts';
import { figuresRefusing } from './figures.refusals.ts';

/** Chooses which of several sources is retained for one value, against the usual order, and says why. */
export const retainSource = defineAction({
  name: 'indicators.retainSource',
  title: { fr: 'Retenir une autre source', en: 'Retain another source' },
  path: '/figures/{indicator}/{year}/retention',
  permission: {
    who: STATISTICS_KEEPERS,
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({
    indicator: z.string().max(20),
    cluster: clusterId.optional(),
    year: z.int().min(1990).max(2100),
    source: z.enum(SOURCES),
    reason: z.string().trim().min(1).max(1_000),
  }),
  output: z.object({ indicator: z.string(), year: z.int(), source: z.enum(SOURCES) }),
  refusals: figuresRefusing('SOURCE_ABSENT'),
  async run(ctx, { indicator, cluster = null, year, source, reason }) {
    const there = await sourcesOf(ctx.sql, { indicator, cluster, year, vintages: false });
    if (!there.some((one) => one.source === source)) ctx.refuse('SOURCE_ABSENT', { field: 'source' });
    const by = { id: ctx.actor.id ?? '', name: ctx.actor.name };
    await retainSources(ctx.sql, [{ indicator, cluster, year, source, reason }], { by, at: ctx.now });
    ctx.record({
      object: { kind: 'indicators', id: cluster ?? 'programme' },
      reason,
      after: { indicator, year, source },
    });
    return { indicator, year, source };
  },
});
