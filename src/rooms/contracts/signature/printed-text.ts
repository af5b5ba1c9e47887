import { UnprintableCharacters } from '#engines/documents/pdf.ts';
import type { ActionContext } from '#kit/context.ts';
import { receiveFile, type StoredFile, saveFile } from '#kit/files.ts';
import type { FrozenText } from '../text/frozen-text.ts';
import { renderContract } from '../text/render-contract.ts';

/** Name under which people keep the PDF of a text: `contrat-minalogic-2013.pdf`, `avenant-1-minalogic-2013.pdf`. */
export const pdfName = (contract: string, number: number): string =>
  `${number === 0 ? 'contrat' : `avenant-${number}`}-${contract}.pdf`;

/** Prints a frozen text and keeps the PDF, in the caller's transaction: it is what the parties read and sign. */
export async function printText(ctx: ActionContext<'TEXT_UNPRINTABLE'>, frozen: FrozenText): Promise<StoredFile> {
  const pdf = await renderContract(frozen, 'for-signature').catch((error: unknown) => {
    if (error instanceof UnprintableCharacters)
      return ctx.refuse('TEXT_UNPRINTABLE', { with: { characters: error.characters.join(' ') } });
    throw error;
  });
  return keepPdf(ctx, pdf, pdfName(frozen.contract.id, frozen.edition.number));
}

/** Keeps the bytes of a PDF that this house made. */
export async function keepPdf(ctx: ActionContext, pdf: Uint8Array, name: string): Promise<StoredFile> {
  const reception = await receiveFile(ctx.services.config.dataDir, [pdf]);
  if (!reception.ok) throw new Error(`The PDF ${name} cannot be kept: ${reception.reason.en}`);
  return saveFile(ctx.sql, reception.file, { name, mediaType: 'application/pdf' }, ctx as ActionContext);
}
