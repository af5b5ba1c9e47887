import { say } from '#kit/say.ts';
import { decideTransition, type TransitionOf } from '#kit/workflow.ts';
import type { ContractState } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';

/** Why a contract in this state does not take this transition, in words; empty when only guards stand in the way. */
export function stateReason(state: ContractState, transition: TransitionOf<typeof contractLife>): string {
  const decision = decideTransition(contractLife, state, transition, {});
  return decision.ok ? '' : decision.reasons.map(say).join(' ');
}
