import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { lockComment, updateComment } from './comment.store.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { seatAt } from './table.ts';

/** The author takes a comment back: its words are shown no more, its place, author and day stay. */
export const withdrawComment = defineAction({
  name: 'contracts.withdrawComment',
  title: { fr: 'Retirer un commentaire', en: 'Withdraw a comment' },
  path: '/contracts/{contract}/comments/{comment}/withdrawal',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({ contract: contractKey, comment: z.string().min(1).max(80) }),
  output: z.object({ contract: z.string(), comment: z.string() }),
  refusals: negotiationRefusing('NOT_YOUR_COMMENT', 'COMMENT_WITHDRAWN'),
  async run(ctx, { contract, comment }) {
    const { visible } = await seatAt(ctx, contract);
    const present = await lockComment(ctx.sql, contract, comment, visible);
    if (!present) throw notFound();
    if (present.author_id !== ctx.actor.id) ctx.refuse('NOT_YOUR_COMMENT');
    if (present.withdrawn_at) ctx.refuse('COMMENT_WITHDRAWN');
    await updateComment(ctx.sql, comment, { withdrawn_at: ctx.now });
    ctx.record({ object: { kind: 'contract', id: contract }, after: { comment, withdrawn: true } });
    return { contract, comment };
  },
});
