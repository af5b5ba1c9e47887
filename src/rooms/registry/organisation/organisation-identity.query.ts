import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { DIRECTORY_READERS } from '../registry.roles.ts';
import { ORGANISATION_KINDS } from '../vocabulary.ts';
import { findOrganisation } from './organisation.store.ts';
import { organisationId } from './organisation.ts';

/**
 * Who an organisation is, no more than the list says of it: for forms that name one which the person does not follow yet, such as a
 * firm that joins their cluster.
 */
export const getOrganisationIdentity = defineQuery({
  name: 'registry.getOrganisationIdentity',
  title: { fr: 'Lire l’identité d’une organisation', en: 'Read the identity of an organisation' },
  path: '/organisations/{organisation}/identity',
  permission: { who: DIRECTORY_READERS },
  input: z.object({ organisation: organisationId }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    siren: z.string().nullable(),
    kind: z.enum(ORGANISATION_KINDS),
    synthetic: z.boolean(),
  }),
  async run({ sql }, { organisation: wanted }) {
    const found = await findOrganisation(sql, wanted);
    if (!found) throw notFound();
    const { id, name, siren, kind, synthetic } = found;
    return { id, name, siren, kind, synthetic };
  },
});
