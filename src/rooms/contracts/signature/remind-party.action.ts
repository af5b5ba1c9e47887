import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { queueMail } from '#kit/mail.ts';
import { dayInParis } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import type { ContractTable, PartyTable } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { type FrozenEdition, partyOf, textBeingSigned } from './being-signed.ts';
import { addressesOf, inBothLanguages } from './notices.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { findSignatory, findStanding, lastDeliberation, saveStanding, standingSignature } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { STILL_TO_SIGN, sendLinkTo } from './signature-link.ts';

/**
 * Writes to a party what is expected of it: its vote, or its signature with a new link. Once a day at most; each message is looked at again
 * right before it leaves, so that nobody who has just signed is reminded.
 */
export const remindParty = defineAction({
  name: 'contracts.remindParty',
  title: { fr: 'Relancer une partie', en: 'Remind a party' },
  path: '/contracts/{contract}/parties/{party}/remind',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({ contract: contractKey, party: partyKey }),
  output: z.object({ contract: z.string(), party: z.string(), told: z.int() }),
  refusals: {
    ...refusing('CONTRACT_STATE'),
    ...signatureRefusing(
      'NOT_BEING_SIGNED',
      'PARTY_UNKNOWN',
      'ALREADY_SIGNED',
      'NOTHING_TO_REMIND',
      'REMINDED_TODAY',
      'NO_ADDRESS',
    ),
  },
  async run(ctx, { contract: id, party: partyId }) {
    const { contract, edition } = await textBeingSigned(ctx, id);
    const party = await partyOf(ctx, edition, partyId);
    const present = await standingSignature(ctx.sql, edition.id, party.id);
    if (present) ctx.refuse('ALREADY_SIGNED', { with: { on: formatDay(present.signed_on) } });
    const standing = await findStanding(ctx.sql, edition.id, party.id);
    if (!standing?.required || standing.refused_at) return ctx.refuse('NOTHING_TO_REMIND');
    if (standing.reminded_at && dayInParis(standing.reminded_at) === ctx.today) ctx.refuse('REMINDED_TODAY');
    const told = await remind(ctx, contract, edition, party);
    if (told === 0) ctx.refuse('NO_ADDRESS');
    await saveStanding(ctx.sql, edition.id, party.id, { reminded_at: ctx.now, reminders: standing.reminders + 1 });
    ctx.record({
      object: { kind: 'contract', id },
      after: { party: party.id, told, reminders: standing.reminders + 1 },
    });
    return { contract: id, party: party.id, told };
  },
});

/** Gives how many messages leave. */
async function remind(
  ctx: ActionContext,
  contract: ContractTable,
  edition: FrozenEdition,
  party: PartyTable,
): Promise<number> {
  const vote = needsVote(party.kind) ? await lastDeliberation(ctx.sql, edition.id, party.id) : null;
  const mayBeSigned = !needsVote(party.kind) || vote?.approves === true;
  const signatory = await findSignatory(ctx.sql, edition.id, party.id);
  let told = 0;
  if (mayBeSigned && signatory?.email) {
    await sendLinkTo(ctx, contract, edition, party, { ...signatory, email: signatory.email }, true);
    told += 1;
  }
  const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
  const url = `${ctx.services.config.url}${contractAddress(contract.id, 'signature')}`;
  const { fr, en } = inBothLanguages((words) => ({
    subject: words.mail.reminder.subject(cluster, edition.number),
    text: [
      mayBeSigned
        ? words.mail.reminder.sign(cluster, edition.number, party.name)
        : words.mail.reminder.vote(cluster, edition.number, party.name),
      url,
    ].join('\n\n'),
  }));
  const about = { contract: contract.id, party: party.id, digest: edition.frozen_digest };
  for (const to of await addressesOf(ctx.sql, contract.cluster_id, party, ctx.today)) {
    if (mayBeSigned && to === signatory?.email) continue;
    const text = `${fr.text}\n\n—\n${en.subject}\n\n${en.text}\n`;
    await queueMail(ctx.sql, { to, subject: fr.subject, text, stillNeeded: { check: STILL_TO_SIGN, about } }, ctx);
    told += 1;
  }
  return told;
}
