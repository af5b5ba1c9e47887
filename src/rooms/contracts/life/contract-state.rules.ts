import type { Day } from '#kit/period.ts';
import type { ContractState } from '../contract.ts';

export const isAlive = (state: ContractState): boolean => state !== 'ended' && state !== 'terminated';

/** A signed text is in force. */
export const isInForce = (state: ContractState): boolean => state === 'signed' || state === 'amended';

/**
 * The last day of the contract is behind: by the calendar, and by the day that acts fall on, which a demonstration of 2018 holds back and which
 * stops at the end of the programme.
 */
export const termIsReached = (endsOn: Day, on: Day, today: Day): boolean => on >= endsOn && today > endsOn;

/** Signed after the day that the programme set, or not signed although that day has passed (R21). */
export const isLate = (
  { state, signedOn }: { readonly state: ContractState; readonly signedOn: Day | null },
  dueOn: Day,
  on: Day,
): boolean => (signedOn === null ? isAlive(state) && on > dueOn : signedOn > dueOn);
