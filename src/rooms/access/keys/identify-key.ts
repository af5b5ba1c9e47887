import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { callerUntilNextAct } from '#kit/remembered.ts';
import { touchKey, usableKey } from './api-key.store.ts';
import { hashKey } from './api-key.ts';

const MINUTE_MS = 60_000;

/** The owner’s functions of the day, within what the key opens; a stranger when the key is unknown or over. */
export async function identifyKey({ store, clock }: Services, key: string): Promise<Actor> {
  const now = clock.now();
  const today = dayInParis(now);
  const hash = hashKey(key);
  const actor = await callerUntilNextAct(store, `${today} ${hash}`, now, async () => {
    const found = await usableKey(store.sql, hash, now, today);
    if (!found) return null;
    if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() >= MINUTE_MS) {
      await touchKey(store.sql, found.id, now);
    }
    const who: Actor = {
      kind: 'api-key',
      id: found.id,
      name: `${found.name} (${found.owner.name})`,
      grants: found.grants,
      scopes: found.scopes,
    };
    return { who, goodUntil: found.expiresAt };
  });
  return actor ?? STRANGER;
}
