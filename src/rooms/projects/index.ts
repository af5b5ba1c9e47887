/** The door of the room: what the house, the other rooms and their tests may use. */
export {
  acceptShare,
  disputeAttribution,
  proposeAttribution,
  settleAttribution,
} from './delivery/attribution.actions.ts';
export { listFollowUps } from './delivery/campaign.query.ts';
export { askChange, decideChange } from './delivery/change.actions.ts';
export { planProjectFollowUps, sendFollowUp } from './delivery/follow-up.actions.ts';
export { answerFollowUp } from './delivery/follow-up-answer.action.ts';
export { completeMilestone, dropMilestone, planMilestone } from './delivery/milestone.actions.ts';
export {
  recordFirstSale,
  recordIndustrialisation,
  recordMarketYear,
  recordResult,
  withdrawOutcome,
} from './delivery/outcome.actions.ts';
export { refuseApplication } from './funding/files/decide-application.actions.ts';
export { draftApplication } from './funding/files/draft-application.action.ts';
export { lapseApplication } from './funding/files/lapse.actions.ts';
export { recordAgreement } from './funding/files/record-agreement.action.ts';
export { requestPayment, settlePayment } from './funding/files/request-payment.action.ts';
export { selectApplication } from './funding/files/select-application.action.ts';
export { submitApplication } from './funding/files/submit-application.action.ts';
export { type GivenTable, importProjectTable } from './imports/import-table.ts';
export { recordProjectFile } from './imports/record-project-file.action.ts';
export { assignReview } from './labelling/assign-review.action.ts';
export { listMeetings } from './labelling/committee.queries.ts';
export { getLabelFile } from './labelling/label-file.query.ts';
export { labellingCommands } from './labelling/labelling.cli.ts';
export { labellingBuilders } from './labelling/labelling.fixture.ts';
export { planMeeting, setAgenda } from './labelling/meeting.actions.ts';
export { openSubmission } from './labelling/open-submission.action.ts';
export { addExpert } from './labelling/save-expert.action.ts';
export { signConfidentiality } from './labelling/sign-confidentiality.action.ts';
export { submitForLabel } from './labelling/submit-for-label.action.ts';
export { listProjects } from './overview/project-list.query.ts';
export { addPartner } from './project/add-partner.action.ts';
export { abandonProject, advanceProject } from './project/advance-project.action.ts';
export { amendPartner } from './project/amend-partner.action.ts';
export { changeLead, withdrawPartner } from './project/change-consortium.actions.ts';
export { getConsortium } from './project/consortium.query.ts';
export { createProject } from './project/create-project.action.ts';
export { setReaders } from './project/set-readers.action.ts';
export { AUDIENCES, BLOCKS } from './project.ts';
export { projectBuilders } from './projects.fixture.ts';
export { projects } from './room.ts';
