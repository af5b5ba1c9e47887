import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { membershipPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { daySchema, optionalText, yearSchema } from '../registry.schemas.ts';
import { coversYear } from './membership.rules.ts';
import { findFee, lockMembership, saveFee } from './membership.store.ts';

/** Records the fee of one year, in euro cents, and the day it was paid; empty while it is not. */
export const recordFee = defineAction({
  name: 'registry.recordFee',
  title: { fr: 'Enregistrer une cotisation', en: 'Record a fee' },
  method: 'PUT',
  path: '/memberships/{membership}/fees/{year}',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { membership }) => membershipPlace(sql, membership) },
  input: z.object({
    membership: z.string().min(1).max(80),
    year: yearSchema,
    amountCents: z.int().min(0),
    paidOn: daySchema.nullish(),
    reason: optionalText,
  }),
  output: z.object({ membership: z.string(), cluster: z.string(), organisation: z.string() }),
  refusals: refusing('FEE_OUTSIDE_SPELL'),
  async run(ctx, { membership: id, year, amountCents, paidOn, reason }) {
    const present = (await lockMembership(ctx.sql, id))!;
    const spell = { from: present.from_day as Day, to: present.to_day as Day | null };
    if (!coversYear(spell, year)) ctx.refuse('FEE_OUTSIDE_SPELL', { field: 'year', with: { year: String(year) } });
    const before = await findFee(ctx.sql, id, year);
    const fee = { membership_id: id, year, amount_cents: amountCents, paid_on: paidOn ?? null };
    await saveFee(ctx.sql, fee);
    ctx.record({
      object: { kind: 'membership', id },
      reason: reason ?? null,
      before: before ?? null,
      after: fee,
    });
    return { membership: id, cluster: present.cluster_id, organisation: present.organisation_id };
  },
});
