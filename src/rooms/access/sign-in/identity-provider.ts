import * as z from 'zod';
import type { Config, OidcConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Log } from '#kit/log.ts';
import { currentFlow, type Profile } from './sign-in-flow.ts';

/** The provider's name in `access.sign_in_method` and in its return address, `/connexion/callback/oidc`. */
export const PROVIDER = 'oidc';

const DISCOVERY_TIMEOUT_MS = 5_000;
/** A provider that did not answer is asked again after this long. */
const RETRY_MS = 30_000;
/** ProConnect names people `given_name` and `usual_name`, the standard `profile`; only what the provider knows is asked. */
const WANTED_SCOPES = ['openid', 'email', 'profile', 'given_name', 'usual_name'];
/** Signatures of a userinfo answer: asymmetric only, when the provider does not say which. */
const SIGNATURES = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  scopes_supported: z.array(z.string()).optional(),
  userinfo_signing_alg_values_supported: z.array(z.string()).optional(),
});

/** What a provider publishes of itself (OpenID Connect Discovery 1.0). */
export type Discovery = z.infer<typeof discoverySchema>;

interface Known {
  readonly discovery: Discovery | null;
  readonly at: number;
}

const known = new Map<string, Known>();

const discoveryUrl = (oidc: OidcConfig): string =>
  `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;

async function discover(oidc: OidcConfig): Promise<Discovery> {
  const response = await fetch(discoveryUrl(oidc), { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`The identity provider answered ${response.status} to ${discoveryUrl(oidc)}`);
  const discovery = discoverySchema.parse(await response.json());
  if (discovery.issuer.replace(/\/+$/, '') !== oidc.issuer.replace(/\/+$/, '')) {
    throw new Error(`${discoveryUrl(oidc)} speaks for another issuer, ${discovery.issuer}`);
  }
  return discovery;
}

/**
 * What the provider publishes, asked once; null while it cannot be reached, said loudly in the log and tried again half a minute later. The
 * house calls it at start, and the sign-in page at each visit.
 */
export async function providerDiscovery({ config, clock, log }: Services): Promise<Discovery | null> {
  if (!config.oidc) return null;
  const key = discoveryUrl(config.oidc);
  const before = known.get(key);
  const now = clock.now().getTime();
  if (before && (before.discovery || Math.abs(now - before.at) < RETRY_MS)) return before.discovery;
  let discovery: Discovery | null = null;
  try {
    discovery = await discover(config.oidc);
  } catch (error) {
    log.error(
      { err: error, issuer: config.oidc.issuer },
      'identity provider unreachable: sign-in through it is closed',
    );
  }
  known.set(key, { discovery, at: now });
  return discovery;
}

export const scopesToAsk = ({ scopes_supported: supported }: Discovery): string[] =>
  supported ? WANTED_SCOPES.filter((scope) => supported.includes(scope)) : ['openid', 'email', 'profile'];

/** The library's plug-in for the configured provider: PKCE, state, nonce and the identity token's signature are its affair. */
export async function identityProvider(oidc: OidcConfig, { config, log }: Services) {
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth');
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        name: oidc.label,
        discoveryUrl: discoveryUrl(oidc),
        requireIdTokenVerification: true,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        redirectURI: `${config.url}/connexion/callback/${PROVIDER}`,
        pkce: true,
        getUserInfo: async ({ accessToken }) => {
          const profile = accessToken ? await trustedProfile(oidc, accessToken, log) : null;
          const flow = currentFlow();
          if (flow) flow.profile = profile;
          return profile && { ...profile, sub: profile.subject };
        },
      },
    ],
  });
}

/** The same, null when nothing that was said can be believed: the sign-in then ends with a sentence, and the log has the reason. */
async function trustedProfile(oidc: OidcConfig, accessToken: string, log: Log): Promise<Profile | null> {
  try {
    return await readProfile(oidc, accessToken);
  } catch (error) {
    log.error(
      { err: error, issuer: oidc.issuer },
      'identity provider: what it says of a person cannot be read or believed',
    );
    return null;
  }
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  usual_name: z.string().optional(),
});

/**
 * Who the provider says it is. ProConnect signs this answer (`application/jwt`): signature, issuer and audience are then checked against the
 * provider's published keys. An address that the provider does not say it verified counts as not verified.
 */
async function readProfile(oidc: OidcConfig, accessToken: string): Promise<Profile | null> {
  const discovery = known.get(discoveryUrl(oidc))?.discovery ?? (await discover(oidc));
  const response = await fetch(discovery.userinfo_endpoint, {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/jwt, application/json' },
    signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
  });
  if (!response.ok) return null;
  const signed = response.headers.get('content-type')?.includes('application/jwt') ?? false;
  const body = signed ? await verifiedClaims(oidc, discovery, await response.text()) : await response.json();
  const claims = claimsSchema.safeParse(body);
  if (!claims.success) return null;
  const {
    sub,
    email,
    email_verified: verified,
    name,
    given_name: given,
    usual_name: usual,
    family_name: family,
  } = claims.data;
  return {
    subject: sub,
    email: email.toLowerCase(),
    emailVerified: verified === true || verified === 'true',
    name: name?.trim() || [given, usual ?? family].filter(Boolean).join(' ').trim() || email,
  };
}

async function verifiedClaims(oidc: OidcConfig, discovery: Discovery, token: string): Promise<unknown> {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(discovery.jwks_uri)), {
    issuer: discovery.issuer,
    audience: oidc.clientId,
    algorithms:
      discovery.userinfo_signing_alg_values_supported?.filter((one) => SIGNATURES.includes(one)) ?? SIGNATURES,
  });
  return payload;
}

/** Where signing out of the provider happens (RP-Initiated Logout 1.0); null when it offers none. */
export function signOutAddress(
  config: Config,
  discovery: Discovery,
  identityToken: string | null,
  state: string,
): string | null {
  if (!config.oidc || !discovery.end_session_endpoint) return null;
  const address = new URL(discovery.end_session_endpoint);
  if (identityToken) address.searchParams.set('id_token_hint', identityToken);
  address.searchParams.set('client_id', config.oidc.clientId);
  address.searchParams.set('post_logout_redirect_uri', `${config.url}/connexion`);
  address.searchParams.set('state', state);
  return address.href;
}
