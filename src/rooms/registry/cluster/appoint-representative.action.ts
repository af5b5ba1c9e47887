import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { addDays } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { clusterPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { GOVERNANCE_KEEPERS } from '../registry.roles.ts';
import { daySchema, optionalText, shortText } from '../registry.schemas.ts';
import { checkSynthetic, syntheticField } from '../synthetic.ts';
import { endRepresentative, insertRepresentative, latestRepresentative } from './attribute.store.ts';
import { isPublicAuthority } from './cluster.rules.ts';
import { lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

/**
 * Appoints the legal representative of the governance body from a day on; the one before ends the day before. Nobody from the State
 * or a local authority (R02).
 */
export const appointRepresentative = defineAction({
  name: 'registry.appointRepresentative',
  title: { fr: 'Désigner le représentant légal', en: 'Appoint the legal representative' },
  path: '/clusters/{cluster}/representatives',
  permission: { who: GOVERNANCE_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    name: shortText,
    /** Their function: « Présidente ». */
    title: shortText,
    /** The organisation that the person comes from, when it is in the registry. */
    organisation: z.string().min(1).max(80).nullish(),
    from: daySchema,
    synthetic: syntheticField,
    reason: optionalText,
  }),
  output: z.object({ representative: z.string(), cluster: z.string() }),
  refusals: refusing(
    'NO_GOVERNANCE_BODY',
    'UNKNOWN_ORGANISATION',
    'PUBLIC_REPRESENTATIVE',
    'STARTS_BEFORE_THE_LAST',
    'SYNTHETIC_RESERVED',
  ),
  async run(ctx, input) {
    checkSynthetic(ctx, input.synthetic);
    const cluster = (await lockCluster(ctx.sql, input.cluster))!;
    if (!cluster.governance_body_id) ctx.refuse('NO_GOVERNANCE_BODY');
    const organisation = input.organisation ? await findOrganisation(ctx.sql, input.organisation) : null;
    if (input.organisation && !organisation) ctx.refuse('UNKNOWN_ORGANISATION', { field: 'organisation' });
    if (organisation && isPublicAuthority({ kind: organisation.kind, legalCategory: organisation.legal_category }))
      ctx.refuse('PUBLIC_REPRESENTATIVE', { field: 'organisation', with: { name: organisation.name } });
    const last = await latestRepresentative(ctx.sql, cluster.id);
    if (last && last.from_day >= input.from)
      ctx.refuse('STARTS_BEFORE_THE_LAST', { field: 'from', with: { day: formatDay(last.from_day) } });
    if (last && (last.to_day === null || last.to_day >= input.from))
      await endRepresentative(ctx.sql, last.id, addDays(input.from, -1));
    const row = {
      id: ctx.newId('rep'),
      cluster_id: cluster.id,
      name: input.name,
      title: input.title,
      organisation_id: organisation?.id ?? null,
      from_day: input.from,
      to_day: null,
      synthetic: input.synthetic || (organisation?.synthetic ?? false),
    };
    await insertRepresentative(ctx.sql, row);
    ctx.record({
      object: { kind: 'cluster', id: cluster.id },
      reason: input.reason ?? null,
      before: last ? { representative: last.id, to: last.to_day } : null,
      after: row,
    });
    return { representative: row.id, cluster: cluster.id };
  },
});
