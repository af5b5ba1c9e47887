import { createHash, randomBytes } from 'node:crypto';

const name = (prefix: string): string => `${prefix}.pending`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What ties a sign-in that waits for a confirmation to the browser where it began: a cookie there, its digest on the link. */
export function newPending(prefix: string): { cookie: string; value: string; browser: string } {
  const value = randomBytes(32).toString('base64url');
  return { cookie: name(prefix), value, browser: digest(value) };
}

/** What this browser can prove: the digest of its cookie, or nothing. */
export function pendingBrowser(prefix: string, cookies: string | null): { browser: string } {
  const pair = cookies
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name(prefix)}=`));
  return { browser: pair ? digest(pair.slice(pair.indexOf('=') + 1)) : '' };
}
