import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { CLUSTER_KEEPERS } from '../registry.roles.ts';
import { longText } from '../registry.schemas.ts';
import { checkSynthetic, syntheticField } from '../synthetic.ts';
import { checkIdentity, IDENTITY_REFUSALS, identityFields } from './identity.ts';
import { insertOrganisation, saveEstablishment } from './organisation.store.ts';

/** Files an organisation that the registry does not know yet. Its SIREN, when given, is checked by its key and belongs to nobody else (R57). */
export const createOrganisation = defineAction({
  name: 'registry.createOrganisation',
  title: { fr: 'Créer une organisation', en: 'Create an organisation' },
  path: '/organisations',
  permission: { who: CLUSTER_KEEPERS },
  input: z.object({
    ...identityFields,
    name: identityFields.name.unwrap(),
    kind: identityFields.kind.unwrap(),
    synthetic: syntheticField,
    source: longText.optional(),
  }),
  output: z.object({ organisation: z.string() }),
  refusals: refusing(...IDENTITY_REFUSALS, 'SYNTHETIC_RESERVED'),
  async run(ctx, input) {
    checkSynthetic(ctx, input.synthetic);
    const { change, siret } = await checkIdentity(ctx, input, null);
    const organisation = {
      id: ctx.newId('org'),
      siren: null,
      acronym: null,
      legal_category: null,
      naf: null,
      commune: null,
      website: null,
      created_on: null,
      ceased_on: null,
      headcount_band: null,
      insee_category: null,
      insee_category_year: null,
      synthetic: input.synthetic,
      ...change,
      name: input.name,
      kind: input.kind,
      country: change.country ?? 'FR',
      source: input.source ?? TYPED,
      recorded_at: ctx.now,
      updated_at: ctx.now,
    };
    await insertOrganisation(ctx.sql, organisation);
    if (siret)
      await saveEstablishment(ctx.sql, {
        siret,
        organisation_id: organisation.id,
        is_seat: true,
        commune: organisation.commune,
        naf: organisation.naf,
        headcount_band: null,
        opened_on: null,
        closed_on: null,
        source: organisation.source,
      });
    ctx.record({ object: { kind: 'organisation', id: organisation.id }, after: { ...organisation, siret } });
    return { organisation: organisation.id };
  },
});
