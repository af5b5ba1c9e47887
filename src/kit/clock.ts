/** Where the present comes from. Rules never read it: doors hand `now` to actions, jobs receive the clock itself. */
export interface Clock {
  now(): Date;
  /** When an act is really written, where that is not `now`: a played past. The journal tells this moment, so that its lines stay in order. */
  written?(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Always the same instant, for tests and for the demonstration: `fixedClock('2013-06-30T12:00:00Z')`. */
export function fixedClock(at: Date | string): Clock {
  const instant = new Date(at).getTime();
  if (Number.isNaN(instant)) throw new RangeError(`Not an instant: ${at}`);
  return { now: () => new Date(instant) };
}

/** A day of the past, played today by the demonstration: acts carry the played instant, the journal the real one. */
export const playedClock = (at: Date | string): Clock => ({ ...fixedClock(at), written: () => systemClock.now() });
