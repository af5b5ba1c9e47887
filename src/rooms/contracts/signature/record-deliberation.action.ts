import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { actingDay } from '#rooms/registry';
import { refusing } from '../contracts.refusals.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey, daySchema, optionalText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { partyOf, textUnderWay, wantReason } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findSignatory, insertDeliberation, lastDeliberation, standingSignature } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { sendLinkTo } from './signature-link.ts';
import { maySpeakFor } from './signing.rules.ts';

/**
 * Records the vote of an authority's assembly (R23). When it approves and the text is with the parties, the link to sign leaves at once to the
 * signatory. A vote that was recorded stays: a new one, after a refusal or a mistake, is recorded after it.
 */
export const recordDeliberation = defineAction({
  name: 'contracts.recordDeliberation',
  title: { fr: 'Enregistrer une délibération', en: 'Record a deliberation' },
  path: '/contracts/{contract}/parties/{party}/deliberations',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    number: z.string().trim().min(1).max(100),
    heldOn: daySchema,
    /** The assembly approves that the contract be signed. */
    approves: z.boolean(),
    /** Why it does not; or why another vote is recorded. */
    reason: optionalText,
    file: attachedFile.nullish(),
  }),
  output: z.object({ contract: z.string(), party: z.string(), deliberation: z.string(), linkSent: z.boolean() }),
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY'),
    ...signatureRefusing(
      'PARTY_UNKNOWN',
      'NO_VOTE_HERE',
      'NOT_YOUR_VOTE',
      'VOTE_IN_FUTURE',
      'VOTE_REFUSAL_REASON',
      'ALREADY_SIGNED',
      'REASON_WANTED',
    ),
    ...ATTACHED_REFUSALS,
  },
  async run(ctx, { contract, party, number, heldOn, approves, reason, file }) {
    const { contract: held, edition } = await textUnderWay(ctx, contract);
    const voting = await partyOf(ctx, edition, party);
    if (!needsVote(voting.kind)) ctx.refuse('NO_VOTE_HERE');
    if (!maySpeakFor(voting, held.cluster_id, ctx.actor)) ctx.refuse('NOT_YOUR_VOTE');
    if (heldOn > (await actingDay(ctx.sql, ctx.today))) ctx.refuse('VOTE_IN_FUTURE', { field: 'heldOn' });
    if (!approves && !reason) ctx.refuse('VOTE_REFUSAL_REASON', { field: 'reason' });
    const signed = await standingSignature(ctx.sql, edition.id, party);
    if (signed) ctx.refuse('ALREADY_SIGNED', { with: { on: signed.signed_on } });
    const before = await lastDeliberation(ctx.sql, edition.id, party);
    if (before?.approves) wantReason(ctx, edition, reason);
    const kept = file ? await keepAttached(ctx, file) : null;
    const id = ctx.newId('vote');
    await insertDeliberation(ctx.sql, {
      id,
      edition_id: edition.id,
      party_id: party,
      number,
      held_on: heldOn,
      approves,
      reason: reason || null,
      file_id: kept?.id ?? null,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
    });
    const signatory = await findSignatory(ctx.sql, edition.id, party);
    const linkSent = approves && edition.state === 'signing' && Boolean(signatory?.email);
    if (linkSent) await sendLinkTo(ctx, held, edition, voting, { ...signatory!, email: signatory!.email! });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: before && { party, number: before.number, heldOn: before.held_on, approves: before.approves },
      after: { party, number, heldOn, approves, file: kept?.sha256 ?? null },
    });
    return { contract, party, deliberation: id, linkSent };
  },
});
