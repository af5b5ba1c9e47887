import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { writeScope } from '../access.schemas.ts';
import { endDelegationNow, lockDelegation } from './delegation.store.ts';

/** Ends a delegation at once: whoever gave it, whoever received it, or the administrator. */
export const endDelegation = defineAction({
  name: 'access.endDelegation',
  title: { fr: 'Mettre fin à une délégation', en: 'End a delegation' },
  path: '/delegations/{delegation}/end',
  permission: {
    who: 'signed-in',
    where: async (sql, { delegation: id }, { actor }) => {
      const delegation = await lockDelegation(sql, id);
      if (!delegation) return null;
      const concerned = [delegation.holder.id, delegation.deputy.id].includes(actor.id);
      return concerned || actor.grants.some((held) => held.role === 'administrator') ? {} : null;
    },
  },
  input: z.object({ delegation: z.string() }),
  output: z.object({ holder: z.string() }),
  refusals: {
    ALREADY_OVER: { fr: 'Cette délégation a déjà pris fin.', en: 'This delegation has already ended.' },
  },
  async run(ctx, { delegation: id }) {
    const delegation = await lockDelegation(ctx.sql, id);
    if (!delegation || delegation.endedAt || delegation.to < ctx.today) return ctx.refuse('ALREADY_OVER');
    await endDelegationNow(ctx.sql, id, ctx.actor.name, ctx.now);
    ctx.record({
      object: { kind: 'account', id: delegation.holder.id },
      before: {
        delegation: id,
        role: delegation.role,
        scope: writeScope(delegation.scope),
        deputy: delegation.deputy.id,
        to: delegation.to,
      },
      after: { delegation: id, endedAt: ctx.now.toISOString() },
    });
    return { holder: delegation.holder.id };
  },
});
