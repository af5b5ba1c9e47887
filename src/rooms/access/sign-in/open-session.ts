import { createHash } from 'node:crypto';
import type { Actor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { countAttempt, takeBackAttempts } from './attempt.store.ts';
import { ADDRESS_HEADER, AUTH_PATH, passwordAuth, providerAuth } from './auth.ts';
import { identify, sessionOf } from './identify.ts';
import { PROVIDER, providerDiscovery, scopesToAsk } from './identity-provider.ts';
import { pendingSignIn } from './pending-sign-in.ts';
import { setSessionProvider } from './session.store.ts';
import { sessionCookieName, sessionToken, withoutAge } from './session-cookie.ts';
import { signIn } from './sign-in.action.ts';
import { inFlow, type Profile, UNPROVEN } from './sign-in-flow.ts';
import { PASSWORD_PROVIDER } from './sign-in-method.store.ts';
import { signOut } from './sign-out.action.ts';

/** Sign-ins that fail for one account, whatever addresses they come from, before it waits. */
export const ACCOUNT_RULE = { window: 15 * 60, max: 20 };

export interface Visitor {
  readonly address: string | null;
  readonly device: string | null;
  readonly cookies: string | null;
}

/** A session was opened, or waits for the second factor of its person. */
type Announced =
  | { readonly outcome: 'open'; readonly actor: Actor; readonly cookies: readonly string[] }
  | { readonly outcome: 'second-factor'; readonly cookies: readonly string[] };

export type Opened =
  | Announced
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'too-many'; readonly seconds: number };

const accountKey = (email: string): string =>
  `account|${createHash('sha256').update(email.toLowerCase()).digest('hex')}`;

const headersOf = (visitor: Visitor, origin: string): Headers => {
  const headers = new Headers({ 'content-type': 'application/json', origin });
  if (visitor.address) headers.set(ADDRESS_HEADER, visitor.address);
  if (visitor.device) headers.set('user-agent', visitor.device);
  return headers;
};

/** Signs in by address and password. Attempts that fail are counted by network address and by account; those that succeed are not. */
export async function openByPassword(
  call: Call,
  given: { readonly email: string; readonly password: string },
  visitor: Visitor,
): Promise<Opened> {
  const { store, clock, config, log } = call.services;
  const key = accountKey(given.email);
  const attempt = await countAttempt(store.sql, key, ACCOUNT_RULE, clock.now());
  if (attempt.retryAfter !== null) return { outcome: 'too-many', seconds: attempt.retryAfter };
  const { origin } = new URL(config.url);
  const request = new Request(`${origin}${AUTH_PATH}/sign-in/email`, {
    method: 'POST',
    headers: headersOf(visitor, origin),
    body: JSON.stringify(given),
  });
  const auth = await passwordAuth(call.services);
  const { result: response, flow } = await inFlow(() => auth.handler(request));
  if (response.status === 429) {
    await takeBackAttempts(store.sql, [key]);
    log.warn({ address: visitor.address }, 'sign-in refused: too many attempts');
    return { outcome: 'too-many', seconds: Number(response.headers.get('x-retry-after') ?? 60) };
  }
  const opened = await announce(call, response.headers.getSetCookie(), PASSWORD_PROVIDER);
  if (!opened) {
    log.warn({ address: visitor.address, status: response.status }, 'sign-in refused');
    return { outcome: response.status < 500 ? 'wrong' : 'failed' };
  }
  await takeBackAttempts(store.sql, [key, ...flow.attempts]);
  return opened;
}

/** The session that the library's cookies open, written in the journal unless it waits for a second factor; null when they open none. */
async function announce(call: Call, setCookies: readonly string[], provider: string): Promise<Announced | null> {
  const { config, store } = call.services;
  const name = sessionCookieName(config);
  const cookie = setCookies.map((one) => one.split(';', 1)[0]!).find((pair) => pair.startsWith(`${name}=`));
  if (!cookie || sessionToken(config, cookie) === null) return null;
  const cookies = setCookies.map((one) => withoutAge(config, one));
  const pending = await pendingSignIn(call.services, cookie);
  if (pending) {
    await setSessionProvider(store.sql, pending.session, provider);
    // The waiting cookie takes the place of the one that this browser had: its session ends now rather than by itself.
    if (sessionOf(call.actor)) await perform(signOut, {}, call);
    return { outcome: 'second-factor', cookies };
  }
  const actor = await identify(call.services, new Request(config.url, { headers: { cookie } }));
  const session = sessionOf(actor);
  if (session === null) return null;
  await perform(signIn, { session, provider, previous: sessionOf(call.actor) }, { ...call, actor });
  return { outcome: 'open', actor, cookies };
}

/** Where the provider asks who one is, with the cookies that tie its answer to this browser; null while it cannot be reached. */
export async function beginAtProvider(
  call: Call,
  back: string,
  visitor: Visitor,
): Promise<{ url: string; cookies: string[] } | null> {
  const discovery = await providerDiscovery(call.services);
  if (!discovery) return null;
  const { origin } = new URL(call.services.config.url);
  const request = new Request(`${origin}${AUTH_PATH}/sign-in/social`, {
    method: 'POST',
    headers: headersOf(visitor, origin),
    body: JSON.stringify({
      provider: PROVIDER,
      callbackURL: `${origin}${back}`,
      errorCallbackURL: `${origin}${AUTH_PATH}`,
      scopes: scopesToAsk(discovery),
      disableRedirect: true,
    }),
  });
  const response = await (await providerAuth(call.services)).handler(request);
  if (!response.ok) return null;
  const { url } = (await response.json()) as { url: string };
  return { url, cookies: response.headers.getSetCookie() };
}

export type Returned =
  | (Announced & { readonly to: string })
  /** The provider does not vouch for the address, or the account never proved it. */
  | { readonly outcome: 'unproven'; readonly profile: Profile; readonly cookies: readonly string[] }
  | { readonly outcome: 'closed' | 'failed'; readonly cookies: readonly string[] };

/** The way back from the provider: `address` is the one it called, with its answer. */
export async function returnFromProvider(call: Call, address: URL, visitor: Visitor): Promise<Returned> {
  const { origin } = new URL(call.services.config.url);
  const headers = headersOf(visitor, origin);
  if (visitor.cookies) headers.set('cookie', visitor.cookies);
  const auth = await providerAuth(call.services);
  const { result: response, flow } = await inFlow(() =>
    auth.handler(new Request(`${origin}${address.pathname}${address.search}`, { headers })),
  );
  const cookies = response.headers.getSetCookie();
  const opened = await announce(call, cookies, PROVIDER);
  const location = new URL(response.headers.get('location') ?? '/', origin);
  if (opened) return { ...opened, to: location.pathname + location.search };
  const error = location.searchParams.get('error');
  call.services.log.warn({ address: visitor.address, error }, 'sign-in through the identity provider refused');
  if (flow.profile && (error === UNPROVEN || error === 'account_not_linked')) {
    return { outcome: 'unproven', profile: flow.profile, cookies };
  }
  return { outcome: error === 'unable_to_create_session' ? 'closed' : 'failed', cookies };
}
