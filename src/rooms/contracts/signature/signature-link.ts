import type { ActionContext } from '#kit/context.ts';
import { queueMail } from '#kit/mail.ts';
import { formatDay, formatInstant } from '#kit/say.ts';
import { createOneOffLink, type MadeLink } from '#rooms/access';
import type { ContractTable, EditionTable, PartyTable } from '../contract.ts';
import { nameOfCluster } from '../contract-head.store.ts';
import { inBothLanguages } from './notices.ts';
import { signContract } from './sign-contract.action.ts';
import { saveStanding } from './signature.store.ts';

/** A link to sign lasts a month: assemblies and signatures by heads of authorities take weeks. */
export const LINK_DAYS = 30;

/** Name under which the house checks, right before a message about a signature leaves, that it is still awaited. */
export const STILL_TO_SIGN = 'contracts.stillToSign';

type Named = { readonly name: string; readonly title: string; readonly email: string };

/**
 * Sends the signatory of a party the link by which they sign, in the caller's transaction. It is bound to the party, to the person and to the
 * text by its digest: after a change of any of them it says so and signs nothing. A reminder carries a link too: without one it would be useless.
 */
export async function sendLinkTo(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor' | 'services'>,
  contract: ContractTable,
  edition: EditionTable,
  party: PartyTable,
  signatory: Named,
  reminder = false,
): Promise<MadeLink> {
  const cluster = await nameOfCluster(ctx.sql, contract.cluster_id);
  const digest = edition.frozen_digest!;
  const purpose = inBothLanguages((words) => words.link.purpose(cluster, edition.number, party.name));
  const link = await createOneOffLink(ctx, {
    action: signContract,
    input: { contract: contract.id, party: party.id, digest, signatory: signatory.name },
    label: `${signatory.name}, ${signatory.title}`,
    email: signatory.email,
    expiresInDays: LINK_DAYS,
    purpose,
  });
  const mail = inBothLanguages((words) => {
    const { subject, body } = reminder ? words.mail.signReminder : words.mail.sign;
    return {
      subject: subject(cluster, edition.number),
      text: [
        words.mail.hello(signatory.name),
        body(cluster, edition.number, party.name, formatDay(edition.frozen!.on)),
        link.url,
        words.mail.once(formatInstant(link.expiresAt)),
        words.mail.digest(digest),
      ].join('\n\n'),
    };
  });
  await queueMail(
    ctx.sql,
    {
      to: signatory.email,
      subject: mail.fr.subject,
      text: `${mail.fr.text}\n\n—\n${mail.en.subject}\n\n${mail.en.text}\n`,
      stillNeeded: { check: STILL_TO_SIGN, about: { contract: contract.id, party: party.id, digest } },
    },
    ctx,
  );
  await saveStanding(ctx.sql, edition.id, party.id, { sent_at: ctx.now, link_expires_at: link.expiresAt });
  return link;
}
