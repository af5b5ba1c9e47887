import type { ActionContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { actingDay } from '#rooms/registry';
import type { EditionTable } from '../contract.ts';
import { freezeText } from './freeze-text.ts';
import { digestOf } from './frozen-text.ts';
import type { SentDraftTable } from './text.tables.ts';

/**
 * Keeps the text of an edition as the parties receive it now, so that what changed since can always be shown to them. To be called by whatever
 * sends them the draft, in its transaction; the caller holds the edition.
 */
export async function sendDraft(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'today' | 'actor' | 'newId'>,
  edition: EditionTable,
): Promise<{ readonly id: string; readonly digest: string }> {
  const frozen = await freezeText(ctx.sql, edition, await actingDay(ctx.sql, ctx.today));
  const [id, digest] = [ctx.newId('sent'), digestOf(frozen)];
  await ctx.sql
    .insertInto('contracts.sent_draft')
    .values({
      id,
      edition_id: edition.id,
      sent_at: ctx.now,
      sent_by: ctx.actor.name,
      frozen: JSON.stringify(frozen) as never,
      digest,
    })
    .execute();
  return { id, digest };
}

/** A draft that was sent, with the text that it is a state of. */
export interface SentDraft extends SentDraftTable {
  readonly number: number;
}

const sentDrafts = (sql: Sql, contractId: string) =>
  sql
    .selectFrom('contracts.sent_draft as d')
    .innerJoin('contracts.edition as e', 'e.id', 'd.edition_id')
    .where('e.contract_id', '=', contractId);

/** Every draft sent of a contract, the newest first, without its text. */
export const sentDraftsOf = (sql: Sql, contractId: string): Promise<Omit<SentDraft, 'frozen'>[]> =>
  sentDrafts(sql, contractId)
    .select(['d.id', 'd.edition_id', 'd.sent_at', 'd.sent_by', 'd.digest', 'e.number'])
    .orderBy('d.sent_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute();

export const findSentDraft = (sql: Sql, contractId: string, id: string): Promise<SentDraft | undefined> =>
  sentDrafts(sql, contractId).selectAll('d').select('e.number').where('d.id', '=', id).executeTakeFirst();
