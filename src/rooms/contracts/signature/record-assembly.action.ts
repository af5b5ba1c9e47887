import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { refusing } from '../contracts.refusals.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey, daySchema, optionalText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textUnderWay } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findStanding, saveStanding } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { maySpeakFor } from './signing.rules.ts';

/** The day on which an authority's assembly is to vote: what the calendar of signatures hangs on (R21, R23). */
export const recordAssembly = defineAction({
  name: 'contracts.recordAssembly',
  title: { fr: 'Indiquer la date d’une assemblée', en: 'Give the day of an assembly' },
  path: '/contracts/{contract}/parties/{party}/assembly',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    /** Null when the day planned no longer holds and no other is known. */
    assemblyOn: daySchema.nullable(),
    reason: optionalText,
  }),
  output: z.object({ contract: z.string(), party: z.string() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY'),
    ...signatureRefusing('PARTY_UNKNOWN', 'NO_VOTE_HERE', 'NOT_YOUR_VOTE'),
  },
  async run(ctx, { contract, party, assemblyOn, reason }) {
    const { contract: held, edition } = await textUnderWay(ctx, contract);
    const voting = await partyOf(ctx, edition, party);
    if (!needsVote(voting.kind)) ctx.refuse('NO_VOTE_HERE');
    if (!maySpeakFor(voting, held.cluster_id, ctx.actor)) ctx.refuse('NOT_YOUR_VOTE');
    const before = (await findStanding(ctx.sql, edition.id, party))?.assembly_on ?? null;
    await saveStanding(ctx.sql, edition.id, party, { assembly_on: assemblyOn });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: { party, assemblyOn: before },
      after: { party, assemblyOn },
    });
    return { contract, party };
  },
});
