import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace } from '#rooms/registry';
import { placeOfProject } from './place.store.ts';

/** Where a project is written from: the clusters that follow or label it, their regions and métropoles, and its lead partner. */
export async function projectPlace(sql: Sql, { project }: { project: string }): Promise<Place | null> {
  return placeWith(sql, project, 'lead');
}

/** Where it concerns somebody: the same, and every partner of today. */
export async function concernedPlace(sql: Sql, { project }: { project: string }): Promise<Place | null> {
  return placeWith(sql, project, 'partners');
}

async function placeWith(sql: Sql, project: string, who: 'lead' | 'partners'): Promise<Place | null> {
  const standing = await placeOfProject(sql, project);
  if (!standing) return null;
  const places = await Promise.all(standing.clusters.map((cluster) => clusterPlace(sql, cluster)));
  const all = (kind: 'regions' | 'metropoles') => [...new Set(places.flatMap((place) => place?.[kind] ?? []))];
  return {
    clusters: standing.clusters,
    regions: [...new Set([...all('regions'), ...standing.regions])],
    metropoles: all('metropoles'),
    organisations: who === 'lead' ? standing.lead : standing.partners,
  };
}
