import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import type { CellState } from '../campaigns.tables.ts';

/**
 * One answer of a return, as the checks look at it. A count is a number, an amount euro cents, a ratio per cent with its two terms, a scale a rank from 1, a yes 1 and a
 * no 0. The terms of a ratio of money (`MONEY_TERMS`) are euro cents.
 */
export interface CheckedCell {
  /** Code of the catalogue, `contract/clause` of a cluster's own indicator, or the id of a question. */
  readonly key: string;
  readonly label: Say;
  readonly unit: Say;
  readonly measure: 'count' | 'amount' | 'ratio' | 'yes-no' | 'scale' | 'text';
  readonly direction: 'up' | 'down' | 'keep';
  readonly cumulation: 'per-year' | 'cumulated' | 'latest';
  /** Null: nothing was answered. */
  readonly state: CellState | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Of an answer that is not known: the first day on which it can be. */
  readonly notBefore: Day | null;
  /** Of a question of text. */
  readonly text: string | null;
  /** What facts or statistics say for the year; null when they say nothing. */
  readonly prefilled: number | null;
  /** What the contract promises for the year; null when it does not. */
  readonly target: number | null;
  readonly comment: string;
  readonly reasonCode: string | null;
  readonly reasonText: string;
  /** Years before, the oldest first; only those whose value is known. */
  readonly history: readonly { readonly year: number; readonly value: number }[];
}

export interface CheckSettings {
  /** Year of the figures. */
  readonly year: number;
  readonly today: Day;
  /** Gap to the target or to the counted value beyond which a reason is asked, in per cent. */
  readonly reasonThreshold: number;
  /** Highest public share of running costs in that year, in per cent (R30); null where no path is set. */
  readonly publicSharePath: number | null;
}

export type CheckedField = 'value' | 'numerator' | 'denominator' | 'reason' | 'comment';

/** Something to look at: an error keeps the return from being submitted, a warning asks to be read. */
export interface Finding {
  /** The cell; null when it concerns the return as a whole. */
  readonly key: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly field: CheckedField;
  /** What is wrong, the numbers, and what to do. */
  readonly sentence: Say;
}

/** Ratios of the catalogue whose terms are euro cents. */
export const MONEY_TERMS: ReadonlySet<string> = new Set(['EXP-01', 'GOU-01', 'PRJ-04']);

/** A cluster's own indicator is filed under its passage of the contract. */
export const isOwnIndicator = (key: string): boolean => key.includes('/');

/** Every ratio of the catalogue is a part of a whole; a cluster's own may be a growth. */
export const isShare = ({ measure, key }: Pick<CheckedCell, 'measure' | 'key'>): boolean =>
  measure === 'ratio' && !isOwnIndicator(key);
