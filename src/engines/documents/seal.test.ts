import { execFile, execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDF, PdfNumber, type PdfRef, PdfString } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendPages } from './append-pages.ts';
import {
  createSealingCertificate,
  readPemPair,
  readPkcs12,
  type SealingCredentials,
  type SealSigner,
} from './certificate.ts';
import { shortDocument } from './document.fixture.ts';
import { stopPdf, toPdf } from './pdf.ts';
import { findRevision, readSeals } from './read-seals.ts';
import { sealPdf } from './seal.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'grappe-seal-'));
const NOON = new Date('2013-07-01T12:00:00Z');

let credentials: SealingCredentials;
let signer: SealSigner;
let signed: Uint8Array;
let evidence: Uint8Array;
let withEvidence: Uint8Array;
let sealed: Uint8Array;

const seal = (bytes: Uint8Array, name = 'Sceau 1', by = signer) =>
  sealPdf(bytes, by, { reason: 'Contrat signé (par tous)', location: 'Paris', at: NOON, name });

/** What poppler says of the signatures of a file. */
async function pdfsig(bytes: Uint8Array): Promise<string> {
  const file = join(folder, `${randomBytes(6).toString('hex')}.pdf`);
  writeFileSync(file, bytes);
  // The exit code is that of the certificate's trust, which nobody gave.
  return run('pdfsig', [file]).then(
    ({ stdout }) => stdout,
    (failure: { code?: unknown; stdout?: string }) => {
      if (failure.code === 'ENOENT') throw new Error('pdfsig was not found: install poppler-utils.');
      return failure.stdout ?? '';
    },
  );
}

/** What a screen reader is given, in its order. */
function taggedText(bytes: Uint8Array): string[] {
  const file = join(folder, `${randomBytes(6).toString('hex')}.pdf`);
  writeFileSync(file, bytes);
  const structure = execFileSync('pdfinfo', ['-struct-text', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [...structure.matchAll(/^ +"(.*)"$/gm)].map(([, text]) => text!);
}

const count = (text: string, part: string) => text.split(part).length - 1;
const startsWith = (bytes: Uint8Array, start: Uint8Array) =>
  Buffer.compare(Buffer.from(bytes.buffer, bytes.byteOffset, start.length), start) === 0;

beforeAll(async () => {
  credentials = await createSealingCertificate({
    organisation: 'Direction générale des entreprises',
    commonName: 'Grappe — sceau d’essai',
    notBefore: new Date('2013-01-01T00:00:00Z'),
    random: randomBytes,
  });
  signer = readPemPair(credentials.privateKeyPem, credentials.certificatePem);
  signed = await toPdf(shortDocument());
  evidence = await toPdf(shortDocument({ title: 'Preuves de signature', subtitle: 'Preuve' }));
  withEvidence = await appendPages(signed, evidence);
  sealed = await seal(withEvidence);
});

afterAll(async () => {
  await stopPdf();
  rmSync(folder, { recursive: true, force: true });
});

describe('the certificate of an installation', () => {
  it('is self-signed, for signatures that cannot be denied, and names its organisation with its accents', () => {
    const certificate = new X509Certificate(credentials.certificateDer);
    expect(certificate.subject).toBe('C=FR\nO=Direction générale des entreprises\nCN=Grappe — sceau d’essai');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    const text = execFileSync('openssl', ['x509', '-noout', '-ext', 'keyUsage'], {
      input: credentials.certificatePem,
      encoding: 'utf8',
    });
    expect(text).toContain('Digital Signature, Non Repudiation');
  });

  it('can be one that the operator gives, in a PKCS #12 container with its password', async () => {
    const [key, certificate, container] = ['key.pem', 'certificate.pem', 'container.p12'].map((name) =>
      join(folder, name),
    );
    writeFileSync(key!, credentials.privateKeyPem);
    writeFileSync(certificate!, credentials.certificatePem);
    execFileSync('openssl', [
      'pkcs12',
      '-export',
      '-inkey',
      key!,
      '-in',
      certificate!,
      '-out',
      container!,
      '-passout',
      'pass:été 2013',
    ]);
    const bytes = execFileSync('cat', [container!]);
    const given = await readPkcs12(bytes, 'été 2013');
    expect(Buffer.from(given.certificate).equals(Buffer.from(credentials.certificateDer))).toBe(true);
    expect(readSeals(await seal(signed, 'Sceau 1', given)).verdict).toBe('intact');
    await expect(readPkcs12(bytes, 'hiver')).rejects.toMatchObject({ fault: 'wrong-password' });
    await expect(readPkcs12(Buffer.from('not a container'), '')).rejects.toMatchObject({ fault: 'unreadable' });
  });

  it('can be a PEM pair, also on an elliptic curve, and never with the key of another', async () => {
    const key = join(folder, 'ec.pem');
    const certificate = join(folder, 'ec-certificate.pem');
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        key,
        '-out',
        certificate,
        '-subj',
        '/CN=Pôle',
        '-utf8',
      ],
      { stdio: 'ignore' },
    );
    const [keyPem, certificatePem] = [key, certificate].map((file) =>
      execFileSync('cat', [file], { encoding: 'utf8' }),
    );
    const bytes = await seal(signed, 'Sceau 1', readPemPair(keyPem!, certificatePem!));
    expect(readSeals(bytes).verdict).toBe('intact');
    expect(await pdfsig(bytes)).toContain('Signature is Valid');
    expect(() => readPemPair(keyPem!, credentials.certificatePem)).toThrow('not the one of the certificate');
    const locked = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    }).privateKey;
    expect(() => readPemPair(locked, certificatePem!)).toThrow('protected by a password');
    expect(() => readPemPair(locked, certificatePem!, 'autre')).toThrow('does not open');
  });
});

describe('a sealed document', () => {
  it('starts with the very bytes that people signed, then the evidence, then the seal', () => {
    expect(startsWith(withEvidence, signed)).toBe(true);
    expect(startsWith(sealed, withEvidence)).toBe(true);
    const digest = createHash('sha256').update(signed).digest('hex');
    expect(findRevision(sealed, digest)).toBe(signed.length);
    expect(findRevision(sealed, 'a'.repeat(64))).toBeNull();
  });

  it('reads, tags and bookmarks the evidence after the contract, nothing lost and nothing mixed', async () => {
    const evidenceText = taggedText(evidence);
    expect(evidenceText).toContain('Preuves de signature');
    expect(taggedText(sealed)).toEqual([...taggedText(signed), ...evidenceText]);
    const pdf = await PDF.load(sealed);
    expect(pdf.getTitle()).toBe('Contrat de performance du pôle Minalogic');
    const pages = pdf.getPages();
    expect(pages).toHaveLength((await PDF.load(signed)).getPageCount() * 2);
    const read = (ref: PdfRef) => pdf.getObject(ref);
    const tree = pdf.getCatalog().getDict('StructTreeRoot', read)!;
    const parents = tree.getDict('ParentTree', read)!.getArray('Nums', read)!;
    const numbers = [...parents].flatMap((key) => (key instanceof PdfNumber ? [key.value] : []));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const page of pages) expect(numbers).toContain(page.dict.getNumber('StructParents')!.value);
    const places = pdf.getCatalog().getDict('Names', read)!.getDict('Dests', read)!.getArray('Names', read)!;
    expect([...places].filter((name) => name instanceof PdfString).map((name) => name.asString())).toEqual([
      'added-cibles',
      'cibles',
    ]);
    const outlines = pdf.getCatalog().getDict('Outlines', read)!;
    const titles: string[] = [];
    for (let item = outlines.getDict('First', read); item; item = item.getDict('Next', read)) {
      titles.push(item.getString('Title', read)!.asString());
    }
    expect(titles).toEqual(['Parties', 'Cibles', 'Parties', 'Cibles']);
  });

  it('is valid for pdfsig and for readSeals, and stays so after a second seal', async () => {
    expect(await pdfsig(sealed)).toContain('Signature is Valid');
    expect(Buffer.from(sealed).toString('latin1')).toContain('/Reason (Contrat signé [par tous])');
    expect(await pdfsig(sealed)).toContain('Total document signed');
    expect(await pdfsig(sealed)).toContain('ETSI.CAdES.detached');
    const report = readSeals(sealed);
    expect(report.verdict).toBe('intact');
    expect(report.seals).toMatchObject([
      {
        intact: true,
        coversWholeFile: true,
        at: NOON,
        certificate: {
          fingerprint: createHash('sha256').update(credentials.certificateDer).digest('hex'),
          commonName: 'Grappe — sceau d’essai',
          organisation: 'Direction générale des entreprises',
        },
      },
    ]);
    const twice = await seal(sealed, 'Sceau 2');
    expect(startsWith(twice, sealed)).toBe(true);
    expect(count(await pdfsig(twice), 'Signature is Valid')).toBe(2);
    expect(readSeals(twice)).toMatchObject({
      verdict: 'intact',
      seals: [{ coversWholeFile: false, end: sealed.length }, { coversWholeFile: true }],
    });
    await expect(seal(twice, 'Sceau 2')).rejects.toThrow();
  });

  it('shows one changed byte, to pdfsig and to readSeals', async () => {
    const tampered = Buffer.from(sealed);
    const at = Math.floor(signed.length / 2);
    tampered[at] = tampered[at]! ^ 1;
    expect(readSeals(tampered)).toMatchObject({ verdict: 'altered', seals: [{ fault: 'digest' }] });
    expect(await pdfsig(tampered)).toContain('Digest Mismatch');
  });

  it('shows what was added after the seal, and a seal whose signature was changed or moved', () => {
    expect(readSeals(Buffer.concat([sealed, Buffer.from('\n% added')])).verdict).toBe('extended');
    const { byteRange } = readSeals(sealed).seals[0]!;
    const text = Buffer.from(sealed).toString('latin1');
    const contents = text.slice(byteRange[1], byteRange[2]);
    // The last byte of the signature itself, before the zeros that fill the room left.
    const last = contents.replace(/0*>$/, '').length - 1;
    const forged = Buffer.from(sealed);
    const digit = byteRange[1] + last;
    forged[digit] = forged[digit] === 0x31 ? 0x32 : 0x31;
    expect(readSeals(forged)).toMatchObject({ verdict: 'altered', seals: [{ fault: 'signature' }] });
    const wider = Buffer.from(text.replace(/(ByteRange\s*\[\s*)0 /, '$19 '), 'latin1');
    expect(readSeals(wider).verdict).toBe('altered');
  });

  it('finds no seal in a document that has none, nor in bytes that are no document', () => {
    expect(readSeals(signed)).toEqual({ verdict: 'unsealed', seals: [] });
    expect(readSeals(randomBytes(1000)).verdict).toBe('unsealed');
    expect(readSeals(new Uint8Array())).toEqual({ verdict: 'unsealed', seals: [] });
  });
});
