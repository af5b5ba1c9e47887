import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { touchKey, usableKey } from './api-key.store.ts';
import { hashKey } from './api-key.ts';

const MINUTE_MS = 60_000;

/** The owner's functions of the day, within what the key opens; a stranger when the key is unknown or over. */
export async function identifyKey({ store, clock }: Services, key: string): Promise<Actor> {
  const now = clock.now();
  const found = await usableKey(store.sql, hashKey(key), now, dayInParis(now));
  if (!found) return STRANGER;
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() >= MINUTE_MS) {
    await touchKey(store.sql, found.id, now);
  }
  return {
    kind: 'api-key',
    id: found.id,
    name: `${found.name} (${found.owner.name})`,
    grants: found.grants,
    scopes: found.scopes,
  };
}
