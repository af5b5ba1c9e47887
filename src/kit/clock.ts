/** Where the present comes from. Rules never read it: doors hand `now` to actions, jobs receive the clock itself. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Always the same instant, for tests and for the demonstration: `fixedClock('2013-06-30T12:00:00Z')`. */
export function fixedClock(at: Date | string): Clock {
  const instant = new Date(at).getTime();
  if (Number.isNaN(instant)) throw new RangeError(`Not an instant: ${at}`);
  return { now: () => new Date(instant) };
}
