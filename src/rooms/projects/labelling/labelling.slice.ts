import type { Operation } from '#kit/action.ts';
import { assignReview } from './assign-review.action.ts';
import { getLabellingRules, listExperts, listMeetings } from './committee.queries.ts';
import { decideProjectLabel } from './decide-project-label.action.ts';
import { declareInterest, recordInterest } from './declare-interest.action.ts';
import { exportLabelLetter, exportMinutes } from './export-papers.query.ts';
import { getLabelFile } from './label-file.query.ts';
import { listLabelRequests } from './label-request-list.query.ts';
import { getLabelling } from './labelling.query.ts';
import { getLabellingOdds } from './labelling-odds.query.ts';
import { closeMeeting, planMeeting, setAgenda } from './meeting.actions.ts';
import { getMeeting } from './meeting.query.ts';
import { openSubmission } from './open-submission.action.ts';
import { recordReview } from './record-review.action.ts';
import { getReview, listMyReviews } from './review.query.ts';
import { addExpert, saveExpert } from './save-expert.action.ts';
import { saveGrid } from './save-grid.action.ts';
import { setLabellingRules } from './set-labelling-rules.action.ts';
import { signConfidentiality } from './sign-confidentiality.action.ts';
import { submitForLabel } from './submit-for-label.action.ts';
import { recordAttendance, recordVotes } from './vote.actions.ts';
import { withdrawSubmission } from './withdraw-submission.action.ts';

export { labellingTaskKinds } from './labelling.tasks.ts';

/** What this slice adds to the room. */
export const labellingOperations: readonly Operation[] = [
  getLabelling,
  openSubmission,
  submitForLabel,
  withdrawSubmission,
  listLabelRequests,
  getLabelFile,
  getLabellingOdds,
  getLabellingRules,
  setLabellingRules,
  saveGrid,
  listExperts,
  addExpert,
  saveExpert,
  signConfidentiality,
  assignReview,
  declareInterest,
  recordInterest,
  getReview,
  listMyReviews,
  recordReview,
  listMeetings,
  planMeeting,
  getMeeting,
  setAgenda,
  recordAttendance,
  recordVotes,
  decideProjectLabel,
  closeMeeting,
  exportLabelLetter,
  exportMinutes,
];
