import * as z from 'zod';
import { toPdf } from '#engines/documents/pdf.ts';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { openFile } from '#kit/files.ts';
import { findEdition, lockContract, partiesOf, updateEdition } from '../contract.store.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import type { FrozenEdition } from './being-signed.ts';
import { type EvidenceSignature, evidenceDocument } from './evidence.document.ts';
import { keepPdf, pdfName } from './printed-text.ts';
import { fingerprintOf, sealingSigner } from './sealing-key.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { deliberationsOf, digestOfFile, signaturesOf } from './signature.store.ts';

/**
 * Joins the evidence to a signed text and seals it (PAdES), in one transaction: the bytes that people signed stay at the start of the sealed
 * file. A text is sealed once; the job that the last signature left does it, and again after a stop in between.
 */
export const sealText = defineAction({
  name: 'contracts.sealText',
  title: { fr: 'Sceller un texte signé', en: 'Seal a signed text' },
  path: '/contracts/{contract}/editions/{number}/seal',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, number: z.int().min(0) }),
  output: z.object({ contract: z.string(), number: z.int(), sha256: z.string() }),
  refusals: signatureRefusing('SEALED_ALREADY', 'NOT_SIGNED_YET'),
  async run(ctx, { contract: id, number }) {
    await lockContract(ctx.sql, id);
    const found = await findEdition(ctx.sql, id, number);
    if (!found || (found.state !== 'signed' && found.state !== 'superseded')) return ctx.refuse('NOT_SIGNED_YET');
    if (found.sealed_file_id) ctx.refuse('SEALED_ALREADY');
    const edition = found as FrozenEdition & { signed_on: string };
    const signed = await bytesOf(ctx, edition.pdf_file_id);
    const evidence = evidenceDocument({
      frozen: edition.frozen,
      textDigest: edition.frozen_digest,
      pdfDigest: await digestOfFile(ctx.sql, edition.pdf_file_id),
      signedOn: edition.signed_on,
      verifyUrl: `${ctx.services.config.url}/verifier`,
      signatures: await evidenceOf(ctx, edition),
    });
    // Loaded when first asked for: a start does not wait for it.
    const { appendPages } = await import('#engines/documents/append-pages.ts');
    const { sealPdf } = await import('#engines/documents/seal.ts');
    const whole = await appendPages(signed, await toPdf(evidence));
    const signer = await sealingSigner(ctx.services.config, ctx.now);
    const sealed = await sealPdf(whole, signer, {
      reason: 'Contrat signé par toutes les parties',
      location: new URL(ctx.services.config.url).hostname,
      at: ctx.now,
      name: 'Grappe',
    });
    const kept = await keepPdf(ctx, sealed, pdfName(id, number));
    await updateEdition(ctx.sql, edition.id, { sealed_file_id: kept.id });
    ctx.record({
      object: { kind: 'contract', id },
      after: { edition: number, sha256: kept.sha256, certificate: fingerprintOf(signer.certificate) },
    });
    return { contract: id, number, sha256: kept.sha256 };
  },
});

async function bytesOf(ctx: ActionContext, fileId: string): Promise<Uint8Array> {
  const opened = await openFile(ctx.sql, ctx.services.config.dataDir, fileId);
  if (!opened) throw new Error(`File ${fileId} is not known`);
  return Buffer.concat(await Array.fromAsync(opened.stream));
}

async function evidenceOf(ctx: ActionContext, edition: FrozenEdition): Promise<EvidenceSignature[]> {
  const parties = await partiesOf(ctx.sql, edition.id);
  const votes = await deliberationsOf(ctx.sql, edition.id);
  const signatures = await signaturesOf(ctx.sql, edition.id);
  const scans = new Map<string, string>();
  for (const { scan_file_id } of signatures)
    if (scan_file_id) scans.set(scan_file_id, await digestOfFile(ctx.sql, scan_file_id));
  const rank = (party: string) => parties.findIndex(({ id }) => id === party);
  return signatures
    .toSorted((one, other) => rank(one.party_id) - rank(other.party_id))
    .map((one) => {
      const vote = votes.find(({ id }) => id === one.deliberation_id);
      return {
        party: parties[rank(one.party_id)]!.name,
        name: one.signer_name,
        title: one.signer_title,
        delegation: one.delegation,
        how: one.how,
        at: one.signed_at,
        on: one.signed_on,
        address: one.address,
        pdfDigest: one.pdf_digest,
        partDigest: one.part_digest,
        scanDigest: one.scan_file_id ? scans.get(one.scan_file_id)! : null,
        vote: vote ? { number: vote.number, heldOn: vote.held_on } : null,
        cleared: one.cleared_at ? { at: one.cleared_at, by: one.cleared_by!, reason: one.cleared_reason! } : null,
      };
    });
}
