import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { reachOf } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { searchResults } from '../programme/programme.ts';
import { DIRECTORY_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { onDay } from '../registry.schemas.ts';
import { nameWords } from './name-words.store.ts';
import { readSearch } from './search.rules.ts';
import {
  clusterHits,
  matchingClusters,
  matchingOrganisations,
  nearestClusters,
  nearestOrganisations,
  organisationHits,
} from './search.store.ts';

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
    // What does not wait for one another is asked together: the embedded store answers in turn, but the way there and back is made once.
    const [on, names] = await Promise.all([
      speakingDay(sql, asked, today),
      readSearch(q).by === 'words' ? nameWords(sql) : undefined,
    ]);
    const scope = { membersOn: holds(actor, DIRECTORY_READERS) ? null : on };
    let [clusters, organisations] = await Promise.all([
      matchingClusters(sql, q),
      matchingOrganisations(sql, q, scope, limit, names),
    ]);
    // Someone who found something did not mistype: near names would only bury it.
    const approximate = clusters.length + organisations.length === 0;
    if (approximate)
      [clusters, organisations] = await Promise.all([
        nearestClusters(sql, q),
        nearestOrganisations(sql, q, scope, limit, names),
      ]);
    const hits = await Promise.all([
      clusterHits(sql, clusters.slice(0, limit), on),
      organisationHits(sql, organisations, reachOf(actor, ORGANISATION_READERS)),
    ]);
    return {
      q,
      clusters: hits[0],
      organisations: hits[1],
      approximate: approximate && clusters.length + organisations.length > 0,
    };
  },
});
