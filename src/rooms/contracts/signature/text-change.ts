import type * as z from 'zod';
import type { ActionContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { invalidFields } from '#kit/invalid.ts';
import { clausesOf } from '../clause/clause.store.ts';
import { CLAUSE_CONTENTS, type Clause, type ClauseContents } from '../clause/clause.ts';
import type { EditionTable, PartyTable } from '../contract.ts';
import { canonicalJson, type FrozenText } from '../text/frozen-text.ts';
import type { FrozenEdition } from './being-signed.ts';
import { signaturesOf } from './signature.store.ts';
import type { SignatureTable } from './signature.ts';
import { stands } from './touched.rules.ts';

/** The same frozen text with the clauses as they are written now: members, annexes and figures stay those of the day it was frozen. */
export const refrozen = (frozen: FrozenText, clauses: readonly Clause[]): FrozenText => ({
  ...frozen,
  clauses: clauses.map(({ id, kind, parent, position, content }) => ({ id, kind, parent, position, content })),
});

/** The text of a clause with another content. */
export const withContent = (frozen: FrozenText, clause: string, content: unknown): FrozenText => ({
  ...frozen,
  clauses: frozen.clauses.map((one) => (one.id === clause ? { ...one, content: content as never } : one)),
});

/** The standing signatures that a change of text clears: those whose party's part is no longer the same, and no others. */
export function falling(
  signatures: readonly SignatureTable[],
  parties: readonly PartyTable[],
  frozen: FrozenText,
): { party: PartyTable; signature: SignatureTable }[] {
  return signatures.flatMap((signature) => {
    const party = parties.find(({ id }) => id === signature.party_id);
    if (signature.cleared_at !== null || !party) return [];
    return stands({ partDigest: signature.part_digest }, frozen, party) ? [] : [{ party, signature }];
  });
}

/** What is written in a clause now, checked as it will be: same kind, same party and year for money, something different. */
export async function checkedContent(
  ctx: Pick<ActionContext<'CLAUSE_GONE' | 'CONTENT_WRONG' | 'STRUCTURE_FIXED' | 'NOTHING_CHANGES'>, 'sql' | 'refuse'>,
  edition: EditionTable,
  clauseId: string,
  given: unknown,
): Promise<{ clause: Clause; content: ClauseContents[Clause['kind']] }> {
  const clause = (await clausesOf(ctx.sql, edition.id)).find(({ id }) => id === clauseId);
  if (!clause) return ctx.refuse('CLAUSE_GONE');
  const schema: z.ZodType = CLAUSE_CONTENTS[clause.kind];
  const parsed = schema.safeParse({ ...(clause.content as object), ...(given as object) });
  if (!parsed.success) {
    const wrong = invalidFields(parsed.error.issues)[0]!;
    return ctx.refuse('CONTENT_WRONG', { field: `content.${wrong.field}`, with: { reason: wrong.message } });
  }
  const content = parsed.data as ClauseContents[Clause['kind']];
  const fixed = (name: string) =>
    canonicalJson((clause.content as Record<string, unknown>)[name]) ===
    canonicalJson((content as Record<string, unknown>)[name]);
  if ((clause.kind === 'commitment' || clause.kind === 'budget') && !(fixed('party') && fixed('year')))
    ctx.refuse('STRUCTURE_FIXED');
  if (canonicalJson(clause.content) === canonicalJson(content)) ctx.refuse('NOTHING_CHANGES');
  return { clause, content };
}

/** Which parties lose their signature by a change of a clause. */
export async function partiesLosing(
  sql: Sql,
  edition: FrozenEdition,
  parties: readonly PartyTable[],
  clause: string,
  content: unknown,
): Promise<PartyTable[]> {
  const changed = withContent(edition.frozen, clause, content);
  return falling(await signaturesOf(sql, edition.id), parties, changed).map(({ party }) => party);
}
