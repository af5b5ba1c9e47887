import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { searchCommunes } from './territory.store.ts';

export const communeList = z.object({
  q: z.string(),
  rows: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      departement: z.string().nullable(),
      departementName: z.string().nullable(),
      population: z.int().nullable(),
    }),
  ),
});
export type CommuneList = z.infer<typeof communeList>;

/** Communes by name, to find the code that forms ask for: 34,000 of them make no list of choices. */
export const listCommunes = defineQuery({
  name: 'registry.searchCommunes',
  title: { fr: 'Chercher une commune', en: 'Find a commune' },
  path: '/communes',
  permission: { who: 'public' },
  input: z.object({ q: z.string().trim().max(100).default('') }),
  output: communeList,
  async run({ sql }, { q }) {
    const found = await searchCommunes(sql, q);
    return {
      q,
      rows: found.map(({ code, name, departement, departementName, population }) => ({
        code,
        name,
        departement,
        departementName,
        population,
      })),
    };
  },
});
