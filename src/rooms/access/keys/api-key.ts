import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 bits from the system's own source, since the programme's `random` is for ids and may be seeded. */
export const newKey = (): string => `gk_${randomBytes(32).toString('base64url')}`;

/** What is kept of a key. A plain digest is enough for 256 random bits: there is nothing to guess. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A room, and reading or writing: `registry:read`. Writing includes reading. */
export const KEY_SCOPE = /^[a-z][a-z-]*:(?:read|write)$/;
