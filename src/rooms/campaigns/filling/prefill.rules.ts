import type { RetainedValue } from '#rooms/indicators';
import type { CellState, Origin } from '../campaigns.tables.ts';
import { type Answer, NO_ANSWER } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';

/** What a cell holds before anybody typed in it, and where that came from. */
export interface Prefill {
  readonly answer: Answer;
  readonly origin: Extract<Origin, 'counted' | 'imported' | 'carried' | 'empty'>;
  /** What facts or statistics say of the year, kept beside what is typed instead. */
  readonly prefilled: number | null;
  readonly prefilledState: CellState | null;
}

const answerOf = ({ state, value, numerator, denominator }: RetainedValue): Answer => ({
  ...NO_ANSWER,
  ...{ state, value, numerator, denominator },
});

/**
 * What is known of the year comes first: counted from facts, or brought by another source. Otherwise a stock keeps last year's value, marked as carried; a flow starts
 * again from nothing. What was counted and is not known stays empty: the cluster says what it is.
 */
export function prefill(
  { cumulation, measure }: Pick<AskedFigure, 'cumulation' | 'measure'>,
  now: RetainedValue | undefined,
  before: RetainedValue | undefined,
): Prefill {
  const said = { prefilled: now?.value ?? null, prefilledState: now?.state ?? null };
  if (now && now.state !== 'not-known')
    return { answer: answerOf(now), origin: now.source === 'counted' ? 'counted' : 'imported', ...said };
  if (before?.state === 'known' && cumulation === 'latest' && measure !== 'text')
    return { answer: answerOf(before), origin: 'carried', ...said };
  return { answer: NO_ANSWER, origin: 'empty', ...said };
}
