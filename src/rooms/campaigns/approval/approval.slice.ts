import type { Operation } from '#kit/action.ts';
import { acceptForRegion, acceptForState, applyApprovalSilence, sendBackReturn } from './decide-return.actions.ts';
import { acceptUnchanged, answerQuestion, giveVerdict } from './give-verdict.action.ts';
import { giveReturnOpinion } from './opinion.actions.ts';
import { getReview, listReviews } from './review.query.ts';

/** What this slice adds to the room. */
export const approvalOperations: readonly Operation[] = [
  listReviews,
  getReview,
  giveVerdict,
  acceptUnchanged,
  answerQuestion,
  acceptForState,
  acceptForRegion,
  sendBackReturn,
  applyApprovalSilence,
  giveReturnOpinion,
];

export { approvalJobs } from './approval.jobs.ts';
export { approvalTaskKinds } from './approval.tasks.ts';
