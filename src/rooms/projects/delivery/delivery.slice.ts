import type { Operation } from '#kit/action.ts';
import {
  acceptShare,
  disputeAttribution,
  proposeAttribution,
  renounceShare,
  settleAttribution,
  withdrawDispute,
} from './attribution.actions.ts';
import { draftAttribution, getAttribution } from './attribution.query.ts';
import { getFollowUp, listFollowUps } from './campaign.query.ts';
import { askChange, decideChange, withdrawChange } from './change.actions.ts';
import { getDelivery, getEvidence } from './delivery.query.ts';
import {
  cancelFollowUp,
  planProjectFollowUps,
  remindFollowUp,
  sendDueFollowUps,
  sendFollowUp,
} from './follow-up.actions.ts';
import { answerFollowUp } from './follow-up-answer.action.ts';
import { completeMilestone, dropMilestone, planMilestone } from './milestone.actions.ts';
import { offerFollowUpLink } from './offer-follow-up-link.tsx';
import {
  recordFirstSale,
  recordIndustrialisation,
  recordMarketYear,
  recordResult,
  withdrawOutcome,
} from './outcome.actions.ts';
import { getResults } from './results.query.ts';

export { attributionLife } from './attribution.workflow.ts';
export { deliveryTaskKinds } from './delivery.tasks.ts';
export { followUpChecks, followUpJobs } from './follow-up.jobs.ts';

offerFollowUpLink();

/** What this slice adds to the room. */
export const deliveryOperations: readonly Operation[] = [
  getDelivery,
  getEvidence,
  planMilestone,
  completeMilestone,
  dropMilestone,
  askChange,
  decideChange,
  withdrawChange,
  getResults,
  recordResult,
  recordIndustrialisation,
  recordFirstSale,
  recordMarketYear,
  withdrawOutcome,
  draftAttribution,
  proposeAttribution,
  getAttribution,
  acceptShare,
  disputeAttribution,
  withdrawDispute,
  renounceShare,
  settleAttribution,
  listFollowUps,
  getFollowUp,
  planProjectFollowUps,
  sendFollowUp,
  sendDueFollowUps,
  remindFollowUp,
  cancelFollowUp,
  answerFollowUp,
];
