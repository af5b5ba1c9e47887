import type { ActionContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { queueMail } from '#kit/mail.ts';
import { speaking } from '#kit/say.ts';
import type { PartyTable } from '../contract.ts';
import { peopleOf } from '../negotiation/party-people.ts';
import { t } from './signature.sentences.ts';
import { findSignatory } from './signature.store.ts';

type Words = ReturnType<typeof t>;

/** The same made in each language: the reader's is not known before they sign in. */
export const inBothLanguages = <T>(make: (words: Words) => T): { readonly fr: T; readonly en: T } => ({
  fr: speaking('fr', () => make(t())),
  en: speaking('en', () => make(t())),
});

/** Who is written to for a party: its signatory, and those whose function engages it. Each address once. */
export async function addressesOf(sql: Sql, cluster: string, party: PartyTable, on: string): Promise<string[]> {
  const signatory = await findSignatory(sql, party.edition_id, party.id);
  const holders = await peopleOf(sql, party, cluster, on);
  return [...new Set([...(signatory?.email ? [signatory.email] : []), ...holders.map(({ email }) => email)])];
}

/** Writes the same words, in both languages, to several addresses. */
export async function notify(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId'>,
  addresses: Iterable<string>,
  write: (words: Words) => { readonly subject: string; readonly lines: readonly string[] },
): Promise<number> {
  const { fr, en } = inBothLanguages(write);
  const text = `${fr.lines.join('\n\n')}\n\n—\n${en.subject}\n\n${en.lines.join('\n\n')}\n`;
  const all = new Set(addresses);
  for (const to of all) await queueMail(ctx.sql, { to, subject: fr.subject, text }, ctx);
  return all.size;
}
