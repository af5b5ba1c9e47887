import type { Operation } from '#kit/action.ts';
import { getRules } from '../settings/rules.query.ts';
import { updateRules } from '../settings/update-rules.action.ts';
import { listCodes } from './code-list.query.ts';
import { getFinancing } from './financing.query.ts';
import { recordPayment, withdrawPayment } from './payment.actions.ts';
import { saveRegionalPriority, withdrawRegionalPriority } from './priority.actions.ts';
import { listRegionalPriorities } from './priority.query.ts';
import { saveArea, saveBudget, saveCommitment, saveDiagnosis, saveGoal, saveMarket } from './save-strategy.actions.ts';
import { setCommitments } from './set-commitments.action.ts';
import { getStrategy } from './strategy.query.ts';

/** What this slice adds to the room; the programme's rules on contracts come with it. */
export const strategyOperations: readonly Operation[] = [
  getStrategy,
  saveArea,
  saveGoal,
  saveMarket,
  saveDiagnosis,
  listCodes,
  getFinancing,
  saveBudget,
  saveCommitment,
  setCommitments,
  recordPayment,
  withdrawPayment,
  listRegionalPriorities,
  saveRegionalPriority,
  withdrawRegionalPriority,
  getRules,
  updateRules,
];
