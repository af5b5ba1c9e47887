import type { ActionContext } from '#kit/context.ts';
import { locale, say } from '#kit/say.ts';
import type { ContractState, ContractTable } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';
import { t } from './negotiation.sentences.ts';

/** Refuses an act that these states of the contract do not know, with the state it is in and those that would do. */
export function mustBe(
  ctx: ActionContext<'CONTRACT_STATE'>,
  contract: ContractTable,
  states: readonly ContractState[],
): void {
  if (states.includes(contract.state)) return;
  const name = (state: ContractState) => t().quoted(say(contractLife.states[state]));
  const wanted = new Intl.ListFormat(locale(), { type: 'disjunction' }).format(states.map(name));
  ctx.refuse('CONTRACT_STATE', { with: { reason: t().stateNeeded(name(contract.state), wanted) } });
}
