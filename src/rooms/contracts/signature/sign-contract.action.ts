import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ROLE_TITLES } from '#kit/actor.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatDay, say } from '#kit/say.ts';
import { requireSecondFactor, SECOND_FACTOR_REFUSALS } from '#rooms/access';
import { actingDay } from '#rooms/registry';
import type { ContractTable, PartyTable } from '../contract.ts';
import { refusing } from '../contracts.refusals.ts';
import { contractKey, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { allowingVote, type FrozenEdition, partyOf, textBeingSigned } from './being-signed.ts';
import { completeWhenAllSigned } from './complete-signature.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { digestOfFile, findSignatory, insertSignature, saveStanding, standingSignature } from './signature.store.ts';
import { engagingGrant, isSameName, SIGNERS, WHO_SIGNS } from './signing.rules.ts';
import { partDigest } from './touched.rules.ts';

interface Signer {
  readonly name: string;
  readonly title: string;
  readonly delegation: string | null;
}

/**
 * Signs the text for a party: signed in, with a second factor, by whoever's function engages it; or by the one-off link sent to its signatory.
 * What is kept proves who, when, from where, and exactly which text. The last signature puts the contract in force.
 */
export const signContract = defineAction({
  name: 'contracts.signContract',
  title: { fr: 'Signer le contrat', en: 'Sign the contract' },
  path: '/contracts/{contract}/parties/{party}/sign',
  permission: { who: SIGNERS, where: contractPlace, byLink: true },
  input: z.object({
    contract: contractKey,
    party: partyKey,
    /** Digest of the text that the person read: if the text changed since, nothing is signed. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    /** The person says that they read the PDF. */
    read: z.boolean(),
    /** Code of the authenticator application, or a recovery code; asked from accounts. */
    secondFactor: z.string().trim().max(50).nullish(),
    /** Whom a link was made for; comes with it. */
    signatory: z.string().max(300).nullish(),
    /** The name that the person types; asked by a link. */
    name: z.string().trim().max(300).nullish(),
  }),
  output: z.object({ contract: z.string(), party: z.string(), signature: z.string(), contractSigned: z.boolean() }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...signatureRefusing(
      'NOT_BEING_SIGNED',
      'PARTY_UNKNOWN',
      'ALREADY_SIGNED',
      'TEXT_CHANGED',
      'NOT_YOUR_PARTY',
      'READ_FIRST',
      'CODE_WANTED',
      'NO_DELIBERATION',
      'NOT_THE_SIGNATORY',
    ),
    ...SECOND_FACTOR_REFUSALS,
  },
  async run(ctx, { contract: id, party: partyId, digest, read, secondFactor, signatory, name }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const party = await partyOf(ctx, edition, partyId);
    if (digest !== edition.frozen_digest) ctx.refuse('TEXT_CHANGED');
    const present = await standingSignature(ctx.sql, edition.id, party.id);
    if (present) ctx.refuse('ALREADY_SIGNED', { with: { on: formatDay(present.signed_on) } });
    const byLink = ctx.actor.kind === 'link';
    const signer = byLink
      ? await signerByLink(ctx, edition, party, signatory ?? '', name ?? '')
      : await signerByAccount(ctx, contract, edition, party);
    const vote = await allowingVote(ctx, edition, party);
    if (!read) ctx.refuse('READ_FIRST', { field: 'read' });
    if (!byLink) {
      if (!secondFactor) ctx.refuse('CODE_WANTED', { field: 'secondFactor' });
      await requireSecondFactor(ctx, secondFactor!);
    }
    const signature = {
      id: ctx.newId('signature'),
      edition_id: edition.id,
      party_id: party.id,
      deliberation_id: vote?.id ?? null,
      how: byLink ? ('link' as const) : ('account' as const),
      signer_id: ctx.actor.id,
      signer_name: signer.name,
      signer_title: signer.title,
      delegation: signer.delegation,
      signed_at: ctx.now,
      signed_on: await actingDay(ctx.sql, ctx.today),
      address: ctx.address,
      text_digest: edition.frozen_digest,
      pdf_digest: await digestOfFile(ctx.sql, edition.pdf_file_id),
      part_digest: partDigest(edition.frozen, party),
      pdf_file_id: edition.pdf_file_id,
    };
    await insertSignature(ctx.sql, signature);
    await saveStanding(ctx.sql, edition.id, party.id, { refused_at: null, refusal: null });
    const { edition_id: _, signed_at: __, pdf_file_id: ___, ...proof } = signature;
    ctx.record({ object: { kind: 'contract', id }, after: { edition: edition.number, ...proof } });
    const contractSigned = await completeWhenAllSigned(ctx, contract, edition);
    return { contract: id, party: party.id, signature: signature.id, contractSigned };
  },
});

async function signerByAccount(
  ctx: ActionContext<'NOT_YOUR_PARTY'>,
  contract: ContractTable,
  edition: FrozenEdition,
  party: PartyTable,
): Promise<Signer> {
  const grant = engagingGrant(party, contract.cluster_id, ctx.actor.grants);
  if (!grant) return ctx.refuse('NOT_YOUR_PARTY', { with: { who: say(WHO_SIGNS[party.kind]) } });
  const named = await findSignatory(ctx.sql, edition.id, party.id);
  if (named && isSameName(named.name, ctx.actor.name))
    return { name: named.name, title: named.title, delegation: named.delegation };
  return {
    name: ctx.actor.name,
    title: ROLE_TITLES[grant.role].fr,
    delegation: grant.onBehalfOf ? `Suppléance de ${grant.onBehalfOf}` : null,
  };
}

/** The person named when the link was sent, if they are still the one who signs, and if it is they who hold it. */
async function signerByLink(
  ctx: ActionContext<'TEXT_CHANGED' | 'NOT_THE_SIGNATORY'>,
  edition: FrozenEdition,
  party: PartyTable,
  signatory: string,
  typed: string,
): Promise<Signer> {
  const named = await findSignatory(ctx.sql, edition.id, party.id);
  if (!named || named.name !== signatory) return ctx.refuse('TEXT_CHANGED');
  if (!isSameName(named.name, typed)) ctx.refuse('NOT_THE_SIGNATORY', { field: 'name', with: { name: named.name } });
  return { name: named.name, title: named.title, delegation: named.delegation };
}
