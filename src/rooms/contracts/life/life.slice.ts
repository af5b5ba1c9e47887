import type { Operation } from '#kit/action.ts';
import { getContract } from './contract.query.ts';
import { getContractLife } from './contract-life.query.ts';
import { listClusterContracts, listContracts } from './contract-list.query.ts';
import { listContractsToOpen } from './contract-opening.query.ts';
import { LIFE_ACTIONS } from './life.actions.ts';
import { getPublicContract } from './public-contract.query.ts';

export { contractTaskKinds } from './contract.tasks.ts';
export { contractLink } from './contract-link.ts';
export { supportDecisionLife } from './support-decision.workflow.ts';

/** What this slice adds to the room. */
export const lifeOperations: readonly Operation[] = [
  listContracts,
  listContractsToOpen,
  listClusterContracts,
  getContract,
  getContractLife,
  getPublicContract,
  ...LIFE_ACTIONS,
];
