import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { longText } from '../projects.schemas.ts';
import { expertsBefore, partnersEver } from './expert.store.ts';
import { fileInReview } from './file-in-review.ts';
import { markFaults, weightedScore } from './grid.rules.ts';
import { reviewerFault } from './interest.rules.ts';
import { ownReviewPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { t } from './labelling.sentences.ts';
import { reviewKey } from './labelling.ts';
import { gridOf } from './labelling-rules.store.ts';
import { findReview, updateReview } from './review.store.ts';

/** An expert's marks on the cluster's grid, with what they think of the project. They may change until the cluster decides. */
export const recordReview = defineAction({
  name: 'projects.recordReview',
  title: { fr: 'Enregistrer une relecture', en: 'Record a review' },
  path: '/project-reviews/{review}',
  permission: { who: 'signed-in', where: ownReviewPlace },
  input: z.object({
    review: reviewKey,
    /** Revision of the grid that was read. */
    grid: z.int().min(0),
    /** Criterion id → mark, a whole number from 0 to the criterion's highest. */
    marks: z.record(z.string().max(60), z.int()),
    comment: longText,
  }),
  output: z.object({ review: z.string(), score: z.number() }),
  refusals: labellingRefusing(
    'FILE_DECIDED',
    'FILE_NOT_IN_REVIEW',
    'INTEREST_UNSAID',
    'EXPERT_GONE',
    'NOT_SIGNED',
    'PARTNER_INTEREST',
    'DECLARED_INTEREST',
    'GRID_CHANGED',
    'MARKS_WRONG',
  ),
  async run(ctx, { review: id, grid: read, marks, comment }) {
    const { label_id } = (await findReview(ctx.sql, id))!;
    const { label } = await fileInReview(ctx, label_id);
    const review = (await findReview(ctx.sql, id))!;
    const experts = await expertsBefore(ctx.sql, label.cluster_id, label.project_id);
    const expert = experts.find((one) => one.id === review.expert_id)!;
    const fault = reviewerFault(expert, await partnersEver(ctx.sql, label.project_id));
    if (fault) ctx.refuse(fault, { with: { expert: expert.name } });
    if (review.interest === null) ctx.refuse('INTEREST_UNSAID');
    const { criteria, revision } = await gridOf(ctx.sql, label.cluster_id);
    if (revision !== read) ctx.refuse('GRID_CHANGED');
    const faults = markFaults(criteria, marks);
    if (faults.length > 0)
      ctx.refuse('MARKS_WRONG', {
        fields: faults.map(({ criterion, code, most }) => ({
          field: `marks.${criterion}`,
          message: t().review.faults[code](most),
        })),
      });
    const kept = Object.fromEntries(criteria.map((criterion) => [criterion.id, marks[criterion.id]!]));
    const score = weightedScore(criteria, kept);
    const on = await actingDay(ctx.sql, ctx.today);
    await updateReview(ctx.sql, id, { state: 'done', marks: kept, grid_revision: revision, comment, done_on: on });
    ctx.record({
      object: { kind: 'project', id: label.project_id },
      before: review.marks && { review: id, marks: review.marks },
      after: { review: id, marks: kept, grid: revision, score },
    });
    return { review: id, score };
  },
});
