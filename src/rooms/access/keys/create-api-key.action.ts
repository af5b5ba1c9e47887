import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { type Day, startInParis } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { daySchema } from '../access.schemas.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { insertKey } from './api-key.store.ts';
import { hashKey, KEY_SCOPE, newKey } from './api-key.ts';

const DAY_MS = 86_400_000;
/** A key that nobody renews is forgotten: it ends within a year. */
export const MAX_KEY_DAYS = 366;

/** Makes a key that acts with its owner's functions of the day, within the rooms it names. The key is shown once. */
export const createApiKey = defineAction({
  name: 'access.createApiKey',
  title: { fr: 'Créer une clé d’API', en: 'Create an API key' },
  path: '/me/api-keys',
  permission: { who: 'signed-in' },
  input: z.object({
    name: z.string().trim().min(2).max(80),
    /** `registry:read` reads a room, `registry:write` acts in it too. */
    scopes: z.array(z.string().regex(KEY_SCOPE)).min(1).max(40),
    /** Last day on which it works. */
    until: daySchema,
  }),
  output: z.object({ id: z.string(), key: z.string(), until: z.string() }),
  refusals: {
    PERSON_ONLY,
    UNTIL_OUT_OF_RANGE: {
      status: 422,
      fr: 'Une clé vaut d’un jour à un an. Choisissez un jour entre le {first} et le {last}.',
      en: 'A key lasts from a day to a year. Choose a day from {first} to {last}.',
    },
  },
  async run(ctx, { name, scopes, until }) {
    if (ctx.actor.kind !== 'person') return ctx.refuse('PERSON_ONLY');
    const expiresAt = new Date(startInParis(until).getTime() + DAY_MS);
    const days = (expiresAt.getTime() - ctx.now.getTime()) / DAY_MS;
    if (days <= 0 || days > MAX_KEY_DAYS) {
      const last = new Date(ctx.now.getTime() + (MAX_KEY_DAYS - 2) * DAY_MS).toISOString().slice(0, 10);
      return ctx.refuse('UNTIL_OUT_OF_RANGE', {
        field: 'until',
        with: { first: formatDay(ctx.today as Day), last: formatDay(last) },
      });
    }
    const id = ctx.newId('key');
    const key = newKey();
    const kept = [...new Set(scopes)].sort();
    await insertKey(ctx.sql, {
      id,
      hash: hashKey(key),
      name,
      person: ctx.actor.id,
      scopes: kept,
      createdAt: ctx.now,
      expiresAt,
    });
    ctx.record({ object: { kind: 'api-key', id }, after: { name, owner: ctx.actor.id, scopes: kept, until } });
    return { id, key, until };
  },
});
