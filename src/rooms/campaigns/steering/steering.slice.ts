import type { Operation } from '#kit/action.ts';
import { getBurden } from './burden.query.ts';
import { getCampaign, listCampaigns } from './campaign.query.ts';
import { closeWithoutReturn } from './close-without-return.action.ts';
import { getFrozenFigures } from './exception.query.ts';
import { grantDelay } from './grant-delay.action.ts';
import { amendCampaign, prepareCampaign } from './prepare-campaign.action.ts';
import { addQuestion, withdrawQuestion } from './question.actions.ts';
import { listQuestions } from './questions.query.ts';
import { recordException } from './record-exception.action.ts';
import { getResults } from './results.query.ts';
import { closeCampaign, openCampaign, publishCampaign } from './run-campaign.actions.ts';
import { validateCampaign } from './validate-campaign.action.ts';

/** What this slice adds to the room. */
export const steeringOperations: readonly Operation[] = [
  listCampaigns,
  getCampaign,
  prepareCampaign,
  amendCampaign,
  openCampaign,
  closeCampaign,
  closeWithoutReturn,
  grantDelay,
  validateCampaign,
  publishCampaign,
  getFrozenFigures,
  recordException,
  listQuestions,
  addQuestion,
  withdrawQuestion,
  getBurden,
  getResults,
];

export { steeringChecks, steeringJobs } from './steering.jobs.ts';
export { steeringTaskKinds } from './steering.tasks.ts';
