import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { reachOf } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { searchResults } from '../programme/programme.ts';
import { DIRECTORY_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { onDay } from '../registry.schemas.ts';
import {
  amongMembers,
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
    const on = await speakingDay(sql, asked, today);
    const scope = amongMembers(holds(actor, DIRECTORY_READERS) ? null : on);
    let clusters = await matchingClusters(sql, q);
    let organisations = await matchingOrganisations(sql, q, scope, limit);
    // Someone who found something did not mistype: near names would only bury it.
    const approximate = clusters.length + organisations.length === 0;
    if (approximate) {
      clusters = await nearestClusters(sql, q);
      organisations = await nearestOrganisations(sql, q, scope, limit);
    }
    return {
      q,
      clusters: await clusterHits(sql, clusters.slice(0, limit), on),
      organisations: await organisationHits(sql, organisations, reachOf(actor, ORGANISATION_READERS)),
      approximate: approximate && clusters.length + organisations.length > 0,
    };
  },
});
