import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { yearOf } from '#kit/period.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { daySchema, longText, yearSchema } from '../registry.schemas.ts';
import { CERTAINTIES, SUCCESSION_NATURES } from '../vocabulary.ts';
import { insertSuccession, successionLinks } from './attribute.store.ts';
import { runsInCircle } from './cluster.rules.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

/** Links a cluster to one that comes after it: several may make one, and one several (R09). Says nothing of their labels. */
export const recordSuccession = defineAction({
  name: 'registry.recordSuccession',
  title: { fr: 'Enregistrer une succession de pôles', en: 'Record a succession of clusters' },
  path: '/clusters/{cluster}/successors',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    /** The one that comes before. */
    cluster: clusterId,
    successor: clusterId,
    nature: z.enum(SUCCESSION_NATURES),
    onDay: daySchema.nullish(),
    year: yearSchema.nullish(),
    certainty: z.enum(CERTAINTIES).default('official'),
    source: longText.optional(),
  }),
  output: z.object({ cluster: z.string(), successor: z.string() }),
  refusals: refusing('UNKNOWN_CLUSTER', 'SUCCESSION_EXISTS', 'SUCCESSION_CIRCLE'),
  async run(ctx, input) {
    for (const field of ['cluster', 'successor'] as const)
      if (!(await lockCluster(ctx.sql, input[field]))) ctx.refuse('UNKNOWN_CLUSTER', { field });
    const links = await successionLinks(ctx.sql);
    if (links.some((link) => link.predecessor === input.cluster && link.successor === input.successor))
      ctx.refuse('SUCCESSION_EXISTS', { field: 'successor' });
    if (runsInCircle(links, input.cluster, input.successor)) ctx.refuse('SUCCESSION_CIRCLE', { field: 'successor' });
    const row = {
      predecessor_id: input.cluster,
      successor_id: input.successor,
      year: input.year ?? (input.onDay ? yearOf(input.onDay) : null),
      on_day: input.onDay ?? null,
      nature: input.nature,
      certainty: input.certainty,
      source: input.source ?? TYPED,
    };
    await insertSuccession(ctx.sql, row);
    ctx.record({ object: { kind: 'cluster', id: input.cluster }, after: row });
    return { cluster: input.cluster, successor: input.successor };
  },
});
