import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from './db/database.ts';
import { canonicalJson } from './journal.hash.ts';
import { daysWithoutDigest, insertDigest, type JournalDigest, lockedHead } from './journal.store.ts';
import { dayInParis } from './period.ts';

export type { JournalDigest } from './journal.store.ts';

/** The key that signs the digests: in the data folder, never in the database. */
export interface JournalKey {
  /** First 16 hexadecimal characters of the SHA-256 of the public key (SPKI, DER). */
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const KEY_FILE = 'journal-ed25519.pem';
const PUBLIC_KEY_FILE = 'journal-ed25519.pub.pem';
const PUBLIC_KEYS = /^journal-.*\.pub\.pem$/;

export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

const keysFolder = (dataDir: string): string => join(dataDir, 'keys');

/** The signing key of this data folder, made at the first start. Its public half lies beside it, to be kept elsewhere by whoever verifies. */
export function loadJournalKey(dataDir: string): JournalKey {
  const folder = keysFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const privateKey = createPrivateKey(readOrMakeKey(join(folder, KEY_FILE)));
  const publicKey = createPublicKey(privateKey);
  writeWhole(join(folder, PUBLIC_KEY_FILE), publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
  return { id: keyIdOf(publicKey), privateKey, publicKey };
}

function readOrMakeKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  writeWhole(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  // Read back: of two processes that start together on a new folder, the second to rename wins for both.
  return readFileSync(path, 'utf8');
}

/** Written beside and renamed: a start that is killed leaves no half key. */
function writeWhole(path: string, text: string, mode: number): void {
  const making = `${path}.${process.pid}`;
  writeFileSync(making, text, { mode });
  chmodSync(making, mode);
  renameSync(making, path);
}

/** Every public key beside the signing key: the present one, and those of the past kept as `journal-….pub.pem`. */
export function loadPublicKeys(dataDir: string): KeyObject[] {
  const folder = keysFolder(dataDir);
  const files = readdirSync(folder).filter((file) => PUBLIC_KEYS.test(file));
  return files.map((file) => createPublicKey(readFileSync(join(folder, file), 'utf8')));
}

/**
 * What is signed: the digest without its signature, as canonical JSON (RFC 8785), `madeAt` in UTC with milliseconds. Anyone can check it:
 * `openssl pkeyutl -verify -pubin -inkey journal-ed25519.pub.pem -rawin -in text -sigfile signature`.
 */
function signedText({
  day,
  firstSeq,
  lastSeq,
  lines,
  lastHash,
  keyId,
  madeAt,
}: Omit<JournalDigest, 'signature'>): Buffer {
  return Buffer.from(canonicalJson({ day, firstSeq, lastSeq, lines, lastHash, keyId, madeAt: madeAt.toISOString() }));
}

export const hasValidSignature = (digest: JournalDigest, publicKey: KeyObject): boolean =>
  verify(null, signedText(digest), publicKey, Buffer.from(digest.signature, 'base64'));

/**
 * Signs every complete day, in Paris, that has lines and no digest yet; doing it again does nothing. Digests prove the past only as far as they
 * are also kept elsewhere: who holds both the database and the key can rewrite both.
 */
export function makeDigests(sql: Sql, key: JournalKey, now: Date): Promise<JournalDigest[]> {
  const work = async (trx: Sql): Promise<JournalDigest[]> => {
    // Two workers at once would divide the lines differently; and no line may slip into a day while it is being counted.
    await lockedHead(trx);
    const days = await daysWithoutDigest(trx, dayInParis(now));
    const digests = days.map((day) => {
      const unsigned = { ...day, keyId: key.id, madeAt: now };
      return { ...unsigned, signature: sign(null, signedText(unsigned), key.privateKey).toString('base64') };
    });
    for (const digest of digests) await insertDigest(trx, digest);
    return digests;
  };
  return sql.isTransaction ? work(sql) : sql.transaction().execute(work);
}
