import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { keysOf } from './api-key.store.ts';

export const apiKeyLine = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.date(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  state: z.enum(['open', 'revoked', 'expired']),
});
export type ApiKeyLine = z.infer<typeof apiKeyLine>;

/** One's own keys; the keys themselves are kept nowhere. */
export const listApiKeys = defineQuery({
  name: 'access.listApiKeys',
  title: { fr: 'Lister ses clés d’API', en: 'List one’s API keys' },
  path: '/me/api-keys',
  permission: { who: 'signed-in' },
  input: z.object({}),
  output: z.object({ rows: z.array(apiKeyLine) }),
  async run(ctx) {
    const keys = await keysOf(ctx.sql, ctx.actor.id);
    return {
      rows: keys.map(({ owner: _owner, scopes, ...key }) => ({
        ...key,
        scopes: [...scopes],
        state: key.revokedAt ? 'revoked' : key.expiresAt <= ctx.now ? 'expired' : 'open',
      })),
    };
  },
});
