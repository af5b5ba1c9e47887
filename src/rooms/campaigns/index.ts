/** The door of the room: what the house, the other rooms and their tests may use. */
export {
  acceptForRegion,
  acceptForState,
  applyApprovalSilence,
  sendBackReturn,
} from './approval/decide-return.actions.ts';
export { answerQuestion, giveVerdict } from './approval/give-verdict.action.ts';
export { giveReturnOpinion } from './approval/opinion.actions.ts';
export { getReview } from './approval/review.query.ts';
export { usualSettings } from './campaign.ts';
export { openReturn } from './filling/open-return.action.ts';
export { recordEffort } from './filling/record-effort.action.ts';
export { getReturn } from './filling/return.query.ts';
export type { GridCell } from './filling/return-grid.ts';
export { saveCells } from './filling/save-cells.action.ts';
export { saveNarrative } from './filling/save-narrative.action.ts';
export { submitReturn } from './filling/submit-return.action.ts';
export { campaigns } from './room.ts';
export { getCampaign, listCampaigns } from './steering/campaign.query.ts';
export { closeWithoutReturn } from './steering/close-without-return.action.ts';
export { prepareCampaign } from './steering/prepare-campaign.action.ts';
export { addQuestion, withdrawQuestion } from './steering/question.actions.ts';
export { listQuestions } from './steering/questions.query.ts';
export { recordException } from './steering/record-exception.action.ts';
export { closeCampaign, openCampaign, publishCampaign } from './steering/run-campaign.actions.ts';
export { validateCampaign } from './steering/validate-campaign.action.ts';
