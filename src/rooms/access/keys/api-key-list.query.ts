import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { type ApiKey, keysOf } from './api-key.store.ts';

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

const stateOf = (key: ApiKey, now: Date): ApiKeyLine['state'] =>
  key.revokedAt ? 'revoked' : key.expiresAt <= now ? 'expired' : 'open';

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
      rows: keys.map((key) => {
        const { owner: _owner, ...line } = key;
        return { ...line, scopes: [...key.scopes], state: stateOf(key, ctx.now) };
      }),
    };
  },
});
