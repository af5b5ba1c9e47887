import type { Day } from '#kit/period.ts';
import { type Criterion, weightedScore } from './grid.rules.ts';
import type { Grid } from './labelling-rules.store.ts';
import type { FileReview } from './labelling-views.ts';
import type { ReviewRow } from './review.store.ts';

/** The score of a review, by the grid that it was made with; null until it is done. */
export const scoreOf = (review: ReviewRow, grids: ReadonlyMap<number, Grid>): number | null =>
  review.state === 'done' ? weightedScore(grids.get(review.grid_revision!)!.criteria, review.marks!) : null;

export const fileReviewOf = (review: ReviewRow, grids: ReadonlyMap<number, Grid>, current: number): FileReview => ({
  id: review.id,
  expert: { id: review.expert_id, name: review.expert_name },
  state: review.state,
  interestNote: review.interest_note,
  assignedOn: review.assigned_on as Day,
  dueOn: review.due_on as Day | null,
  doneOn: review.done_on as Day | null,
  score: scoreOf(review, grids),
  marks: review.marks ?? {},
  olderGrid: review.grid_revision !== null && review.grid_revision !== current,
  comment: review.comment,
});

/** The criteria that a file was judged on: those of the reviews done when they share one grid, otherwise those of today. */
export function criteriaOf(reviews: readonly ReviewRow[], grids: ReadonlyMap<number, Grid>): readonly Criterion[] {
  const used = new Set(reviews.flatMap(({ grid_revision }) => grid_revision ?? []));
  const [only] = used;
  const grid = used.size === 1 ? grids.get(only!) : [...grids.values()].at(-1);
  return grid!.criteria;
}

export const scoresOf = (reviews: readonly ReviewRow[], grids: ReadonlyMap<number, Grid>): number[] =>
  reviews.flatMap((review) => scoreOf(review, grids) ?? []);
