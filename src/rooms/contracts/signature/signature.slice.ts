import type { Operation } from '#kit/action.ts';
import { amendText } from './amend-text.action.ts';
import { listSignatureBoards } from './board-list.query.ts';
import { getSignatureFile } from './get-signature-file.query.ts';
import { offerSignatureLink } from './offer-signature-link.tsx';
import { openSignatureLink } from './open-signature-link.action.ts';
import { listPartyPlaces } from './party-place-list.query.ts';
import { previewTextChange } from './preview-text-change.query.ts';
import { recordAssembly } from './record-assembly.action.ts';
import { recordDeliberation } from './record-deliberation.action.ts';
import { recordPaperSignature } from './record-paper-signature.action.ts';
import { refuseToSign } from './refuse-to-sign.action.ts';
import { remindParty } from './remind-party.action.ts';
import { removeParty } from './remove-party.action.ts';
import { saveParty } from './save-party.action.ts';
import { saveSignatory } from './save-signatory.action.ts';
import { sealText } from './seal-text.action.ts';
import { sendForSignature } from './send-for-signature.action.ts';
import { sendSignatureLink } from './send-signature-link.action.ts';
import { setProvisionalStart } from './set-provisional-start.action.ts';
import { signContract } from './sign-contract.action.ts';
import { getSignatureBoard } from './signature-board.query.ts';
import { verifyText } from './verify-text.query.ts';
import { withdrawFromSignature } from './withdraw-from-signature.action.ts';

export { signatureChecks, signatureJobs } from './signature.jobs.ts';

offerSignatureLink();

/** What this slice adds to the room. */
export const signatureOperations: readonly Operation[] = [
  getSignatureBoard,
  listSignatureBoards,
  listPartyPlaces,
  saveParty,
  removeParty,
  saveSignatory,
  recordAssembly,
  recordDeliberation,
  sendForSignature,
  withdrawFromSignature,
  sendSignatureLink,
  openSignatureLink,
  signContract,
  recordPaperSignature,
  refuseToSign,
  remindParty,
  previewTextChange,
  amendText,
  sealText,
  setProvisionalStart,
  getSignatureFile,
  verifyText,
];
