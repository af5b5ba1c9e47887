import { createHash } from 'node:crypto';
import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { knownSeals } from './sealing-key.ts';
import type { Verified } from './verify.page.tsx';
import { verifyText } from './verify-text.query.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * What a file is: known by its digest, or else by what its own seals say. A file that begins with a sealed contract and goes on is told
 * from one whose seal no longer holds.
 */
export async function verifyFile(bytes: Uint8Array, call: Call): Promise<Verified> {
  const digest = sha256(bytes);
  const known = await perform(verifyText, { sha256: digest }, call);
  // Loaded when first asked for: a start does not wait for it.
  const { readSeals } = await import('#engines/documents/read-seals.ts');
  const report = readSeals(bytes);
  const last = report.seals.at(-1);
  const certificate = last?.certificate ?? null;
  const seal = {
    sha256: digest,
    sealedAt: last?.at ?? null,
    certificate: certificate && [certificate.commonName, certificate.organisation].filter(Boolean).join(', '),
    ours: certificate !== null && knownSeals(call.services.config.dataDir).has(certificate.fingerprint),
  };
  if (known.verdict !== 'unknown') return { ...known, ...seal };
  // What the seal covers may be a contract of ours, with something put after it.
  const sealed = last?.intact ? bytes.subarray(0, last.end) : null;
  const begins =
    sealed && sealed.length < bytes.length ? await perform(verifyText, { sha256: sha256(sealed) }, call) : null;
  if (begins?.text) return { verdict: 'extended', text: begins.text, ...seal };
  if (report.verdict === 'altered') return { verdict: 'altered', text: null, ...seal };
  if (report.verdict === 'extended') return { verdict: 'extended', text: null, ...seal };
  return { verdict: 'unknown', text: null, ...seal };
}
