import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { CheckedCell, Finding } from '../checks/check.ts';
import type { AskedFigure } from '../filling/asked.rules.ts';
import { checkedCell, readReturn, targetOf, unwritten } from '../filling/return-reading.ts';
import type { ReturnHead, ReturnRow } from '../return.store.ts';
import type { HeldCell } from '../return.ts';
import {
  type SubmissionRow,
  type SubmittedFigure,
  submittedFigures,
  type VerdictRow,
  verdictsOf,
} from './approval.store.ts';
import { comesFirst, lastWords, type Mark, marksOf } from './review.rules.ts';

/** One value as an authority looks at it. */
export interface ReviewFigure {
  readonly figure: AskedFigure;
  readonly cell: HeldCell;
  readonly checked: CheckedCell;
  /** As it was submitted the time before. */
  readonly before: SubmittedFigure | null;
  readonly findings: readonly Finding[];
  readonly marks: readonly Mark[];
  readonly first: boolean;
  /** Everything that was said of it, the oldest first. */
  readonly verdicts: readonly VerdictRow[];
}

export interface Review {
  readonly round: number;
  readonly submissions: readonly SubmissionRow[];
  readonly figures: readonly ReviewFigure[];
}

/** A submitted return with what changed first, by the same reading as its checks. */
export async function readReview(sql: Sql, head: ReturnHead & { readonly held: ReturnRow }, on: Day): Promise<Review> {
  const { asked, cells, values, findings } = await readReturn(sql, head, on);
  const { year, reasonThreshold } = head.campaign;
  const submissions = await submittedFigures(sql, head.held.id);
  const [last, previous] = submissions;
  const round = last?.round ?? 1;
  const verdicts = await verdictsOf(sql, head.held.id);
  const saidBefore = lastWords(verdicts.filter((one) => one.round === round - 1));
  const figures = [...asked.figures.values()].map((figure): ReviewFigure => {
    const { key } = figure;
    const cell = cells.get(key) ?? unwritten(key);
    const checked = checkedCell(figure, cell, targetOf(asked, key, year), values, year);
    const before = previous?.figures.find((one) => one.key === key) ?? null;
    const own = findings.filter((finding) => finding.key === key);
    const marks = marksOf(
      { now: cell, checked, before, verdictBefore: saidBefore.get(key)?.verdict ?? null, findings: own },
      reasonThreshold,
    );
    return {
      ...{ figure, cell, checked, before, marks },
      findings: own,
      first: comesFirst(marks, round),
      verdicts: verdicts.filter((one) => one.key === key),
    };
  });
  return { round, submissions, figures };
}
