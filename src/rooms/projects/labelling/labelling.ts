import * as z from 'zod';

/** Closed lists and keys of labelling. */

export const SUBMISSION_STATES = ['draft', 'in-review', 'decided', 'withdrawn'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** What a cluster may decide (R63). */
export const DECISIONS = ['labelled', 'reservations', 'refused', 'support-letter'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The decisions that give the label. */
export const GRANTING = ['labelled', 'reservations'] as const satisfies readonly Decision[];
export const grants = (decision: Decision | null): boolean => decision === 'labelled' || decision === 'reservations';

/** `written`: outside a meeting. */
export const PROCEDURES = ['meeting', 'written'] as const;
export type Procedure = (typeof PROCEDURES)[number];

export const VOTES = ['for', 'against', 'abstains', 'left'] as const;
export type Vote = (typeof VOTES)[number];

export const REVIEW_STATES = ['assigned', 'declined', 'done'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

const key = z.string().min(1).max(40);
export const submissionKey = key;
export const labelKey = key;
export const expertKey = key;
export const reviewKey = key;
export const meetingKey = key;
export const callKey = z.string().min(1).max(80);

/** A cluster, a call, a project, a person: what is shown of it, and what it is found by. */
export const namedThing = z.object({ id: z.string(), name: z.string() });
export type NamedThing = z.output<typeof namedThing>;
