import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { speaking } from '#kit/say.ts';
import { partiesOf } from '../contract.store.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { clauseKey, contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { insertComment, lockComment } from './comment.store.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { VISIBILITIES } from './negotiation.ts';
import { namedPassage } from './passage.ts';
import { discussedText, seatAt } from './table.ts';

/**
 * Comments on a passage or on the whole text, or replies in a thread, whose readers and passage the reply shares. The journal keeps that somebody
 * spoke, not the words: it is read by more people than the comment.
 */
export const addComment = defineAction({
  name: 'contracts.addComment',
  title: { fr: 'Commenter le projet', en: 'Comment on the project' },
  path: '/contracts/{contract}/comments',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** The passage commented; the whole text without it. */
    clause: clauseKey.nullish(),
    /** The comment replied to. */
    thread: z.string().min(1).max(80).nullish(),
    /** Every party when left out. */
    visibility: z.enum(VISIBILITIES).nullish(),
    body: longText,
  }),
  output: z.object({ contract: z.string(), comment: z.string(), thread: z.string() }),
  refusals: negotiationRefusing('PASSAGE_UNKNOWN', 'VISIBILITY_NOT_YOURS', 'COMMENT_WITHDRAWN'),
  async run(ctx, { contract, clause, thread, visibility, body }) {
    const seat = await seatAt(ctx, contract);
    const replied = thread ? await lockComment(ctx.sql, contract, thread, seat.visible) : null;
    if (thread && !replied) throw notFound();
    if (replied?.withdrawn_at) ctx.refuse('COMMENT_WITHDRAWN');
    const root = replied?.thread_id ?? replied?.id ?? null;
    const readers = replied?.visibility ?? visibility ?? 'all';
    if (!seat.visible.includes(readers)) ctx.refuse('VISIBILITY_NOT_YOURS', { field: 'visibility' });
    const passage = replied
      ? { id: replied.clause_id, title: replied.passage }
      : clause
        ? await passageNamed(ctx.sql, contract, clause)
        : { id: null, title: null };
    if (!passage) return ctx.refuse('PASSAGE_UNKNOWN', { field: 'clause' });
    const comment = ctx.newId('com');
    await insertComment(ctx.sql, {
      id: comment,
      contract_id: contract,
      thread_id: root,
      clause_id: passage.id,
      passage: passage.title,
      visibility: readers,
      body,
      author_id: ctx.actor.id,
      author_name: ctx.actor.name,
      side: seat.side,
      at: ctx.now,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      after: { comment, thread: root, clause: passage.id, visibility: readers, characters: body.length },
    });
    return { contract, comment, thread: root ?? comment };
  },
});

/** The passage with the title that the comment keeps, in French as the text is. */
async function passageNamed(sql: Parameters<typeof discussedText>[0], contract: string, clauseId: string) {
  const { edition, clauses } = await discussedText(sql, contract);
  const clause = clauses.find(({ id }) => id === clauseId);
  if (!clause) return null;
  const names = Object.fromEntries((await partiesOf(sql, edition.id)).map(({ id, name }) => [id, name]));
  return { id: clause.id, title: speaking('fr', () => namedPassage(clause, names)) };
}
