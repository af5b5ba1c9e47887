import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { NEGOTIATORS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { lockComment, updateComment } from './comment.store.ts';
import { seatAt } from './table.ts';

/** Marks the thread of a comment as resolved, or opens it again; whoever reads it may. */
export const resolveComment = defineAction({
  name: 'contracts.resolveComment',
  title: { fr: 'Résoudre ou rouvrir un commentaire', en: 'Resolve or reopen a comment' },
  path: '/contracts/{contract}/comments/{comment}/resolution',
  permission: { who: NEGOTIATORS, where: contractPlace },
  input: z.object({ contract: contractKey, comment: z.string().min(1).max(80), resolved: z.boolean() }),
  output: z.object({ contract: z.string(), comment: z.string(), resolved: z.boolean() }),
  async run(ctx, { contract, comment, resolved }) {
    const { visible } = await seatAt(ctx, contract);
    const named = await lockComment(ctx.sql, contract, comment, visible);
    const root = named?.thread_id ? await lockComment(ctx.sql, contract, named.thread_id, visible) : named;
    if (!root) throw notFound();
    // Doing it twice changes nothing: who resolved it first stays named.
    if ((root.resolved_at !== null) !== resolved)
      await updateComment(ctx.sql, root.id, {
        resolved_at: resolved ? ctx.now : null,
        resolved_by: resolved ? ctx.actor.name : null,
      });
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: { comment: root.id, resolved: root.resolved_at !== null },
      after: { comment: root.id, resolved },
    });
    return { contract, comment: root.id, resolved };
  },
});
