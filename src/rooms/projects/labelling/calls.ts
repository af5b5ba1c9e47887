import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { fundingReferenceOf } from '../funding/calls/call-addition.store.ts';
import type { FundingCall, FundingWindows } from '../funding/funding-window.ts';
import type { CallDays } from './incubation.rules.ts';

/** Windows and calls that a project may be submitted to: those of the reference, and those that the programme added. */
export const knownCalls = (sql: Sql): Promise<FundingWindows> => fundingReferenceOf(sql);

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
