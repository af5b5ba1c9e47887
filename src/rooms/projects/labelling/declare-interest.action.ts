import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { longText, optionalText } from '../projects.schemas.ts';
import { expertsBefore } from './expert.store.ts';
import { fileInReview } from './file-in-review.ts';
import { labelPlace, ownReviewPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { expertKey, labelKey, reviewKey } from './labelling.ts';
import { findReview, insertReview, reviewOfExpert, updateReview } from './review.store.ts';

/** A reviewer says whether they have an interest in the project (R65). With one, the file goes to somebody else, and the declaration stands. */
export const declareInterest = defineAction({
  name: 'projects.declareInterest',
  title: { fr: 'Déclarer son intérêt dans un projet', en: 'Declare one’s interest in a project' },
  path: '/project-reviews/{review}/interest',
  permission: { who: 'signed-in', where: ownReviewPlace },
  input: z.object({ review: reviewKey, interest: z.enum(['none', 'declared']), note: optionalText }),
  output: z.object({ review: z.string(), interest: z.enum(['none', 'declared']) }),
  refusals: labellingRefusing('FILE_DECIDED', 'FILE_NOT_IN_REVIEW', 'INTEREST_STANDS', 'INTEREST_NOTE_MISSING'),
  async run(ctx, { review: id, interest, note }) {
    const { label_id } = (await findReview(ctx.sql, id))!;
    const { label } = await fileInReview(ctx, label_id);
    const review = (await findReview(ctx.sql, id))!;
    if (review.interest === 'declared') ctx.refuse('INTEREST_STANDS');
    const declared = interest === 'declared';
    if (declared && !note) ctx.refuse('INTEREST_NOTE_MISSING', { field: 'note' });
    await updateReview(ctx.sql, id, {
      interest,
      interest_note: declared ? note! : null,
      ...(declared && { state: 'declined' as const }),
    });
    ctx.record({
      object: { kind: 'project', id: label.project_id },
      after: { review: id, interest, note: note ?? null },
    });
    return { review: id, interest };
  },
});

/** A member of the committee who does not review the project has an interest in it (R65): they will leave the room. */
export const recordInterest = defineAction({
  name: 'projects.recordInterest',
  title: { fr: 'Noter l’intérêt d’un expert dans un projet', en: 'Record an expert’s interest in a project' },
  path: '/project-labels/{label}/interests',
  permission: { who: TEAM, where: labelPlace },
  input: z.object({ label: labelKey, expert: expertKey, note: longText }),
  output: z.object({ label: z.string(), cluster: z.string() }),
  refusals: labellingRefusing('FILE_DECIDED', 'FILE_NOT_IN_REVIEW', 'OTHER_CLUSTER', 'INTEREST_STANDS'),
  async run(ctx, { label: id, expert: expertId, note }) {
    const { label } = await fileInReview(ctx, id);
    const experts = await expertsBefore(ctx.sql, label.cluster_id, label.project_id);
    if (!experts.some((one) => one.id === expertId)) ctx.refuse('OTHER_CLUSTER', { field: 'expert' });
    const present = await reviewOfExpert(ctx.sql, id, expertId);
    if (present?.interest === 'declared') ctx.refuse('INTEREST_STANDS', { field: 'expert' });
    const declared = { interest: 'declared', interest_note: note, state: 'declined' } as const;
    if (present) await updateReview(ctx.sql, present.id, declared);
    else
      await insertReview(ctx.sql, {
        ...declared,
        id: ctx.newId('rev'),
        label_id: id,
        expert_id: expertId,
        assigned_on: await actingDay(ctx.sql, ctx.today),
        due_on: null,
      });
    ctx.record({
      object: { kind: 'project', id: label.project_id },
      after: { label: id, expert: expertId, interest: note },
    });
    return { label: id, cluster: label.cluster_id };
  },
});
