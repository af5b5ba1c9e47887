import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { organisationPlace } from '../place.ts';
import { changed } from '../registry.changes.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { optionalText } from '../registry.schemas.ts';
import { checkIdentity, IDENTITY_REFUSALS, identityFields } from './identity.ts';
import { lockOrganisation, saveEstablishment, updateOrganisation } from './organisation.store.ts';
import { organisationId } from './organisation.ts';

/** Corrects an organisation's identity. A field left out stays; an empty one is cleared. */
export const amendOrganisation = defineAction({
  name: 'registry.amendOrganisation',
  title: { fr: 'Modifier une organisation', en: 'Amend an organisation' },
  method: 'PATCH',
  path: '/organisations/{organisation}',
  permission: { who: CLUSTER_KEEPERS, where: (sql, { organisation }) => organisationPlace(sql, organisation) },
  input: z.object({ organisation: organisationId, ...identityFields, reason: optionalText }),
  output: z.object({ organisation: z.string() }),
  refusals: refusing(...IDENTITY_REFUSALS),
  async run(ctx, input) {
    const present = (await lockOrganisation(ctx.sql, input.organisation))!;
    const { change: asked, siret } = await checkIdentity(ctx, input, present);
    const change = changed(present, asked);
    await updateOrganisation(ctx.sql, present.id, change.after, ctx.now);
    if (siret)
      await saveEstablishment(ctx.sql, {
        siret,
        organisation_id: present.id,
        is_seat: true,
        commune: change.after.commune ?? present.commune,
        naf: change.after.naf ?? present.naf,
        headcount_band: null,
        opened_on: null,
        closed_on: null,
        source: TYPED,
      });
    ctx.record({
      object: { kind: 'organisation', id: present.id },
      reason: input.reason ?? null,
      before: change.before,
      after: siret ? { ...change.after, siret } : change.after,
    });
    return { organisation: present.id };
  },
});
