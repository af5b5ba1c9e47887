import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { WRITERS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { closeProposal, waitingProposal } from './decide-proposal.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';

/** Leaves the text as it is, with a word that the author reads. */
export const refuseProposal = defineAction({
  name: 'contracts.refuseProposal',
  title: { fr: 'Refuser une proposition', en: 'Refuse a proposal' },
  path: '/contracts/{contract}/proposals/{proposal}/refusal',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ contract: contractKey, proposal: z.string().min(1).max(80), word: longText }),
  output: z.object({ contract: z.string(), proposal: z.string() }),
  refusals: negotiationRefusing('PROPOSAL_DECIDED'),
  async run(ctx, { contract, proposal: id, word }) {
    await closeProposal(ctx, await waitingProposal(ctx, contract, id), 'refused', word);
    return { contract, proposal: id };
  },
});
