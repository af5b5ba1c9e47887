import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { lockKey, setKeyRevoked } from './api-key.store.ts';

/** Stops a key at once: its owner, or the administrator. */
export const revokeApiKey = defineAction({
  name: 'access.revokeApiKey',
  title: { fr: 'Révoquer une clé d’API', en: 'Revoke an API key' },
  path: '/api-keys/{key}/revoke',
  permission: {
    who: 'signed-in',
    where: async (sql, { key: id }, { actor }) => {
      const key = await lockKey(sql, id);
      const own = key?.owner.id === actor.id;
      return own || (key && actor.grants.some((held) => held.role === 'administrator')) ? {} : null;
    },
  },
  input: z.object({ key: z.string() }),
  output: z.object({ owner: z.string() }),
  refusals: {
    ALREADY_REVOKED: { fr: 'Cette clé est déjà révoquée.', en: 'This key is already revoked.' },
  },
  async run(ctx, { key: id }) {
    const key = await lockKey(ctx.sql, id);
    if (!key || key.revokedAt) return ctx.refuse('ALREADY_REVOKED');
    await setKeyRevoked(ctx.sql, id, ctx.now);
    ctx.record({
      object: { kind: 'api-key', id },
      before: { name: key.name, owner: key.owner.id, scopes: key.scopes },
      after: { revoked: true },
    });
    return { owner: key.owner.id };
  },
});
