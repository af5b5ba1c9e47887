import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { longText } from '../registry.schemas.ts';
import { knownRegions, regionsOfCluster, replaceRegions } from './attribute.store.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

const VINTAGES = ['2013', '2016'] as const;

/** Says in which regions a cluster stands, for one of the two lists (R12): at least one, exactly one of which coordinates (R11). */
export const setRegions = defineAction({
  name: 'registry.setRegions',
  title: { fr: 'Changer les régions du pôle', en: 'Change the cluster’s regions' },
  method: 'PUT',
  path: '/clusters/{cluster}/regions/{vintage}',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    vintage: z.enum(VINTAGES),
    /** Codes in that list. */
    regions: z.array(z.string().max(3)),
    coordinating: z.string().max(3),
    source: longText.optional(),
  }),
  output: z.object({ cluster: z.string() }),
  refusals: refusing('UNKNOWN_CLUSTER', 'NO_REGION', 'UNKNOWN_REGION', 'COORDINATING_REGION_NOT_LISTED'),
  async run(ctx, { cluster, vintage, coordinating, source, ...input }) {
    if (!(await lockCluster(ctx.sql, cluster))) ctx.refuse('UNKNOWN_CLUSTER', { field: 'cluster' });
    const regions = [...new Set(input.regions)];
    if (regions.length === 0) ctx.refuse('NO_REGION', { field: 'regions' });
    const known = await knownRegions(ctx.sql, regions, vintage);
    const unknown = regions.find((code) => !known.includes(code));
    if (unknown) ctx.refuse('UNKNOWN_REGION', { field: 'regions', with: { code: unknown, vintage } });
    if (!regions.includes(coordinating)) ctx.refuse('COORDINATING_REGION_NOT_LISTED', { field: 'coordinating' });
    const before = await regionsOfCluster(ctx.sql, cluster, vintage);
    const after = regions.map((region) => ({
      cluster_id: cluster,
      region,
      vintage,
      coordinating: region === coordinating,
      source: source ?? TYPED,
    }));
    await replaceRegions(ctx.sql, cluster, vintage, after);
    ctx.record({ object: { kind: 'cluster', id: cluster }, before: { regions: before }, after: { regions: after } });
    return { cluster };
  },
});
