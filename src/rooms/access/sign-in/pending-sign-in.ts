import type { Actor } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { openSession } from './session.store.ts';
import { sessionToken } from './session-cookie.ts';

/** After the password, the time to find one's telephone. */
export const SECOND_STEP_MS = 10 * 60_000;

export interface PendingSignIn {
  readonly session: string;
  /** Who it would be. */
  readonly actor: Actor & { readonly kind: 'person' };
}

/** The sign-in of these cookies that waits for its second factor; null when none does, or for too long. */
export async function pendingSignIn(services: Services, cookies: string | null): Promise<PendingSignIn | null> {
  const { config, store, clock } = services;
  const token = sessionToken(config, cookies);
  if (token === null) return null;
  const now = clock.now();
  const oldest = new Date(now.getTime() - SECOND_STEP_MS);
  const session = await openSession(store.sql, token, { now, oldest, today: dayInParis(now) });
  if (!session?.secondFactorDue) return null;
  const { id, person, name, email, grants } = session;
  return { session: id, actor: { kind: 'person', id: person, name, email, grants } };
}
