import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { longText, yearSchema } from '../registry.schemas.ts';
import { CERTAINTIES, RATINGS } from '../vocabulary.ts';
import { findRating, insertRating } from './attribute.store.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

/** Records what an evaluation of a year concluded. A published rating is not rewritten; it changes neither category nor designation (R06). */
export const recordRating = defineAction({
  name: 'registry.recordRating',
  title: { fr: 'Enregistrer la note d’une évaluation', en: 'Record the rating of an evaluation' },
  path: '/clusters/{cluster}/ratings',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    year: yearSchema,
    rating: z.enum(RATINGS),
    certainty: z.enum(CERTAINTIES).default('official'),
    source: longText.optional(),
  }),
  output: z.object({ cluster: z.string() }),
  refusals: refusing('UNKNOWN_CLUSTER', 'ALREADY_RATED'),
  async run(ctx, { cluster, year, rating, certainty, source }) {
    if (!(await lockCluster(ctx.sql, cluster))) ctx.refuse('UNKNOWN_CLUSTER', { field: 'cluster' });
    if (await findRating(ctx.sql, cluster, year)) ctx.refuse('ALREADY_RATED', { field: 'year', with: { year } });
    const row = { cluster_id: cluster, year, rating, certainty, source: source ?? TYPED };
    await insertRating(ctx.sql, row);
    ctx.record({ object: { kind: 'cluster', id: cluster }, after: row });
    return { cluster };
  },
});
