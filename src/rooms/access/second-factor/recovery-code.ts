import { createHash, randomBytes } from 'node:crypto';
import { toBase32 } from './totp.ts';

/** How many a person receives; each opens once. */
export const RECOVERY_CODES = 10;
/** 80 random bits: no guess finds one, and their digest needs no slow hashing. */
const CODE_BYTES = 10;

/** Groups of four, easy to copy by hand: `k7mq-2xwa-ytdh-v3n6`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    toBase32(randomBytes(CODE_BYTES)).toLowerCase().match(/.{4}/g)!.join('-'),
  );
}

/** What is kept of a code, however its groups were typed. */
export const hashRecoveryCode = (code: string): string =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z2-7]/g, ''))
    .digest('hex');
