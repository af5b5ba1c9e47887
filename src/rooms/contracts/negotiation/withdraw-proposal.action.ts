import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { closeProposal, waitingProposal } from './decide-proposal.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';

/** The author takes a proposal back; it stays readable. */
export const withdrawProposal = defineAction({
  name: 'contracts.withdrawProposal',
  title: { fr: 'Retirer sa proposition', en: 'Withdraw one’s proposal' },
  path: '/contracts/{contract}/proposals/{proposal}/withdrawal',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({ contract: contractKey, proposal: z.string().min(1).max(80) }),
  output: z.object({ contract: z.string(), proposal: z.string() }),
  refusals: negotiationRefusing('PROPOSAL_DECIDED', 'NOT_YOUR_PROPOSAL'),
  async run(ctx, { contract, proposal: id }) {
    const proposal = await waitingProposal(ctx, contract, id);
    if (proposal.author_id !== ctx.actor.id) ctx.refuse('NOT_YOUR_PROPOSAL');
    await closeProposal(ctx, proposal, 'withdrawn', null);
    return { contract, proposal: id };
  },
});
