import type { Day } from '#kit/period.ts';

interface Calendar {
  readonly starts_on: string;
  readonly ends_on: string;
  readonly reference_day: string | null;
}

/**
 * The day that screens speak of when nobody chose one: the one that an administrator set, else today kept within the programme's
 * years. In 2026, a phase that ended on 31 December 2018 is shown as it stood that day.
 */
export function referenceDayOf(programme: Calendar | null, today: Day): Day {
  if (!programme) return today;
  if (programme.reference_day) return programme.reference_day as Day;
  if (today < programme.starts_on) return programme.starts_on as Day;
  return (today > programme.ends_on ? programme.ends_on : today) as Day;
}
