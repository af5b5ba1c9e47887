import { createHmac, timingSafeEqual } from 'node:crypto';

/** What authenticator applications expect without being told: a new code every thirty seconds, six digits, HMAC-SHA-1 (RFC 6238). */
const STEP_MS = 30_000;
export const CODE_DIGITS = 6;
/** Of the key shared with the application, as RFC 4226 recommends. */
export const SECRET_BYTES = 20;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base 32 without padding (RFC 4648), the way in which a key is typed into an application. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let kept = 0;
  let bits = 0;
  for (const byte of bytes) {
    kept = (kept << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(kept >> (bits - 5)) & 31];
    kept &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(kept << (5 - bits)) & 31] : text;
}

/** Number of the period of thirty seconds that an instant falls in. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / STEP_MS);

/** The code of one period: dynamic truncation of an HMAC (RFC 4226, 5.3). */
export function codeOfStep(secret: Uint8Array, step: number, digits = CODE_DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE(digest[19]! & 15) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The period whose code was given, when it may still serve: the present one, the one before or after it (telephones are a little late or early),
 * and later than `lastStep`, so that a code seen over a shoulder does not serve twice. Null otherwise.
 */
export function acceptedStep(secret: Uint8Array, code: string, now: Date, lastStep: number): number | null {
  const present = stepAt(now);
  const given = Buffer.from(code);
  const accepted = [present, present - 1, present + 1].filter((step) => {
    const expected = Buffer.from(codeOfStep(secret, step));
    return step > lastStep && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return accepted[0] ?? null;
}

/** What the QR code says: applications read the issuer, the account and the key out of it. */
export function enrolmentAddress(issuer: string, account: string, secret: Uint8Array): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

/** The key that an application was given, from the letters on the screen. */
export function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let kept = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replace(/[^A-Z2-7]/g, '')) {
    kept = ((kept << 5) | ALPHABET.indexOf(letter)) & 0xff_ff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((kept >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

/** What an application that has this key shows at an instant: for tests and journeys that hold no telephone. */
export const codeAt = (key: string, at: Date): string => codeOfStep(fromBase32(key), stepAt(at));
