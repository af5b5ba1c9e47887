import { addDays, addMonths, type Day, daysBetween } from '#kit/period.ts';

/** How a cluster labels, as far as days and counts go. */
export interface LabellingRules {
  readonly incubationMonths: number;
  /** Ids of the windows whose calls come irregularly: the incubation follows the call's own length there. */
  readonly irregularWindows: readonly string[];
  readonly reviewsNeeded: number;
  readonly quorum: number;
}

/** Rules of a cluster that has not set its own: two months (R64, practice of Advancity); the rest is Grappe's choice. */
export const DEFAULT_RULES: LabellingRules = {
  incubationMonths: 2,
  irregularWindows: ['ademe', 'regions', 'europe'],
  reviewsNeeded: 2,
  quorum: 3,
};

/** Days that the incubation leaves before the end of an irregular call (R64). */
export const DAYS_LEFT_TO_CALL = 14;

export interface CallDays {
  readonly window: string;
  readonly opens: Day | null;
  readonly closes: Day | null;
}

export interface Earliest {
  readonly day: Day;
  /** `call`: as long as the call, less two weeks; `months`: the cluster's own length. */
  readonly basis: 'months' | 'call';
  /** The window is irregular and the days of its call are not known: the months stand in for them. */
  readonly toCheck: boolean;
  /** The call closes before that day. */
  readonly afterClosing: boolean;
}

/** First day on which the cluster may decide (R64): 15 May and two months give 15 July. */
export function earliestDecision(rules: LabellingRules, call: CallDays, incubationFrom: Day): Earliest {
  const irregular = rules.irregularWindows.includes(call.window);
  const known = irregular && call.opens !== null && call.closes !== null;
  const length = known ? Math.max(0, daysBetween(call.opens!, call.closes!) - DAYS_LEFT_TO_CALL) : null;
  const day = length === null ? addMonths(incubationFrom, rules.incubationMonths) : addDays(incubationFrom, length);
  return {
    day,
    basis: length === null ? 'months' : 'call',
    toCheck: irregular && !known,
    afterClosing: call.closes !== null && day > call.closes,
  };
}
