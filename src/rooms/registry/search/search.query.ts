import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { reachOf } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { searchResults } from '../programme/programme.ts';
import { DIRECTORY_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { onDay } from '../registry.schemas.ts';
import { clusterHits, matchingClusters, organisationHits, searchOrganisations } from './search.store.ts';

/**
 * Clusters and organisations by name, number or SIREN, whatever the accents, and the nearest names when none matches. Everyone finds
 * the clusters and the members of the day; those who keep clusters find the other organisations too.
 */
export const searchRegistry = defineQuery({
  name: 'registry.search',
  title: { fr: 'Rechercher', en: 'Search' },
  path: '/search',
  permission: { who: 'public' },
  input: z.object({
    q: z.string().trim().max(200).default(''),
    on: onDay,
    limit: z.int().min(1).max(50).default(10),
  }),
  output: searchResults,
  async run({ sql, actor, today }, { q, on: asked, limit }) {
    if (q === '') return { q, clusters: [], organisations: [], approximate: false };
    const on = await speakingDay(sql, asked, today);
    const clusters = (await matchingClusters(sql, q)).slice(0, limit);
    const scope = holds(actor, DIRECTORY_READERS) ? null : on;
    const { ids, approximate } = await searchOrganisations(sql, q, limit, scope);
    return {
      q,
      clusters: await clusterHits(sql, clusters, on),
      organisations: await organisationHits(sql, ids, reachOf(actor, ORGANISATION_READERS)),
      approximate,
    };
  },
});
