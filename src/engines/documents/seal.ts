import { PDF } from '@libpdf/core';
import type { SealSigner } from './certificate.ts';

export interface SealDetails {
  /** Why it is sealed: « Contrat signé par toutes les parties ». Parentheses become square brackets. */
  readonly reason: string;
  /** A town, or the name of the installation. */
  readonly location: string;
  /** When, by the clock of the installation. Level B-B holds no outside proof of the time. */
  readonly at: Date;
  /** The name of the seal in the file; each seal of a file has its own. Letters, digits, spaces and hyphens. */
  readonly name: string;
}

/**
 * Seals a PDF at level PAdES B-B. The bytes given stay as they are at the start of the result, and so stay the seals they hold.
 * @throws Error when the file has already a seal of this name, or cannot be extended.
 */
export async function sealPdf(bytes: Uint8Array, signer: SealSigner, details: SealDetails): Promise<Uint8Array> {
  if (!/^[\p{L}\p{N} -]+$/u.test(details.name)) throw new Error(`“${details.name}” cannot be the name of a seal.`);
  const pdf = await PDF.load(bytes);
  const blocked = pdf.canSaveIncrementally();
  if (blocked) throw new Error(`The file cannot be sealed without rewriting it: ${blocked}.`);
  const { bytes: sealed } = await pdf.sign({
    signer,
    level: 'B-B',
    subFilter: 'ETSI.CAdES.detached',
    digestAlgorithm: 'SHA-256',
    reason: withoutParentheses(details.reason),
    location: withoutParentheses(details.location),
    signingTime: details.at,
    fieldName: details.name,
    estimatedSize: reservedSize(signer),
  });
  return sealed;
}

/** The library puts a backslash before these signs twice, so that a reader would see one. */
function withoutParentheses(text: string): string {
  return text.replaceAll('(', '[').replaceAll(')', ']').replaceAll('\\', '/');
}

/** Room for the signature: its certificates, and 4 kB for the signature itself with its attributes. */
function reservedSize(signer: SealSigner): number {
  const certificates = [signer.certificate, ...(signer.certificateChain ?? [])];
  return certificates.reduce((sum, certificate) => sum + certificate.length, 4096);
}
