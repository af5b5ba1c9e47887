import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '#kit/config.ts';
import { accessSecret } from './access-secret.ts';

/** Over https the cookie is bound to this very host: no sub-domain can plant one (RFC 6265bis, `__Host-`). */
export const cookiePrefix = (config: Config): string => (isSecure(config) ? '__Host-grappe' : 'grappe');

export const isSecure = (config: Config): boolean => config.url.startsWith('https:');

export const sessionCookieName = (config: Config): string => `${cookiePrefix(config)}.session_token`;

/** Every cookie of a header under that name: a browser may send two when someone planted one for a longer path. */
function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * The session token of a request, its signature checked; null without a cookie of ours. The sign-in library writes the cookie as
 * `token.signature`, HMAC-SHA256 in base64, percent-encoded.
 */
export function sessionToken(config: Config, header: string | null): string | null {
  if (!header?.includes('grappe.session_token=')) return null;
  const secret = accessSecret(config.dataDir);
  for (const value of cookieValues(header, sessionCookieName(config))) {
    const token = readSigned(value, secret);
    if (token !== null) return token;
  }
  return null;
}

function readSigned(value: string, secret: string): string | null {
  let signed: string;
  try {
    signed = decodeURIComponent(value);
  } catch {
    return null;
  }
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** The session cookie ends with the browser; how long it is good for is the server's affair, which can shorten it. */
export const withoutAge = (config: Config, cookie: string): string =>
  cookie.startsWith(`${sessionCookieName(config)}=`) && !/;\s*Max-Age=0\b/i.test(cookie)
    ? cookie.replace(/;\s*(?:Max-Age|Expires)=[^;]*/gi, '')
    : cookie;

/** The session cookie of a token, as the sign-in library writes it. */
export function sessionCookie(config: Config, token: string): string {
  const signature = createHmac('sha256', accessSecret(config.dataDir)).update(token).digest('base64');
  const value = encodeURIComponent(`${token}.${signature}`);
  return `${sessionCookieName(config)}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure(config) ? '; Secure' : ''}`;
}

/** Takes the session cookie away. */
export const clearedCookie = (config: Config): string =>
  `${sessionCookieName(config)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${isSecure(config) ? '; Secure' : ''}`;
