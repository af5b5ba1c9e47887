import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { partiesOf } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, partyKey, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textUnderWay } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { insertParty, metropoleName, nextAuthorityNumber, updateParty } from './signature.store.ts';

/** Adds a local authority that funds the cluster to the parties, or corrects how a party is named and placed (R22). */
export const saveParty = defineAction({
  name: 'contracts.saveParty',
  title: { fr: 'Inscrire une partie au contrat', en: 'Enter a party to the contract' },
  path: '/contracts/{contract}/parties',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Absent for a new one. */
    party: partyKey.optional(),
    name: shortText,
    /** Code of its region in the list of 2013. */
    region: z.string().max(10).nullish(),
    /** SIREN of the métropole, when it is one: its officers then sign by account. */
    metropole: z
      .string()
      .regex(/^\d{9}$/)
      .nullish(),
    /** Its rank among the parties; the coordinating prefect stays first. */
    position: z.int().min(1).max(100).nullish(),
  }),
  output: z.object({ contract: z.string(), party: z.string() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY', 'TEXT_BEING_SIGNED'),
    ...signatureRefusing('PARTY_UNKNOWN', 'PARTY_NAMED_TWICE', 'METROPOLE_UNKNOWN'),
  },
  async run(ctx, { contract, party, name, region, metropole, position }) {
    const { edition } = await textUnderWay(ctx, contract);
    if (edition.state === 'signing') ctx.refuse('TEXT_BEING_SIGNED');
    const parties = await partiesOf(ctx.sql, edition.id);
    const sameName = parties.find((one) => one.id !== party && one.name.toLowerCase() === name.toLowerCase());
    if (sameName) ctx.refuse('PARTY_NAMED_TWICE', { field: 'name' });
    if (metropole && (await metropoleName(ctx.sql, metropole)) === null)
      ctx.refuse('METROPOLE_UNKNOWN', { field: 'metropole' });
    const last = Math.max(0, ...parties.map((one) => one.position));
    if (party !== undefined) {
      const before = await partyOf(ctx, edition, party);
      const isAuthority = before.kind === 'authority';
      const after = {
        name,
        position: position ?? before.position,
        ...(isAuthority && { region: region ?? null, metropole: metropole ?? null }),
      };
      await updateParty(ctx.sql, edition.id, party, after);
      ctx.record({
        object: { kind: 'contract', id: contract },
        before: { party, name: before.name },
        after: { party, ...after },
      });
      return { contract, party };
    }
    const id = `authority-${await nextAuthorityNumber(ctx.sql, contract)}`;
    const added = {
      id,
      kind: 'authority' as const,
      coordinating: false,
      name,
      region: region ?? null,
      metropole: metropole ?? null,
      position: position ?? last + 1,
    };
    await insertParty(ctx.sql, { ...added, edition_id: edition.id });
    ctx.record({ object: { kind: 'contract', id: contract }, after: added });
    return { contract, party: id };
  },
});
