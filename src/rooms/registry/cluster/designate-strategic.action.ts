import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { nationwide } from '../place.ts';
import { lockProgramme } from '../programme/programme.store.ts';
import { whenRefused } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { daySchema, longText } from '../registry.schemas.ts';
import { designationsWithin, insertDesignation } from './attribute.store.ts';
import { designationFault, mostTogether } from './cluster.rules.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';
import { labelOn } from './label.rules.ts';
import { labelDecisions } from './label.store.ts';

/** Puts a cluster among the strategic ones, « une vingtaine au maximum » (R07). The programme's row is held: two people at once are counted one after the other. */
export const designateStrategic = defineAction({
  name: 'registry.designateStrategic',
  title: { fr: 'Désigner un pôle stratégique', en: 'Designate a strategic cluster' },
  path: '/clusters/{cluster}/strategic-designations',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    from: daySchema,
    /** Reference of the decision. */
    decision: longText,
  }),
  output: z.object({ designation: z.string(), cluster: z.string() }),
  refusals: refusing('UNKNOWN_CLUSTER', 'NOT_LABELLED', 'ALREADY_STRATEGIC', 'STRATEGIC_CEILING'),
  async run(ctx, { cluster: id, from, decision }) {
    const { strategic_ceiling: ceiling } = await lockProgramme(ctx.sql);
    const cluster = await lockCluster(ctx.sql, id);
    if (!cluster) return ctx.refuse('UNKNOWN_CLUSTER', { field: 'cluster' });
    const within = await designationsWithin(ctx.sql, from, null);
    const spells = within.map((one) => ({ from: one.from_day, to: one.to_day }));
    const fault = designationFault({
      labelled: labelOn(await labelDecisions(ctx.sql, id), from).state === 'labelled',
      designated: within.some((one) => one.cluster_id === id),
      others: mostTogether(spells, { from, to: null }),
      ceiling,
    });
    if (fault) ctx.refuse(fault, { field: 'cluster', with: { name: cluster.name, day: formatDay(from), ceiling } });

    const row = { id: ctx.newId('str'), cluster_id: id, from_day: from, to_day: null, decision, ended_reason: null };
    await whenRefused(insertDesignation(ctx.sql, row), {
      strategic_ceiling: () => ctx.refuse('STRATEGIC_CEILING', { with: { ceiling } }),
      strategic_designation_no_overlap: () => ctx.refuse('ALREADY_STRATEGIC', { with: { name: cluster.name } }),
    });
    ctx.record({ object: { kind: 'cluster', id }, reason: decision, after: row });
    return { designation: row.id, cluster: id };
  },
});
