import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { partiesOf, updateEdition } from '../contract.store.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CLUSTER_HEADS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { textBeingSigned } from './being-signed.ts';
import { addressesOf, notify } from './notices.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { clearSignatures, saveStanding, signaturesOf } from './signature.store.ts';

/** Takes the text back to its writing. Every signature is cleared and stays readable as such; the parties read why. */
export const withdrawFromSignature = defineAction({
  name: 'contracts.withdrawFromSignature',
  title: { fr: 'Retirer le texte de la signature', en: 'Withdraw the text from signature' },
  path: '/contracts/{contract}/withdraw-from-signature',
  permission: { who: [...new Set([...CLUSTER_HEADS, ...STATE_KEEPERS])], where: contractPlace },
  input: z.object({ contract: contractKey, reason: longText }),
  output: z.object({ contract: z.string(), cleared: z.int() }),
  refusals: { ...refusing('CONTRACT_STATE'), ...signatureRefusing('NOT_BEING_SIGNED') },
  async run(ctx, { contract: id, reason }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const parties = await partiesOf(ctx.sql, edition.id);
    const signed = (await signaturesOf(ctx.sql, edition.id)).filter(({ cleared_at }) => cleared_at === null);
    await clearSignatures(
      ctx.sql,
      edition.id,
      signed.map(({ party_id }) => party_id),
      { at: ctx.now, by: ctx.actor.name, reason },
    );
    await updateEdition(ctx.sql, edition.id, {
      state: 'open',
      frozen: null,
      frozen_digest: null,
      frozen_at: null,
      pdf_file_id: null,
    });
    const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
    for (const party of parties) {
      await saveStanding(ctx.sql, edition.id, party.id, { sent_at: null, seen_at: null, link_expires_at: null });
      const addresses = await addressesOf(ctx.sql, contract.cluster_id, party, ctx.today);
      await notify(ctx, addresses, (words) => ({
        subject: words.mail.withdrawn.subject(cluster, edition.number),
        lines: [words.mail.withdrawn.body(cluster, ctx.actor.name), words.mail.reason(reason)],
      }));
    }
    ctx.record({
      object: { kind: 'contract', id },
      reason,
      before: {
        edition: edition.number,
        digest: edition.frozen_digest,
        signed: signed.map(({ party_id }) => party_id),
      },
      after: { cleared: signed.map(({ id: signature }) => signature) },
    });
    return { contract: id, cleared: signed.length };
  },
});
