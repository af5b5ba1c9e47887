import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { daySchema } from '../projects.schemas.ts';
import { expertsBefore, partnersEver } from './expert.store.ts';
import { fileInReview } from './file-in-review.ts';
import { reviewerFault } from './interest.rules.ts';
import { labelPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { expertKey, labelKey } from './labelling.ts';
import { insertReview, reviewOfExpert } from './review.store.ts';

/** Gives a file to an expert, who signed confidentiality and has no known interest in the project (R65). */
export const assignReview = defineAction({
  name: 'projects.assignReview',
  title: { fr: 'Confier la relecture d’un projet', en: 'Assign the review of a project' },
  path: '/project-labels/{label}/reviews',
  permission: { who: TEAM, where: labelPlace },
  input: z.object({ label: labelKey, expert: expertKey, dueOn: daySchema.nullish() }),
  output: z.object({ review: z.string(), label: z.string(), cluster: z.string() }),
  refusals: labellingRefusing(
    'FILE_DECIDED',
    'FILE_NOT_IN_REVIEW',
    'OTHER_CLUSTER',
    'EXPERT_GONE',
    'NOT_SIGNED',
    'PARTNER_INTEREST',
    'DECLARED_INTEREST',
    'ALREADY_ASSIGNED',
    'DUE_BEFORE',
  ),
  async run(ctx, { label: id, expert: expertId, dueOn }) {
    const { label } = await fileInReview(ctx, id);
    const experts = await expertsBefore(ctx.sql, label.cluster_id, label.project_id);
    const expert = experts.find((one) => one.id === expertId);
    if (!expert) return ctx.refuse('OTHER_CLUSTER', { field: 'expert' });
    const detail = { field: 'expert', with: { expert: expert.name } };
    const fault = reviewerFault(expert, await partnersEver(ctx.sql, label.project_id));
    if (fault) ctx.refuse(fault, detail);
    if (await reviewOfExpert(ctx.sql, id, expertId)) ctx.refuse('ALREADY_ASSIGNED', detail);
    const on = await actingDay(ctx.sql, ctx.today);
    if (dueOn && dueOn <= on) ctx.refuse('DUE_BEFORE', { field: 'dueOn' });
    const review = ctx.newId('rev');
    await insertReview(ctx.sql, {
      id: review,
      label_id: id,
      expert_id: expertId,
      assigned_on: on,
      due_on: dueOn ?? null,
      state: 'assigned',
    });
    ctx.record({ object: { kind: 'project', id: label.project_id }, after: { label: id, review, expert: expertId } });
    return { review, label: id, cluster: label.cluster_id };
  },
});
