import type { Day } from '#kit/period.ts';
import { loadFundingReference } from '../funding/funding-reference.load.ts';
import type { FundingCall, FundingWindows } from '../funding/funding-window.ts';
import type { CallDays } from './incubation.rules.ts';

/** Windows and calls that a project may be submitted to. */
export const knownCalls = (): Promise<FundingWindows> => loadFundingReference();

export const callDays = (call: FundingCall): CallDays => ({
  window: call.window.id,
  opens: call.opens,
  closes: call.closes,
});

/** The days of a call that a row names; one that the reference no longer has is a call without known days. */
export const daysOfCall = ({ calls }: FundingWindows, call: string, window: string): CallDays => {
  const found = calls.find(({ id }) => id === call);
  return found ? callDays(found) : { window, opens: null, closes: null as Day | null };
};
