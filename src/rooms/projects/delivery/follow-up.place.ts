import type { Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { projectPlace } from '../place.ts';
import { findFollowUp } from './follow-up.store.ts';

/** Where a follow-up stands: where its project does, but of organisations only the one that is asked. */
export async function followUpPlace(
  sql: Sql,
  { project, followUp }: { project: string; followUp: string },
): Promise<Place | null> {
  const [place, found] = [await projectPlace(sql, { project }), await findFollowUp(sql, project, followUp)];
  return place && found ? { ...place, organisations: [found.organisation] } : null;
}
