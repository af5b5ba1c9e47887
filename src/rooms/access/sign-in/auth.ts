import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { newId } from '#kit/ids.ts';
import { personById } from '../accounts/person.store.ts';
import { secondFactorOf } from '../second-factor/second-factor.store.ts';
import { accessSecret } from './access-secret.ts';
import { countAttempt } from './attempt.store.ts';
import { SESSION_IDLE_MS } from './identify.ts';
import { identityProvider } from './identity-provider.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from './password.ts';
import { cookiePrefix, isSecure } from './session-cookie.ts';
import { currentFlow, UNPROVEN } from './sign-in-flow.ts';

/** Where the library answers, below the product's address; only the provider's return is open to the network (sign-in.web.tsx). */
export const AUTH_PATH = '/connexion';
/** Header that carries the visitor's address to the library; the web door sets it, never the visitor. */
export const ADDRESS_HEADER = 'x-grappe-address';
/** Sign-ins that fail from one address before it waits. */
export const ADDRESS_RULE = { window: 60, max: 10 };

const ID_PREFIXES: Record<string, string> = { user: 'per', session: 'ses', account: 'way', verification: 'ver' };

/**
 * The sign-in library over the room's own tables: hashing, sessions, counting of attempts, OpenID Connect. Its queries run outside any
 * transaction of ours, so nothing here is called from within an action.
 */
export async function createAuth(services: Services, options: { readonly withProvider: boolean }) {
  const { config, store, clock, random, log } = services;
  // Loaded at first sign-in: half a second that the start of the server and the commands do not pay.
  const { betterAuth } = await import('better-auth');
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    appName: 'Grappe',
    baseURL: new URL(config.url).origin,
    basePath: AUTH_PATH,
    secret: accessSecret(config.dataDir),
    telemetry: { enabled: false },
    trustedOrigins: [new URL(config.url).origin],
    database: { db: store.sql, type: 'postgres', schemaName: 'access', transaction: true },
    user: {
      modelName: 'person',
      fields: { ...timestamps, emailVerified: 'email_verified' },
      // Runs inside the library's own transaction: it may look at nothing but what it is given.
      validateUserInfo: ({ user, source }) =>
        source.action === 'create-user' && !user.emailVerified ? { error: UNPROVEN } : undefined,
    },
    session: {
      modelName: 'session',
      fields: {
        ...timestamps,
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      expiresIn: SESSION_IDLE_MS / 1000,
      additionalFields: {
        secondFactorDue: { type: 'boolean', fieldName: 'second_factor_due', required: false, input: false },
      },
    },
    account: {
      modelName: 'sign_in_method',
      fields: {
        ...timestamps,
        userId: 'person_id',
        providerId: 'provider',
        accountId: 'subject',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
      encryptOAuthTokens: true,
    },
    verification: { modelName: 'verification', fields: { ...timestamps, expiresAt: 'expires_at' } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    plugins: options.withProvider && config.oidc ? [await identityProvider(config.oidc, services)] : [],
    onAPIError: { errorURL: `${config.url}/connexion` },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 100,
      // Leaving for the provider guesses nothing: the library's own rule, three in ten seconds, would stop a shared address.
      customRules: { '/sign-in/email': ADDRESS_RULE, '/sign-in/social': { window: 60, max: 100 } },
      customStorage: {
        consume: async (key, rule) => {
          const attempt = await countAttempt(store.sql, key, rule, clock.now());
          currentFlow()?.attempts.push(key);
          return attempt;
        },
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(config),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure(config) },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Its look at the tables wants a bare connection, which a store does not give; the room's tests sign in through each of them.
      database: {
        validateSchema: false,
        generateId: ({ model }) => newId(ID_PREFIXES[model] ?? 'acc', clock.now(), random),
      },
    },
    databaseHooks: {
      user: { create: { before: async () => ({ data: { createdAt: clock.now(), updatedAt: clock.now() } }) } },
      session: {
        create: {
          before: async (session) => {
            const person = await personById(store.sql, session.userId);
            if (!person || person.deactivatedAt) return false;
            const now = clock.now();
            const expiresAt = new Date(now.getTime() + SESSION_IDLE_MS);
            // From its first instant: there is no moment at which the password alone opens the account.
            const secondFactorDue = (await secondFactorOf(store.sql, person.id)) !== null;
            return { data: { createdAt: now, updatedAt: now, expiresAt, secondFactorDue } };
          },
        },
      },
    },
    logger: {
      // Its further arguments may carry tokens or addresses: the sentence is enough.
      log: (level, message) => log[level]({ library: 'sign-in' }, message),
    },
  });
}

type Auth = Awaited<ReturnType<typeof createAuth>>;

const passwordAuths = new WeakMap<Store, Promise<Auth>>();
const providerAuths = new WeakMap<Store, Promise<Auth>>();

/** One library per open store, made when first needed. */
export function passwordAuth(services: Services): Promise<Auth> {
  return keep(passwordAuths, services, () => createAuth(services, { withProvider: false }));
}

/**
 * The same with the identity provider, apart: it asks the provider for its configuration when it is made, and a provider that is down must not
 * keep anybody from signing in with a password.
 */
export function providerAuth(services: Services): Promise<Auth> {
  return keep(providerAuths, services, () => createAuth(services, { withProvider: true }));
}

function keep(auths: WeakMap<Store, Promise<Auth>>, { store }: Services, make: () => Promise<Auth>): Promise<Auth> {
  let auth = auths.get(store);
  if (!auth) {
    auth = make();
    auths.set(store, auth);
    auth.catch(() => auths.delete(store));
  }
  return auth;
}
