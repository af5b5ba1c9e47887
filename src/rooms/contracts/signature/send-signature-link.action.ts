import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { allowingVote, partyOf, textBeingSigned } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findSignatory, standingSignature } from './signature.store.ts';
import { sendLinkTo } from './signature-link.ts';

/** Sends the signatory of a party the link by which they read the text and sign it. */
export const sendSignatureLink = defineAction({
  name: 'contracts.sendSignatureLink',
  title: { fr: 'Envoyer le lien de signature', en: 'Send the link to sign' },
  path: '/contracts/{contract}/parties/{party}/signature-link',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({ contract: contractKey, party: partyKey }),
  output: z.object({ contract: z.string(), party: z.string(), to: z.string(), expiresAt: z.date() }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...signatureRefusing(
      'NOT_BEING_SIGNED',
      'PARTY_UNKNOWN',
      'ALREADY_SIGNED',
      'NO_SIGNATORY',
      'NO_ADDRESS',
      'NO_DELIBERATION',
    ),
  },
  async run(ctx, { contract: id, party: partyId }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const party = await partyOf(ctx, edition, partyId);
    const present = await standingSignature(ctx.sql, edition.id, party.id);
    if (present) ctx.refuse('ALREADY_SIGNED', { with: { on: formatDay(present.signed_on) } });
    const signatory = await findSignatory(ctx.sql, edition.id, party.id);
    if (!signatory) return ctx.refuse('NO_SIGNATORY');
    if (!signatory.email) return ctx.refuse('NO_ADDRESS');
    await allowingVote(ctx, edition, party);
    const link = await sendLinkTo(ctx, contract, edition, party, { ...signatory, email: signatory.email });
    ctx.record({
      object: { kind: 'contract', id },
      after: { party: party.id, link: link.id, to: signatory.name, expiresAt: link.expiresAt },
    });
    return { contract: id, party: party.id, to: signatory.email, expiresAt: link.expiresAt };
  },
});
