import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, daySchema, optionalText, partyKey, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textUnderWay, wantReason } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findSignatory, saveSignatoryRow } from './signature.store.ts';

/** Names who signs for a party: the head of the authority, or whoever holds a delegation of theirs. */
export const saveSignatory = defineAction({
  name: 'contracts.saveSignatory',
  title: { fr: 'Indiquer qui signe pour une partie', en: 'Say who signs for a party' },
  path: '/contracts/{contract}/parties/{party}/signatory',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    name: shortText,
    title: shortText,
    /** Where the one-off link is sent. */
    email: z.email().max(200).nullish(),
    /** The act that lets them sign when they are not the head: « arrêté n° 13-118 du 4 avril 2013 ». */
    delegation: z.string().trim().max(500).nullish(),
    delegationOn: daySchema.nullish(),
    /** Scan of the delegation. */
    file: attachedFile.nullish(),
    reason: optionalText,
  }),
  output: z.object({ contract: z.string(), party: z.string() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY'),
    ...signatureRefusing('PARTY_UNKNOWN', 'REASON_WANTED'),
    ...ATTACHED_REFUSALS,
  },
  async run(ctx, { contract, party, name, title, email, delegation, delegationOn, file, reason }) {
    const { edition } = await textUnderWay(ctx, contract);
    await partyOf(ctx, edition, party);
    const before = await findSignatory(ctx.sql, edition.id, party);
    if (before) wantReason(ctx, edition, reason);
    const kept = file && delegation ? await keepAttached(ctx, file) : null;
    const after = {
      name,
      title,
      email: email ?? null,
      delegation: delegation || null,
      delegation_on: delegation ? (delegationOn ?? null) : null,
      delegation_file_id: delegation ? (kept?.id ?? before?.delegation_file_id ?? null) : null,
    };
    await saveSignatoryRow(ctx.sql, { edition_id: edition.id, party_id: party, ...after });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: before ? { party, name: before.name, title: before.title, delegation: before.delegation } : null,
      after: { party, ...after },
    });
    return { contract, party };
  },
});
