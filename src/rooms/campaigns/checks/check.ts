import type { Say } from '#kit/say.ts';
import type { CellState } from '../campaigns.tables.ts';

/** One figure of a return as the checks read it. Amounts in euro cents, ratios in per cent with their two terms. */
export interface CheckedCell {
  /** Code of the catalogue, or `contract/passage`, or the id of a question. */
  readonly key: string;
  readonly label: Say;
  readonly unit: Say;
  readonly measure: 'count' | 'amount' | 'ratio' | 'yes-no' | 'scale';
  /** What the contract wants it to do with time. */
  readonly direction: 'up' | 'down' | 'keep';
  /** Null while nothing was said. */
  readonly state: CellState | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** What facts or statistics say; null when they say nothing. */
  readonly prefilled: number | null;
  /** Of the contract, for the year; null when there is none. */
  readonly target: number | null;
  readonly comment: string;
  /** From the closed list of reasons. */
  readonly reasonCode: string | null;
  readonly reasonText: string;
  /** Known values of earlier years, the oldest first. */
  readonly history: readonly { readonly year: number; readonly value: number }[];
}

/** What a check found: an error blocks, a warning asks. */
export interface Finding {
  /** Null for the return as a whole. */
  readonly key: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The field to mend. */
  readonly field: 'value' | 'numerator' | 'denominator' | 'reason' | 'comment';
  readonly sentence: Say;
}
