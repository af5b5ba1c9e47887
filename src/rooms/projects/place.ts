import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace } from '#rooms/registry';
import { placeOfProject } from './place.store.ts';

/** Where a project is written from, and the organisations that are its partners today; null when there is no such project. */
export async function placesOf(sql: Sql, project: string): Promise<{ place: Place; partners: string[] } | null> {
  const standing = await placeOfProject(sql, project);
  if (!standing) return null;
  const places = await Promise.all(standing.clusters.map((cluster) => clusterPlace(sql, cluster)));
  const all = (kind: 'regions' | 'metropoles') => [...new Set(places.flatMap((place) => place?.[kind] ?? []))];
  return {
    place: {
      clusters: standing.clusters,
      regions: [...new Set([...all('regions'), ...standing.regions])],
      metropoles: all('metropoles'),
      organisations: standing.lead,
    },
    partners: standing.partners,
  };
}

/** The clusters that follow or label a project, their regions and métropoles, and its lead partner. */
export const projectPlace = async (sql: Sql, { project }: { project: string }): Promise<Place | null> =>
  (await placesOf(sql, project))?.place ?? null;

/** Where it concerns somebody: the same, and every partner of today. */
export async function concernedPlace(sql: Sql, { project }: { project: string }): Promise<Place | null> {
  const places = await placesOf(sql, project);
  return places && { ...places.place, organisations: places.partners };
}
