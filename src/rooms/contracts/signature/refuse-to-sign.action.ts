import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { partiesOf } from '../contract.store.ts';
import { contractAddress } from '../contract-address.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey, longText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textBeingSigned } from './being-signed.ts';
import { addressesOf, notify } from './notices.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { saveStanding, standingSignature } from './signature.store.ts';
import { maySpeakFor } from './signing.rules.ts';

/** A party says that it will not sign this text, and why. It may still change its mind: a signature given later puts an end to the refusal. */
export const refuseToSign = defineAction({
  name: 'contracts.refuseToSign',
  title: { fr: 'Refuser de signer', en: 'Refuse to sign' },
  path: '/contracts/{contract}/parties/{party}/refuse',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({ contract: contractKey, party: partyKey, reason: longText }),
  output: z.object({ contract: z.string(), party: z.string() }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...signatureRefusing('NOT_BEING_SIGNED', 'PARTY_UNKNOWN', 'ALREADY_SIGNED', 'NOT_YOUR_VOTE'),
  },
  async run(ctx, { contract: id, party: partyId, reason }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const party = await partyOf(ctx, edition, partyId);
    if (!maySpeakFor(party, contract.cluster_id, ctx.actor)) ctx.refuse('NOT_YOUR_VOTE');
    const present = await standingSignature(ctx.sql, edition.id, party.id);
    if (present) ctx.refuse('ALREADY_SIGNED', { with: { on: formatDay(present.signed_on) } });
    await saveStanding(ctx.sql, edition.id, party.id, { refused_at: ctx.now, refusal: reason });
    const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
    const url = `${ctx.services.config.url}${contractAddress(id, 'signature')}`;
    const told = new Set<string>();
    for (const one of await partiesOf(ctx.sql, edition.id))
      if (one.kind === 'cluster' || one.coordinating)
        for (const to of await addressesOf(ctx.sql, contract.cluster_id, one, ctx.today)) told.add(to);
    await notify(ctx, told, (words) => ({
      subject: words.mail.refused.subject(party.name, cluster),
      lines: [words.mail.refused.body(party.name, cluster), words.mail.reason(reason), url],
    }));
    ctx.record({ object: { kind: 'contract', id }, reason, after: { party: party.id, edition: edition.number } });
    return { contract: id, party: party.id };
  },
});
