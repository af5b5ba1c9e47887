import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { contractKey, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { textBeingSigned } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findStanding, saveStanding } from './signature.store.ts';
import { SIGNERS } from './signing.rules.ts';

/**
 * Notes that the text was opened by the link sent to a party's signatory. It says that somebody, or their mail program, opened the page: never
 * that they agree.
 */
export const openSignatureLink = defineAction({
  name: 'contracts.openSignatureLink',
  title: { fr: 'Ouvrir le lien de signature', en: 'Open the link to sign' },
  path: '/contracts/{contract}/parties/{party}/opened',
  permission: { who: SIGNERS, where: contractPlace, byLink: true },
  webOnly: true,
  input: z.object({ contract: contractKey, party: partyKey }),
  output: z.object({ seenAt: z.date() }),
  refusals: { ...refusing('CONTRACT_STATE'), ...signatureRefusing('NOT_BEING_SIGNED') },
  async run(ctx, { contract, party }) {
    const { edition } = await textBeingSigned(ctx, contract);
    const seenAt = (await findStanding(ctx.sql, edition.id, party))?.seen_at ?? ctx.now;
    await saveStanding(ctx.sql, edition.id, party, { seen_at: seenAt });
    ctx.record({ object: { kind: 'contract', id: contract }, after: { party, seenAt } });
    return { seenAt };
  },
});
