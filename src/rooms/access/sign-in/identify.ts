import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { callerUntilNextAct } from '#kit/remembered.ts';
import { identifyKey } from '../keys/identify-key.ts';
import { openSession, renewSession } from './session.store.ts';
import { sessionToken } from './session-cookie.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session that nobody uses for this long is over. */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
/** A session ends after this long however much it is used: a stolen cookie does not live for ever. */
export const SESSION_LIFE_MS = 7 * 24 * HOUR_MS;
/** Its end is pushed back at most this often, so that reading a page does not always write. */
const RENEWAL_MS = 15 * MINUTE_MS;

/** The session behind a person, for what concerns it alone (which of mine is this one?). */
const sessions = new WeakMap<Actor, string>();

/** Id of the session that this actor came with; null for keys, links, commands. */
export const sessionOf = (actor: Actor): string | null => sessions.get(actor) ?? null;

/**
 * Who is asking: the person of the session cookie with the functions they hold today, their own and delegated; the owner of an API key
 * (`Authorization: Bearer gk_…`) within its scopes; else a stranger. No statement without cookie nor header, one with (none again on the embedded
 * store until the next act), and a second now and then to push the end of a session back.
 */
export async function identify(services: Services, request: Request): Promise<Actor> {
  const { config, store, clock } = services;
  const key = /^Bearer (gk_\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key) return identifyKey(services, key);
  const token = sessionToken(config, request.headers.get('cookie'));
  if (token === null) return STRANGER;
  const now = clock.now();
  const today = dayInParis(now);
  return (
    (await callerUntilNextAct(store, `${today} ${token}`, now, () => readSession(services, token, now))) ?? STRANGER
  );
}

async function readSession(
  { store }: Services,
  token: string,
  now: Date,
): Promise<{ who: Actor; goodUntil: Date } | null> {
  const oldest = new Date(now.getTime() - SESSION_LIFE_MS);
  const session = await openSession(store.sql, token, { now, oldest, today: dayInParis(now) });
  if (!session || session.secondFactorDue) return null;
  const end = new Date(now.getTime() + SESSION_IDLE_MS);
  if (end.getTime() - session.expiresAt.getTime() >= RENEWAL_MS) await renewSession(store.sql, session.id, end, now);
  const who: Actor = {
    kind: 'person',
    id: session.person,
    name: session.name,
    email: session.email,
    grants: session.grants,
  };
  sessions.set(who, session.id);
  const ends = Math.min(session.expiresAt.getTime(), session.createdAt.getTime() + SESSION_LIFE_MS);
  return { who, goodUntil: new Date(ends) };
}
