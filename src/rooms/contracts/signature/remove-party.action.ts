import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, optionalText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textUnderWay } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { deleteParty, hasCommitments } from './signature.store.ts';

/** Takes a local authority off the parties. The State and the region of each territory, and the association, stay (R22). */
export const removeParty = defineAction({
  name: 'contracts.removeParty',
  title: { fr: 'Retirer une partie du contrat', en: 'Remove a party from the contract' },
  path: '/contracts/{contract}/parties/{party}/remove',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({ contract: contractKey, party: partyKey, reason: optionalText }),
  output: z.object({ contract: z.string() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY', 'TEXT_BEING_SIGNED'),
    ...signatureRefusing('PARTY_UNKNOWN', 'PARTY_KEPT', 'PARTY_COMMITS'),
  },
  async run(ctx, { contract, party, reason }) {
    const { edition } = await textUnderWay(ctx, contract);
    if (edition.state === 'signing') ctx.refuse('TEXT_BEING_SIGNED');
    const before = await partyOf(ctx, edition, party);
    if (before.kind !== 'authority') ctx.refuse('PARTY_KEPT');
    if (await hasCommitments(ctx.sql, edition.id, party)) ctx.refuse('PARTY_COMMITS');
    await deleteParty(ctx.sql, edition.id, party);
    ctx.record({ object: { kind: 'contract', id: contract }, reason, before: { party, name: before.name } });
    return { contract };
  },
});
