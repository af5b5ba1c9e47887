import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { clusterId } from '../cluster/cluster.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { clusterPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { daySchema, longText, optionalText } from '../registry.schemas.ts';
import { COLLEGES } from '../vocabulary.ts';
import { ENTRY_REFUSALS, enterMembership } from './enter-membership.ts';

/** Writes an organisation down as a member of a cluster from a day on, and until another when it already left. Spells never overlap. */
export const joinCluster = defineAction({
  name: 'registry.joinCluster',
  title: { fr: 'Enregistrer une adhésion', en: 'Record a membership' },
  path: '/clusters/{cluster}/members',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    organisation: z.string().min(1).max(80),
    college: z.enum(COLLEGES),
    from: daySchema,
    /** Last day of membership, included; empty while it lasts. */
    to: daySchema.nullish(),
    endReason: optionalText,
    /** The establishment that joins, when it is known. */
    siret: optionalText,
    source: longText.optional(),
  }),
  output: z.object({ membership: z.string(), cluster: z.string(), organisation: z.string() }),
  refusals: refusing('UNKNOWN_ORGANISATION', 'ENDS_BEFORE_START', 'REASON_NEEDED', ...ENTRY_REFUSALS),
  async run(ctx, { cluster, organisation: id, ...input }) {
    const organisation = await findOrganisation(ctx.sql, id);
    if (!organisation) return ctx.refuse('UNKNOWN_ORGANISATION', { field: 'organisation' });
    if (input.to && input.to < input.from)
      ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(input.from) } });
    if (input.to && !input.endReason) ctx.refuse('REASON_NEEDED', { field: 'endReason' });
    const membership = await enterMembership(ctx, { cluster, organisation, ...input });
    ctx.record({ object: { kind: 'membership', id: membership.id }, after: membership });
    return { membership: membership.id, cluster, organisation: id };
  },
});
