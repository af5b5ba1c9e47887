import type { Operation } from '#kit/action.ts';
import { abandonAmendment } from './abandon-amendment.action.ts';
import { confirmDecision } from './confirm-decision.action.ts';
import { endContract } from './end-contract.action.ts';
import { openAmendment } from './open-amendment.action.ts';
import { openContract } from './open-contract.action.ts';
import { openContracts } from './open-contracts.action.ts';
import { recordExamination, recordImprovementAxes } from './record-improvement.action.ts';
import { recordSupportDecision } from './record-support-decision.action.ts';
import { replyToDecision } from './reply-to-decision.action.ts';
import { setAmendedTerm } from './set-amended-term.action.ts';
import { withdrawDecision } from './withdraw-decision.action.ts';

/** Everything that is done in the life of a contract, beside writing and signing it. */
export const LIFE_ACTIONS: readonly Operation[] = [
  openContract,
  openContracts,
  openAmendment,
  setAmendedTerm,
  abandonAmendment,
  recordImprovementAxes,
  recordExamination,
  recordSupportDecision,
  replyToDecision,
  confirmDecision,
  withdrawDecision,
  endContract,
];
