import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealSigner } from '#engines/documents/certificate.ts';
import { type Config, ConfigError } from '#kit/config.ts';

/** The key in force, and its certificate beside it: one file, so that they are never of two makings. */
const SEAL_FILE = 'seal.pem';
/** Certificates of this installation, those of the past too: kept as `seal-….cert.pem`, so that its old seals stay known. */
const CERTIFICATES = /^seal.*\.cert\.pem$/;

/** With the libraries of certificates, which are loaded when a signer is first asked for: a start does not wait for them. */
const certificates = () => import('#engines/documents/certificate.ts');

const keysFolder = (dataDir: string): string => join(dataDir, 'keys');

/** SHA-256 of a certificate (DER), in hexadecimal: what a verifier compares. */
export const fingerprintOf = (certificate: Uint8Array): string =>
  createHash('sha256').update(certificate).digest('hex');

const signers = new Map<string, Promise<SealSigner>>();

/**
 * What seals the signed contracts: the certificate that the operator gave, or the installation's own, made at the first start.
 * @throws ConfigError when what the operator gave cannot be used.
 */
export function sealingSigner(config: Config, now: Date): Promise<SealSigner> {
  const key = config.seal?.p12 ?? config.dataDir;
  const known = signers.get(key);
  if (known) return known;
  const signer = load(config, now);
  signers.set(key, signer);
  // What failed once may be put right and asked again.
  signer.catch(() => signers.delete(key));
  return signer;
}

async function load(config: Config, now: Date): Promise<SealSigner> {
  const folder = keysFolder(config.dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const signer = config.seal ? await givenSigner(config.seal) : await ownSigner(folder, config, now);
  const fingerprint = fingerprintOf(signer.certificate);
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(signer.certificate)
    .toString('base64')
    .replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
  writeWhole(join(folder, `seal-${fingerprint.slice(0, 16)}.cert.pem`), pem, 0o644);
  return signer;
}

async function givenSigner(seal: NonNullable<Config['seal']>): Promise<SealSigner> {
  const { readPkcs12, UnusableCredentials } = await certificates();
  try {
    return await readPkcs12(readFileSync(seal.p12), seal.password);
  } catch (error) {
    if (!(error instanceof UnusableCredentials)) throw error;
    const isPassword = error.fault === 'wrong-password';
    throw new ConfigError([
      {
        variable: isPassword ? 'GRAPPE_SEAL_PASSWORD' : 'GRAPPE_SEAL_P12',
        found: isPassword ? '…' : seal.p12,
        expected: isPassword
          ? { fr: 'le mot de passe qui ouvre ce fichier', en: 'the password that opens this file' }
          : {
              fr: 'un fichier PKCS #12 avec une clé RSA ou EC et son certificat',
              en: 'a PKCS #12 file with an RSA or EC key and its certificate',
            },
        example: isPassword ? 'mot-de-passe-du-fichier' : '/etc/grappe/cachet.p12',
      },
    ]);
  }
}

async function ownSigner(folder: string, config: Config, now: Date): Promise<SealSigner> {
  const path = join(folder, SEAL_FILE);
  const pem = readIfThere(path) ?? (await makeKey(path, config, now));
  const { readPemPair } = await certificates();
  return readPemPair(pem, pem);
}

async function makeKey(path: string, config: Config, now: Date): Promise<string> {
  const host = new URL(config.url).hostname;
  const { createSealingCertificate } = await certificates();
  const made = await createSealingCertificate({
    organisation: 'Grappe',
    commonName: `Cachet de Grappe (${host})`,
    notBefore: now,
    random: (size) => randomBytes(size),
  });
  writeWhole(path, `${made.privateKeyPem}${made.certificatePem}`, 0o600);
  // Read back: of two processes that start together on a new folder, the second to rename wins for both.
  return readFileSync(path, 'utf8');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

/** Written beside and renamed: a start that is killed leaves no half key. */
function writeWhole(path: string, text: string, mode: number): void {
  const making = `${path}.${process.pid}`;
  writeFileSync(making, text, { mode });
  chmodSync(making, mode);
  renameSync(making, path);
}

/** Fingerprints of every certificate that this installation ever sealed with. */
export function knownSeals(dataDir: string): Set<string> {
  const folder = keysFolder(dataDir);
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => CERTIFICATES.test(file));
  } catch {
    return new Set();
  }
  return new Set(
    files.map((file) => {
      const body = readFileSync(join(folder, file), 'utf8').replace(/-----[^-]+-----|\s/g, '');
      return fingerprintOf(Buffer.from(body, 'base64'));
    }),
  );
}
