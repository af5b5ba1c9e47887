import { addDays, type Day, startInParis } from '#kit/period.ts';

/** The last instant of a day in Paris: what was known on 31 March was written before 1 April began. */
export const endOf = (day: Day): Date => new Date(startInParis(addDays(day, 1)).getTime() - 1);

/** The day until which a count goes: the one that it is asked as known on, and no later than the day of acting. */
export const countedUntil = (acting: Day, knownOn: Day | null): Day =>
  knownOn !== null && knownOn < acting ? knownOn : acting;
