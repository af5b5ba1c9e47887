import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { legalCategoryLabel } from '../organisation/code.store.ts';
import { findOrganisation } from '../organisation/organisation.store.ts';
import { clusterPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { GOVERNANCE_KEEPERS } from '../registry.roles.ts';
import { optionalText } from '../registry.schemas.ts';
import { carriesCluster } from './cluster.rules.ts';
import { lockCluster, updateCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';

/** Says which legal person carries a cluster: an association, a GIE or a GIS (R01). */
export const setGovernanceBody = defineAction({
  name: 'registry.setGovernanceBody',
  title: { fr: 'Indiquer la structure de gouvernance', en: 'Record the governance body' },
  method: 'PUT',
  path: '/clusters/{cluster}/governance-body',
  permission: { who: GOVERNANCE_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    organisation: z.string().min(1).max(80),
    /** It is a groupement d'intérêt scientifique, which Insee's categories do not tell. */
    gis: z.boolean().default(false),
    reason: optionalText,
  }),
  output: z.object({ cluster: z.string(), organisation: z.string() }),
  refusals: refusing('UNKNOWN_ORGANISATION', 'GOVERNANCE_FORM', 'GOVERNANCE_FORM_UNKNOWN'),
  async run(ctx, { cluster: id, organisation, gis, reason }) {
    const cluster = (await lockCluster(ctx.sql, id))!;
    const body = await findOrganisation(ctx.sql, organisation);
    if (!body) return ctx.refuse('UNKNOWN_ORGANISATION', { field: 'organisation' });
    const carries = carriesCluster(body.legal_category, gis);
    if (carries === 'unknown')
      ctx.refuse('GOVERNANCE_FORM_UNKNOWN', { field: 'organisation', with: { name: body.name } });
    if (carries === 'no') {
      const form = (await legalCategoryLabel(ctx.sql, body.legal_category!)) ?? body.legal_category!;
      ctx.refuse('GOVERNANCE_FORM', { field: 'organisation', with: { name: body.name, form } });
    }
    await updateCluster(ctx.sql, id, { governance_body_id: body.id });
    ctx.record({
      object: { kind: 'cluster', id },
      reason: reason ?? null,
      before: { governanceBody: cluster.governance_body_id },
      after: { governanceBody: body.id, gis },
    });
    return { cluster: id, organisation: body.id };
  },
});
