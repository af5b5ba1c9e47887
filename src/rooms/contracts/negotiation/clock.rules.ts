import { addDays, type Day, daysBetween } from '#kit/period.ts';
import type { Answer, ReceptionTable, SilenceOutcome } from './negotiation.ts';

/** What an authority's clock knows: the draft it received, and what came of it. */
export interface ClockFacts {
  readonly receivedOn: Day;
  /** Last day to answer. */
  readonly dueOn: Day;
  readonly silence: SilenceOutcome;
  readonly answer: Answer | null;
  readonly answeredOn: Day | null;
  readonly outcome: Exclude<SilenceOutcome, 'nothing'> | null;
  readonly remindedOn: Day | null;
}

export const CLOCK_STATES = ['late', 'running', 'deemed-agreed', 'answered'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface Clock {
  readonly state: ClockState;
  /** Days from the reception to the answer, or to today while it runs. */
  readonly days: number;
  /** Days until the deadline; negative beyond it. Of an answer: how early it came. */
  readonly daysLeft: number;
}

/** The last day on which an authority answers in time: received on the 1st with 60 days, the 60th day after it. */
export const deadlineOf = (receivedOn: Day, answerDays: number): Day => addDays(receivedOn, answerDays);

/** Where a clock stands on a day: the last day of the delay is in time, the next one is late. It stops with the answer. */
export function clockOn(facts: ClockFacts, on: Day): Clock {
  const end = facts.answeredOn ?? on;
  const days = Math.max(0, daysBetween(facts.receivedOn, end));
  const daysLeft = daysBetween(end, facts.dueOn);
  if (facts.answeredOn) return { state: 'answered', days, daysLeft };
  if (facts.outcome === 'deemed-agreed') return { state: 'deemed-agreed', days, daysLeft };
  return { state: daysLeft < 0 ? 'late' : 'running', days, daysLeft };
}

/**
 * What the silence leads to on a day, when something does: from the day after the deadline, once for an agreement or an escalation, every
 * `reminderDays` for reminders. Asked again on the same day after it was applied, nothing.
 */
export function silenceDue(
  facts: ClockFacts,
  on: Day,
  reminderDays: number,
): Exclude<SilenceOutcome, 'nothing'> | null {
  if (facts.answeredOn || on <= facts.dueOn || facts.silence === 'nothing') return null;
  if (facts.silence !== 'reminder') return facts.outcome === null ? facts.silence : null;
  return facts.remindedOn === null || addDays(facts.remindedOn, reminderDays) <= on ? 'reminder' : null;
}

/** Late ones first, the longest waiting before the others; those that answered last. */
export function byUrgency(one: Clock, other: Clock): number {
  return (
    CLOCK_STATES.indexOf(one.state) - CLOCK_STATES.indexOf(other.state) ||
    one.daysLeft - other.daysLeft ||
    other.days - one.days
  );
}

export const factsOf = (row: ReceptionTable): ClockFacts => ({
  receivedOn: row.received_on as Day,
  dueOn: row.due_on as Day,
  silence: row.silence,
  answer: row.answer,
  answeredOn: row.answered_on as Day | null,
  outcome: row.outcome,
  remindedOn: row.reminded_on as Day | null,
});
