import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, daySchema, partyKey, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { allowingVote, partyOf, textBeingSigned } from './being-signed.ts';
import { completeWhenAllSigned } from './complete-signature.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { digestOfFile, findSignatory, insertSignature, saveStanding, standingSignature } from './signature.store.ts';
import { isSameName } from './signing.rules.ts';
import { partDigest } from './touched.rules.ts';

/** Records a signature given by hand on the printed text, with its scan. Whoever records it is named beside it. */
export const recordPaperSignature = defineAction({
  name: 'contracts.recordPaperSignature',
  title: { fr: 'Enregistrer une signature sur papier', en: 'Record a signature on paper' },
  path: '/contracts/{contract}/parties/{party}/paper-signature',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    /** Who signed by hand. */
    name: shortText,
    title: shortText,
    signedOn: daySchema,
    /** Digest at the foot of the printed text; checked when it is given. */
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullish(),
    /** Scan of the signed page. */
    file: attachedFile,
  }),
  output: z.object({ contract: z.string(), party: z.string(), signature: z.string(), contractSigned: z.boolean() }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...signatureRefusing(
      'NOT_BEING_SIGNED',
      'PARTY_UNKNOWN',
      'ALREADY_SIGNED',
      'TEXT_CHANGED',
      'NO_DELIBERATION',
      'SIGNED_OUTSIDE',
    ),
    ...ATTACHED_REFUSALS,
  },
  async run(ctx, { contract: id, party: partyId, name, title, signedOn, digest, file }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const party = await partyOf(ctx, edition, partyId);
    if (digest && digest !== edition.frozen_digest) ctx.refuse('TEXT_CHANGED', { field: 'digest' });
    const present = await standingSignature(ctx.sql, edition.id, party.id);
    if (present) ctx.refuse('ALREADY_SIGNED', { with: { on: formatDay(present.signed_on) } });
    const from = edition.frozen.on;
    if (signedOn < from || signedOn > (await actingDay(ctx.sql, ctx.today)))
      ctx.refuse('SIGNED_OUTSIDE', { field: 'signedOn', with: { from: formatDay(from) } });
    const vote = await allowingVote(ctx, edition, party);
    if (vote && vote.held_on > signedOn) ctx.refuse('NO_DELIBERATION', { with: { party: party.name } });
    const scan = await keepAttached(ctx, file);
    const named = await findSignatory(ctx.sql, edition.id, party.id);
    const signature = {
      id: ctx.newId('signature'),
      edition_id: edition.id,
      party_id: party.id,
      deliberation_id: vote?.id ?? null,
      how: 'paper' as const,
      signer_id: ctx.actor.id,
      signer_name: name,
      signer_title: title,
      delegation: named && isSameName(named.name, name) ? named.delegation : null,
      signed_at: ctx.now,
      signed_on: signedOn,
      address: null,
      text_digest: edition.frozen_digest,
      pdf_digest: await digestOfFile(ctx.sql, edition.pdf_file_id),
      part_digest: partDigest(edition.frozen, party),
      pdf_file_id: edition.pdf_file_id,
      scan_file_id: scan.id,
    };
    await insertSignature(ctx.sql, signature);
    await saveStanding(ctx.sql, edition.id, party.id, { refused_at: null, refusal: null });
    const { edition_id: _, signed_at: __, pdf_file_id: ___, ...proof } = signature;
    ctx.record({
      object: { kind: 'contract', id },
      after: { edition: edition.number, ...proof, scan: scan.sha256 },
    });
    const contractSigned = await completeWhenAllSigned(ctx, contract, edition);
    return { contract: id, party: party.id, signature: signature.id, contractSigned };
  },
});
