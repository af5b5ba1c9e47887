import { type Day, daysBetween, yearOf } from '#kit/period.ts';
import { type FundingCall, isOpenOn } from '../funding-window.ts';
import type { Verdict } from '../verdict.rules.ts';

export const CALL_STATES = ['open', 'upcoming', 'closed', 'unknown'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** Where a call stands on a day: not known when the day that would decide is not. */
export function callStateOn(call: FundingCall, on: Day): CallState {
  if (call.opens !== null && on < call.opens) return 'upcoming';
  const open = isOpenOn(call, on);
  return open === null ? 'unknown' : open ? 'open' : 'closed';
}

/** Days until the call closes, that day included; null when it has closed or nobody knows when it does. */
export const daysLeft = (call: FundingCall, on: Day): number | null =>
  call.closes === null || on > call.closes ? null : daysBetween(on, call.closes);

/** Calls of the FUI that a year has at least, from 2013 to 2017 (R117). */
export const FUI_CALLS_A_YEAR = 2;
export const FUI_YEARS = [2013, 2014, 2015, 2016, 2017] as const;

export interface CallsOfYear {
  readonly year: number;
  /** Calls of that year whose closing day is known. */
  readonly calls: readonly string[];
  readonly finding: Verdict;
}

/**
 * Two FUI calls a year (R117), year by year: met when two are known; otherwise to check, because calls without a known day, or that nobody entered, may be
 * the missing ones.
 */
export const fuiCallsByYear = (calls: readonly FundingCall[]): CallsOfYear[] =>
  FUI_YEARS.map((year) => {
    const known = calls.filter(
      ({ window, closes }) => window.id === 'fui' && closes !== null && yearOf(closes) === year,
    );
    return {
      year,
      calls: known.map(({ id }) => id),
      finding: known.length >= FUI_CALLS_A_YEAR ? 'met' : 'to-check',
    };
  });
