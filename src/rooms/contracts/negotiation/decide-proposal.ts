import { notFound } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { lockContract } from '../contract.store.ts';
import type { ProposalTable } from './negotiation.ts';
import { findProposal, updateProposal } from './proposal.store.ts';
import { proposalLife } from './proposal.workflow.ts';

/** A proposal that still waits, with its contract held, so that two people never decide it in two ways. */
export async function waitingProposal(
  ctx: ActionContext<'PROPOSAL_DECIDED'>,
  contract: string,
  id: string,
): Promise<ProposalTable> {
  await lockContract(ctx.sql, contract);
  const proposal = await findProposal(ctx.sql, contract, id);
  if (!proposal) throw notFound();
  if (proposal.state !== 'open')
    ctx.refuse('PROPOSAL_DECIDED', { with: { state: say(proposalLife.states[proposal.state]).toLowerCase() } });
  return proposal;
}

/** Ends a proposal that leaves the text as it is. */
export async function closeProposal(
  ctx: ActionContext<'PROPOSAL_DECIDED'>,
  proposal: ProposalTable,
  state: 'refused' | 'withdrawn',
  word: string | null,
): Promise<void> {
  await updateProposal(ctx.sql, proposal.id, {
    state,
    decided_at: ctx.now,
    decided_by: ctx.actor.name,
    word,
  });
  ctx.record({
    object: { kind: 'contract', id: proposal.contract_id },
    reason: word,
    before: { proposal: proposal.id, state: 'open' },
    after: { proposal: proposal.id, state },
  });
}
