import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { addDays } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { daySchema, longText } from '../registry.schemas.ts';
import { CERTAINTIES, CLUSTER_CATEGORIES } from '../vocabulary.ts';
import { endCategory, insertCategory, latestCategory } from './attribute.store.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

/** Gives a cluster its geographic category from a day on (R05); the one before ends the day before and stays readable. */
export const setCategory = defineAction({
  name: 'registry.setCategory',
  title: { fr: 'Changer la catégorie du pôle', en: 'Change the cluster’s category' },
  path: '/clusters/{cluster}/categories',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    category: z.enum(CLUSTER_CATEGORIES),
    from: daySchema,
    certainty: z.enum(CERTAINTIES).default('official'),
    source: longText.optional(),
  }),
  output: z.object({ cluster: z.string() }),
  refusals: refusing('UNKNOWN_CLUSTER', 'STARTS_BEFORE_THE_LAST'),
  async run(ctx, { cluster, category, from, certainty, source }) {
    if (!(await lockCluster(ctx.sql, cluster))) ctx.refuse('UNKNOWN_CLUSTER', { field: 'cluster' });
    const last = await latestCategory(ctx.sql, cluster);
    if (last && last.from_day >= from)
      ctx.refuse('STARTS_BEFORE_THE_LAST', { field: 'from', with: { day: formatDay(last.from_day) } });
    if (last && (last.to_day === null || last.to_day >= from)) await endCategory(ctx.sql, last, addDays(from, -1));
    const row = { cluster_id: cluster, category, from_day: from, to_day: null, certainty, source: source ?? TYPED };
    await insertCategory(ctx.sql, row);
    ctx.record({ object: { kind: 'cluster', id: cluster }, before: last ?? null, after: row });
    return { cluster };
  },
});
