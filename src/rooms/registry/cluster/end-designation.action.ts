import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { nationwide } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { daySchema, longText } from '../registry.schemas.ts';
import { endDesignationOn, lockDesignation } from './attribute.store.ts';
import { clusterId } from './cluster.ts';

/** Ends a strategic designation, with its reason; the spell stays readable. */
export const endDesignation = defineAction({
  name: 'registry.endDesignation',
  title: { fr: 'Mettre fin à une désignation stratégique', en: 'End a strategic designation' },
  path: '/clusters/{cluster}/strategic-designations/{designation}/end',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    designation: z.string().max(80),
    /** Last day of the designation, included. */
    to: daySchema,
    reason: longText,
  }),
  output: z.object({ designation: z.string(), cluster: z.string() }),
  refusals: refusing('DESIGNATION_ENDED', 'ENDS_BEFORE_START'),
  async run(ctx, { cluster, designation: id, to, reason }) {
    const held = await lockDesignation(ctx.sql, id);
    if (held?.cluster_id !== cluster) throw notFound();
    if (held.to_day !== null) ctx.refuse('DESIGNATION_ENDED', { with: { day: formatDay(held.to_day) } });
    if (to < held.from_day) ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(held.from_day) } });
    await endDesignationOn(ctx.sql, id, to, reason);
    ctx.record({
      object: { kind: 'cluster', id: cluster },
      reason,
      before: { designation: id, to: null },
      after: { designation: id, to },
    });
    return { designation: id, cluster };
  },
});
