import type { Operation } from '#kit/action.ts';
import type { AnyWorkflow } from '#kit/workflow.ts';
import { computeFreeAid } from './calculator/free-aid.query.ts';
import { computeProjectAid } from './calculator/project-aid.query.ts';
import { addCall } from './calls/add-call.action.ts';
import { listCalls } from './calls/call-list.query.ts';
import { applicationLife } from './files/application.workflow.ts';
import { getDeMinimis } from './files/de-minimis.query.ts';
import { declareEligible, refuseApplication } from './files/decide-application.actions.ts';
import { draftApplication, setAskedAid } from './files/draft-application.action.ts';
import { listFundingFiles } from './files/file-list.query.ts';
import { getFunding } from './files/funding.query.ts';
import { derogateLapse, lapseApplication } from './files/lapse.actions.ts';
import { lapseJob } from './files/lapse.job.ts';
import { getPaymentEvidence } from './files/payment-evidence.query.ts';
import { closeApplication, recordAgreement } from './files/record-agreement.action.ts';
import { recordDeMinimisAid } from './files/record-de-minimis.action.ts';
import { requestPayment, settlePayment } from './files/request-payment.action.ts';
import { selectApplication } from './files/select-application.action.ts';
import { submitApplication, withdrawApplication } from './files/submit-application.action.ts';

export { fundingTaskKinds } from './files/funding.tasks.ts';

/** What this slice adds to the room. */
export const fundingOperations: readonly Operation[] = [
  listCalls,
  addCall,
  computeFreeAid,
  computeProjectAid,
  getFunding,
  getDeMinimis,
  listFundingFiles,
  draftApplication,
  setAskedAid,
  submitApplication,
  withdrawApplication,
  declareEligible,
  selectApplication,
  refuseApplication,
  derogateLapse,
  lapseApplication,
  recordAgreement,
  closeApplication,
  requestPayment,
  settlePayment,
  getPaymentEvidence,
  recordDeMinimisAid,
];

export const fundingWorkflows: readonly AnyWorkflow[] = [applicationLife];

export const fundingJobs = [lapseJob];
