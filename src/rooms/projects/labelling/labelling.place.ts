import type { Place, Role } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { clusterPlace, reaches } from '#rooms/registry';
import { concernedPlace, projectPlace } from '../place.ts';
import { TEAM } from '../projects.roles.ts';
import { findExpert } from './expert.store.ts';
import { findMeeting } from './meeting.store.ts';
import { findReview } from './review.store.ts';
import { findLabel, findSubmission } from './submission.store.ts';

/** A submission stands where its project does. */
export async function submissionPlace(sql: Sql, { submission }: { submission: string }): Promise<Place | null> {
  const row = await findSubmission(sql, submission);
  return row ? projectPlace(sql, { project: row.project_id }) : null;
}

/** A file before a cluster is that cluster's affair. */
export async function labelPlace(sql: Sql, { label }: { label: string }): Promise<Place | null> {
  const row = await findLabel(sql, label);
  return row ? clusterPlace(sql, row.cluster_id) : null;
}

/** What was decided on it concerns the whole project. */
export async function letterPlace(sql: Sql, { label }: { label: string }): Promise<Place | null> {
  const row = await findLabel(sql, label);
  return row ? concernedPlace(sql, { project: row.project_id }) : null;
}

export async function meetingPlace(sql: Sql, { meeting }: { meeting: string }): Promise<Place | null> {
  const row = await findMeeting(sql, meeting);
  return row ? clusterPlace(sql, row.cluster_id) : null;
}

export async function expertPlace(sql: Sql, { expert }: { expert: string }): Promise<Place | null> {
  const row = await findExpert(sql, expert);
  return row ? clusterPlace(sql, row.cluster_id) : null;
}

/** One's own thing as an expert, or one of a cluster that the person conducts; anything else does not exist for them. */
async function ownOrConducted(
  sql: Sql,
  person: string | null,
  cluster: string,
  { actor }: Call,
): Promise<Place | null> {
  const place = await clusterPlace(sql, cluster);
  const own = person !== null && actor.kind === 'person' && actor.id === person;
  return place && (own || reaches(actor, TEAM, place)) ? place : null;
}

export async function ownReviewPlace(sql: Sql, { review }: { review: string }, call: Call): Promise<Place | null> {
  const row = await findReview(sql, review);
  return row ? ownOrConducted(sql, row.person_id, row.cluster_id, call) : null;
}

export async function ownExpertPlace(sql: Sql, { expert }: { expert: string }, call: Call): Promise<Place | null> {
  const row = await findExpert(sql, expert);
  return row ? ownOrConducted(sql, row.person_id, row.cluster_id, call) : null;
}

/** Reads what a committee does with its files: its team, and whoever audits the programme. */
export const COMMITTEE_READERS = [...TEAM, 'auditor'] as const satisfies readonly Role[];
