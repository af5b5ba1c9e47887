import type { Say } from '#kit/say.ts';
import type { Answer } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';

/** One figure as a submission keeps it, with how it reads: definitions may change after. */
export interface SubmittedFigure extends Answer {
  readonly key: string;
  readonly label: Say;
  readonly unit: AskedFigure['unit'];
  readonly measure: AskedFigure['measure'];
  readonly comment: string;
  readonly reasonCode: string | null;
  readonly reasonText: string;
}

/** What a submission keeps whole, under its digest. */
export interface Submitted {
  readonly told: readonly string[];
  readonly narrative: string;
  readonly figures: readonly SubmittedFigure[];
}
