import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { findProject, partnersOf } from '../project.store.ts';
import { daySchema } from '../projects.schemas.ts';
import { knownCalls } from './calls.ts';
import { findExpert, organisationNames } from './expert.store.ts';
import { scoreOf } from './file-reviews.ts';
import { ownReviewPlace } from './labelling.place.ts';
import { namedThing, reviewKey } from './labelling.ts';
import { gridsOf } from './labelling-rules.store.ts';
import { reviewView } from './labelling-views.ts';
import { callNamed, clusterNamed } from './readings.ts';
import { findReview, reviewsDueBy } from './review.store.ts';
import { findLabel, findSubmission } from './submission.store.ts';

/** One review: the project, the grid, the marks given. For the expert, and for the team of the cluster that asked. */
export const getReview = defineQuery({
  name: 'projects.getReview',
  title: { fr: 'Lire une relecture', en: 'Read a review' },
  path: '/project-reviews/{review}',
  permission: { who: 'signed-in', where: ownReviewPlace },
  input: z.object({ review: reviewKey }),
  output: reviewView,
  async run({ sql, actor }, { review: id }) {
    const review = (await findReview(sql, id))!;
    const expert = (await findExpert(sql, review.expert_id))!;
    const label = (await findLabel(sql, review.label_id))!;
    const submission = (await findSubmission(sql, label.submission_id))!;
    const project = (await findProject(sql, label.project_id))!;
    const grids = await gridsOf(sql, label.cluster_id);
    const current = [...grids.values()].at(-1)!;
    const closed = label.decision !== null || submission.state !== 'in-review';
    // What was judged stays as it was judged; what is still to be judged follows the grid of today.
    const grid = closed && review.grid_revision !== null ? grids.get(review.grid_revision)! : current;
    const partners = await partnersOf(sql, label.project_id);
    const names = await organisationNames(
      sql,
      partners.map(({ organisation_id }) => organisation_id),
    );
    return {
      id,
      expert: { id: expert.id, name: expert.name },
      cluster: await clusterNamed(sql, label.cluster_id),
      project: { acronym: project.acronym, title: project.title },
      call: callNamed(await knownCalls(sql), label.call_id),
      presentation: submission.presentation,
      partners: partners.map(({ organisation_id }) => names.get(organisation_id)!),
      state: review.state,
      interest: review.interest,
      interestNote: review.interest_note,
      confidentialitySignedOn: expert.confidentiality_signed_on as Day | null,
      dueOn: review.due_on as Day | null,
      doneOn: review.done_on as Day | null,
      criteria: [...grid.criteria],
      grid: grid.revision,
      olderGrid: review.grid_revision !== null && review.grid_revision !== grid.revision,
      marks: review.marks ?? {},
      comment: review.comment,
      score: scoreOf(review, grids),
      closed,
      mine: actor.id === expert.person_id,
      label: label.id,
      synthetic: project.synthetic,
    };
  },
});

/** The reviews that wait for the reader, whichever cluster asked. */
export const listMyReviews = defineQuery({
  name: 'projects.listMyReviews',
  title: { fr: 'Lister ses relectures', en: 'List one’s reviews' },
  path: '/my-project-reviews',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        acronym: z.string(),
        cluster: namedThing,
        assignedOn: daySchema,
        dueOn: daySchema.nullable(),
      }),
    ),
    synthetic: z.boolean(),
  }),
  async run({ sql, actor }) {
    const rows = await reviewsDueBy(sql, actor.id);
    return {
      rows: rows.map(({ synthetic: _, ...row }) => ({
        ...row,
        assignedOn: row.assignedOn as Day,
        dueOn: row.dueOn as Day | null,
      })),
      synthetic: rows.some(({ synthetic }) => synthetic),
    };
  },
});
