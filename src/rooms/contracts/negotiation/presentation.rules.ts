import { addDays, type Day } from '#kit/period.ts';
import type { Opinion } from './negotiation.ts';

export type OpinionOnDay = Opinion | 'none' | null;

/** The last day on which the CNI gives its opinion in time, counted from the session. */
export const opinionDeadline = (sessionOn: Day, cniDays: number): Day => addDays(sessionOn, cniDays);

/** The opinion on a day: the one given; none once the delay has passed; null while it may still come (R27). */
export function opinionOn(
  presentation: { readonly opinion: Opinion | null; readonly opinionDueOn: Day | null },
  on: Day,
): OpinionOnDay {
  if (presentation.opinion) return presentation.opinion;
  return presentation.opinionDueOn !== null && on > presentation.opinionDueOn ? 'none' : null;
}
