import type { Operation } from '#kit/action.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import type { StillNeededCheck } from '#kit/mail.ts';
import { acceptProposal } from './accept-proposal.action.ts';
import { addComment } from './add-comment.action.ts';
import { ANSWER_AWAITED, applySilence } from './apply-silence.action.ts';
import { listComments } from './comment-list.query.ts';
import { addCondition, completeCondition, reopenCondition } from './condition.actions.ts';
import { getNegotiation } from './negotiation.query.ts';
import { openDiscussion } from './open-discussion.action.ts';
import { listPassages } from './passage-list.query.ts';
import { planPresentation } from './plan-presentation.action.ts';
import { presentProject } from './present-project.action.ts';
import { getProposal, listProposals } from './proposal-list.query.ts';
import { proposeChange } from './propose-change.action.ts';
import { recordAnswer } from './record-answer.action.ts';
import { recordOpinion } from './record-opinion.action.ts';
import { refuseProposal } from './refuse-proposal.action.ts';
import { resendDraft } from './resend-draft.action.ts';
import { resolveComment } from './resolve-comment.action.ts';
import { resumeDiscussion } from './resume-discussion.action.ts';
import { isAnswerAwaited, silenceJob } from './silence.job.ts';
import { waivePresentation } from './waive-presentation.action.ts';
import { withdrawComment } from './withdraw-comment.action.ts';
import { withdrawProposal } from './withdraw-proposal.action.ts';

/** What this slice adds to the room. */
export const negotiationOperations: readonly Operation[] = [
  getNegotiation,
  openDiscussion,
  resendDraft,
  recordAnswer,
  applySilence,
  planPresentation,
  presentProject,
  waivePresentation,
  recordOpinion,
  addCondition,
  completeCondition,
  reopenCondition,
  resumeDiscussion,
  listPassages,
  listComments,
  addComment,
  resolveComment,
  withdrawComment,
  listProposals,
  getProposal,
  proposeChange,
  acceptProposal,
  refuseProposal,
  withdrawProposal,
];

export const negotiationJobs: readonly JobDefinition[] = [silenceJob];

export const negotiationMailChecks: Readonly<Record<string, StillNeededCheck>> = { [ANSWER_AWAITED]: isAnswerAwaited };
