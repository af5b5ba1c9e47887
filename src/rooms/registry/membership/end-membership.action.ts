import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { membershipPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { daySchema, longText } from '../registry.schemas.ts';
import { lockMembership, updateMembership } from './membership.store.ts';

/** Ends a membership on its last day, with the reason; the spell stays readable, and a later one may follow. */
export const endMembership = defineAction({
  name: 'registry.endMembership',
  title: { fr: 'Mettre fin à une adhésion', en: 'End a membership' },
  path: '/memberships/{membership}/end',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { membership }) => membershipPlace(sql, membership) },
  input: z.object({
    membership: z.string().min(1).max(80),
    /** Last day of membership, included. */
    to: daySchema,
    reason: longText,
  }),
  output: z.object({ membership: z.string(), cluster: z.string(), organisation: z.string() }),
  refusals: refusing('MEMBERSHIP_ENDED', 'ENDS_BEFORE_START'),
  async run(ctx, { membership: id, to, reason }) {
    const present = (await lockMembership(ctx.sql, id))!;
    if (present.to_day !== null) ctx.refuse('MEMBERSHIP_ENDED', { with: { day: formatDay(present.to_day) } });
    if (to < present.from_day)
      ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(present.from_day) } });
    await updateMembership(ctx.sql, id, { to_day: to, end_reason: reason });
    ctx.record({ object: { kind: 'membership', id }, reason, before: { to_day: null }, after: { to_day: to } });
    return { membership: id, cluster: present.cluster_id, organisation: present.organisation_id };
  },
});
