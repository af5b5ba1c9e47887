import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { regionNames } from './board.store.ts';
import { metropoles } from './signature.store.ts';

/** Regions of 2013 and métropoles: where an authority that joins a contract may stand. */
export const listPartyPlaces = defineQuery({
  name: 'contracts.listPartyPlaces',
  title: { fr: 'Régions et métropoles d’une partie', en: 'Regions and métropoles of a party' },
  path: '/contract-party-places',
  permission: { who: CONTRACT_READERS },
  input: z.object({}),
  output: z.object({
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    metropoles: z.array(z.object({ siren: z.string(), name: z.string() })),
  }),
  async run({ sql }) {
    const names = await regionNames(sql);
    return {
      regions: Object.entries(names)
        .map(([code, name]) => ({ code, name }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
      metropoles: await metropoles(sql),
    };
  },
});
