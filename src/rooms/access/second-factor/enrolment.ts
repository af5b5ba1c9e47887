import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal.ts';
import { SECRET_BYTES } from './totp.ts';

/** How long the key on the screen waits for its first code. */
export const ENROLMENT_MS = 3_600_000;
const TIME_BYTES = 8;

export interface Enrolment {
  /** The key to be shared with the application. */
  readonly secret: Uint8Array;
  /** The same, sealed for this person: the form carries it, so that nothing is written before the first code. */
  readonly setup: string;
}

const purpose = (person: string): string => `enrolment of ${person}`;

export function newEnrolment(dataDir: string, person: string, now: Date): Enrolment {
  const secret = randomBytes(SECRET_BYTES);
  const since = Buffer.alloc(TIME_BYTES);
  since.writeBigInt64BE(BigInt(now.getTime()));
  return { secret, setup: seal(dataDir, purpose(person), Buffer.concat([since, secret])) };
}

/** The key of an enrolment of this person that began within the hour; null otherwise. */
export function readEnrolment(dataDir: string, person: string, now: Date, setup: string): Enrolment | null {
  const bytes = unseal(dataDir, purpose(person), setup);
  if (!bytes) return null;
  const age = now.getTime() - Number(bytes.readBigInt64BE(0));
  return age >= 0 && age < ENROLMENT_MS ? { secret: bytes.subarray(TIME_BYTES), setup } : null;
}
