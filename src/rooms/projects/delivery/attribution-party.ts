import type { Actor, Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { reaches } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { TEAM, WRITERS } from '../projects.roles.ts';
import type { Party } from './attribution.rules.ts';
import { findAttribution, sharesOf } from './attribution.store.ts';

/** Stands for a region among the funders: `region-82`. */
const REGION = /^region-(\w+)$/;
export const regionOf = (funder: string): string | null => REGION.exec(funder)?.[1] ?? null;

/** May this person accept, dispute or renounce for this party? A cluster’s team for it, a project’s writers for it, a funder’s officers for it. */
export async function speaksFor(sql: Sql, actor: Actor, project: string, { kind, party }: Party): Promise<boolean> {
  if (kind === 'cluster') return reaches(actor, TEAM, { clusters: [party] });
  if (kind === 'project') {
    const place = await projectPlace(sql, { project: party });
    return place !== null && reaches(actor, WRITERS, place);
  }
  const region = regionOf(party);
  if (region) return reaches(actor, ['administrator', 'region-officer'], { regions: [`${region}@2013`] });
  const place = await projectPlace(sql, { project });
  return place !== null && reaches(actor, ['administrator', 'state-officer'], place);
}

/** Where a sharing stands: where its project does, and each of its parties. */
export async function attributionPlace(
  sql: Sql,
  { project, attribution }: { project: string; attribution: string },
): Promise<Place | null> {
  const found = await findAttribution(sql, project, attribution);
  if (!found) return null;
  const shares = await sharesOf(sql, found.id);
  const projects = new Set([project, ...shares.flatMap(({ kind, party }) => (kind === 'project' ? [party] : []))]);
  const places = (await Promise.all([...projects].map((one) => projectPlace(sql, { project: one })))).filter(
    (place) => place !== null,
  );
  const union = (of: 'clusters' | 'regions' | 'metropoles' | 'organisations', more: readonly string[] = []) => [
    ...new Set([...places.flatMap((place) => place[of] ?? []), ...more]),
  ];
  return {
    clusters: union(
      'clusters',
      shares.flatMap(({ kind, party }) => (kind === 'cluster' ? [party] : [])),
    ),
    regions: union(
      'regions',
      shares.flatMap(({ party }) => (regionOf(party) ? [`${regionOf(party)}@2013`] : [])),
    ),
    metropoles: union('metropoles'),
    organisations: union('organisations'),
  };
}
