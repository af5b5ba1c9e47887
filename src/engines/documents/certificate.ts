import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign as signBytes,
  X509Certificate,
} from 'node:crypto';
import { promisify } from 'node:util';
import { P12Signer, type Signer } from '@libpdf/core';
import * as asn1 from 'asn1js';
import * as pki from 'pkijs';

/** A key that can seal, with its certificate (DER) and those of its issuers when they are known. */
export type SealSigner = Signer;

export interface SealingCredentials {
  /** PKCS #8. A secret: to be kept where only the installation reads. */
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly certificateDer: Uint8Array;
}

export interface SealingIdentity {
  /** Who runs the installation. */
  readonly organisation: string;
  /** What a reader of the seal sees first: « Grappe, sceau de la DGE ». */
  readonly commonName: string;
  /** ISO 3166 code of the country of the organisation. */
  readonly country?: string;
  readonly notBefore: Date;
  /** As many bytes by chance, for the serial number. */
  readonly random: (size: number) => Uint8Array;
}

/** Long enough for the contracts of a phase and their follow-up; a seal stays readable after, with the date it bears. */
export const CERTIFICATE_YEARS = 10;

const RSA_BITS = 3072;
const SERIAL_BYTES = 16;

const COUNTRY = '2.5.4.6';
const ORGANISATION = '2.5.4.10';
const COMMON_NAME = '2.5.4.3';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';

/**
 * A key (RSA 3072) and its self-signed certificate (X.509 v3, SHA-256, digital signature and non-repudiation), for an installation that was
 * given none. It proves that a file comes unchanged from this installation; it does not prove to a stranger who runs it.
 */
export async function createSealingCertificate(identity: SealingIdentity): Promise<SealingCredentials> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const publicKey = pair.publicKey.toCryptoKey(algorithm, true, ['verify']) as CryptoKey;
  const privateKey = pair.privateKey.toCryptoKey(algorithm, true, ['sign']) as CryptoKey;

  const certificate = new pki.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ valueHex: positive(identity.random(SERIAL_BYTES)) });
  certificate.subject = distinguishedName(identity);
  certificate.issuer = distinguishedName(identity);
  const end = new Date(identity.notBefore);
  end.setUTCFullYear(end.getUTCFullYear() + CERTIFICATE_YEARS);
  certificate.notBefore.value = identity.notBefore;
  certificate.notAfter.value = end;
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  const keyIdentifier = await globalThis.crypto.subtle.digest(
    'SHA-1',
    certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView as Uint8Array<ArrayBuffer>,
  );
  const extension = (extnID: string, critical: boolean, value: asn1.BaseBlock) =>
    new pki.Extension({ extnID, critical, extnValue: value.toBER(false) });
  certificate.extensions = [
    extension(BASIC_CONSTRAINTS, true, new pki.BasicConstraints({ cA: false }).toSchema()),
    extension(KEY_USAGE, true, new asn1.BitString({ valueHex: new Uint8Array([0b1100_0000]).buffer, unusedBits: 6 })),
    extension(SUBJECT_KEY_IDENTIFIER, false, new asn1.OctetString({ valueHex: keyIdentifier })),
  ];
  await certificate.sign(privateKey, 'SHA-256');

  const certificateDer = new Uint8Array(certificate.toSchema(true).toBER(false));
  return {
    privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificatePem: new X509Certificate(certificateDer).toString(),
    certificateDer,
  };
}

/** One set for each part of the name, as X.500 has it; the library would put them all in one. */
function distinguishedName({ country, organisation, commonName }: SealingIdentity): pki.RelativeDistinguishedNames {
  const part = (type: string, value: asn1.BaseBlock) =>
    new asn1.Set({ value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: type }), value] })] });
  const name = new asn1.Sequence({
    value: [
      part(COUNTRY, new asn1.PrintableString({ value: country ?? 'FR' })),
      part(ORGANISATION, new asn1.Utf8String({ value: organisation })),
      part(COMMON_NAME, new asn1.Utf8String({ value: commonName })),
    ],
  });
  return pki.RelativeDistinguishedNames.fromBER(name.toBER(false));
}

/** DER integers are signed: the first bit says the sign, and a first byte of zeros would be left out. */
function positive(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  copy[0] = (copy[0]! & 0b0111_1111) | 0b0100_0000;
  return copy.buffer;
}

/** Why a key or certificate given by the operator cannot be used. */
export type CredentialsFault =
  | 'unreadable'
  | 'wrong-password'
  | 'no-certificate'
  | 'no-key'
  | 'key-mismatch'
  | 'unsupported-key';

const FAULTS: Record<CredentialsFault, string> = {
  unreadable: 'The file is not a PKCS #12 container, or a PEM key or certificate.',
  'wrong-password': 'The password does not open the file.',
  'no-certificate': 'There is no certificate.',
  'no-key': 'There is no private key, or it is itself protected by a password.',
  'key-mismatch': 'The private key is not the one of the certificate.',
  'unsupported-key': 'The key is neither RSA nor on an elliptic curve of the NIST.',
};

export class UnusableCredentials extends Error {
  readonly fault: CredentialsFault;

  constructor(fault: CredentialsFault, cause?: unknown) {
    super(FAULTS[fault], { cause });
    this.name = 'UnusableCredentials';
    this.fault = fault;
  }
}

/**
 * A signer from a container that an authority delivered (`.p12`, `.pfx`). Nothing is fetched: issuers are those that the container holds.
 * @throws UnusableCredentials
 */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<SealSigner> {
  try {
    return await P12Signer.create(bytes, password, { buildChain: false });
  } catch (error) {
    const message = (error as Error).message;
    if (/password|mac|integrity|decrypt/i.test(message)) throw new UnusableCredentials('wrong-password', error);
    if (/private key/i.test(message)) throw new UnusableCredentials('no-key', error);
    if (/certificate/i.test(message)) throw new UnusableCredentials('no-certificate', error);
    throw new UnusableCredentials('unreadable', error);
  }
}

/**
 * A signer from a private key and its certificate in PEM; more certificates after the first are its issuers.
 * @param password of the key, when it has one.
 * @throws UnusableCredentials
 */
export function readPemPair(keyPem: string, certificatePem: string, password?: string): SealSigner {
  const certificates = [...certificatePem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)];
  if (certificates.length === 0) throw new UnusableCredentials('no-certificate');
  const [first, ...issuers] = certificates.map(([pem]) => readCertificate(pem));
  const key = readKey(keyPem, password);
  if (!first!.checkPrivateKey(key)) throw new UnusableCredentials('key-mismatch');
  return signerOf(key, first!, issuers);
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new UnusableCredentials('unreadable', error);
  }
}

function readKey(pem: string, password: string | undefined): KeyObject {
  if (!pem.includes('PRIVATE KEY-----')) throw new UnusableCredentials('no-key');
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(password !== undefined && { passphrase: password }) });
  } catch (error) {
    if (pem.includes('ENCRYPTED')) {
      throw new UnusableCredentials(password === undefined ? 'no-key' : 'wrong-password', error);
    }
    throw new UnusableCredentials('unreadable', error);
  }
}

function signerOf(key: KeyObject, certificate: X509Certificate, issuers: readonly X509Certificate[]): SealSigner {
  const type = createPublicKey(key).asymmetricKeyType;
  if (type !== 'rsa' && type !== 'ec') throw new UnusableCredentials('unsupported-key');
  const signs = type === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key, dsaEncoding: 'der' as const };
  return {
    certificate: new Uint8Array(certificate.raw),
    certificateChain: issuers.map((issuer) => new Uint8Array(issuer.raw)),
    keyType: type === 'rsa' ? 'RSA' : 'EC',
    signatureAlgorithm: type === 'rsa' ? 'RSASSA-PKCS1-v1_5' : 'ECDSA',
    sign: async (data, algorithm) => new Uint8Array(signBytes(algorithm.replace('-', ''), data, signs)),
  };
}
