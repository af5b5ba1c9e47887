import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pki from 'pkijs';

/**
 * What a file says about its seals, and whether it is true. `trusted` is not here: whoever asks compares the certificate's fingerprint with
 * those of the installation.
 */
export interface SealReport {
  /**
   * - `unsealed`: the file holds no seal;
   * - `intact`: every seal is good and the last covers the whole file;
   * - `extended`: every seal is good, but something was added after the last;
   * - `altered`: what at least one seal covers was changed, or it cannot be read.
   */
  readonly verdict: 'unsealed' | 'intact' | 'extended' | 'altered';
  /** In the order in which they were put. */
  readonly seals: readonly Seal[];
}

export interface Seal {
  readonly intact: boolean;
  /** What is wrong: the bytes it covers changed, the signature is not that of the certificate, it cannot be read. */
  readonly fault: 'digest' | 'signature' | 'unreadable' | null;
  /** Start and length of the two stretches that it covers, around itself. */
  readonly byteRange: readonly [number, number, number, number];
  /** Where what it covers ends. */
  readonly end: number;
  readonly coversWholeFile: boolean;
  /** By the clock of whoever sealed. */
  readonly at: Date | null;
  readonly certificate: SealCertificate | null;
}

export interface SealCertificate {
  /** SHA-256 of the DER, in hexadecimal small letters. */
  readonly fingerprint: string;
  /** Whom it names; null when it does not say. */
  readonly commonName: string | null;
  readonly organisation: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Reads and checks the seals of a PDF. Never throws: bytes that are no PDF hold no seal. */
export function readSeals(bytes: Uint8Array): SealReport {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seals = findByteRanges(file)
    .map((range) => readSeal(file, range))
    .sort((a, b) => a.end - b.end);
  return { verdict: judge(seals), seals };
}

/**
 * Where the revision of this file with that digest ends, null when it has none. A sealed contract starts with the bytes that people signed:
 * this finds them again.
 * @param sha256 in hexadecimal.
 */
export function findRevision(bytes: Uint8Array, sha256: string): number | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash = createHash('sha256');
  const wanted = sha256.toLowerCase();
  let done = 0;
  for (const end of revisionEnds(file)) {
    hash.update(file.subarray(done, end));
    done = end;
    if (hash.copy().digest('hex') === wanted) return end;
  }
  return null;
}

const END_OF_FILE = '%%EOF';

/** Each revision ends with `%%EOF`, with or without the line's end. */
function* revisionEnds(file: Buffer): Generator<number> {
  for (let at = file.indexOf(END_OF_FILE); at !== -1; at = file.indexOf(END_OF_FILE, at + 1)) {
    let end = at + END_OF_FILE.length;
    yield end;
    while (file[end] === 0x0d || file[end] === 0x0a) yield ++end;
  }
}

function judge(seals: readonly Seal[]): SealReport['verdict'] {
  if (seals.length === 0) return 'unsealed';
  if (seals.some((seal) => !seal.intact)) return 'altered';
  return seals.at(-1)!.coversWholeFile ? 'intact' : 'extended';
}

type ByteRange = readonly [number, number, number, number];

function findByteRanges(file: Buffer): ByteRange[] {
  const found = file.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g);
  return [...found].map((match) => [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])] as const);
}

function readSeal(file: Buffer, byteRange: ByteRange): Seal {
  const end = byteRange[2] + byteRange[3];
  const seal = { byteRange, end, coversWholeFile: end === file.length, at: null, certificate: null };
  try {
    const cms = readSignature(file, byteRange);
    return {
      ...seal,
      ...(cms ? checkSignature(file, byteRange, cms) : { intact: false, fault: 'unreadable' as const }),
    };
  } catch {
    return { ...seal, intact: false, fault: 'unreadable' };
  }
}

/** The signature, which must fill the gap exactly: otherwise bytes that nobody sealed could hide beside it. */
function readSignature(file: Buffer, [start, length, rest, restLength]: ByteRange): Buffer | null {
  if (start !== 0 || rest <= length || rest + restLength > file.length) return null;
  const gap = file.toString('latin1', length, rest);
  return /^<(?:[0-9A-Fa-f]{2})+>$/.test(gap) ? Buffer.from(gap.slice(1, -1), 'hex') : null;
}

const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** Of SignedData (RFC 5652): `certificates [0]`. */
const CONTEXT_SPECIFIC = 3;
const CERTIFICATES = 0;
const RSA_PSS = '1.2.840.113549.1.1.10';
const DIGESTS: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

type Checked = Pick<Seal, 'intact' | 'fault' | 'at' | 'certificate'>;

function checkSignature(file: Buffer, [start, length, rest, restLength]: ByteRange, cms: Buffer): Checked {
  const content = pki.ContentInfo.fromBER(tight(cms));
  const signed = new pki.SignedData({ schema: content.content });
  const signer = signed.signerInfos[0]!;
  const attributes = signer.signedAttrs!;
  const value = (type: string) => attributes.attributes.find((one) => one.type === type)?.values[0];
  const time = value(SIGNING_TIME);
  const at = time instanceof asn1.UTCTime || time instanceof asn1.GeneralizedTime ? time.toDate() : null;
  const certificates = readCertificates(content);
  const named = value(SIGNING_CERTIFICATE_V2);
  const serial = BigInt(
    `0x${Buffer.from((signer.sid as pki.IssuerAndSerialNumber).serialNumber.valueBlock.valueHexView).toString('hex')}`,
  );
  // Seals before PAdES name their certificate by its number only.
  const certificate = certificates.find((one) =>
    named ? namesCertificate(named, one) : BigInt(`0x${one.serialNumber}`) === serial,
  );
  if (!certificate) return { intact: false, fault: 'signature', at, certificate: null };
  const answer = (fault: Seal['fault']): Checked => ({
    intact: fault === null,
    fault,
    at,
    certificate: {
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      ...holder(certificate),
      notBefore: certificate.validFromDate,
      notAfter: certificate.validToDate,
    },
  });
  const algorithm = DIGESTS[signer.digestAlgorithm.algorithmId];
  const stated = value(MESSAGE_DIGEST);
  if (!algorithm || !(stated instanceof asn1.OctetString)) return answer('unreadable');
  const hash = createHash(algorithm)
    .update(file.subarray(start, length))
    .update(file.subarray(rest, rest + restLength));
  if (!hash.digest().equals(Buffer.from(stated.getValue()))) return answer('digest');
  const type = value(CONTENT_TYPE);
  if (!(type instanceof asn1.ObjectIdentifier) || type.getValue() !== DATA) return answer('signature');
  const key: KeyObject = certificate.publicKey;
  const isPss = signer.signatureAlgorithm.algorithmId === RSA_PSS;
  const how = isPss
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : { key, dsaEncoding: 'der' as const };
  const matches = verify(
    algorithm,
    Buffer.from(attributes.encodedValue),
    how,
    Buffer.from(signer.signature.getValue()),
  );
  return answer(matches ? null : 'signature');
}

function holder(certificate: X509Certificate): Pick<SealCertificate, 'commonName' | 'organisation'> {
  const { CN, O } = certificate.toLegacyObject().subject as { CN?: string | string[]; O?: string | string[] };
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;
  return { commonName: first(CN), organisation: first(O) };
}

/** As the file holds them: written again by a library, a name with accents may not have the same bytes. */
function readCertificates(content: pki.ContentInfo): X509Certificate[] {
  const parts = (content.content as asn1.Sequence).valueBlock.value;
  const set = parts.find(
    (part) => part.idBlock.tagClass === CONTEXT_SPECIFIC && part.idBlock.tagNumber === CERTIFICATES,
  );
  return set instanceof asn1.Constructed
    ? set.valueBlock.value.map((one) => new X509Certificate(Buffer.from(one.valueBeforeDecodeView)))
    : [];
}

/** PAdES: the signature names its certificate by digest, so that another with the same key cannot take its place. SHA-256 when no other is said. */
function namesCertificate(attribute: asn1.BaseBlock, certificate: X509Certificate): boolean {
  if (!(attribute instanceof asn1.Sequence)) return false;
  const list = attribute.valueBlock.value[0];
  const first = list instanceof asn1.Sequence ? list.valueBlock.value[0] : undefined;
  if (!(first instanceof asn1.Sequence)) return false;
  const [one, two] = first.valueBlock.value;
  const named = one instanceof asn1.Sequence ? one.valueBlock.value[0] : undefined;
  const algorithm = named instanceof asn1.ObjectIdentifier ? DIGESTS[named.getValue()] : 'sha256';
  const stated = one instanceof asn1.OctetString ? one : two;
  if (!algorithm || !(stated instanceof asn1.OctetString)) return false;
  return createHash(algorithm).update(certificate.raw).digest().equals(Buffer.from(stated.getValue()));
}

/** Copied, because the parser reads the whole buffer behind a view. */
function tight(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
