import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { membershipPlace } from '../place.ts';
import { changed } from '../registry.changes.ts';
import { whenRefused } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { daySchema, optionalText } from '../registry.schemas.ts';
import { COLLEGES } from '../vocabulary.ts';
import { checkedSiret, ENTRY_REFUSALS, spellInWords } from './enter-membership.ts';
import { overlapping } from './membership.rules.ts';
import { lockMembership, spellsOf, updateMembership } from './membership.store.ts';

/** Corrects a membership: college, dates, establishment, reason for leaving. A field left out stays; an empty one is cleared. */
export const amendMembership = defineAction({
  name: 'registry.amendMembership',
  title: { fr: 'Modifier une adhésion', en: 'Amend a membership' },
  method: 'PATCH',
  path: '/memberships/{membership}',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { membership }) => membershipPlace(sql, membership) },
  input: z.object({
    membership: z.string().min(1).max(80),
    college: z.enum(COLLEGES).optional(),
    from: daySchema.optional(),
    to: daySchema.nullish(),
    endReason: optionalText,
    siret: optionalText,
    reason: optionalText,
  }),
  output: z.object({ membership: z.string(), cluster: z.string(), organisation: z.string() }),
  refusals: refusing('ENDS_BEFORE_START', 'REASON_NEEDED', ...ENTRY_REFUSALS),
  async run(ctx, { membership: id, ...input }) {
    const present = (await lockMembership(ctx.sql, id))!;
    const organisation = (await findOrganisation(ctx.sql, present.organisation_id))!;
    const from = input.from ?? (present.from_day as Day);
    const to = input.to === undefined ? (present.to_day as Day | null) : input.to;
    const endReason = input.endReason === undefined ? present.end_reason : input.endReason;
    if (to && to < from) ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(from) } });
    if (to && !endReason) ctx.refuse('REASON_NEEDED', { field: 'endReason' });
    const spells = await spellsOf(ctx.sql, present.cluster_id, organisation.id);
    const alreadyMember = (spell: { from: string; to: string | null }) =>
      ctx.refuse('ALREADY_MEMBER', {
        field: 'from',
        with: { name: organisation.name, when: spellInWords(spell) },
      });
    const taken = overlapping(spells, { from, to }, id);
    if (taken) alreadyMember(taken);
    const change = changed(present, {
      college: input.college,
      from_day: from,
      to_day: to,
      // A membership that goes on has no reason to have ended.
      end_reason: to === null ? null : endReason,
      siret: input.siret === undefined ? undefined : checkedSiret(ctx, input.siret, organisation.siren),
    });
    await whenRefused(updateMembership(ctx.sql, id, change.after), {
      membership_no_overlap: () => alreadyMember({ from, to }),
    });
    ctx.record({ object: { kind: 'membership', id }, reason: input.reason ?? null, ...change });
    return { membership: id, cluster: present.cluster_id, organisation: organisation.id };
  },
});
