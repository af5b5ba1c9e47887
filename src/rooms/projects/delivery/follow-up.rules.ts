import { addDays, addMonths, type Day, yearOf } from '#kit/period.ts';
import type { Stage } from '../project.ts';
import { FOLLOW_UP_MONTHS, type FollowUpMonths, type FollowUpState } from './delivery.ts';

/** Stages in which research is over, so that its partners are asked what became of it (R82). */
export const FOLLOWED_STAGES = [
  'completed',
  'industrialisation',
  'market',
  'diffused',
] as const satisfies readonly Stage[];

export const isFollowed = (stage: Stage): boolean => (FOLLOWED_STAGES as readonly Stage[]).includes(stage);

/** Days that a link to answer stays open: a summer and the closing of the accounts. */
export const ANSWER_DAYS = 60;
/** Days after which an unanswered request counts as late, and may be reminded. */
export const LATE_AFTER_DAYS = 21;
/** Reminders that leave by themselves; a person may still call. */
export const MOST_REMINDERS = 2;

/** The day a follow-up falls due: `months` after the last day of research. */
export const dueOf = (researchEndsOn: Day, months: FollowUpMonths): Day => addMonths(researchEndsOn, months);

/** The year that is asked about: the last one that is over the day after it falls due. Due 30 June 2015 or 30 December 2015: 2014; due 31 December: 2015. */
export const yearAsked = (dueOn: Day): number => yearOf(addDays(dueOn, 1)) - 1;

export interface PlannedFollowUp {
  readonly partner: string;
  readonly months: FollowUpMonths;
  readonly dueOn: Day;
}

interface KnownFollowUp {
  readonly id: string;
  readonly partner: string;
  readonly months: number;
  readonly dueOn: string;
  readonly state: FollowUpState;
}

/**
 * What is missing from a project's follow-ups, and which of those not yet sent now fall on another day because research ended later than planned.
 * Done twice, it finds nothing the second time.
 */
export function planFollowUps(
  researchEndsOn: Day,
  partners: readonly string[],
  known: readonly KnownFollowUp[],
): { readonly missing: PlannedFollowUp[]; readonly moved: { readonly id: string; readonly dueOn: Day }[] } {
  const wanted = partners.flatMap((partner) =>
    FOLLOW_UP_MONTHS.map((months) => ({ partner, months, dueOn: dueOf(researchEndsOn, months) })),
  );
  const of = (one: PlannedFollowUp) =>
    known.find(({ partner, months }) => partner === one.partner && months === one.months);
  return {
    missing: wanted.filter((one) => of(one) === undefined),
    moved: wanted.flatMap((one) => {
      const present = of(one);
      return present?.state === 'planned' && present.dueOn !== one.dueOn ? [{ id: present.id, dueOn: one.dueOn }] : [];
    }),
  };
}

/** Where a follow-up stands on a day for whoever runs the campaign: a planned one whose day has come was not started, one sent too long ago is late. */
export type Standing =
  | 'to-come'
  | 'not-started'
  | 'waiting'
  | 'late'
  | 'answered'
  | 'refused'
  | 'not-known'
  | 'cancelled';
export const STANDINGS = [
  'not-started',
  'late',
  'waiting',
  'answered',
  'refused',
  'not-known',
  'to-come',
  'cancelled',
] as const satisfies readonly Standing[];

export function standingOn(
  followUp: { readonly state: FollowUpState; readonly dueOn: string; readonly sentOn: string | null },
  on: Day,
): Standing {
  switch (followUp.state) {
    case 'planned':
      return followUp.dueOn <= on ? 'not-started' : 'to-come';
    case 'sent':
      return addDays(followUp.sentOn as Day, LATE_AFTER_DAYS) < on ? 'late' : 'waiting';
    default:
      return followUp.state;
  }
}

/** Answers received, refusals and “not known” being answers, over what is due; null while nothing is. */
export function responseRate(counts: Readonly<Record<Standing, number>>): { answers: number; due: number } | null {
  const answers = counts.answered + counts.refused + counts['not-known'];
  const due = answers + counts.waiting + counts.late + counts['not-started'];
  return due === 0 ? null : { answers, due };
}
